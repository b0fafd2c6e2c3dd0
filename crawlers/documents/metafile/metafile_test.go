package metafile_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/metafile"
)

var le = binary.LittleEndian

func words(values ...int) []byte {
	var b []byte
	for _, v := range values {
		b = le.AppendUint16(b, uint16(v))
	}
	return b
}

func longs(values ...int) []byte {
	var b []byte
	for _, v := range values {
		b = le.AppendUint32(b, uint32(v))
	}
	return b
}

func join(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

// wmfRecord is a record of WMF; params are padded to whole words.
func wmfRecord(kind int, params ...[]byte) []byte {
	body := join(params...)
	if len(body)%2 != 0 {
		body = append(body, 0)
	}
	return join(longs((len(body)+6)/2), words(kind), body)
}

func wmf(records ...[]byte) []byte {
	head := join(words(1, 9, 0x300), longs(0), words(0), longs(0), words(0))
	return join(append([][]byte{head}, append(records, longs(3), words(0))...)...)
}

func emfRecord(kind int, body ...[]byte) []byte {
	b := join(body...)
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	return join(longs(kind, len(b)+8), b)
}

func emf(records ...[]byte) []byte {
	head := emfRecord(1, make([]byte, 32), []byte(" EMF"), make([]byte, 44))
	return join(append([][]byte{head}, append(records, emfRecord(14, longs(0, 0, 20)))...)...)
}

func wide(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = le.AppendUint16(b, u)
	}
	return b
}

// text is a record of EMF with a text at a place, whose letters are 10 wide.
func text(x, y int, s string) []byte {
	letters := wide(s)
	for len(letters)%4 != 0 {
		letters = append(letters, 0)
	}
	n := len([]rune(s))
	var steps []byte
	for range n {
		steps = append(steps, longs(10)...)
	}
	return emfRecord(84, make([]byte, 16), longs(1, 0, 0), longs(x, y, n, 76, 0, 0, 0, 0, 0, 76+len(letters)), letters, steps)
}

func read(data []byte) (documents.Result, error) {
	out := documents.NewBuilder(0, nil)
	err := metafile.New().Read(context.Background(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, out)
	return out.Result(), err
}

// info is the head of a bitmap of two pixels by one, 24 bits each.
var info = join(longs(40, 2, 1), words(1, 24), longs(0, 8, 0, 0, 0, 0))

func TestRead(t *testing.T) {
	pixels := []byte("12345678")
	for _, tc := range []struct {
		name  string
		data  []byte
		text  string
		parts int
		fails bool
	}{
		{"WMF", wmf(wmfRecord(0x0521, words(5), []byte("Petra\x00"), words(10, 10)), wmfRecord(0x0A32, words(30, 10, 4, 0), []byte("caf\xe9"))), "Petra\ncaf\u00e9\n", 0, false},
		{"WMF with a head", join([]byte("\xD7\xCD\xC6\x9A"), make([]byte, 18), wmf(wmfRecord(0x0A32, words(1, 1, 2, 2), words(0, 0, 9, 9), []byte("in")))), "in\n", 0, false},
		{"bitmap in WMF", wmf(wmfRecord(0x0F43, make([]byte, 22), info, pixels)), "", 1, false},
		{"EMF", emf(text(0, 10, "Dear"), text(60, 10, "Petra"), text(0, 30, "damp")), "Dear Petra\ndamp\n", 0, false},
		{"letter by letter", emf(text(0, 10, "P"), text(10, 10, "e"), text(20, 10, "t"), text(60, 10, "S")), "Pet S\n", 0, false},
		{"small text", emf(emfRecord(108, longs(5, 5, 3, 0x300, 1, 0, 0), []byte("sea"))), "sea\n", 0, false},
		{"bitmap in EMF, twice", emf(dib(pixels), dib(pixels)), "", 1, false},
		{"EMF+", emf(emfRecord(70, longs(52), []byte("EMF+"), words(0x401C, 0), longs(48, 36), longs(0, 0, 4), make([]byte, 16), wide("damp"))), "damp\n", 0, false},
		{"cut short", emf(text(0, 10, "Dear"), text(60, 10, "Petra"))[:88+100], "Dear\n", 0, true},
		{"nothing", []byte("\x01\x00\x09\x00\x00\x03"), "", 0, true},
	} {
		t.Run(tc.name, func(t *testing.T) {
			result, err := read(tc.data)
			if (err != nil) != tc.fails {
				t.Errorf("error %v", err)
			}
			if diff := cmp.Diff(tc.text, result.Item.Text); diff != "" || len(result.Parts) != tc.parts {
				t.Errorf("%d parts; text (-want +got):\n%s", len(result.Parts), diff)
			}
		})
	}
}

// dib is a record of EMF that shows a bitmap.
func dib(pixels []byte) []byte {
	return emfRecord(81, make([]byte, 40), longs(80, len(info), 80+len(info), len(pixels), 0, 0, 0, 0), info, pixels)
}

func TestPartIsAFile(t *testing.T) {
	result, err := read(emf(dib([]byte("12345678"))))
	if err != nil || len(result.Parts) != 1 {
		t.Fatalf("%d parts, %v", len(result.Parts), err)
	}
	r, err := result.Parts[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(r)
	if err != nil || !bytes.Equal(got, join([]byte("BM"), longs(62, 0, 54), info, []byte("12345678"))) {
		t.Errorf("%q, %v", got, err)
	}
}

// FuzzRead: whatever the records, the text is canonical and every part opens.
func FuzzRead(f *testing.F) {
	f.Add(wmf(wmfRecord(0x0521, words(5), []byte("Petra\x00"), words(10, 10)), wmfRecord(0x0F43, make([]byte, 22), info, []byte("12345678"))))
	f.Add(emf(text(0, 10, "Dear"), dib([]byte("12345678"))))
	f.Add(emf(emfRecord(108, longs(5, 5, 3, 0x300, 1, 0, 0), []byte("sea")), emfRecord(97, make([]byte, 28), longs(1), longs(1, 1, 2, 76, 0, 0, 0, 0, 0, 0), wide("ab"))))
	f.Add(emf(emfRecord(70, longs(52), []byte("EMF+"), words(0x401C, 0), longs(48, 36), longs(0, 0, 4), make([]byte, 16), wide("damp"))))
	f.Fuzz(func(t *testing.T, data []byte) {
		result, _ := read(data)
		if text := result.Item.Text; !utf8.ValidString(text) || documents.Normalise(text) != text {
			t.Errorf("text %q", text)
		}
		for _, p := range result.Parts {
			if _, err := p.Open(); err != nil {
				t.Error(err)
			}
		}
	})
}
