package facsimile

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"strings"

	"sarsen/redact"
	"sarsen/redact/facsimile/align"
	"sarsen/redact/pack"
	"sarsen/redact/page"
)

// endings are the kinds of document that are laid out, by the ending that their
// files have. Tables are not among them: they go out as their rows.
var endings = map[string]string{
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document":   ".docx",
	"application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
	"application/vnd.oasis.opendocument.text":                                   ".odt",
	"application/vnd.oasis.opendocument.presentation":                           ".odp",
	"application/msword":            ".doc",
	"application/vnd.ms-powerpoint": ".ppt",
	"application/vnd.ms-wordml":     ".xml",
	"application/rtf":               ".rtf",
	"text/html":                     ".html",
}

// ending is that of a kind that is laid out, "" for another.
func ending(mediaType string) string {
	if media, _, err := mime.ParseMediaType(mediaType); err == nil {
		mediaType = media
	}
	return endings[mediaType]
}

// LaidOut returns the neutral name under which an item is given to Maker.Layout;
// ok is false for one that is not laid out.
func LaidOut(item pack.Item) (name string, ok bool) {
	return "document" + ending(item.MediaType), kindOf(item) == document
}

// A laid is a document that was laid out on pages.
type laid struct {
	data  []byte
	text  string // of all pages, parted by line ends
	pages []redact.Span
	*align.Alignment
}

// layOut has a document laid out and finds its words in the item's text.
func (m Maker) layOut(ctx context.Context, item pack.Item) (laid, error) {
	name, ok := LaidOut(item)
	switch {
	case !ok || m.Layout == nil:
		return laid{}, fmt.Errorf("nothing lays it out: %w", pack.ErrNoCopy)
	case m.Parts != nil && m.Parts(item.ID):
		return laid{}, fmt.Errorf("a part of it is withheld: %w", pack.ErrNoCopy)
	}
	data, err := open(item)
	if err != nil {
		return laid{}, err
	}
	l := laid{}
	if l.data, err = m.Layout(ctx, data, name); err != nil {
		return laid{}, err
	}
	texts, err := page.ReadFirst(ctx, m.Engine, l.data)
	if err != nil {
		return laid{}, err
	}
	for i, t := range texts {
		if i > 0 {
			l.text += "\n"
		}
		l.pages = append(l.pages, redact.Span{Start: len(l.text), End: len(l.text) + len(t)})
		l.text += t
	}
	l.Alignment = align.New(item.Text, l.text, aside(item))
	return l, nil
}

// errPages is why a document is rather given as a page of its text.
var errPages = errors.New("not all of its pages can be shown")

func (m Maker) copyDocument(ctx context.Context, item pack.Item, withhold []redact.Span, opts page.Options, w io.Writer) (report page.Report, unshown []redact.Span, err error) {
	l, err := m.layOut(ctx, item)
	if err != nil {
		return report, nil, err
	}
	spans, err := m.hide(ctx, l, item, withhold)
	if err != nil {
		return report, nil, err
	}
	pages, err := l.cut(item, spans)
	if err != nil {
		return report, nil, err
	}
	report, err = page.Redact(ctx, m.Engine, l.data, pages, w, opts)
	for _, d := range report.Dropped {
		if err == nil && d.Reason != page.Decided {
			err = errPages
		}
	}
	return report, l.unshown(item, withhold), err
}

// cut returns what is to become of each laid-out page, where spans of the text
// of all pages are withheld.
func (l laid) cut(item pack.Item, spans []redact.Span) ([]page.Page, error) {
	areas, err := areasOf(item, len(l.pages))
	if err != nil {
		return nil, err
	}
	pages := make([]page.Page, len(l.pages))
	for i, at := range l.pages {
		pages[i].Text = l.text[at.Start:at.End]
		pages[i].Areas, pages[i].Drop = areas[i].rects, areas[i].whole || emptied(l.text, at, spans)
		for _, s := range spans {
			if s = common(s, at); s.Start < s.End {
				pages[i].Withhold = append(pages[i].Withhold, redact.Span{Start: s.Start - at.Start, End: s.End - at.Start})
			}
		}
	}
	return pages, nil
}

// under returns the places of the item's text that stand in its areas.
func (m Maker) underDocument(ctx context.Context, item pack.Item) ([]redact.Span, error) {
	l, err := m.layOut(ctx, item)
	if err != nil {
		return nil, err
	}
	areas, err := areasOf(item, len(l.pages))
	if err != nil {
		return nil, err
	}
	places, err := page.Under(ctx, m.Engine, l.data, rects(areas), nil)
	if err != nil {
		return nil, err
	}
	var spans []redact.Span
	for i, at := range l.pages {
		if areas[i].whole {
			spans = append(spans, at)
		}
		for _, s := range places[i+1] {
			spans = append(spans, redact.Span{Start: at.Start + s.Start, End: at.Start + s.End})
		}
	}
	return l.Sources(spans), nil
}

// common is what two spans share; empty or turned round when that is nothing.
func common(s, o redact.Span) redact.Span {
	return redact.Span{Start: max(s.Start, o.Start), End: min(s.End, o.End)}
}

// hasWords reports whether a text holds more than white space.
func hasWords(s string) bool { return strings.TrimSpace(s) != "" }
