package pdfium

import (
	"context"
	"strings"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// Bounds of an outline, which may be circular.
const (
	maxBookmarks     = 10_000
	maxBookmarkDepth = 32
)

// Bookmarks returns the titles of the outline, in its order, up to 10,000.
func (d *Document) Bookmarks(ctx context.Context) ([]Note, error) {
	o := outline{doc: d.ref}
	err := d.do(ctx, "read PDF outline", func(p pdfium.Pdfium) error { return o.read(p, nil, 0) })
	return o.notes, err
}

type outline struct {
	doc   references.FPDF_DOCUMENT
	seen  int
	notes []Note
}

// read lists the children of parent and what is below them.
func (o *outline) read(p pdfium.Pdfium, parent *references.FPDF_BOOKMARK, depth int) error {
	if depth == maxBookmarkDepth {
		return nil
	}
	first, err := p.FPDFBookmark_GetFirstChild(&requests.FPDFBookmark_GetFirstChild{Document: o.doc, Bookmark: parent})
	if err != nil {
		return err
	}
	for at := first.Bookmark; at != nil && o.seen < maxBookmarks; {
		o.seen++
		if t, err := p.FPDFBookmark_GetTitle(&requests.FPDFBookmark_GetTitle{Bookmark: *at}); err == nil {
			if title := strings.TrimSpace(clean(t.Title)); title != "" {
				o.notes = append(o.notes, Note{Kind: Bookmark, Page: -1, Text: title})
			}
		}
		if err := o.read(p, at, depth+1); err != nil {
			return err
		}
		next, err := p.FPDFBookmark_GetNextSibling(&requests.FPDFBookmark_GetNextSibling{Document: o.doc, Bookmark: *at})
		if err != nil {
			return err
		}
		at = next.Bookmark
	}
	return nil
}
