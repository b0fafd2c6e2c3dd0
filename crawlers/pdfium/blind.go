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

// Blind draws page i without its text, like Render; nil where no text is drawn.
// It reports whether the page has text in the mode that draws nothing, as scans
// have whose words were recognised.
func (d *Document) Blind(ctx context.Context, i, dpi int) (img *image.RGBA, undrawn bool, err error) {
	err = d.withPage(ctx, fmt.Sprintf("draw page %d without text", i+1), i, func(p pdfium.Pdfium, page requests.Page) error {
		w, h, err := size(p, page)
		if err != nil {
			return err
		}
		each(p, page, func(obj references.FPDF_PAGEOBJECT, kind enums.FPDF_PAGEOBJ) {
			undrawn = undrawn || kind == enums.FPDF_PAGEOBJ_TEXT && !drawn(p, obj)
		})
		if !silence(p, page) {
			return nil
		}
		width, height := pixels(w, h, dpi)
		return draw(p, page, width, height, func(pix []byte, w, h int) { img = opaque(pix, w, h) })
	})
	return img, undrawn, err
}

// Letters is Sight without the pictures.
func (d *Document) Letters(ctx context.Context, i int) (list []Letter, err error) {
	err = d.withPage(ctx, fmt.Sprintf("read letters of page %d", i+1), i, func(p pdfium.Pdfium, page requests.Page) error {
		list, err = letters(p, page)
		return err
	})
	return list, err
}
