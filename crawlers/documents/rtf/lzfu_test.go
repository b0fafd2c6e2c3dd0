package rtf_test

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/rtf"
)

// The examples of [MS-OXRTFCP] 4.1.
const (
	exampleSimple = "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af820680b6c20097065b06574630a507d0a800fa0"
	exampleCross  = "1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0"
)

func unhex(t testing.TB, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestDecompress(t *testing.T) {
	stored := append([]byte("\x11\x00\x00\x00\x05\x00\x00\x00MELA\x00\x00\x00\x00"), "{\\rtf"...)
	wrongSum := unhex(t, exampleCross)
	wrongSum[12] ^= 1
	tests := []struct {
		name    string
		data    []byte
		want    string
		damaged bool
	}{
		{"reference beyond its start", unhex(t, exampleCross), "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}", false},
		{"stored", stored, "{\\rtf", false},
		{"wrong checksum", wrongSum, "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}", true},
		{"cut short", unhex(t, exampleCross)[:24], "{\\rtf1 WXY", true},
		{"stored, cut short", stored[:19], "{\\r", true},
		{"too short", []byte("LZFu"), "", true},
		{"another kind", bytes.Repeat([]byte("x"), 40), "", true},
	}
	for _, tt := range tests {
		got, err := rtf.Decompress(tt.data)
		if errors.Is(err, documents.ErrDamaged) != tt.damaged || !strings.HasPrefix(string(got), tt.want) || !tt.damaged && string(got) != tt.want {
			t.Errorf("%s: %q, %v", tt.name, got, err)
		}
	}
}

func TestHTML(t *testing.T) {
	tests := []struct{ name, rtf, want string }{
		{
			"tags and text", `{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}}{\*\generator x;}{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Zo\'eb {\*\htmltag84 &amp;}\htmlrtf &\htmlrtf0 Ann\htmlrtf\par}\htmlrtf0{\*\htmltag72 </p>}}`,
			"<p>Zoë &amp;Ann</p>",
		},
		{"font's code page", `{\rtf1\ansi\fromhtml1{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}\f1 \'e6\f0 \'e6}`, "жæ"},
		{"unicode", `{\rtf1\ansi\uc1\fromhtml1 \u8217?x\uc0\u233 y}`, "’xéy"},
		{"what only Outlook reads", `{\rtf1\fromhtml1{\*\mhtmltag64 <a>}{\*\htmltag64 <b>}c}`, "<b>c"},
		{"characters", `{\rtf1\fromhtml1 a\tab b\{\}\\\~\ldblquote}`, "a\tb{}\\&nbsp;&ldquo;"},
		{"cut short", `{\rtf1\fromhtml1{\*\htmltag64 <p>}Dear`, "<p>Dear"},
	}
	for _, tt := range tests {
		got, ok := rtf.HTML([]byte(tt.rtf))
		if !ok || string(got) != tt.want {
			t.Errorf("%s: %q, %v, want %q", tt.name, got, ok, tt.want)
		}
	}
	for _, other := range []string{"", `{\rtf1\ansi text}`, `{\rtf1\fromtext text}`, "<p>"} {
		if _, ok := rtf.HTML([]byte(other)); ok {
			t.Errorf("%q is taken for HTML", other)
		}
	}
}

// FuzzCompressed: whatever the bytes, they are expanded in bounds, and the HTML
// taken out is UTF-8.
func FuzzCompressed(f *testing.F) {
	f.Add(unhex(f, exampleCross)[8:])
	f.Add([]byte("MELA\x00\x00\x00\x00{\\rtf1\\fromhtml1{\\*\\htmltag <p>}\\u8217?\\'e6\\bin3 abc\\htmlrtf{\\fonttbl{\\f0\\fcharset128 x}}\\htmlrtf0 \\f0\\'8f}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		head := binary.LittleEndian.AppendUint32(nil, uint32(len(data)+4))
		head = binary.LittleEndian.AppendUint32(head, 1<<31)
		raw, _ := rtf.Decompress(append(head, data...))
		if len(raw) > 9*len(data)+64 {
			t.Fatalf("%d bytes out of %d", len(raw), len(data))
		}
		if html, _ := rtf.HTML(raw); !utf8.Valid(html) {
			t.Fatal("HTML is not UTF-8")
		}
	})
}
