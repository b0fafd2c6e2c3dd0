package pdfium

import (
	"context"
	"fmt"
	"image"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// A Letter is a character of a page's text and how it is drawn.
type Letter struct {
	Rune rune
	// Ink encloses the drawn shape, Box that and the line's height; both are
	// empty for what has no place, such as spaces that the engine made up.
	Ink, Box Rect
	// Drawn is false for text in the mode that draws nothing.
	Drawn bool
}

// A Sight is a page as its reader sees it, beside what its text says.
type Sight struct {
	Width, Height float64
	Letters       []Letter // in the engine's order, white space included
	// Shown is the page as Render draws it, Blind the same without any of its
	// text: where they are alike, no text is seen. Blind is Shown where no
	// letter is drawn.
	Shown, Blind *image.RGBA
}

// Sight draws page i with and without its text, like Render.
func (d *Document) Sight(ctx context.Context, i, dpi int) (Sight, error) {
	var s Sight
	err := d.withOwnPage(ctx, fmt.Sprintf("look at page %d", i+1), i, func(p pdfium.Pdfium, page requests.Page) error {
		var err error
		if s.Width, s.Height, err = size(p, page); err != nil {
			return err
		}
		if s.Letters, err = letters(p, page); err != nil {
			return err
		}
		width, height := pixels(s.Width, s.Height, dpi)
		if err := draw(p, page, width, height, func(pix []byte, w, h int) { s.Shown = opaque(pix, w, h) }); err != nil {
			return err
		}
		s.Blind = s.Shown
		if !silence(p, page) {
			return nil
		}
		return draw(p, page, width, height, func(pix []byte, w, h int) { s.Blind = opaque(pix, w, h) })
	})
	return s, err
}

// opaque copies pixels of the engine.
func opaque(pix []byte, width, height int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	copy(img.Pix, pix) // which is the engine's memory
	for i := 3; i < len(img.Pix); i += 4 {
		img.Pix[i] = 0xFF
	}
	return img
}

// letters reads a page character by character.
func letters(p pdfium.Pdfium, page requests.Page) (list []Letter, err error) {
	shown, err := displayed(p, page)
	if err != nil {
		return nil, err
	}
	err = withText(p, page, func(ref references.FPDF_TEXTPAGE, count int) error {
		list = make([]Letter, 0, count)
		for k := range count {
			u, err := p.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: ref, Index: k})
			if err != nil {
				return err
			}
			l := Letter{Rune: rune(u.Unicode)} //nolint:gosec // a code point
			if obj, err := p.FPDFText_GetTextObject(&requests.FPDFText_GetTextObject{TextPage: ref, Index: k}); err == nil {
				l.Drawn = drawn(p, obj.TextObject)
				g := place(p, ref, k, shown)
				l.Ink, l.Box = g.Ink, g.Box
			}
			list = append(list, l)
		}
		return nil
	})
	return list, err
}

// drawn reports whether a text object is in a mode that draws something.
func drawn(p pdfium.Pdfium, text references.FPDF_PAGEOBJECT) bool {
	m, err := p.FPDFTextObj_GetTextRenderMode(&requests.FPDFTextObj_GetTextRenderMode{PageObject: text})
	return err != nil || m.TextRenderMode != enums.FPDF_TEXTRENDERMODE_INVISIBLE && m.TextRenderMode != enums.FPDF_TEXTRENDERMODE_CLIP
}

// silence makes all text of a loaded page invisible until it is loaded again,
// and reports whether any was drawn.
func silence(p pdfium.Pdfium, page requests.Page) (found bool) {
	each(p, page, func(obj references.FPDF_PAGEOBJECT, kind enums.FPDF_PAGEOBJ) {
		if kind != enums.FPDF_PAGEOBJ_TEXT || !drawn(p, obj) {
			return
		}
		_, err := p.FPDFTextObj_SetTextRenderMode(&requests.FPDFTextObj_SetTextRenderMode{
			PageObject: obj, TextRenderMode: enums.FPDF_TEXTRENDERMODE_INVISIBLE,
		})
		found = found || err == nil
	})
	return found
}

// Alone draws the text of page i and nothing else, like Render: what it shows
// and Sight does not, something lies over.
func (d *Document) Alone(ctx context.Context, i, dpi int) (*image.RGBA, error) {
	var img *image.RGBA
	err := d.withOwnPage(ctx, fmt.Sprintf("draw text of page %d", i+1), i, func(p pdfium.Pdfium, page requests.Page) error {
		w, h, err := size(p, page)
		if err != nil {
			return err
		}
		each(p, page, func(obj references.FPDF_PAGEOBJECT, kind enums.FPDF_PAGEOBJ) {
			if kind != enums.FPDF_PAGEOBJ_TEXT && kind != enums.FPDF_PAGEOBJ_FORM {
				_, _ = p.FPDFPageObj_SetIsActive(&requests.FPDFPageObj_SetIsActive{PageObject: obj, Active: false}) // then it is drawn
			}
		})
		width, height := pixels(w, h, dpi)
		return draw(p, page, width, height, func(pix []byte, w, h int) { img = opaque(pix, w, h) })
	})
	return img, err
}

// each calls fn for every object of a loaded page, and what is inside of them.
func each(p pdfium.Pdfium, page requests.Page, fn func(references.FPDF_PAGEOBJECT, enums.FPDF_PAGEOBJ)) {
	n, err := p.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: page})
	if err != nil {
		return
	}
	for i := range n.Count {
		obj, err := p.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: page, Index: i})
		if err == nil {
			eachInside(p, obj.PageObject, 0, fn)
		}
	}
}

func eachInside(p pdfium.Pdfium, obj references.FPDF_PAGEOBJECT, depth int, fn func(references.FPDF_PAGEOBJECT, enums.FPDF_PAGEOBJ)) {
	kind, err := p.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: obj})
	if err != nil || depth > maxDepth {
		return
	}
	fn(obj, kind.Type)
	if kind.Type != enums.FPDF_PAGEOBJ_FORM {
		return
	}
	n, err := p.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: obj})
	if err != nil {
		return
	}
	for i := range n.Count {
		inner, err := p.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: obj, Index: uint64(i)})
		if err == nil {
			eachInside(p, inner.PageObject, depth+1, fn)
		}
	}
}
