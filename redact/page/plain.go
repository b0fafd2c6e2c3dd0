package page

import (
	"bytes"
	"context"
	"errors"
	"image"
	"unicode"

	"sarsen/crawlers/pdfium"
	"sarsen/redact/page/rebuild"
	"sarsen/redact/page/vector"
)

// plainDPI is the resolution at which a page of vector content is compared
// with the original, and looked at.
const plainDPI = 72

// Why a page without marks becomes a picture, besides the reasons of vector.
var (
	errMarked   = errors.New("page has marks")
	errScanned  = errors.New("page is a picture or its text is not what it shows")
	errReads    = errors.New("text is read differently")
	errLooks    = errors.New("page looks different")
	errUnseen   = errors.New("text that is not seen")
	errUnopened = errors.New("page cannot be opened again")
)

// plain makes the copy of a page with nothing to hide from its vector content,
// if that reads and looks as the original and no text in it is out of sight.
// It reports false when the page must become a picture.
func (j *job) plain(ctx context.Context, i int, layout pdfium.Layout, what Page, m *made) bool {
	sheet := rebuild.Page{Width: layout.Width, Height: layout.Height}
	var err error
	if sheet.Drawing, err = j.vector(ctx, i, layout, what); err != nil {
		if j.opts.refused != nil {
			j.opts.refused(i, err)
		}
		return false
	}
	m.sheet, m.did = sheet, Report{Vector: 1}
	return true
}

// vector returns a page's vector content, or why it must become a picture.
func (j *job) vector(ctx context.Context, i int, layout pdfium.Layout, what Page) (*rebuild.Drawing, error) {
	switch {
	case marked(what):
		return nil, errMarked
	case layout.Picture || layout.Unmapped || what.Scan != nil:
		return nil, errScanned
	}
	data, err := j.doc.Copy(ctx, []int{i})
	if err != nil {
		return nil, err
	}
	drawing, err := vector.Read(data, j.opts.whole)
	if err != nil {
		return nil, err
	}
	img, err := j.doc.Render(ctx, i, plainDPI)
	if err != nil {
		return nil, err
	}
	if err := j.same(ctx, rebuild.Page{Width: layout.Width, Height: layout.Height, Drawing: drawing}, layout, img); err != nil {
		return nil, err
	}
	seen := sheet{Layout: layout, what: what, moved: layout.Glyphs, img: img}
	if err := j.looked(ctx, i, seen); err != nil {
		return nil, err
	}
	return drawing, j.allSeen(ctx, i, seen)
}

// allSeen says that a letter or digit is out of sight, or anything off the page,
// where some readers see a letter in it.
func (j *job) allSeen(ctx context.Context, i int, s sheet) error {
	if err := s.look(ctx, j.doc, i); err != nil {
		return err
	}
	for k, g := range s.Glyphs {
		if g.Start < g.End && !g.Ink.Empty() && !s.onPage(k) {
			return errUnseen
		}
		for _, r := range s.Text[g.Start:g.End] {
			if s.unseen[k] && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
				return errUnseen
			}
		}
	}
	return nil
}

// marked reports whether anything of a page is withheld.
func marked(p Page) bool {
	return p.Drop || len(p.Withhold) > 0 || len(p.WithholdScan) > 0 || len(p.Areas) > 0
}

// whole reports whether nothing of a document is meant to be withheld. Pages that
// turn out not to be what was reviewed are not known yet.
func whole(pages []Page, count int) bool {
	for _, p := range pages {
		if marked(p) {
			return false
		}
	}
	return len(pages) == count
}

// same writes a page into a file of its own and reads it back.
func (j *job) same(ctx context.Context, sheet rebuild.Page, layout pdfium.Layout, img *image.RGBA) error {
	var file bytes.Buffer
	w := rebuild.New(&file)
	if err := errors.Join(w.Add(sheet), w.Close()); err != nil {
		return err
	}
	doc, err := j.doc.Beside(ctx, file.Bytes())
	if err != nil {
		return errUnopened
	}
	defer doc.Close()
	got, err := doc.Page(ctx, 0)
	if err != nil {
		return errUnopened
	}
	if got.Text != layout.Text {
		return errReads
	}
	again, err := doc.Render(ctx, 0, plainDPI)
	if err != nil {
		return errUnopened
	}
	if !looksAlike(img, again) {
		return errLooks
	}
	return nil
}

// How far renderings may differ, of 255.
const (
	tile     = 8 // pixels across and down
	tileStep = 24
)

// looksAlike reports whether two renderings of a page show the same: no tile of
// them differs by much in the mean of any colour.
func looksAlike(a, b *image.RGBA) bool {
	if a.Rect != b.Rect {
		return false
	}
	for y := 0; y < a.Rect.Dy(); y += tile {
		for x := 0; x < a.Rect.Dx(); x += tile {
			if !alikeTile(a, b, image.Rect(x, y, x+tile, y+tile).Intersect(a.Rect)) {
				return false
			}
		}
	}
	return true
}

func alikeTile(a, b *image.RGBA, r image.Rectangle) bool {
	var sum [3]int
	for y := r.Min.Y; y < r.Max.Y; y++ {
		p, q := a.Pix[a.PixOffset(r.Min.X, y):], b.Pix[b.PixOffset(r.Min.X, y):]
		for x := range r.Dx() {
			for c := range sum {
				d := int(p[4*x+c]) - int(q[4*x+c])
				sum[c] += max(d, -d)
			}
		}
	}
	return max(sum[0], sum[1], sum[2]) <= tileStep*r.Dx()*r.Dy()
}
