package recognise

import "strings"

// Context returns in words which of words, in lower case, stands as a whole
// word within window bytes of [start, end) or in the heading of the cell
// around it: `the word "NHS" before it`.
func (t *Text) Context(start, end, window int, words []string) (string, bool) {
	if len(words) == 0 {
		return "", false
	}
	from, to := max(0, start-window), min(len(t.Lower), end+window)
	for _, w := range words {
		if i := lastWord(t.Lower[from:start], w); i >= 0 {
			return theWord(t.S[from+i:from+i+len(w)]) + " before it", true
		}
		if i := findWord(t.Lower[end:to], w); i >= 0 {
			return theWord(t.S[end+i:end+i+len(w)]) + " after it", true
		}
	}
	if heading := strings.ToLower(t.label(start, "cell")); heading != "" {
		for _, w := range words {
			if HasWord(heading, w) {
				return theWord(w) + " in the heading of its column", true
			}
		}
	}
	return "", false
}

func theWord(w string) string {
	if strings.ContainsAny(w, " \n") {
		return `the words "` + strings.Join(strings.Fields(w), " ") + `"`
	}
	return `the word "` + w + `"`
}

// Before reports whether one of words, in lower case, ends right before i, but
// for blanks and the punctuation of labels.
func (t *Text) Before(i int, words []string) bool {
	if len(words) == 0 {
		return false
	}
	_, ok := t.labelled(i, words)
	return ok
}

// Figure reports whether digits at [start, end) are part of a longer figure or
// code, or a sum of money: "£1,234,567", "12.3456", "45-3530303135-30".
func (t *Text) Figure(start, end int) bool {
	if !digit(t.S[start]) {
		return false
	}
	if start > 0 {
		c := t.S[start-1]
		if c == '$' || strings.HasSuffix(t.S[:start], "£") || strings.HasSuffix(t.S[:start], "€") || (c == '.' || c == ',' || c == '-' || c == ':') && start > 1 && digit(t.S[start-2]) {
			return true
		}
	}
	if end < len(t.S) && t.S[end] == '%' {
		return true
	}
	return end+1 < len(t.S) && digit(t.S[end-1]) && strings.IndexByte(".,-", t.S[end]) >= 0 && digit(t.S[end+1])
}

// HasWord reports whether w stands in s as a whole word; both in lower case.
func HasWord(s, w string) bool { return findWord(s, w) >= 0 }

// findWord returns where w stands first in s as a whole word, -1 if nowhere.
func findWord(s, w string) int {
	for at := 0; ; {
		i := strings.Index(s[at:], w)
		if i < 0 || w == "" {
			return -1
		}
		i += at
		if at = i + len(w); bounded(s, i, at, w) {
			return i
		}
	}
}

// lastWord returns where w stands last in s as a whole word, -1 if nowhere.
func lastWord(s, w string) int {
	for end := len(s); ; {
		i := strings.LastIndex(s[:end], w)
		if i < 0 || w == "" {
			return -1
		}
		if bounded(s, i, i+len(w), w) {
			return i
		}
		end = i + len(w) - 1
	}
}

// bounded reports whether the word w at [i, end) is whole.
func bounded(s string, i, end int, w string) bool {
	return (!letterByte(w[0]) || !letterBefore(s, i)) && (!letterByte(w[len(w)-1]) || !letterAfter(s, end))
}

// Compact returns the ASCII letters, in upper case, and digits of s: two ways
// to write one number are the same.
func Compact(s string) string {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case digit(c) || 'A' <= c && c <= 'Z':
			b = append(b, c)
		case 'a' <= c && c <= 'z':
			b = append(b, c-'a'+'A')
		}
	}
	return string(b)
}

// Count returns how many ASCII digits are in s.
func Count(s string) int {
	n := 0
	for i := range len(s) {
		if digit(s[i]) {
			n++
		}
	}
	return n
}
