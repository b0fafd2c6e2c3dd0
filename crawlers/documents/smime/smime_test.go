package smime_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"strings"
	"testing"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/smime"
)

// der makes an element of those it holds.
func der(tag byte, content ...string) string {
	s := strings.Join(content, "")
	if len(s) < 0x80 {
		return string([]byte{tag, byte(len(s))}) + s
	}
	return string([]byte{tag, 0x82, byte(len(s) >> 8), byte(len(s))}) + s
}

// ber makes an element without a length.
func ber(tag byte, content ...string) string {
	return string([]byte{tag, 0x80}) + strings.Join(content, "") + "\x00\x00"
}

const (
	oid  = "\x2A\x86\x48\x86\xF7\x0D\x01\x07"
	mime = "Content-Type: text/plain\r\n\r\nDear Zoe"
)

func signed(content string) string {
	return der(0x30, der(0x06, oid+"\x02"), der(0xA0, der(0x30,
		der(0x02, "\x01"), der(0x31), der(0x30, der(0x06, oid+"\x01"), content), der(0x31))))
}

func TestRead(t *testing.T) {
	tests := []struct {
		name, data string
		part       string // name and content
		err        error
	}{
		{"signed", signed(der(0xA0, der(0x04, mime))), "message: " + mime, nil},
		{"in pieces", signed(ber(0xA0, ber(0x24, der(0x04, mime[:9]), der(0x04, mime[9:])))), "message: " + mime, nil},
		{"without lengths", ber(0x30, der(0x06, oid+"\x02"), ber(0xA0, ber(0x30, der(0x02, "\x01"), der(0x31), ber(0x30, der(0x06, oid+"\x01"), ber(0xA0, der(0x04, mime)))))), "message: " + mime, nil},
		{"a file", signed(der(0xA0, der(0x04, "%PDF-1.4"))), "content: %PDF-1.4", nil},
		{"in base64", base64.StdEncoding.EncodeToString([]byte(signed(der(0xA0, der(0x04, mime))))), "message: " + mime, nil},
		{"signature alone", signed(""), "", nil},
		{"encrypted", der(0x30, der(0x06, oid+"\x03"), der(0xA0)), "", documents.ErrEncrypted},
		{"another kind", der(0x30, der(0x06, oid+"\x05"), der(0xA0)), "", documents.ErrUnsupported},
		{"rubbish", "rubbish", "", documents.ErrDamaged},
		{"empty", "", "", documents.ErrDamaged},
		{"cut short", signed(der(0xA0, der(0x04, mime)))[:60], "message: " + mime[:19], nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out := documents.NewBuilder(0, nil)
			err := smime.New().Read(t.Context(), documents.Input{Content: strings.NewReader(tt.data), Size: int64(len(tt.data))}, out)
			if !errors.Is(err, tt.err) || (err != nil) != (tt.err != nil) {
				t.Errorf("error %v, want %v", err, tt.err)
			}
			got := ""
			for _, p := range out.Result().Parts {
				r, err := p.Open()
				if err != nil {
					t.Fatal(err)
				}
				data, err := io.ReadAll(r)
				if err != nil {
					t.Fatal(err)
				}
				got += p.Name + ": " + string(data)
			}
			if tt.name == "cut short" {
				if !strings.HasPrefix(got, "message: Content-Type") {
					t.Errorf("got %q", got)
				}
			} else if got != tt.part {
				t.Errorf("got %q, want %q", got, tt.part)
			}
		})
	}
}

// FuzzRead: whatever the bytes, reading ends, and a part is no longer than the
// file.
func FuzzRead(f *testing.F) {
	f.Add([]byte(signed(ber(0xA0, ber(0x24, der(0x04, mime))))))
	f.Add(bytes.Repeat([]byte("\x30\x80"), 100))
	f.Fuzz(func(t *testing.T, data []byte) {
		out := documents.NewBuilder(1<<20, nil)
		if err := smime.New().Read(t.Context(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, out); err != nil {
			return
		}
		for _, p := range out.Result().Parts {
			r, err := p.Open()
			if err != nil {
				t.Fatal(err)
			}
			if content, err := io.ReadAll(r); err != nil || len(content) > len(data) {
				t.Fatalf("%d bytes out of %d, %v", len(content), len(data), err)
			}
		}
	})
}
