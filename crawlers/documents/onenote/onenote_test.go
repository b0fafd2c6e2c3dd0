package onenote_test

import (
	"bytes"
	"errors"
	"testing"
	"unicode/utf8"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/onenote"
)

func read(t *testing.T, data []byte) (documents.Result, error) {
	t.Helper()
	out := documents.NewBuilder(0, nil)
	err := onenote.New().Read(t.Context(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, out)
	return out.Result(), err
}

func TestText(t *testing.T) {
	data := append(make([]byte, 1024), "\x01\x02N\x00o\x00t\x00e\x00s\x00 \x00o\x00f\x00 \x00M\x00a\x00y\x00\x00\x00\x03\x04Call Ms Okafor\x00\x01"...)
	res, err := read(t, data)
	if err != nil || res.Item.Text != "Notes of May\nCall Ms Okafor\n" || len(res.Problems) != 1 {
		t.Errorf("%q, %v, %q", res.Item.Text, err, res.Problems)
	}
	if _, err := read(t, data[:100]); !errors.Is(err, documents.ErrDamaged) {
		t.Errorf("cut: %v", err)
	}
}

// FuzzRead: whatever the bytes, reading ends with a valid text.
func FuzzRead(f *testing.F) {
	f.Add(append(make([]byte, 1024), "N\x00o\x00t\x00e\x00s\x00\x00\x00Call Ms Okafor\x00"...))
	f.Fuzz(func(t *testing.T, data []byte) {
		if res, _ := read(t, data); !utf8.ValidString(res.Item.Text) {
			t.Fatal("not UTF-8")
		}
	})
}
