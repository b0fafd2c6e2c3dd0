package verify

import (
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

// unquoted undoes a run of quoted-printable.
func unquoted(run string) string {
	b, err := hex.DecodeString(strings.ReplaceAll(run, "=", ""))
	if err != nil {
		return "" // a line end that is none
	}
	return string(b)
}

// unescaped undoes \u0041, \u{41} and \x41.
func unescaped(escape string) string {
	n, err := strconv.ParseUint(strings.Trim(escape, `\ux{}`), 16, 21)
	if err != nil {
		return escape
	}
	return string(rune(n))
}

// unpunied undoes the writing of domain names.
func unpunied(label string) string {
	u, err := idna.Punycode.ToUnicode(strings.ToLower(label))
	if err != nil {
		return label
	}
	return u
}

// lookalikes turns Cyrillic and Greek letters that look Latin into those.
var lookalikes = strings.NewReplacer(
	"а", "a", "е", "e", "о", "o", "р", "p", "с", "c", "х", "x", "у", "y", "і", "i", "ј", "j", "ѕ", "s", "ԁ", "d", "ԛ", "q", "ԝ", "w", "һ", "h", "ӏ", "l",
	"А", "A", "В", "B", "Е", "E", "К", "K", "М", "M", "Н", "H", "О", "O", "Р", "P", "С", "C", "Т", "T", "Х", "X", "У", "Y", "І", "I", "Ј", "J", "Ѕ", "S",
	"α", "a", "ε", "e", "ι", "i", "κ", "k", "ν", "v", "ο", "o", "ρ", "p", "τ", "t", "υ", "u", "χ", "x",
	"Α", "A", "Β", "B", "Ε", "E", "Ζ", "Z", "Η", "H", "Ι", "I", "Κ", "K", "Μ", "M", "Ν", "N", "Ο", "O", "Ρ", "P", "Τ", "T", "Υ", "Y", "Χ", "X",
	"ı", "i", "ɑ", "a", "ɡ", "g",
)

// leftToRight turns round what stands after a right-to-left override, to the
// end of the override or line: readers see it turned round.
func leftToRight(text string) string {
	const override = "\u202e"
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, override)
		b.WriteString(before)
		if !found {
			return b.String()
		}
		end := strings.IndexAny(rest, "\u202c\u202d\u202e\n"+apart)
		if end < 0 {
			end = len(rest)
		}
		runes := []rune(rest[:end])
		slices.Reverse(runes)
		b.WriteString(string(runes))
		text = rest[end:]
	}
}
