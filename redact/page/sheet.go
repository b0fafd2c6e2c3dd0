package page

import (
	"context"
	"image"

	"sarsen/crawlers/pdfium"
	"sarsen/redact"
	"sarsen/redact/page/rebuild"
)

// A sheet is one page while its copy is made.
type sheet struct {
	pdfium.Layout
	what Page
	img  *image.RGBA
	// of is the mask that hides each glyph, or -1.
	of     []int
	unseen []bool // by glyph: cannot be seen on the page
	// undrawn tells by glyph what draws nothing, as over the picture of a scan;
	// nil where that is not known.
	undrawn []bool
	masks   []mask // of the text, in its order
	// drawn are the masks of recognised words and of areas, which have no
	// place in the order of the text.
	drawn []mask
	moved []pdfium.Glyph // where the glyphs stand in the copy
	// caught is what only a look at the picture found.
	caught []pdfium.Rect
}

// redacted makes the copy of one page, or says why it cannot.
func (j *job) redacted(ctx context.Context, i int, layout pdfium.Layout, what Page) (rebuild.Page, Report, Reason, error) {
	s := sheet{Layout: layout, what: what, moved: layout.Glyphs}
	if !s.plan() || !s.planScan() {
		return rebuild.Page{}, Report{}, Unplaced, nil
	}
	var err error
	s.img, err = j.doc.Render(ctx, i, fine(j.opts.DPI))
	if ctx.Err() != nil {
		return rebuild.Page{}, Report{}, "", ctx.Err()
	}
	if err != nil {
		return rebuild.Page{}, Report{}, Unread, nil //nolint:nilerr // reported as a dropped page
	}
	if s.look(ctx, j.doc, i) != nil {
		return rebuild.Page{}, Report{}, Unread, ctx.Err()
	}
	s.planAreas()
	if s.setLines(ctx, j.doc, i) != nil {
		return rebuild.Page{}, Report{}, Unread, ctx.Err()
	}
	s.loosen()
	s.trim()
	s.widen()
	s.burn()
	words, did := s.layer()
	if reason, err := s.lookAgain(ctx, j.opts); reason != "" || err != nil {
		return rebuild.Page{}, Report{}, reason, err
	}
	words, did.Caught = s.without(words), len(s.caught)
	return rebuild.Page{Width: s.Width, Height: s.Height, Picture: rebuild.Encode(s.img, coarse), Words: words}, did, "", nil
}

// pixels says how many pixels of the picture a point is, across and down.
func (s *sheet) pixels() (x, y float64) {
	return float64(s.img.Rect.Dx()) / s.Width, float64(s.img.Rect.Dy()) / s.Height
}

// count adds what was done on one page.
func (r *Report) count(page Report) {
	r.Vector += page.Vector
	r.Masks += page.Masks
	r.Fixed += page.Fixed
	r.Fitted += page.Fitted
	r.Swept += page.Swept
	r.Unseen += page.Unseen
	r.Caught += page.Caught
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

// rect is a rectangle of an officer or of OCR as one of the page.
func rect(r redact.Rect) pdfium.Rect { return pdfium.Rect(r) }
