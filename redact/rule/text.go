package rule

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"sarsen/redact"
	"sarsen/redact/recognise"
)

// A Text is a text made ready for rules. It may be used by one goroutine at a
// time.
type Text struct {
	*recognise.Text
	dense map[int][]redact.Span // where digits are, by least number of them
	index *words
	cells map[string][]recognise.Hint // by heading in lower case; nil until asked for
}

// NewText makes a text ready.
func NewText(s string) *Text { return Over(recognise.New(s, nil, time.Time{})) }

// Over makes ready a text that recognisers use too.
func Over(t *recognise.Text) *Text {
	return &Text{Text: t, dense: make(map[int][]redact.Span)}
}

// parts returns the ranges of the text in which r may match, in order.
func (t *Text) parts(r *Rule) []redact.Span {
	var out []redact.Span
	switch {
	case len(r.Keywords) > 0:
		out = t.around(r.Keywords, 40, 120)
	case r.Required:
		out = t.around(r.Context, recognise.Window+40, recognise.Window+40)
	case r.Digits > 0:
		return t.stretches(r.Digits)
	default:
		return []redact.Span{{Start: 0, End: len(t.S)}}
	}
	return slices.DeleteFunc(out, func(s redact.Span) bool { return recognise.Count(t.S[s.Start:s.End]) < r.Digits })
}

// stretches returns what digits does, made once for each n.
func (t *Text) stretches(n int) []redact.Span {
	if _, ok := t.dense[n]; !ok {
		t.dense[n] = t.digits(n)
	}
	return t.dense[n]
}

// around returns the surroundings of words, with so many bytes on each side,
// and the cells under headings that hold one.
func (t *Text) around(words []string, left, right int) []redact.Span {
	var out []redact.Span
	for _, w := range words {
		for _, s := range t.places(w) {
			out = append(out, t.widen(s.Start, s.End, left, right))
		}
	}
	for _, h := range t.under(words) {
		out = append(out, t.widen(h.Start, h.End, 0, 0))
	}
	return redact.Merge(out)
}

// under returns the cells and fields whose heading holds one of the words.
func (t *Text) under(words []string) []recognise.Hint {
	if t.cells == nil {
		t.cells = make(map[string][]recognise.Hint)
		for _, h := range t.Hints {
			if h.Kind == "cell" && h.Label != "" {
				low := strings.ToLower(h.Label)
				t.cells[low] = append(t.cells[low], h)
			}
		}
	}
	var out []recognise.Hint
	for heading, cells := range t.cells {
		if slices.ContainsFunc(words, func(w string) bool { return recognise.HasWord(heading, w) }) {
			out = append(out, cells...)
		}
	}
	slices.SortFunc(out, func(a, b recognise.Hint) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	return out
}

// digits returns the stretches that hold n digits or more with gaps of at
// most four bytes between them, and what is around them.
func (t *Text) digits(n int) []redact.Span {
	var out []redact.Span
	start, last, count := 0, -1, 0
	flush := func() {
		if count >= n {
			out = append(out, t.widen(start, last+1, 16, 24))
		}
		count = 0
	}
	for i := 0; i < len(t.S); i++ {
		if c := t.S[i]; c < '0' || c > '9' {
			continue
		}
		if count > 0 && i-last > 5 {
			flush()
		}
		if count == 0 {
			start = i
		}
		last = i
		count++
	}
	flush()
	return redact.Merge(out)
}

// widen grows a range, on to rune boundaries.
func (t *Text) widen(start, end, left, right int) redact.Span {
	start, end = max(0, start-left), min(len(t.S), end+right)
	for start > 0 && !utf8.RuneStart(t.S[start]) {
		start--
	}
	for end < len(t.S) && !utf8.RuneStart(t.S[end]) {
		end++
	}
	return redact.Span{Start: start, End: end}
}

// whole reports whether a match was not cut off by the part it was looked for
// in: \b at the edge of a part may be the middle of a word.
func (t *Text) whole(part, s redact.Span) bool {
	return (s.Start > part.Start || s.Start == 0 || !word(t.S[s.Start-1]) || !word(t.S[s.Start])) &&
		(s.End < part.End || s.End == len(t.S) || !word(t.S[s.End]) || !word(t.S[s.End-1]))
}
