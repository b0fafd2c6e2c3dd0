package visio_test

import (
	"bytes"
	"encoding/binary"
	"testing"
	"unicode/utf8"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb/cfbtest"
	"sarsen/crawlers/documents/visio"
)

func u32(n int) []byte { return binary.LittleEndian.AppendUint32(nil, uint32(n)) }

func u16(n int) []byte { return binary.LittleEndian.AppendUint16(nil, uint16(n)) }

func pointer(kind, at, size, format int) []byte {
	return bytes.Join([][]byte{u32(kind), u32(0), u32(at), u32(size), u16(format)}, nil)
}

// drawing makes one of version 11: an index with one stream of chunks.
func drawing(text string) []byte {
	body := make([]byte, 8)
	for _, c := range text {
		body = append(body, u16(int(c))...)
	}
	chunk := bytes.Join([][]byte{u32(0x0E), u32(1), u32(0), u32(len(body)), u16(1), {0}, body}, nil)
	data := make([]byte, 0x24)
	copy(data, "Visio (TM) Drawing\r\n")
	data[0x1A] = 11
	const index = 0x24 + 18
	list := bytes.Join([][]byte{u32(4), u32(1), u32(0), pointer(0x48, index+4+8+18, len(chunk), 0xD4)}, nil)
	data = append(data, pointer(0x14, index, len(list), 0x54)...)
	return bytes.Join([][]byte{data, list, chunk}, nil)
}

func read(t *testing.T, stream []byte) (documents.Result, error) {
	t.Helper()
	data := cfbtest.Build(map[string][]byte{"VisioDocument": stream})
	out := documents.NewBuilder(0, nil)
	err := visio.New().Read(t.Context(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, out)
	return out.Result(), err
}

func TestText(t *testing.T) {
	res, err := read(t, drawing("Ada Okafor, lead"))
	if err != nil || res.Item.Text != "Ada Okafor, lead\n" || len(res.Problems) != 1 {
		t.Errorf("%q, %v, %q", res.Item.Text, err, res.Problems)
	}
}

// FuzzRead: whatever the stream is, reading ends with a valid text.
func FuzzRead(f *testing.F) {
	f.Add(drawing("Ada Okafor"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if res, _ := read(t, data); !utf8.ValidString(res.Item.Text) {
			t.Fatal("not UTF-8")
		}
	})
}
