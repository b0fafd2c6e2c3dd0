package shape

import (
	"iter"
	"strings"
	"unicode/utf8"
)

// A token is what may be a reference: capitals and digits, with single separators
// inside. Offsets are bytes of the text.
type token struct {
	start, end int
	text       string
}

// Bounds of a reference.
const (
	leastBytes     = 5
	mostBytes      = 24
	mostSeparators = 4
	mostRuns       = 6 // of letters or digits
)

// tokens yields what may be references in a text.
func tokens(s string) iter.Seq[token] {
	return func(yield func(token) bool) {
		for i := 0; i < len(s); {
			if !glued(s[i]) {
				i++
				continue
			}
			start := i
			digit := false
			for i < len(s) && glued(s[i]) {
				digit = digit || isDigit(s[i])
				i++
			}
			if !digit {
				continue
			}
			end := i
			for end > start && separator(s[end-1]) {
				end--
			}
			if end > start && !partOfFigure(s, start, end) && wellFormed(s[start:end]) && !yield(token{start, end, s[start:end]}) {
				return
			}
		}
	}
}

// glued reports whether a byte goes on with what stands beside it: all that
// references, addresses and amounts are made of.
func glued(c byte) bool {
	return isDigit(c) || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || c >= utf8.RuneSelf || strings.IndexByte(`-/._@\=&?%+~$`, c) >= 0
}

func isDigit(c byte) bool   { return '0' <= c && c <= '9' }
func isCapital(c byte) bool { return 'A' <= c && c <= 'Z' }
func separator(c byte) bool { return c == '-' || c == '/' || c == '.' || c == '_' }

// partOfFigure reports whether commas tie the token to other digits: 1,250.00.
func partOfFigure(s string, start, end int) bool {
	return start > 1 && s[start-1] == ',' && isDigit(s[start-2]) || end+1 < len(s) && s[end] == ',' && isDigit(s[end+1])
}

// wellFormed reports whether a token may be a reference.
func wellFormed(s string) bool {
	if len(s) < leastBytes || len(s) > mostBytes {
		return false
	}
	digits, letters, separators, runs := 0, 0, 0, 0
	var last byte
	for i := range len(s) {
		c := class(s[i])
		switch c {
		case '9':
			digits++
		case 'A':
			letters++
		case 0:
			return false
		default:
			separators++
			if i == 0 || separator(last) {
				return false
			}
		}
		if c != last && !separator(c) {
			runs++
		}
		last = c
	}
	switch {
	case separators > mostSeparators || runs > mostRuns || digits < 3 || letters == 0 && digits < 5 || letters > digits+4:
		return false
	case letters == 0 && separators > 0 && figures(s):
		return false
	}
	return letters == 0 || !measured(s, digits, letters, separators) && !stamped(s)
}

// stamped reports whether a token begins as a time stamp does: 2024-05-03T07.
func stamped(s string) bool {
	return len(s) > 10 && s[4] == '-' && s[7] == '-' && s[10] == 'T' && year(s[:4])
}

// class is the byte that stands for c in a shape, 0 for what no reference has.
func class(c byte) byte {
	switch {
	case isDigit(c):
		return '9'
	case isCapital(c):
		return 'A'
	case separator(c):
		return c
	}
	return 0
}

// figures reports whether digits with separators are a date, a year, a decimal, a
// version or an address of the network.
func figures(s string) bool {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r < utf8.RuneSelf && separator(byte(r)) }) //nolint:gosec // ASCII
	long := 0
	for _, p := range parts {
		long = max(long, len(p))
	}
	switch {
	case strings.Count(s, ".") >= 2, len(parts) == 2 && strings.Contains(s, "."):
		return true
	case len(parts) == 3 && long <= 4 && len(parts[0])+len(parts[1])+len(parts[2]) <= 8:
		return true // 03/05/2024, 2024-05-03, 12-34-56
	case len(parts) == 2 && year(parts[0]) && (len(parts[1]) == 2 || year(parts[1])):
		return true // 2024/25
	}
	return len(parts) == 2 && year(parts[1]) && len(parts[0]) <= 2
}

func year(s string) bool {
	return len(s) == 4 && (strings.HasPrefix(s, "19") || strings.HasPrefix(s, "20"))
}

// measured reports whether a token is a quantity with its unit, or one thing by
// another: 12000KG, 600X400.
func measured(s string, digits, letters, separators int) bool {
	if separators > 0 {
		return false
	}
	if letters == 1 && strings.IndexByte(s, 'X') > 0 && isDigit(s[len(s)-1]) {
		return true
	}
	if isCapital(s[0]) || digits == 0 {
		return false
	}
	switch strings.TrimLeft(s, "0123456789") {
	case "MM", "CM", "M", "KM", "KG", "G", "L", "ML", "GB", "MB", "KB", "KW", "KWH", "W", "V", "K", "P", "AM", "PM", "ST", "ND", "RD", "TH":
		return true
	}
	return false
}

// shapeOf returns the shape of a token, A for each letter and 9 for each digit, and
// the letters that it begins with.
func shapeOf(s string) (shape, prefix string) {
	b := []byte(s)
	lead := true
	for i := range b {
		b[i] = class(b[i])
		if lead && b[i] != 'A' {
			lead, prefix = false, s[:i]
		}
	}
	return string(b), prefix
}
