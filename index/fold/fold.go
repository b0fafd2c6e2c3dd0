// Package fold reduces text to a form in which different spellings of the
// same name compare equal, and keeps the way back to the source.
//
// Folding applies compatibility decomposition (NFKD), lower case, and removal
// of accents; special letters become their plain ones (ł l, ø o, ß ss, þ th,
// æ ae); apostrophes and dashes of every kind become ' and -; soft hyphens,
// zero-width and directional characters vanish; runs of white space become
// one space; and a hyphen at a line's end joins the halves of the word.
//
// Search, the subject matcher, redaction and the verifier share this one
// folding, because a difference between them would be a leak or a miss.
// It promises that folding a folded text changes nothing, and that every
// folded byte leads back to whole runes of the source. It does not guess:
// misspellings and look-alikes are for the matcher, [Sound] for phonetics.
// All functions are safe for concurrent use.
package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text is a folded text with its way back to the source.
type Text struct {
	s      string
	source string
	starts []int32 // starts[i]: source offset of the rune that made folded byte i
}

// New folds s. Texts up to 2 GiB.
func New(s string) *Text {
	f := folder{s: s, starts: make([]int32, 0, len(s)), mapped: true}
	f.out.Grow(len(s))
	f.run()
	return &Text{s: f.out.String(), source: s, starts: f.starts}
}

// String folds s. Leading and trailing white space is removed.
func String(s string) string {
	f := folder{s: s}
	f.out.Grow(len(s))
	f.run()
	return strings.TrimSpace(f.out.String())
}

// String returns the folded text.
func (t *Text) String() string { return t.s }

// Source maps the range [start, end) of folded bytes to the byte range of the
// source text that made it. An empty range maps to an empty range.
func (t *Text) Source(start, end int) (int, int) {
	if start >= len(t.s) {
		if len(t.s) == 0 {
			return 0, 0
		}
		e := t.end(len(t.s) - 1)
		return e, e
	}
	if end <= start {
		return int(t.starts[start]), int(t.starts[start])
	}
	return int(t.starts[start]), t.end(min(end, len(t.s)) - 1)
}

// end returns the source offset after the rune that made folded byte i, and after
// the accents that belong to it.
func (t *Text) end(i int) int {
	start := int(t.starts[i])
	r, n := utf8.DecodeRuneInString(t.source[start:])
	if isSpace(r) {
		return start + n
	}
	return skipMarks(t.source, start+n)
}

// Gap maps what lies between folded bytes end-1 and start to the byte range
// of the source, white space that was folded away included. It is empty when
// one rune made both.
func (t *Text) Gap(end, start int) (int, int) {
	from, to := 0, 0
	if end > 0 {
		_, from = t.Source(end-1, end)
	}
	to, _ = t.Source(start, start)
	return from, max(from, to)
}

// Folded maps a byte offset of the source to the folded offset of the first
// folded byte that was made at or after it.
func (t *Text) Folded(source int) int {
	lo, hi := 0, len(t.starts)
	for lo < hi {
		mid := (lo + hi) / 2
		if int(t.starts[mid]) < source {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// IsWord reports whether a rune of folded text belongs to a word.
func IsWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// Whole reports whether [start, end) of folded text s begins and ends at word
// edges.
func Whole(s string, start, end int) bool {
	if start > 0 {
		before, _ := utf8.DecodeLastRuneInString(s[:start])
		first, _ := utf8.DecodeRuneInString(s[start:])
		if IsWord(before) && IsWord(first) {
			return false
		}
	}
	if end < len(s) {
		after, _ := utf8.DecodeRuneInString(s[end:])
		last, _ := utf8.DecodeLastRuneInString(s[:end])
		if IsWord(after) && IsWord(last) {
			return false
		}
	}
	return true
}
