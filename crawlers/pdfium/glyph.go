package pdfium

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// A Rect is a rectangle of the page as it is shown, in points from its top left
// corner. It may lie outside the page.
type Rect struct{ Left, Top, Right, Bottom float64 }

// Empty reports whether r encloses nothing.
func (r Rect) Empty() bool { return !(r.Left < r.Right && r.Top < r.Bottom) }

// Union returns the smallest rectangle around r and o; an empty one counts for
// nothing.
func (r Rect) Union(o Rect) Rect {
	if r.Empty() {
		return o
	}
	if o.Empty() {
		return r
	}
	return Rect{min(r.Left, o.Left), min(r.Top, o.Top), max(r.Right, o.Right), max(r.Bottom, o.Bottom)}
}

// Intersect returns what r and o share; it may be empty.
func (r Rect) Intersect(o Rect) Rect {
	return Rect{max(r.Left, o.Left), max(r.Top, o.Top), min(r.Right, o.Right), min(r.Bottom, o.Bottom)}
}

// Area is the area in square points.
func (r Rect) Area() float64 {
	if r.Empty() {
		return 0
	}
	return (r.Right - r.Left) * (r.Bottom - r.Top)
}

// A Glyph is where a piece of a page's text stands. White space has none.
type Glyph struct {
	// Start and End are bytes of Page.Text. They are equal for a shape that
	// stands for no text, which a mark before or after it should cover too.
	Start, End int
	// Box encloses the drawn shape and the line's height at this place. It is
	// empty when the engine does not tell.
	Box Rect
	// Ink encloses the drawn shape alone, where the engine tells; else Box.
	Ink Rect
}

// A Layout is a page with the place of every visible character.
type Layout struct {
	Page // without notes and files
	// Glyphs are in the order of Text.
	Glyphs []Glyph
}

// Layout reads page i character by character. Its text is the same as that of
// Page, for some ten times the work.
func (d *Document) Layout(ctx context.Context, i int) (Layout, error) {
	var l Layout
	err := d.withPage(ctx, fmt.Sprintf("place text of page %d", i+1), i, func(p pdfium.Pdfium, page requests.Page) error {
		shown, err := displayed(p, page)
		if err != nil {
			return err
		}
		if l.Text, l.Glyphs, l.Unmapped, err = glyphs(p, page, shown); err != nil {
			return err
		}
		l.Unmapped = l.Unmapped || blank(l.Text) || d.replaced(p, i, page, l.Text)
		return l.measure(p, page)
	})
	return l, err
}

func glyphs(p pdfium.Pdfium, page requests.Page, shown affine) (text string, list []Glyph, lost bool, err error) {
	err = withText(p, page, func(ref references.FPDF_TEXTPAGE, count int) error {
		lost = unmapped(p, ref, 0, count) || guessed(p, ref, count)
		text, list, err = characters(p, ref, count, shown, repair{})
		if r := repairOf(text); err == nil && r != (repair{}) {
			text, list, err = characters(p, ref, count, shown, r)
		}
		return err
	})
	return text, list, lost, err
}

// characters reads a page character by character.
func characters(p pdfium.Pdfium, ref references.FPDF_TEXTPAGE, count int, shown affine, fix repair) (string, []Glyph, error) {
	var c cleaner
	var list []Glyph
	for k := range count {
		u, err := p.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: ref, Index: k})
		if err != nil {
			return "", nil, err
		}
		r := rune(u.Unicode) //nolint:gosec // a code point
		if leftOut(p, ref, k, r) {
			r = 0
		}
		if fix.spaces && r == ' ' && narrow(p, ref, k, count) {
			continue
		}
		if fix.lines && apart(p, ref, k) && !strings.HasSuffix(c.String(), "\n") {
			c.add('\n')
		}
		before := c.Len()
		n := c.add(r)
		if n == 0 && !noText(r) {
			continue
		}
		g := place(p, ref, k, shown)
		g.Start, g.End = before, before+n
		list = append(list, g)
	}
	return c.String(), list, nil
}

// leftOut reports whether the engine leaves character k, which is r, out of the
// text. It does so with control characters only, and with what stands for nothing.
func leftOut(p pdfium.Pdfium, ref references.FPDF_TEXTPAGE, k int, r rune) bool {
	if r >= ' ' && r < 0x7F || r >= 0xA0 && r < 0xFDD0 {
		return false
	}
	in, err := p.FPDFText_GetTextIndexFromCharIndex(&requests.FPDFText_GetTextIndexFromCharIndex{TextPage: ref, NCharIndex: k})
	return err != nil || in.TextIndex < 0
}

// place asks for the boxes of character k.
func place(p pdfium.Pdfium, ref references.FPDF_TEXTPAGE, k int, shown affine) Glyph {
	var g Glyph
	if b, err := p.FPDFText_GetCharBox(&requests.FPDFText_GetCharBox{TextPage: ref, Index: k}); err == nil {
		g.Ink = shown.rect(b.Left, b.Bottom, b.Right, b.Top)
	}
	if b, err := p.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: ref, Index: k}); err == nil {
		g.Box = shown.rect(float64(b.Rect.Left), float64(b.Rect.Bottom), float64(b.Rect.Right), float64(b.Rect.Top))
	}
	const near = 0.01 // points
	if !g.Box.Empty() && math.Abs(g.Box.Bottom-g.Ink.Bottom) < near {
		g.Box = g.Box.Union(typical(p, ref, k, shown, g.Ink))
	}
	g.Box = g.Box.Union(g.Ink)
	if g.Ink.Empty() {
		g.Ink = g.Box
	}
	return g
}

// typical is how high a line is where the font does not say how far its letters
// reach: as in most fonts, by the size of the type, around the ink. It is empty
// where the engine does not tell, and for a line that is not level.
func typical(p pdfium.Pdfium, ref references.FPDF_TEXTPAGE, k int, shown affine, ink Rect) Rect {
	const above, below = 0.9, 0.22 // the line on which letters stand, in sizes
	size, err := p.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: ref, Index: k})
	if err != nil {
		return Rect{}
	}
	m, err := p.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: ref, Index: k})
	if err != nil || m.Matrix.B != 0 || m.Matrix.C != 0 || shown.b != 0 || shown.c != 0 {
		return Rect{}
	}
	o, err := p.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: ref, Index: k})
	if err != nil {
		return Rect{}
	}
	em := size.FontSize * math.Abs(float64(m.Matrix.D)*shown.d)
	base := shown.b*o.X + shown.d*o.Y + shown.f
	return Rect{ink.Left, base - above*em, ink.Right, base + below*em}
}

// An affine maps page coordinates to points from the top left of the page as
// it is shown: x' = a x + c y + e, y' = b x + d y + f.
type affine struct{ a, b, c, d, e, f float64 }

// displayed asks the engine, which knows rotation, crop box and offset, where
// three points are shown and derives the mapping.
func displayed(p pdfium.Pdfium, page requests.Page) (affine, error) {
	const scale = 64 // device pixels a point, as answers are whole pixels
	const far = 4096 // points, so that rounding is spread over a long way
	w, h, err := size(p, page)
	if err != nil {
		return affine{}, err
	}
	at := func(x, y float64) (float64, float64, error) {
		res, err := p.FPDF_PageToDevice(&requests.FPDF_PageToDevice{
			Page: page, SizeX: int(math.Round(w * scale)), SizeY: int(math.Round(h * scale)), PageX: x, PageY: y,
		})
		if err != nil {
			return 0, 0, err
		}
		return float64(res.DeviceX) / scale, float64(res.DeviceY) / scale, nil
	}
	e, f, err := at(0, 0)
	if err != nil {
		return affine{}, err
	}
	ax, bx, err := at(far, 0)
	if err != nil {
		return affine{}, err
	}
	cx, dx, err := at(0, far)
	if err != nil {
		return affine{}, err
	}
	return affine{(ax - e) / far, (bx - f) / far, (cx - e) / far, (dx - f) / far, e, f}, nil
}

func (m affine) rect(left, bottom, right, top float64) Rect {
	x1, y1 := m.a*left+m.c*bottom+m.e, m.b*left+m.d*bottom+m.f
	x2, y2 := m.a*right+m.c*top+m.e, m.b*right+m.d*top+m.f
	return Rect{min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)}
}
