package vector

import (
	"encoding/binary"
	"fmt"
	"slices"
)

// A trueType is a font program of glyf outlines.
type trueType struct {
	tables map[string][]byte
	starts []int // of shapes in glyf, and its end
}

var be = binary.BigEndian

// keptTables are copied or cut; others, such as the names, drop out.
var keptTables = []string{"OS/2", "cmap", "cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"}

// readTrueType reads the tables of a program.
func readTrueType(data []byte) (*trueType, error) {
	if len(data) < 12 || be.Uint32(data) != 0x00010000 && string(data[:4]) != "true" {
		return nil, fmt.Errorf("%w: kind", errProgram)
	}
	t := &trueType{tables: map[string][]byte{}}
	n := int(be.Uint16(data[4:]))
	for i := range n {
		if 28+16*i > len(data) {
			return nil, fmt.Errorf("%w: directory", errProgram)
		}
		entry := data[12+16*i:]
		tag, at, size := string(entry[:4]), int(be.Uint32(entry[8:])), int(be.Uint32(entry[12:]))
		if at > len(data) {
			continue
		}
		if slices.Contains(keptTables, tag) {
			t.tables[tag] = data[at:min(at+size, len(data))]
		}
	}
	return t, t.index()
}

// index finds where shapes start.
func (t *trueType) index() error {
	head, maxp, loca := t.tables["head"], t.tables["maxp"], t.tables["loca"]
	if len(head) < 54 || len(maxp) < 6 || len(t.tables["hhea"]) < 36 {
		return fmt.Errorf("%w: tables", errProgram)
	}
	n, end := int(be.Uint16(maxp[4:])), len(t.tables["glyf"])
	long := be.Uint16(head[50:]) != 0
	for i := range n + 1 {
		at := end
		switch {
		case long && 4*i+4 <= len(loca):
			at = int(be.Uint32(loca[4*i:]))
		case !long && 2*i+2 <= len(loca):
			at = 2 * int(be.Uint16(loca[2*i:]))
		}
		t.starts = append(t.starts, min(at, end))
	}
	return nil
}

func (t *trueType) shape(n int) []byte {
	if n < 0 || n+1 >= len(t.starts) || t.starts[n] > t.starts[n+1] {
		return nil
	}
	return t.tables["glyf"][t.starts[n]:t.starts[n+1]]
}

// Flags of the parts of a shape that is made of others.
const (
	wordArgs  = 0x0001
	oneScale  = 0x0008
	moreParts = 0x0020
	twoScales = 0x0040
	fourScale = 0x0080
)

// withParts adds the shapes that others are made of.
func (t *trueType) withParts(shapes map[int]bool) map[int]bool {
	out := map[int]bool{0: true} // what stands for missing ones
	var todo []int
	for n := range shapes {
		todo = append(todo, n)
	}
	for len(todo) > 0 {
		n := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if n != 0 && out[n] || n < 0 || n+1 >= len(t.starts) {
			continue
		}
		out[n] = true
		for _, part := range parts(t.shape(n)) {
			if !out[part] {
				todo = append(todo, part)
			}
		}
	}
	return out
}

func parts(shape []byte) []int {
	if len(shape) < 10 || shape[0]&0x80 == 0 {
		return nil
	}
	var out []int
	for at := 10; at+4 <= len(shape); {
		flags := be.Uint16(shape[at:])
		out = append(out, int(be.Uint16(shape[at+2:])))
		at += 6
		if flags&wordArgs != 0 {
			at += 2
		}
		switch {
		case flags&oneScale != 0:
			at += 2
		case flags&twoScales != 0:
			at += 4
		case flags&fourScale != 0:
			at += 8
		}
		if flags&moreParts == 0 {
			break
		}
	}
	return out
}

// cut writes a program that has only some shapes, under the same numbers.
// Codes are the characters of its map; nil for none.
func (t *trueType) cut(shapes map[int]bool, cmap []byte) ([]byte, error) {
	keep := t.withParts(shapes)
	out := map[string][]byte{}
	for _, tag := range []string{"cvt ", "fpgm", "prep", "hhea", "maxp"} {
		if data, ok := t.tables[tag]; ok {
			out[tag] = data
		}
	}
	n := len(t.starts) - 1
	glyf, loca := []byte{}, make([]byte, 4*(n+1))
	for i := range n {
		be.PutUint32(loca[4*i:], uint32(len(glyf))) //nolint:gosec // no longer than it was
		if keep[i] {
			glyf = append(glyf, t.shape(i)...)
			for len(glyf)%4 != 0 {
				glyf = append(glyf, 0)
			}
		}
	}
	be.PutUint32(loca[4*n:], uint32(len(glyf))) //nolint:gosec // as above
	head := slices.Clone(t.tables["head"][:54])
	clear(head[20:36]) // when it was made
	be.PutUint16(head[50:], 1)
	be.PutUint32(head[8:], 0)
	out["glyf"], out["loca"], out["head"], out["hmtx"] = glyf, loca, head, t.metrics(keep)
	out["post"] = make([]byte, 32)
	be.PutUint32(out["post"], 0x00030000) // no names
	if cmap != nil {
		out["cmap"] = cmap
	}
	if os2 := t.tables["OS/2"]; len(os2) >= 68 {
		out["OS/2"] = slices.Clone(os2)
		clear(out["OS/2"][42:62]) // characters it has, and who made it
	}
	return sfnt(out), nil
}

// metrics are the widths of the shapes kept.
func (t *trueType) metrics(keep map[int]bool) []byte {
	out := slices.Clone(t.tables["hmtx"])
	full := int(be.Uint16(t.tables["hhea"][34:]))
	for at, i := 0, 0; at < len(out); i++ {
		size := 4
		if i >= full {
			size = 2
		}
		end := min(at+size, len(out))
		if !keep[i] && i != full-1 { // whose width is that of all after it
			clear(out[at:end])
		}
		at = end
	}
	return out
}

// sfnt joins tables to a font file.
func sfnt(tables map[string][]byte) []byte {
	var tags []string
	for tag := range tables {
		tags = append(tags, tag)
	}
	slices.Sort(tags)
	n := len(tags)
	out := make([]byte, 12+16*n)
	be.PutUint32(out, 0x00010000)
	be.PutUint16(out[4:], uint16(n)) //nolint:gosec // a dozen
	power, log := 1, 0
	for power*2 <= n {
		power, log = power*2, log+1
	}
	be.PutUint16(out[6:], uint16(power*16))
	be.PutUint16(out[8:], uint16(log))
	be.PutUint16(out[10:], uint16((n-power)*16)) //nolint:gosec // range shift
	head := 0
	for i, tag := range tags {
		data := tables[tag]
		if tag == "head" {
			head = len(out)
		}
		entry := out[12+16*i:]
		copy(entry, tag)
		be.PutUint32(entry[4:], checksum(data))
		be.PutUint32(entry[8:], uint32(len(out)))   //nolint:gosec // bounded by maxStream
		be.PutUint32(entry[12:], uint32(len(data))) //nolint:gosec // as above
		out = append(out, data...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	be.PutUint32(out[head+8:], 0xB1B0AFBA-checksum(out))
	return out
}

// checksum adds up data as words, padded with zeros.
func checksum(data []byte) uint32 {
	var sum uint32
	for ; len(data) >= 4; data = data[4:] {
		sum += be.Uint32(data)
	}
	var last [4]byte
	copy(last[:], data)
	return sum + be.Uint32(last[:])
}
