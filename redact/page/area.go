package page

import (
	"context"
	"fmt"
	"slices"

	"sarsen/crawlers/pdfium"
	"sarsen/redact"
)

// planAreas adds the masks of areas. They are burnt in as they were drawn.
func (s *sheet) planAreas() {
	for _, a := range s.what.Areas {
		if !a.Empty() {
			s.drawn = append(s.drawn, mask{box: rect(a), exact: true})
		}
	}
}

func touchesAny(r pdfium.Rect, areas []redact.Rect) bool {
	return slices.ContainsFunc(areas, redact.Rect(r).Touches)
}

// touched returns the ranges of glyphs that are words of which an area touches
// a character. A word ends where the next character does not follow it at
// once.
func touched(glyphs []pdfium.Glyph, areas []redact.Rect) (words []redact.Span) {
	if len(areas) == 0 {
		return nil
	}
	for start := 0; start < len(glyphs); {
		end, touches := start, false
		for ; end < len(glyphs) && (end == start || glyphs[end].Start == glyphs[end-1].End); end++ {
			touches = touches || touchesAny(glyphs[end].Ink, areas)
		}
		if touches {
			words = append(words, redact.Span{Start: start, End: end})
		}
		start = end
	}
	return words
}

// Under returns, for each page from 1 of which areas are given, the spans of its
// text whose words an area touches, in their order; words with nothing but
// spaces between them share a span. So the rest of a pack can withhold what the
// areas hide. The text is that of pdfium.Page.Text. Errors are those of opening
// and reading the document, and of ctx; one wraps redact.ErrArea for an area that
// lies outside its page.
func Under(ctx context.Context, eng *pdfium.Engine, data []byte, areas map[int][]redact.Rect, passwords []string) (map[int][]redact.Span, error) {
	doc, err := eng.Open(ctx, data, passwords)
	if err != nil {
		return nil, fmt.Errorf("look under areas: %w", err)
	}
	defer doc.Close()
	under := make(map[int][]redact.Span)
	for i := range doc.Pages() {
		if len(areas[i+1]) == 0 {
			continue
		}
		layout, err := doc.Layout(ctx, i)
		if err != nil {
			return nil, fmt.Errorf("look under areas: %w", err)
		}
		for _, a := range areas[i+1] {
			if !a.Empty() && !a.Touches(redact.Rect{Right: layout.Width, Bottom: layout.Height}) {
				return nil, fmt.Errorf("page %d: %w: it lies outside the page, which is %.0f wide and %.0f high", i+1, redact.ErrArea, layout.Width, layout.Height)
			}
		}
		var spans []redact.Span
		for _, w := range touched(layout.Glyphs, areas[i+1]) {
			spans = append(spans, redact.Span{Start: layout.Glyphs[w.Start].Start, End: layout.Glyphs[w.End-1].End})
		}
		if spans = joined(layout.Text, spans); len(spans) > 0 {
			under[i+1] = spans
		}
	}
	return under, nil
}

// UnderScan is Under for recognised text.
func UnderScan(scan redact.Scan, areas []redact.Rect) []redact.Span {
	var spans []redact.Span
	for _, w := range scan.Words {
		if w.Start < w.End && touchesAny(rect(w.Box), areas) {
			spans = append(spans, w.Span)
		}
	}
	return joined(scan.Text, spans)
}

// joined merges spans that have nothing but spaces of one line between them.
func joined(text string, spans []redact.Span) (out []redact.Span) {
	for _, s := range redact.Merge(spans) {
		if n := len(out); n > 0 && onlySpaces(text, out[n-1].End, s.Start) {
			out[n-1].End = s.End
			continue
		}
		out = append(out, s)
	}
	return out
}

func onlySpaces(text string, from, to int) bool {
	if from < 0 || to > len(text) || from > to {
		return false
	}
	for _, b := range []byte(text[from:to]) {
		if b != ' ' && b != '\t' {
			return false
		}
	}
	return true
}
