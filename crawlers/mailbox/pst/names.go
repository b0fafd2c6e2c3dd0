package pst

import (
	"encoding/binary"
	"unicode/utf16"
)

// A Name is what a named property is called: a property set with a number or,
// where that is not "", a text.
type Name struct {
	Set    [16]byte
	Number uint32
	Text   string
}

// The sets that a store does not spell out.
var (
	setMAPI   = [16]byte{0x28, 0x03, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46}
	setPublic = [16]byte{0x29, 0x03, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46}
)

// maxNames is how many named properties there can be.
const maxNames = 0x8000

// names are those of named properties by their IDs.
type names map[uint16]Name

// readNames reads the map from names to IDs of a store; see [MS-PST] 2.4.7.
func (b *blocks) readNames(n node) (names, error) {
	h, err := b.heap(n)
	if err != nil {
		return nil, err
	}
	// The streams of property sets, of entries and of texts.
	found, err := h.lookup(0x0002, 0x0003, 0x0004)
	if outside(err) != nil {
		return nil, err
	}
	sets, entries, texts := found[0], found[1], found[2]
	out := names{}
	for e := entries; len(e) >= 8 && len(out) < maxNames; e = e[8:] {
		number, which := binary.LittleEndian.Uint32(e), binary.LittleEndian.Uint16(e[4:])
		id := 0x8000 + binary.LittleEndian.Uint16(e[6:])
		name := Name{Set: setOf(sets, int(which>>1))}
		if which&1 == 0 {
			name.Number = number
		} else if name.Text = textAt(texts, number); name.Text == "" {
			continue
		}
		if _, twice := out[id]; !twice {
			out[id] = name
		}
	}
	return out, err
}

func setOf(sets []byte, i int) (set [16]byte) {
	switch {
	case i == 1:
		return setMAPI
	case i == 2:
		return setPublic
	case i >= 3 && len(sets) >= 16*(i-2):
		copy(set[:], sets[16*(i-3):])
	}
	return set
}

// textAt reads a text that begins with its length in bytes.
func textAt(texts []byte, at uint32) string {
	if int64(at)+4 > int64(len(texts)) {
		return ""
	}
	texts = texts[at:]
	n := binary.LittleEndian.Uint32(texts)
	if texts = texts[4:]; int64(n) > int64(len(texts)) {
		return ""
	}
	return wide(texts[:n])
}

// wide decodes UTF-16.
func wide(data []byte) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}
