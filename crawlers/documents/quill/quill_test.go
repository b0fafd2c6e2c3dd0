package quill_test

import (
	"bytes"
	"encoding/binary"
	"testing"
	"unicode/utf8"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb/cfbtest"
	"sarsen/crawlers/documents/quill"
)

func wide(s string) []byte {
	var out []byte
	for _, c := range s {
		out = binary.LittleEndian.AppendUint16(out, uint16(c))
	}
	return out
}

// store makes a store of text with one chunk of it, and an address behind.
func store(text, link string) []byte {
	data := make([]byte, 0x18)
	copy(data, "CHNKWKS")
	entry := make([]byte, 24)
	entry[0] = 24
	copy(entry[2:], "TEXT")
	copy(entry[12:], "TEXT")
	binary.LittleEndian.PutUint32(entry[16:], 0x18+24)
	binary.LittleEndian.PutUint32(entry[20:], uint32(2*len(text)))
	return bytes.Join([][]byte{data, entry, wide(text), {0, 0}, wide(link), {0, 0}}, nil)
}

func read(t *testing.T, streams map[string][]byte) (documents.Result, error) {
	t.Helper()
	data := cfbtest.Build(streams)
	out := documents.NewBuilder(0, nil)
	err := quill.New().Read(t.Context(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, out)
	return out.Result(), err
}

func TestText(t *testing.T) {
	works := make([]byte, 0x100)
	binary.LittleEndian.PutUint32(works[0x26:], 0x100+14)
	tests := []struct {
		name    string
		streams map[string][]byte
		want    string
	}{
		{"Works 8", map[string][]byte{"CONTENTS": store("Dear Ms Okafor", "")}, "Dear Ms Okafor\n"},
		{
			"Publisher",
			map[string][]byte{"Quill/QuillSub/CONTENTS": store("Open day", "https://moor.example/")},
			"Open day\nhttps://moor.example/\n",
		},
		{"Works 4", map[string][]byte{"MN0": append(works, "Dear Ms Okafor and more"...)}, "Dear Ms Okafor\n"},
		{"unknown", map[string][]byte{"Contents": append([]byte{1, 2, 3}, "Open day at the hall\x00\x01"...)}, "Open day at the hall\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res, err := read(t, tt.streams)
			if err != nil || res.Item.Text != tt.want || len(res.Problems) != 1 {
				t.Errorf("%q, %v, %q", res.Item.Text, err, res.Problems)
			}
		})
	}
}

// FuzzRead: whatever the stores are, reading ends with a valid text.
func FuzzRead(f *testing.F) {
	f.Add(store("Dear Ms Okafor", "https://moor.example/"), "CONTENTS")
	f.Add(make([]byte, 300), "MN0")
	f.Fuzz(func(t *testing.T, data []byte, name string) {
		if res, _ := read(t, map[string][]byte{name: data}); !utf8.ValidString(res.Item.Text) {
			t.Fatal("not UTF-8")
		}
	})
}
