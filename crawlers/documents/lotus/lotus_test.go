package lotus_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"testing"
	"unicode/utf8"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/lotus"
)

func u16(n int) []byte { return binary.LittleEndian.AppendUint16(nil, uint16(n)) }

func float(v float64) []byte { return binary.LittleEndian.AppendUint64(nil, math.Float64bits(v)) }

func rec(kind int, parts ...[]byte) []byte {
	data := bytes.Join(parts, nil)
	return bytes.Join([][]byte{u16(kind), u16(len(data)), data}, nil)
}

func read(t *testing.T, data []byte) (documents.Result, error) {
	t.Helper()
	out := documents.NewBuilder(0, nil)
	err := lotus.New().Read(t.Context(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, out)
	return out.Result(), err
}

func TestCells(t *testing.T) {
	b := func(n ...byte) []byte { return n }
	tests := []struct {
		name string
		data [][]byte
		want string
	}{
		{"release 2", [][]byte{
			rec(0, u16(0x406)),
			rec(0x0F, b(0), u16(0), u16(0), []byte("'Okafor\x00")), rec(0x0D, b(0), u16(1), u16(0), u16(42)),
			rec(0x0E, b(0), u16(0), u16(1), float(1.5)), rec(1),
		}, "Okafor\t42\n1.5\n"},
		{"release 3, two sheets", [][]byte{
			rec(0, u16(0x1002), make([]byte, 24)),
			rec(0x16, u16(0), b(0, 0), []byte("'Lee\x00")), rec(0x18, u16(0), b(0, 1), u16(7<<1)),
			rec(0x17, u16(0), b(1, 0), []byte{0, 0, 0, 0, 0, 0, 0, 0xC0, 0, 0x40}), rec(1),
		}, "Lee\t7\n3\n"},
		{"Quattro Pro for Windows", [][]byte{
			rec(0, u16(0x1001)), rec(0x0F, b(0, 0), u16(0), u16(0), []byte("'Wren\x00")), rec(1),
		}, "Wren\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res, err := read(t, bytes.Join(tt.data, nil))
			if err != nil || res.Item.Text != tt.want {
				t.Errorf("%q, %v", res.Item.Text, err)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	if _, err := read(t, bytes.Join([][]byte{rec(0, u16(0x406)), rec(0x4B, make([]byte, 4))}, nil)); !errors.Is(err, documents.ErrEncrypted) {
		t.Errorf("password: %v", err)
	}
	if _, err := read(t, []byte("no worksheet")); !errors.Is(err, documents.ErrDamaged) {
		t.Errorf("%v", err)
	}
}

// FuzzRead: whatever the bytes, reading ends with a valid text.
func FuzzRead(f *testing.F) {
	f.Add(bytes.Join([][]byte{rec(0, u16(0x406)), rec(0x0F, []byte{0}, u16(0), u16(0), []byte("'x\x00")), rec(1)}, nil))
	f.Add(bytes.Join([][]byte{rec(0, u16(0x1002)), rec(0x25, u16(0), []byte{0, 0}, []byte{1, 2, 3, 4}), rec(1)}, nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		if res, _ := read(t, data); !utf8.ValidString(res.Item.Text) {
			t.Fatal("not UTF-8")
		}
	})
}
