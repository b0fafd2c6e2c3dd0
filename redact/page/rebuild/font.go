package rebuild

import (
	"encoding/binary"
	"sort"
)

// Metrics of the invisible font, in thousandths of its size.
const (
	advance = 500
	ascent  = 800
	descent = -200
)

// glyphless returns a TrueType font with two glyphs that draw nothing. The
// first is empty. The second is a line there and back across the whole of its
// cell: without an extent, readers take text that runs upwards for nothing.
func glyphless() []byte {
	be := binary.BigEndian
	head := make([]byte, 54)
	be.PutUint32(head[0:], 0x00010000)  // version
	be.PutUint32(head[4:], 0x00010000)  // revision
	be.PutUint32(head[12:], 0x5F0F3CF5) // magic number
	be.PutUint16(head[18:], 1000)       // units per em
	putInt16(head[38:], descent)        // bounds: bottom
	be.PutUint16(head[40:], advance)    // bounds: right
	be.PutUint16(head[42:], ascent)     // bounds: top
	be.PutUint16(head[46:], 8)          // smallest readable size
	be.PutUint16(head[48:], 2)          // direction hint

	hhea := make([]byte, 36)
	be.PutUint32(hhea[0:], 0x00010000)
	be.PutUint16(hhea[4:], ascent)
	putInt16(hhea[6:], descent)
	be.PutUint16(hhea[10:], advance) // widest advance
	be.PutUint16(hhea[18:], 1)       // caret slope: upright
	be.PutUint16(hhea[34:], 1)       // one full entry in hmtx

	hmtx := make([]byte, 6) // an advance and bearing, then a bearing
	be.PutUint16(hmtx, advance)

	maxp := make([]byte, 32)
	be.PutUint32(maxp[0:], 0x00010000)
	be.PutUint16(maxp[4:], 2)  // glyphs
	be.PutUint16(maxp[6:], 2)  // points
	be.PutUint16(maxp[8:], 1)  // contours
	be.PutUint16(maxp[14:], 1) // zones

	glyf := diagonal()
	loca := make([]byte, 6)                     // starts of both glyphs and the end, halved
	be.PutUint16(loca[4:], uint16(len(glyf)/2)) //nolint:gosec // 24 bytes

	return sfnt(map[string][]byte{
		"glyf": glyf,
		"head": head,
		"hhea": hhea,
		"hmtx": hmtx,
		"loca": loca,
		"maxp": maxp,
	})
}

// diagonal is a glyph of one contour of two points, opposite corners.
func diagonal() []byte {
	g := make([]byte, 24)
	for i, v := range []int16{
		1, 0, descent, advance, ascent, // contours, bounds
		1, 0, // last point, length of instructions
	} {
		putInt16(g[2*i:], v)
	}
	g[14], g[15] = 1, 1              // both points on the curve, steps of two bytes
	putInt16(g[18:], advance)        // x: 0, then to the right
	putInt16(g[20:], descent)        // y: bottom,
	putInt16(g[22:], ascent-descent) // then up
	return g
}

func putInt16(b []byte, v int16) { binary.BigEndian.PutUint16(b, uint16(v)) } //nolint:gosec // two's complement is meant

// sfnt joins tables to a font file with its checksums.
func sfnt(tables map[string][]byte) []byte {
	be := binary.BigEndian
	tags := make([]string, 0, len(tables))
	for tag := range tables {
		tags = append(tags, tag)
	}
	sort.Strings(tags)

	n := len(tags)
	dir := make([]byte, 12+16*n)
	be.PutUint32(dir, 0x00010000)
	be.PutUint16(dir[4:], uint16(n)) //nolint:gosec // six tables
	power, log := 1, 0
	for power*2 <= n {
		power, log = power*2, log+1
	}
	be.PutUint16(dir[6:], uint16(power*16))
	be.PutUint16(dir[8:], uint16(log))
	be.PutUint16(dir[10:], uint16((n-power)*16)) //nolint:gosec // range shift

	out := dir
	headAt := 0
	for i, tag := range tags {
		data := tables[tag]
		if tag == "head" {
			headAt = len(out)
		}
		entry := out[12+16*i:]
		copy(entry, tag)
		be.PutUint32(entry[4:], checksum(data))
		be.PutUint32(entry[8:], uint32(len(out)))   //nolint:gosec // a few hundred bytes
		be.PutUint32(entry[12:], uint32(len(data))) //nolint:gosec // as above
		out = append(out, data...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	be.PutUint32(out[headAt+8:], 0xB1B0AFBA-checksum(out))
	return out
}

// checksum adds up data as big-endian words, padded with zeros.
func checksum(data []byte) uint32 {
	var sum uint32
	for len(data) >= 4 {
		sum += binary.BigEndian.Uint32(data)
		data = data[4:]
	}
	var last [4]byte
	copy(last[:], data)
	return sum + binary.BigEndian.Uint32(last[:])
}
