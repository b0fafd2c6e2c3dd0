package hwp_test

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"testing"
	"unicode/utf8"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb/cfbtest"
	"sarsen/crawlers/documents/hwp"
)

func section(text string) []byte {
	var body []byte
	for _, c := range text {
		body = binary.LittleEndian.AppendUint16(body, uint16(c))
		if c == '\t' {
			body = append(body, make([]byte, 14)...)
		}
	}
	return append(binary.LittleEndian.AppendUint32(nil, uint32(67|len(body)<<20)), body...)
}

func head(flags uint32) []byte { return binary.LittleEndian.AppendUint32(make([]byte, 36), flags) }

func read(t *testing.T, streams map[string][]byte) (documents.Result, error) {
	t.Helper()
	data := cfbtest.Build(streams)
	out := documents.NewBuilder(0, nil)
	err := hwp.New().Read(t.Context(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, out)
	return out.Result(), err
}

func TestText(t *testing.T) {
	var packed bytes.Buffer
	w, _ := flate.NewWriter(&packed, flate.BestSpeed)
	_, _ = w.Write(append(section("한글\tOkafor\r"), section("Lee")...))
	_ = w.Close()
	res, err := read(t, map[string][]byte{"FileHeader": head(1), "BodyText/Section0": packed.Bytes()})
	if err != nil || res.Item.Text != "한글\tOkafor\nLee\n" {
		t.Errorf("%q, %v", res.Item.Text, err)
	}
	if _, err := read(t, map[string][]byte{"FileHeader": head(3)}); !errors.Is(err, documents.ErrEncrypted) {
		t.Errorf("password: %v", err)
	}
}

// FuzzRead: whatever the section is, reading ends with a valid text.
func FuzzRead(f *testing.F) {
	f.Add(section("Okafor\tLee"), false)
	f.Fuzz(func(t *testing.T, data []byte, packed bool) {
		flags := uint32(0)
		if packed {
			flags = 1
		}
		if res, _ := read(t, map[string][]byte{"FileHeader": head(flags), "BodyText/Section0": data}); !utf8.ValidString(res.Item.Text) {
			t.Fatal("not UTF-8")
		}
	})
}
