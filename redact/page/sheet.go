package page

import (
	"context"

	"sarsen/crawlers/pdfium"
	"sarsen/redact/page/rebuild"
)

// redacted makes the copy of one page, or says why it cannot.
func (j *job) redacted(ctx context.Context, i int, layout pdfium.Layout, what Page) (rebuild.Page, Report, Reason, error) {
	masks, ok := plan(layout, what.Withhold)
	if !ok {
		return rebuild.Page{}, Report{}, Unplaced, nil
	}
	img, err := j.doc.Render(ctx, i, fine(j.opts.DPI))
	if ctx.Err() != nil {
		return rebuild.Page{}, Report{}, "", ctx.Err()
	}
	if err != nil {
		return rebuild.Page{}, Report{}, Unread, nil //nolint:nilerr // reported as a dropped page
	}
	burn(img, masks, layout.Width, layout.Height)
	words, swept := layer(layout, what.Withhold, masks)
	did := Report{Masks: len(masks), Swept: swept}
	return rebuild.Page{Width: layout.Width, Height: layout.Height, Picture: rebuild.Encode(img, coarse), Words: words}, did, "", nil
}

// count adds what was done on one page.
func (r *Report) count(page Report) {
	r.Masks += page.Masks
	r.Fixed += page.Fixed
	r.Fitted += page.Fitted
	r.Swept += page.Swept
	r.Unseen += page.Unseen
}

// Size of the page that stands for one whose size is not known: A4.
const (
	a4Width  = 595
	a4Height = 842
)

// withheld is the page that stands for one withheld as a whole.
func withheld(layout pdfium.Layout) rebuild.Page {
	p := rebuild.Page{Width: layout.Width, Height: layout.Height}
	if !(p.Width > 0 && p.Height > 0) {
		p.Width, p.Height = a4Width, a4Height
	}
	size := min(p.Width/24, 18)
	p.Labels = []rebuild.Label{{Text: "This page is withheld", Left: p.Width/2 - 5.3*size, Below: p.Height / 2, Size: size}}
	return p
}
