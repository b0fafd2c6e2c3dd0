package pdfium

import (
	"context"
	"fmt"
	"slices"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// Fonts returns the names of the embedded fonts in which page i has text, sorted,
// each once. What their letters look like is the document's own affair.
func (d *Document) Fonts(ctx context.Context, i int) ([]string, error) {
	var names []string
	err := d.withPage(ctx, fmt.Sprintf("list fonts of page %d", i+1), i, func(p pdfium.Pdfium, page requests.Page) error {
		var failed error
		each(p, page, func(obj references.FPDF_PAGEOBJECT, kind enums.FPDF_PAGEOBJ) {
			if kind != enums.FPDF_PAGEOBJ_TEXT || failed != nil {
				return
			}
			var name string
			if name, failed = embedded(p, obj); name != "" {
				names = append(names, name)
			}
		})
		return failed
	})
	slices.Sort(names)
	return slices.Compact(names), err
}

// embedded returns the name of the font of a text object, "" unless the document
// brings it along.
func embedded(p pdfium.Pdfium, text references.FPDF_PAGEOBJECT) (string, error) {
	font, err := p.FPDFTextObj_GetFont(&requests.FPDFTextObj_GetFont{PageObject: text})
	if err != nil {
		return "", err
	}
	is, err := p.FPDFFont_GetIsEmbedded(&requests.FPDFFont_GetIsEmbedded{Font: font.Font})
	if err != nil || !is.IsEmbedded {
		return "", err
	}
	name, err := p.FPDFFont_GetBaseFontName(&requests.FPDFFont_GetBaseFontName{Font: font.Font})
	if err != nil {
		return "", err
	}
	return "/" + name.BaseFontName, nil
}
