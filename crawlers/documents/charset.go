package documents

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// guessLength is how much of a text is looked at to guess its encoding.
const guessLength = 64 << 10

// Decode turns the bytes of a text into UTF-8. The encoding is, in this order:
// that of a byte order mark; the declared one, "" when there is none, where it
// is known and the bytes fit it; UTF-16 or UTF-32 by the pattern of zero
// bytes; UTF-8 where valid; the best guess. The answer is valid UTF-8.
func Decode(data []byte, declared string) string {
	if len(data) == 0 {
		return ""
	}
	if enc, mark := byMark(data); enc != nil {
		return decodeAs(data[mark:], enc)
	}
	if s, ok := decodeDeclared(data, declared); ok {
		return s
	}
	if enc := byZeros(data); enc != nil {
		return decodeAs(data, enc)
	}
	if utf8.Valid(data) {
		return string(data)
	}
	return decodeAs(data, guess(data))
}

// decodeDeclared decodes as declared, unless that is unknown or cannot be true.
// Text that is valid UTF-8 beyond ASCII is hardly ever anything else, so it is
// taken as such when a single-byte Western encoding is declared.
func decodeDeclared(data []byte, declared string) (string, bool) {
	if isUTF7(declared) {
		return decodeUTF7(data), true
	}
	enc := Encoding(declared)
	if enc == nil {
		return "", false
	}
	if enc == unicode.UTF8 || enc == charmap.Windows1252 {
		if utf8.Valid(data) && byZeros(data) == nil && bytes.IndexByte(data, 0x1B) < 0 {
			return string(data), true
		}
		if enc == unicode.UTF8 {
			return "", false
		}
	}
	return decodeAs(data, enc), true
}

// Encoding returns the character encoding of a label as found in documents and
// messages, nil when it is not known.
func Encoding(label string) encoding.Encoding {
	label = strings.ToLower(strings.Trim(strings.TrimSpace(label), `"'`))
	if label == "" {
		return nil
	}
	for _, l := range []string{label, strings.NewReplacer("_", "-", " ", "").Replace(label), strings.TrimPrefix(label, "charset=")} {
		if strings.HasPrefix(l, "cp") && len(l) == 6 && l[2:4] == "12" {
			l = "windows-" + l[2:]
		}
		if enc, err := htmlindex.Get(l); err == nil {
			return enc
		}
		if enc, err := ianaindex.MIME.Encoding(l); err == nil && enc != nil {
			return enc
		}
	}
	switch label {
	case "mac", "mac-roman", "macroman":
		return charmap.Macintosh
	case "utf-32", "utf32", "utf-32le":
		return utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)
	case "utf-32be":
		return utf32.UTF32(utf32.BigEndian, utf32.UseBOM)
	}
	return nil
}

// IsWide reports whether data is text in UTF-16 or UTF-32, by its byte order
// mark or its zero bytes.
func IsWide(data []byte) bool {
	enc, mark := byMark(data)
	return mark == 2 || mark == 4 || enc == nil && byZeros(data) != nil
}

// byMark returns the encoding a byte order mark tells and the mark's length.
func byMark(data []byte) (encoding.Encoding, int) {
	switch {
	case bytes.HasPrefix(data, []byte{0xEF, 0xBB, 0xBF}):
		if utf8.Valid(data) {
			return unicode.UTF8, 3
		}
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE, 0, 0}) && len(data)%4 == 0:
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), 4
	case bytes.HasPrefix(data, []byte{0, 0, 0xFE, 0xFF}):
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), 4
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), 2
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), 2
	}
	return nil, 0
}

// byZeros recognises UTF-16 and UTF-32 without a mark: in Latin text the zero
// bytes stand at the same places of each unit, and hardly anywhere else.
func byZeros(data []byte) encoding.Encoding {
	data = data[:min(len(data), 4096)&^3]
	units := len(data) / 4
	if units == 0 || bytes.IndexByte(data, 0) < 0 {
		return nil
	}
	var zeros [4]int
	for i, c := range data {
		if c == 0 {
			zeros[i%4]++
		}
	}
	often := func(i int) bool { return zeros[i]*10 >= units*7 }
	rare := func(i int) bool { return zeros[i]*10 <= units }
	switch {
	case rare(0) && often(1) && often(2) && often(3):
		return utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)
	case often(0) && often(1) && often(2) && rare(3):
		return utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM)
	case rare(0) && often(1) && rare(2) && often(3):
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case often(0) && rare(1) && often(2) && rare(3):
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return nil
}

// guess names the likeliest encoding of bytes that are not UTF-8. Windows-1252
// decodes anything and is what most undeclared British text is in.
func guess(data []byte) encoding.Encoding {
	result := chardet.Detect(data[:min(len(data), guessLength)])
	if enc := Encoding(result.Encoding); enc != nil && enc != unicode.UTF8 {
		return enc
	}
	return charmap.Windows1252
}

func decodeAs(data []byte, enc encoding.Encoding) string {
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		out = data
	}
	return strings.ToValidUTF8(string(out), "\uFFFD")
}
