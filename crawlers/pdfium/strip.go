package pdfium

import (
	"context"
	"fmt"
	"image"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"
)

// A Strip is a part of a page whose pieces are drawn at other places, in pixels
// of the page as Render draws it.
type Strip struct {
	image.Rectangle
	Pieces []Piece
}

// A Piece is drawn anew, not copied: its shapes are smoothed as they would have
// been had they always stood there.
type Piece struct {
	// Clip is the part of the strip it fills.
	Clip image.Rectangle
	// What stands x pixels from the left of the page is drawn at
	// Stretch times x plus Shift.
	Stretch, Shift float64
}

// Strips draws the pieces of page i onto img, which Render drew at dpi. What is
// between the pieces of a strip stays.
func (d *Document) Strips(ctx context.Context, i int, img *image.RGBA, strips []Strip) error {
	return d.withPage(ctx, fmt.Sprintf("set lines of page %d", i+1), i, func(p pdfium.Pdfium, page requests.Page) error {
		for _, s := range strips {
			if err := s.onto(p, page, img, img.Rect.Size()); err != nil {
				return err
			}
		}
		return nil
	})
}

// onto draws the pieces of a page, which has the given size in pixels, onto img.
func (s Strip) onto(p pdfium.Pdfium, page requests.Page, img *image.RGBA, pixels image.Point) error {
	s.Rectangle = s.Intersect(img.Rect)
	if s.Empty() {
		return nil
	}
	w, h, err := size(p, page)
	if err != nil {
		return err
	}
	res, err := p.FPDFBitmap_CreateEx(&requests.FPDFBitmap_CreateEx{
		Width: s.Dx(), Height: s.Dy(), Format: enums.FPDF_BITMAP_FORMAT_BGRX, Pointer: uint64(0),
	})
	if err != nil {
		return err
	}
	err = s.drawOn(p, page, res.Bitmap, img, float64(pixels.X)/w, float64(pixels.Y)/h)
	if _, derr := p.FPDFBitmap_Destroy(&requests.FPDFBitmap_Destroy{Bitmap: res.Bitmap}); err == nil {
		err = derr
	}
	return err
}

func (s Strip) drawOn(p pdfium.Pdfium, page requests.Page, bitmap references.FPDF_BITMAP, img *image.RGBA, scaleX, scaleY float64) error {
	_, err := p.FPDFBitmap_FillRect(&requests.FPDFBitmap_FillRect{Bitmap: bitmap, Width: s.Dx(), Height: s.Dy(), Color: 0xFFFFFFFF})
	if err != nil {
		return err
	}
	for _, piece := range s.Pieces {
		clip := piece.Clip.Intersect(s.Rectangle).Sub(s.Min)
		if clip.Empty() {
			continue
		}
		_, err := p.FPDF_RenderPageBitmapWithMatrix(&requests.FPDF_RenderPageBitmapWithMatrix{
			Bitmap: bitmap, Page: page,
			Matrix: structs.FPDF_FS_MATRIX{
				A: float32(scaleX * piece.Stretch), D: float32(scaleY),
				E: float32(piece.Shift - float64(s.Min.X)), F: float32(-s.Min.Y),
			},
			Clipping: structs.FPDF_FS_RECTF{
				Left: float32(clip.Min.X), Top: float32(clip.Min.Y), Right: float32(clip.Max.X), Bottom: float32(clip.Max.Y),
			},
			Flags: enums.FPDF_RENDER_FLAG_REVERSE_BYTE_ORDER,
		})
		if err != nil {
			return err
		}
	}
	buf, err := p.FPDFBitmap_GetBuffer(&requests.FPDFBitmap_GetBuffer{Bitmap: bitmap})
	if err != nil {
		return err
	}
	drawn := &image.RGBA{Pix: buf.Buffer, Stride: 4 * s.Dx(), Rect: s.Rectangle}
	for _, piece := range s.Pieces {
		clip := piece.Clip.Intersect(s.Rectangle)
		for y := clip.Min.Y; y < clip.Max.Y; y++ { // the engine leaves the fourth byte alone
			row := img.Pix[img.PixOffset(clip.Min.X, y):][:4*clip.Dx()]
			copy(row, drawn.Pix[drawn.PixOffset(clip.Min.X, y):])
			for k := 3; k < len(row); k += 4 {
				row[k] = 0xFF
			}
		}
	}
	return nil
}
