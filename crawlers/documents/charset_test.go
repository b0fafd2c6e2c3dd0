package documents_test

import (
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"sarsen/crawlers/documents"
)

const sample = "Dear Zoë, the café in Königstraße wrote to you about £5. Señor Núñez agrees – “really”."

func encoded(t *testing.T, enc encoding.Encoding, s string) []byte {
	t.Helper()
	data, err := enc.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestDecode(t *testing.T) {
	const japaneseText = "これは市議会からの手紙です。住所と電話番号を確認してください。"
	tests := []struct {
		name     string
		data     []byte
		declared string
		want     string
	}{
		{"UTF-8", []byte(sample), "", sample},
		{"UTF-8 with mark", []byte("\uFEFF" + sample), "", sample},
		{"UTF-16LE with mark", encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), sample), "", sample},
		{"UTF-16LE without", encoded(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), sample), "", sample},
		{"UTF-16BE without", encoded(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), sample), "", sample},
		{"UTF-32LE with mark", encoded(t, utf32.UTF32(utf32.LittleEndian, utf32.UseBOM), sample), "", sample},
		{"UTF-32BE without", encoded(t, utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), sample), "", sample},
		{"Windows-1252 by guess", encoded(t, charmap.Windows1252, sample), "", sample},
		{"Windows-1252 called ISO-8859-1", encoded(t, charmap.Windows1252, sample), "ISO-8859-1", sample},
		{"UTF-8 called ISO-8859-1", []byte(sample), "iso-8859-1", sample},
		{"Windows-1252 called UTF-8", encoded(t, charmap.Windows1252, sample), "utf-8", sample},
		{"declared code page", encoded(t, charmap.CodePage850, "Zoë £5"), "cp850", "Zoë £5"},
		{"declared Shift-JIS", encoded(t, japanese.ShiftJIS, japaneseText), "shift_jis", japaneseText},
		{"Shift-JIS by guess", encoded(t, japanese.ShiftJIS, japaneseText), "", japaneseText},
		{"UTF-7", []byte("Zo+AOs- owes +AKM-5 +- tax"), "utf-7", "Zoë owes £5 + tax"},
		{"unknown declared", []byte(sample), "x-unheard-of", sample},
		{"empty", nil, "utf-16", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := documents.Decode(tt.data, tt.declared); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
