// Package recognise finds what a pattern alone cannot: identifiers with check
// digits, telephone numbers, addresses, dates of birth and people's names.
//
// It promises that every span is on rune boundaries, that each carries a score
// and the reason for it, and that the same text gives the same answer. It
// keeps no state between texts, asks nobody, and does not say to whom a span
// belongs. A span it is unsure of has a low score; the caller sets the bar.
//
// All functions are safe for concurrent use; a Text is not.
package recognise

import (
	"sort"
	"strings"
	"time"
	"unicode/utf8"

	"sarsen/redact"
	"sarsen/redact/tagger"
)

// A Hint says what a byte range of the text is, as its document knows it.
type Hint struct {
	Start int
	End   int
	// Kind is that of the document's boundary: "field" (a line of a message's
	// header), "cell", "headrow" and so on. Kinds not known are ignored.
	Kind string
	// Label is the field's name or the cell's column heading.
	Label string
}

// A Recogniser finds one sort of personal data in a text, in order of start.
type Recogniser func(*Text) []redact.Found

// All returns the recognisers, in a fixed order.
func All() []Recogniser {
	return []Recogniser{Email, URL, IP, MAC, Phone, Bank, IBAN, Postcode, Vehicle, Column, Broken, Birth, Scanned, Address, Relation, Age, Post, Context, Name, FileName}
}

// A Text is a text made ready for recognisers.
type Text struct {
	S     string
	Lower string // S with A to Z in lower case: same length, same offsets
	Hints []Hint
	Today time.Time // for plausible ages
	// Model is the statistical recogniser that is asked besides the rules, and
	// People the directory of those whom the council's sources name. Either may
	// be nil. Both are set before the first recogniser is run.
	Model  *tagger.Model
	People Directory
	words  []word
	tags   []tag
	// uncapped is what inSmall answers, once cased says that it was asked.
	cased, uncapped bool
}

// New makes a text ready. Hints that do not fit it are left out. Today bounds
// dates of birth; zero means no upper bound.
func New(s string, hints []Hint, today time.Time) *Text {
	t := &Text{S: s, Lower: lower(s), Today: today}
	for _, h := range hints {
		if h.Start >= 0 && h.Start < h.End && h.End <= len(s) {
			t.Hints = append(t.Hints, h)
		}
	}
	t.tables()
	return t
}

// lower lowers ASCII letters only, so that offsets stay true.
func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}

// Window is how far from a match a context word may stand, in bytes.
const Window = 120

// Near returns the first of the words, in lower case, that stands as a whole
// word within window bytes of [start, end), outside of it.
func (t *Text) Near(start, end, window int, words []string) (string, bool) {
	before := t.Lower[max(0, start-window):start]
	after := t.Lower[end:min(len(t.Lower), end+window)]
	for _, w := range words {
		if HasWord(before, w) || HasWord(after, w) {
			return w, true
		}
	}
	return "", false
}

// labelled returns the word of list that ends directly before i, but for blanks
// and the punctuation of labels, on the same line or at the end of the last.
func (t *Text) labelled(i int, list []string) (string, bool) {
	head := strings.TrimRight(t.Lower[max(0, i-48):i], " \t\n:;.,>#=()[]-–\u00a0|\"'")
	for _, w := range list {
		if at := len(head) - len(w); strings.HasSuffix(head, w) && (at == 0 || !alnum(head[at-1])) {
			return w, true
		}
	}
	return "", false
}

func letterBefore(s string, i int) bool { return i > 0 && letterByte(s[i-1]) }
func letterAfter(s string, i int) bool  { return i < len(s) && letterByte(s[i]) }

// letterByte takes every byte outside ASCII for part of a letter.
func letterByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= utf8.RuneSelf
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

func alnum(c byte) bool { return digit(c) || letterByte(c) }

// label returns the label of the innermost hint of the given kind around i.
func (t *Text) label(i int, kind string) string { return Label(t.Hints, i, kind) }

// Label returns the label of the innermost of the hints, sorted by Start, that
// is of the given kind and around offset i, "" where there is none. Hints of
// that kind are taken to hold few others.
func Label(hints []Hint, i int, kind string) string {
	h, _ := around(hints, i, kind)
	return h.Label
}

// around returns the innermost hint of a kind around offset i.
func around(hints []Hint, i int, kind string) (Hint, bool) {
	at := sort.Search(len(hints), func(k int) bool { return hints[k].Start > i })
	for k := at - 1; k >= max(0, at-8); k-- {
		if hints[k].Kind == kind && i < hints[k].End {
			return hints[k], true
		}
	}
	return Hint{}, false
}

func (t *Text) found(start, end int, kind redact.Kind, score float64, rule, reason string) redact.Found {
	return redact.Found{
		Span: redact.Span{Start: start, End: end}, Text: t.S[start:end],
		Kind: kind, Score: score, Rule: rule, Reason: reason,
	}
}

// digits returns the digits of s.
func digits(s string) string {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if digit(s[i]) {
			b = append(b, s[i])
		}
	}
	return string(b)
}
