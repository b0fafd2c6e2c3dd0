package documents

import (
	"strings"
	"unicode/utf8"
)

// Normalise returns s as it may stand in a canonical text; see [Builder.Text].
// It does nothing to what it returned.
func Normalise(s string) string {
	i := firstOdd(s)
	if i == len(s) {
		return s
	}
	var out strings.Builder
	out.Grow(len(s))
	out.WriteString(s[:i])
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == '\r' && strings.HasPrefix(s[i+n:], "\n") {
			n++
		}
		i += n
		if r = normal(r); r >= 0 {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// firstOdd returns the place of the first byte that may need a change.
func firstOdd(s string) int {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0x80 || c == 0x7F || c < 0x20 && c != '\t' && c != '\n' {
			return i
		}
	}
	return len(s)
}

// normal maps a rune to the one that stands for it; -1 removes it.
func normal(r rune) rune {
	switch {
	case r == '\t' || r == '\n':
		return r
	case r == '\r' || r == '\f' || r == '\v' || r == 0x85 || r == 0x2028 || r == 0x2029:
		return '\n'
	case r == 0xFEFF:
		return -1
	case r < 0x20 || r >= 0x7F && r < 0xA0:
		return ' '
	}
	return r
}

// OneLine normalises s and puts it on one line with single spaces.
func OneLine(s string) string { return strings.Join(strings.Fields(Normalise(s)), " ") }
