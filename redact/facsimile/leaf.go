package facsimile

import (
	"fmt"
	"strings"

	"sarsen/redact"
	"sarsen/redact/pack"
	"sarsen/redact/page"
)

// The kinds of boundary that matter here, as in pack.Bound.
const (
	pageBound       = "page"
	recognisedBound = "recognised"
	propertiesBound = "properties"
	noteBound       = "note"
)

// A leaf is a page of an item: which part of the item's text stands on it.
type leaf struct {
	whole redact.Span // of the item's text
	// recognised is what was put in from the page's picture, with the line ends
	// around it; empty for nothing. words is the same without these.
	recognised, words redact.Span
	scan              *redact.Scan
}

// leavesOf returns the pages of an item. A picture of one page has no boundary
// for it. It refuses, with pack.ErrNoCopy, an item without pages, and one whose
// recognised text is not what was recognised.
func leavesOf(item pack.Item) ([]leaf, error) {
	var leaves []leaf
	for _, b := range item.Bounds {
		at := redact.Span{Start: b.Start, End: b.End}
		switch n := len(leaves); {
		case b.Kind == pageBound:
			leaves = append(leaves, leaf{whole: at, recognised: redact.Span{Start: b.End, End: b.End}})
		case b.Kind != recognisedBound:
		case n == 0 && kindOf(item) == picture:
			leaves = append(leaves, leaf{whole: at, recognised: at})
		case n == 0 || !leaves[n-1].whole.Covers(at) || leaves[n-1].recognised.Start < leaves[n-1].recognised.End:
			return nil, fmt.Errorf("recognised text is on no page: %w", pack.ErrNoCopy)
		default:
			leaves[n-1].recognised = at
		}
	}
	if len(leaves) == 0 && kindOf(item) == picture {
		leaves = append(leaves, leaf{})
	}
	if len(leaves) == 0 {
		return nil, fmt.Errorf("it has no pages: %w", pack.ErrNoCopy)
	}
	for i := range leaves {
		if err := leaves[i].read(item, i+1); err != nil {
			return nil, err
		}
	}
	return leaves, nil
}

// read looks up what was recognised on page number.
func (l *leaf) read(item pack.Item, number int) error {
	there := item.Text[l.recognised.Start:l.recognised.End]
	var scan redact.Scan
	ok := false
	if item.Scan != nil {
		var err error
		if scan, ok, err = item.Scan(number); err != nil {
			return fmt.Errorf("look up what was recognised on page %d: %w", number, err)
		}
	}
	l.words = redact.Span{Start: l.recognised.Start, End: l.recognised.Start}
	if !ok && there == "" {
		return nil
	}
	for _, before := range []string{"", "\n"} {
		for _, after := range []string{"", "\n"} {
			if ok && (there == before+scan.Text+after || there == "" && scan.Text == "") {
				l.words.Start += min(len(before), len(there))
				l.words.End = l.words.Start + len(scan.Text)
				l.scan = &scan
				return nil
			}
		}
	}
	return fmt.Errorf("recognised text of page %d is not what was recognised: %w", number, pack.ErrNoCopy)
}

// own is the page's own text.
func (l leaf) own(text string) string {
	return text[l.whole.Start:l.recognised.Start] + text[l.recognised.End:l.whole.End]
}

// within returns what of sorted spans of the item's text lies in the page's own
// text, and in what was recognised on it, as spans of these.
func (l leaf) within(spans []redact.Span) (own, recognised []redact.Span) {
	add := func(to []redact.Span, s, part redact.Span, at int) []redact.Span {
		s = redact.Span{Start: max(s.Start, part.Start), End: min(s.End, part.End)}
		if s.Start >= s.End {
			return to
		}
		return append(to, redact.Span{Start: s.Start - part.Start + at, End: s.End - part.Start + at})
	}
	before := redact.Span{Start: l.whole.Start, End: l.recognised.Start}
	after := redact.Span{Start: l.recognised.End, End: l.whole.End}
	for _, s := range spans {
		own = add(own, s, before, 0)
		own = add(own, s, after, before.End-before.Start)
		recognised = add(recognised, s, l.words, 0)
	}
	return redact.Merge(own), recognised
}

// source returns spans of the page's own text as spans of the item's.
func (l leaf) source(own []redact.Span) []redact.Span {
	first := l.recognised.Start - l.whole.Start // bytes of it before what was recognised
	var out []redact.Span
	for _, s := range own {
		if s.Start < first {
			out = append(out, redact.Span{Start: l.whole.Start + s.Start, End: l.whole.Start + min(s.End, first)})
		}
		if s.End > first {
			out = append(out, redact.Span{Start: l.recognised.End + max(s.Start-first, 0), End: l.recognised.End + s.End - first})
		}
	}
	return out
}

// cut returns what is to become of each page. A page on which nothing would
// remain of the text is withheld as a whole; a picture shows more than its text.
func cut(item pack.Item, leaves []leaf, withhold []redact.Span) ([]page.Page, error) {
	withhold = redact.Merge(withhold)
	areas, err := areasOf(item, len(leaves))
	if err != nil {
		return nil, err
	}
	pages := make([]page.Page, len(leaves))
	for i, l := range leaves {
		p := &pages[i]
		p.Text, p.Scan = l.own(item.Text), l.scan
		p.Withhold, p.WithholdScan = l.within(withhold)
		p.Areas, p.Drop = areas[i].rects, areas[i].whole || kindOf(item) != picture && emptied(item.Text, l.whole, withhold)
	}
	return pages, nil
}

// emptied reports whether one of some spans leaves nothing of a page's text.
func emptied(text string, at redact.Span, spans []redact.Span) bool {
	for _, s := range spans {
		start, end := max(s.Start, at.Start), min(s.End, at.End)
		if start < end && strings.TrimSpace(text[at.Start:start])+strings.TrimSpace(text[end:at.End]) == "" {
			return true
		}
	}
	return false
}

// drawn is what an officer withheld of a page by where it stands.
type drawn struct {
	rects []redact.Rect
	whole bool
}

// areasOf returns an item's areas by page, from 0. The error wraps
// redact.ErrArea when one is on none of its pages.
func areasOf(item pack.Item, pages int) ([]drawn, error) {
	out := make([]drawn, pages)
	for _, a := range item.Areas {
		if err := a.Check(); err != nil {
			return nil, err
		}
		if a.Page > pages {
			return nil, fmt.Errorf("page %d: %w: it has %d", a.Page, redact.ErrArea, pages)
		}
		if a.Whole() {
			out[a.Page-1].whole = true
		} else {
			out[a.Page-1].rects = append(out[a.Page-1].rects, a.Rect)
		}
	}
	return out, nil
}
