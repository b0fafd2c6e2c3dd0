package wordperfect_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"testing"
	"unicode/utf8"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/wordperfect"
)

// file makes a document of a version with a body, and a packet of text.
func file(version byte, body, packet string) []byte {
	head := make([]byte, 16)
	copy(head, "\xFFWPC")
	head[8], head[9], head[10] = 1, 0x0A, version
	binary.LittleEndian.PutUint16(head[14:], 16)
	index := make([]byte, 28)
	if packet != "" {
		binary.LittleEndian.PutUint16(index[2:], 1)
		index[15] = 8
		binary.LittleEndian.PutUint32(index[20:], uint32(10+len(packet)))
		binary.LittleEndian.PutUint32(index[24:], 44)
	}
	text := make([]byte, 10)
	text[0] = 1
	binary.LittleEndian.PutUint32(text[6:], uint32(len(packet)))
	out := append(append(append(head, index...), text...), packet...)
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)))
	return append(out, body...)
}

func read(t *testing.T, data []byte) (documents.Result, error) {
	t.Helper()
	out := documents.NewBuilder(0, nil)
	err := wordperfect.New().Read(t.Context(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, out)
	return out.Result(), err
}

func TestText(t *testing.T) {
	tests := []struct {
		name         string
		version      byte
		body, packet string
		want         string
	}{
		{"words, soft and hard ends", 2, "Dear\x80Ms\xCFOkafor\xCCYours", "", "Dear Ms Okafor\nYours\n"},
		{"letters", 2, "Caf\x0F\xF0\x21\x04\xF0", "", "Café–\n"},
		{"a function is stepped over", 2, "a\xD4\x00\x08\x00xy\x08\xD4b\xE0\x11\x06\x00\x06\xE0c", "", "ab\tc\n"},
		{"header", 2, "Body", "Moor\x80Council\x80letters", "Body\nMoor Council letters\n"},
		{"version 5", 0, "Dear\x0DMs\x0AOkafor\xA9Lee \xC0\x1D\x04\xC0x", "", "Dear Ms\nOkafor-Lee ‘x\n"},
		{"footnote of version 5", 0, "Body\xD6\x00\x15\x00\x01\x02\x03a note on page\x15\x00\x00\xD6.", "", "Body.\na note on page\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res, err := read(t, file(tt.version, tt.body, tt.packet))
			if err != nil {
				t.Fatal(err)
			}
			if got := res.Item.Text; got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	locked := file(2, "x", "")
	locked[12] = 1
	if _, err := read(t, locked); !errors.Is(err, documents.ErrEncrypted) {
		t.Errorf("password: %v", err)
	}
	macro := file(2, "x", "")
	macro[9] = 1
	if _, err := read(t, macro); !errors.Is(err, documents.ErrUnsupported) {
		t.Errorf("macro: %v", err)
	}
	if _, err := read(t, []byte("\xFFWPC")); !errors.Is(err, documents.ErrDamaged) {
		t.Errorf("cut: %v", err)
	}
}

// FuzzRead: whatever the bytes, reading ends with a valid text.
func FuzzRead(f *testing.F) {
	f.Add(file(2, "Dear\x80Ms\xCFOkafor\xD4\x00\x08\x00xy\x08\xD4\xF0\x21\x04\xF0", "Moor"))
	f.Add(file(0, "Body\xD6\x00\x15\x00\x01\x02\x03a note on page\x15\x00\x00\xD6.\xC0\x1C\x04\xC0", ""))
	f.Fuzz(func(t *testing.T, data []byte) {
		if res, _ := read(t, data); !utf8.ValidString(res.Item.Text) {
			t.Fatal("not UTF-8")
		}
	})
}
