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

// Blind draws parts of page i without its text, in pixels of the page as Render
// draws it in the given size; nothing where no text is drawn. It reports whether
// the page has text in the mode that draws nothing, as scans have whose words
// were recognised.
func (d *Document) Blind(ctx context.Context, i int, size image.Point, parts []image.Rectangle) (drawings []*image.RGBA, undrawn bool, err error) {
	err = d.withOwnPage(ctx, fmt.Sprintf("draw page %d without text", i+1), i, func(p pdfium.Pdfium, page requests.Page) error {
		each(p, page, func(obj references.FPDF_PAGEOBJECT, kind enums.FPDF_PAGEOBJ) {
			undrawn = undrawn || kind == enums.FPDF_PAGEOBJ_TEXT && !drawn(p, obj)
		})
		if !silence(p, page) {
			return nil
		}
		for _, part := range parts {
			part = part.Intersect(image.Rectangle{Max: size})
			img := image.NewRGBA(part)
			whole := Strip{Rectangle: part, Pieces: []Piece{{Clip: part, Stretch: 1}}}
			if err := whole.onto(p, page, img, size); err != nil {
				return err
			}
			drawings = append(drawings, img)
		}
		return nil
	})
	return drawings, undrawn, err
}

// Letters is Sight without the pictures.
func (d *Document) Letters(ctx context.Context, i int) (list []Letter, err error) {
	err = d.withPage(ctx, fmt.Sprintf("read letters of page %d", i+1), i, func(p pdfium.Pdfium, page requests.Page) error {
		list, err = letters(p, page)
		return err
	})
	return list, err
}
