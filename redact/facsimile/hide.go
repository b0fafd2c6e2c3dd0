package facsimile

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"sarsen/index/fold"
	"sarsen/redact"
	"sarsen/redact/pack"
	"sarsen/redact/verify"
)

// hide returns what is withheld of the text of laid-out pages when spans of the
// item's text are. It refuses, with pack.ErrNoCopy, pages that show words which
// are not in the item's text, since nobody reviewed these, and pages on which
// something withheld is nowhere to be found although a reader of the document
// would see it: it may be drawn and not written, unless the pages draw nothing.
func (m Maker) hide(ctx context.Context, l laid, item pack.Item, withhold []redact.Span) ([]redact.Span, error) {
	for _, s := range l.Unknown() {
		if !generated(l.text, s) {
			return nil, fmt.Errorf("its pages show words that are not in its text: %w", pack.ErrNoCopy)
		}
	}
	if lost := l.lost(item, withhold); len(lost) > 0 {
		switch ok, err := m.absent(ctx, l, item, lost); {
		case err != nil:
			return nil, err
		case !ok:
			return nil, fmt.Errorf("withheld text is not found on its pages: %w", pack.ErrNoCopy)
		}
	}
	withhold = redact.Merge(withhold)
	places := l.Places(withhold)
	for _, h := range verify.NewSearch(values(item.Text, withhold), nil).Find(l.text, 0) {
		if !slices.ContainsFunc(places, func(p redact.Span) bool { return p.Covers(h.Span) }) && !l.Together(h.Span) {
			places = append(places, h.Span)
		}
	}
	return redact.Merge(places), nil
}

// values are the texts of spans.
func values(text string, spans []redact.Span) []string {
	var out []string
	for _, s := range spans {
		out = append(out, text[s.Start:s.End])
	}
	return out
}

// aside returns what of the item's text a reader of the document does not see on
// its pages: what is marked as hidden, comments, notes of a speaker, and properties.
func aside(item pack.Item) []redact.Span {
	var out []redact.Span
	for _, b := range item.Bounds {
		beside := b.Kind == noteBound && (strings.Contains(b.Label, "comment") || strings.Contains(b.Label, "speaker"))
		if b.Hidden || b.Kind == propertiesBound || beside {
			out = append(out, redact.Span{Start: b.Start, End: b.End})
		}
	}
	return redact.Merge(out)
}

// seen reports whether a reader of the document sees something of a span of the
// item's text.
func seen(item pack.Item, aside []redact.Span, s redact.Span) bool {
	rest := []redact.Span{s}
	for _, a := range aside {
		rest = without(rest, a)
	}
	return slices.ContainsFunc(rest, func(r redact.Span) bool { return r.Start < r.End && hasWords(item.Text[r.Start:r.End]) })
}

// without takes a span out of others.
func without(spans []redact.Span, s redact.Span) []redact.Span {
	var out []redact.Span
	for _, r := range spans {
		if !r.Overlaps(s) {
			out = append(out, r)
			continue
		}
		if r.Start < s.Start {
			out = append(out, redact.Span{Start: r.Start, End: s.Start})
		}
		if s.End < r.End {
			out = append(out, redact.Span{Start: s.End, End: r.End})
		}
	}
	return out
}

// generated reports whether a word of a laid-out page is one that programs put
// there by themselves and that tells nothing: the number of a page, a heading or
// an item of a list, in digits, letters or as the Romans wrote it. A date or time
// is none: it is that of the laying out.
func generated(text string, s redact.Span) bool {
	word := fold.String(text[s.Start:s.End])
	switch {
	case strings.Trim(word, "0123456789") == "":
		return len(word) <= 3 && !dated(text, s)
	case utf8.RuneCountInString(word) == 1:
		return true
	}
	return len(word) <= 6 && strings.Trim(word, "ivxlc") == ""
}

// dated reports whether a number is one of several that make a date or a time.
func dated(text string, s redact.Span) bool {
	is := func(i int, set string) bool { return 0 <= i && i < len(text) && strings.IndexByte(set, text[i]) >= 0 }
	const marks, numbers = "/:-", "0123456789"
	return is(s.Start-1, marks) && is(s.Start-2, numbers) || is(s.End, marks) && is(s.End+1, numbers)
}

// unshown returns what of the item's text is neither withheld nor on the pages:
// comments, deleted text, notes of a speaker, addresses that links lead to.
// Properties do not count: no reader looks for them on a page.
func (l laid) unshown(item pack.Item, withhold []redact.Span) []redact.Span {
	rest := l.Missing()
	for _, w := range withhold {
		rest = without(rest, w)
	}
	for _, b := range item.Bounds {
		if b.Kind == propertiesBound {
			rest = without(rest, redact.Span{Start: b.Start, End: b.End})
		}
	}
	beside := aside(item)
	rest = slices.DeleteFunc(rest, func(r redact.Span) bool { return generated(item.Text, r) && seen(item, beside, r) })
	return redact.Merge(rest)
}
