package pack

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	"sarsen/redact"
)

// cut is a withheld range with its codes: what redact.Merge makes of touching
// spans, with the reason kept.
type cut struct {
	redact.Span
	codes []string
}

// cutsOf merges the withheld spans of a text. The error wraps redact.ErrSpan.
func cutsOf(text string, withhold []Redaction) ([]cut, error) {
	sorted := append([]Redaction(nil), withhold...)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].Start < sorted[j].Start })
	var out []cut
	for _, r := range sorted {
		if r.Start < 0 || r.End > len(text) || r.Start > r.End || !edge(text, r.Start) || !edge(text, r.End) {
			return nil, fmt.Errorf("redact bytes %d to %d of %d: %w", r.Start, r.End, len(text), redact.ErrSpan)
		}
		if r.Start == r.End {
			continue
		}
		if n := len(out); n == 0 || r.Start > out[n-1].End {
			out = append(out, cut{Span: r.Span})
		}
		last := &out[len(out)-1]
		last.End = max(last.End, r.End)
		last.codes = withCode(last.codes, r.Code)
	}
	return out, nil
}

func edge(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }

func withCode(codes []string, code string) []string {
	if code == "" {
		return codes
	}
	for _, c := range codes {
		if c == code {
			return codes
		}
	}
	return append(codes, code)
}

// masked is a text of which some ranges are withheld.
type masked struct {
	text string
	cuts []cut
}

// each calls show for the readable pieces of [start, end) and hide for the
// withheld ones, in order.
func (m masked) each(start, end int, show func(string), hide func(codes []string)) {
	at := start
	i := sort.Search(len(m.cuts), func(i int) bool { return m.cuts[i].End > start })
	for ; i < len(m.cuts) && m.cuts[i].Start < end; i++ {
		c := m.cuts[i]
		if c.Start > at {
			show(m.text[at:c.Start])
		}
		hide(c.codes)
		at = min(c.End, end)
	}
	if at < end {
		show(m.text[at:end])
	}
}

// spans are the withheld ranges, sorted and apart.
func (m masked) spans() []redact.Span {
	out := make([]redact.Span, len(m.cuts))
	for i, c := range m.cuts {
		out[i] = c.Span
	}
	return out
}

// plain returns [start, end) with a mask and its codes in place of what is
// withheld.
func (m masked) plain(start, end int) string {
	var b strings.Builder
	m.each(start, end, func(s string) { b.WriteString(s) }, func(codes []string) { b.WriteString(maskText(codes)) })
	return b.String()
}

// all is the whole text.
func (m masked) all() string { return m.plain(0, len(m.text)) }

// maskText is a mask with its codes, such as "█████ [S2.16]".
func maskText(codes []string) string {
	if len(codes) == 0 {
		return redact.Mask
	}
	return redact.Mask + " [" + strings.Join(codes, ", ") + "]"
}

// within reports whether a part of span is withheld.
func (m masked) within(span redact.Span) bool {
	i := sort.Search(len(m.cuts), func(i int) bool { return m.cuts[i].End > span.Start })
	return i < len(m.cuts) && m.cuts[i].Start < span.End
}

// leaves reports whether something of [start, end) can be read.
func (m masked) leaves(start, end int) bool {
	some := false
	m.each(start, end, func(s string) { some = some || strings.TrimSpace(s) != "" }, func([]string) {})
	return some
}

// at returns the cut that holds byte i, or nil.
func (m masked) at(i int) *cut {
	n := sort.Search(len(m.cuts), func(k int) bool { return m.cuts[k].End > i })
	if n < len(m.cuts) && m.cuts[n].Start <= i {
		return &m.cuts[n]
	}
	return nil
}
