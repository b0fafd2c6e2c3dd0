package align

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"sarsen/index/fold"
	"sarsen/redact"
)

// A word is a run of letters and digits of a folded text.
type word struct {
	id         int32 // the same for the same spelling
	start, end int32 // bytes of the folded text
}

// A text is read word by word.
type text struct {
	raw    string
	folded *fold.Text
	words  []word
}

// A vocabulary numbers spellings.
type vocabulary map[string]int32

func (v vocabulary) id(s string) int32 {
	id, ok := v[s]
	if !ok {
		id = int32(len(v)) //nolint:gosec // texts are below 2 GiB, see fold.Text
		v[s] = id
	}
	return id
}

// read cuts a text into words. What is written without spaces between words is
// cut into its characters.
func (v vocabulary) read(raw string) text {
	t := text{raw: raw, folded: fold.New(raw)}
	s := t.folded.String()
	start := none
	flush := func(end int) {
		if start != none {
			t.add(v, start, end)
			start = none
		}
	}
	for i, r := range s {
		switch {
		case !fold.IsWord(r) && !unicode.IsMark(r):
			flush(i)
		case unspaced(r):
			flush(i)
			t.add(v, i, i+utf8.RuneLen(r))
		case start == none:
			start = i
		}
	}
	flush(len(s))
	return t
}

func (t *text) add(v vocabulary, start, end int) {
	t.words = append(t.words, word{v.id(t.folded.String()[start:end]), int32(start), int32(end)}) //nolint:gosec // as in id
}

func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

func (t text) spelling(w word) string { return t.folded.String()[w.start:w.end] }

// span is where word i stands in the text.
func (t text) span(i int) redact.Span {
	start, end := t.folded.Source(int(t.words[i].start), int(t.words[i].end))
	return redact.Span{Start: start, End: end}
}

func (t text) spans() []redact.Span {
	out := make([]redact.Span, len(t.words))
	for i := range out {
		out[i] = t.span(i)
	}
	return out
}

// from returns the first word that ends after a byte of the text.
func (t text) from(at int) int {
	return sort.Search(len(t.words), func(i int) bool { return t.span(i).End > at })
}

// inside returns for each word the first of the merged spans that it touches, or
// none.
func (t text) inside(merged []redact.Span) []int {
	out := make([]int, len(t.words))
	k := 0
	for i := range t.words {
		w := t.span(i)
		for k < len(merged) && merged[k].End <= w.Start {
			k++
		}
		out[i] = none
		if k < len(merged) && merged[k].Overlaps(w) {
			out[i] = k
		}
	}
	return out
}

// marksBefore reports whether a span holds more than white space before word i,
// next to it.
func (t text) marksBefore(i int, s redact.Span) bool {
	from := s.Start
	if i > 0 {
		from = max(from, t.span(i-1).End)
	}
	at := t.span(i).Start
	return from < at && strings.TrimSpace(t.raw[from:at]) != ""
}

// marksAfter reports whether a span holds more than white space after word i,
// next to it.
func (t text) marksAfter(i int, s redact.Span) bool {
	to := s.End
	if i+1 < len(t.words) {
		to = min(to, t.span(i+1).Start)
	}
	at := t.span(i).End
	return at < to && strings.TrimSpace(t.raw[at:to]) != ""
}

// marksStart returns where the marks begin that end at a byte of the text.
func (t text) marksStart(at int) int {
	return len(strings.TrimRightFunc(t.raw[:at], mark))
}

// marksEnd returns where the marks end that begin at a byte of the text.
func (t text) marksEnd(at int) int {
	return len(t.raw) - len(strings.TrimLeftFunc(t.raw[at:], mark))
}

func mark(r rune) bool { return !unicode.IsSpace(r) && !fold.IsWord(r) }
