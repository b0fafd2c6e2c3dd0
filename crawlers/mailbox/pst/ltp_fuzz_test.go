package pst

import (
	"bytes"
	"testing"
)

// fixedPlace finds one block: all of a file but its trailer.
type fixedPlace int

func (p fixedPlace) locate(blockID) (place, error) { return place{at: 0, size: int(p)}, nil }

// FuzzHeap reads any bytes as a heap with properties and with a table.
func FuzzHeap(f *testing.F) {
	f.Add(byte(1), heapSeed(heapProps, []byte{
		0xB5, 2, 6, 0, 0x40, 0, 0, 0, // the tree, whose root is piece 2
	}, []byte{0x37, 0, 0x1F, 0, 0x60, 0, 0, 0, 0x07, 0x0E, 3, 0, 1, 0, 0, 0}, []byte("h\x00i\x00")))
	f.Add(byte(2), heapSeed(heapTable, []byte{
		0x7C, 1, 12, 0, 12, 0, 12, 0, 13, 0, 0x40, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, 0x1F, 0, 1, 0x30, 8, 0, 4, 0,
	}, []byte{0xB5, 4, 4, 0, 0x60, 0, 0, 0}, []byte{7, 0, 0, 0, 0, 0, 0, 0},
		[]byte{7, 0, 0, 0, 0, 0, 0, 0, 0xA0, 0, 0, 0, 0x80}, []byte("h\x00i\x00")))
	f.Fuzz(func(t *testing.T, l byte, data []byte) {
		kind := layout(l%3 + 1)
		size := min(len(data), maxBlock-1)
		data = append(bytes.Clone(data[:size]), make([]byte, kind.stored(size)-size)...)
		b := newBlocks(kind, cryptNone, bytes.NewReader(data), fixedPlace(size), 100)
		n := node{data: 4}
		if h, err := b.heap(n); err == nil {
			_ = h.rawProps(func(p rawProp) error {
				_, err := h.prop(p)
				return outside(err)
			})
			_, _ = b.readNames(n)
		}
		if tab, err := b.table(n); err == nil {
			rows, _ := tab.all()
			if len(rows) > maxRows {
				t.Errorf("%d rows", len(rows))
			}
		}
	})
}

func heapSeed(kind byte, pieces ...[]byte) []byte {
	out := []byte{0, 0, 0xEC, kind, 0x20, 0, 0, 0, 0, 0, 0, 0}
	offsets := []byte{byte(len(out)), 0}
	for _, p := range pieces {
		out = append(out, p...)
		offsets = append(offsets, byte(len(out)), 0)
	}
	out[0] = byte(len(out))
	return append(append(out, byte(len(pieces)), 0, 0, 0), offsets...)
}
