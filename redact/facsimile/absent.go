package facsimile

import (
	"bytes"
	"context"
	"image"

	"sarsen/redact"
	"sarsen/redact/pack"
	"sarsen/redact/verify"
)

// lost returns what is withheld of the item's text and not found on the pages,
// although a reader of the document would see it.
func (l laid) lost(item pack.Item, withhold []redact.Span) []redact.Span {
	var out []redact.Span
	beside := aside(item)
	for _, s := range l.Missing() {
		for _, w := range redact.Merge(withhold) {
			if c := common(s, w); c.Start < c.End && seen(item, beside, c) {
				out = append(out, s)
			}
		}
	}
	return out
}

// absent reports whether it is certain that words of the item's text are nowhere
// on the pages, as those of a header that no page has: each word that the pages
// show is one of the item's, none is spelt like these, and the pages show nothing
// but words, in which something could be drawn and not written.
func (m Maker) absent(ctx context.Context, l laid, item pack.Item, lost []redact.Span) (bool, error) {
	if len(l.Unknown()) > 0 || len(verify.NewSearch(values(item.Text, lost), nil).Find(l.text, 1)) > 0 {
		return false, nil
	}
	doc, err := m.Engine.Open(ctx, l.data, nil)
	if err != nil {
		return false, err
	}
	defer doc.Close()
	for i := range doc.Pages() {
		page, err := doc.Page(ctx, i)
		if err != nil || page.Unmapped {
			return false, err
		}
		const dpi = 100
		sight, err := doc.Sight(ctx, i, dpi)
		if err != nil || !even(sight.Blind) {
			return false, err
		}
	}
	return true, nil
}

// even reports whether a picture has one colour.
func even(img *image.RGBA) bool {
	row := img.Rect.Dx() * len("RGBA")
	if row == 0 {
		return true
	}
	first := bytes.Repeat(img.Pix[:len("RGBA")], img.Rect.Dx())
	for y := range img.Rect.Dy() {
		if at := y * img.Stride; !bytes.Equal(img.Pix[at:at+row], first) {
			return false
		}
	}
	return true
}
