package pdfium

import (
	"unicode"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

const (
	fewLetters = 100 // a page with fewer may be a scan with a stamp on it
	manyPaths  = 200 // outlines that may be text drawn as shapes
	maxDepth   = 4   // of forms inside one another that are looked into
)

func countLetters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// mainlyPicture reports whether a page with so few letters is mainly a picture:
// any image or many outlines when there are no letters at all, else an image
// over half of its area.
func mainlyPicture(p pdfium.Pdfium, page requests.Page, letters int, area float64) (bool, error) {
	n, err := p.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: page})
	if err != nil {
		return false, err
	}
	var c census
	for i := range n.Count {
		obj, err := p.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: page, Index: i})
		if err != nil {
			return false, err
		}
		c.count(p, obj.PageObject, 0)
	}
	if letters == 0 {
		return c.images > 0 || c.paths >= manyPaths, nil
	}
	return c.largest > area/2, nil
}

// A census counts what a page shows besides text.
type census struct {
	images, paths int
	largest       float64 // area of the largest image or form with an image
}

// count takes in one object and what is inside it.
func (c *census) count(p pdfium.Pdfium, ref references.FPDF_PAGEOBJECT, depth int) {
	kind, err := p.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: ref})
	if err != nil {
		return
	}
	images := c.images
	switch kind.Type {
	case enums.FPDF_PAGEOBJ_PATH:
		c.paths++
	case enums.FPDF_PAGEOBJ_IMAGE:
		c.images++
	case enums.FPDF_PAGEOBJ_FORM:
		c.inside(p, ref, depth+1)
	}
	// Bounds are those on the page at the first level only.
	if c.images == images || depth > 0 {
		return
	}
	if b, err := p.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: ref}); err == nil {
		c.largest = max(c.largest, float64(b.Right-b.Left)*float64(b.Top-b.Bottom))
	}
}

func (c *census) inside(p pdfium.Pdfium, form references.FPDF_PAGEOBJECT, depth int) {
	if depth > maxDepth {
		return
	}
	n, err := p.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: form})
	if err != nil {
		return
	}
	for i := range n.Count {
		obj, err := p.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: form, Index: uint64(i)})
		if err == nil {
			c.count(p, obj.PageObject, depth)
		}
	}
}
