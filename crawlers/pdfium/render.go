package pdfium

import (
	"context"
	"fmt"
	"image"
	"math"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/requests"
)

// maxPixels bounds a rendered page (64 MB): a larger one is rendered coarser.
const maxPixels = 16 << 20

// Render draws page i as it is shown, on white, with annotations and form
// fields. The resolution is dpi, or less for a page over 16 million pixels;
// the image's size over the page's tells which.
func (d *Document) Render(ctx context.Context, i, dpi int) (*image.RGBA, error) {
	var img *image.RGBA
	err := d.withPage(ctx, fmt.Sprintf("render page %d", i+1), i, func(p pdfium.Pdfium, page requests.Page) error {
		w, h, err := size(p, page)
		if err != nil {
			return err
		}
		width, height := pixels(w, h, dpi)
		img, err = draw(p, page, width, height)
		return err
	})
	return img, err
}

// pixels is the size of a page's rendering.
func pixels(w, h float64, dpi int) (width, height int) {
	scale := float64(dpi) / 72
	if n := w * h * scale * scale; n > maxPixels {
		scale *= math.Sqrt(maxPixels / n)
	}
	side := func(points float64) int { return min(max(int(math.Round(points*scale)), 1), maxPixels) }
	return side(w), side(h)
}

// draw renders onto a white bitmap without transparency, so that blending has
// something to blend with.
func draw(p pdfium.Pdfium, page requests.Page, width, height int) (*image.RGBA, error) {
	res, err := p.FPDFBitmap_CreateEx(&requests.FPDFBitmap_CreateEx{
		Width: width, Height: height, Format: enums.FPDF_BITMAP_FORMAT_BGRX, Pointer: uint64(0),
	})
	if err != nil {
		return nil, err
	}
	img, err := drawOn(p, &requests.FPDF_RenderPageBitmap{
		Bitmap: res.Bitmap, Page: page, SizeX: width, SizeY: height,
		Flags: enums.FPDF_RENDER_FLAG_REVERSE_BYTE_ORDER,
	})
	if _, derr := p.FPDFBitmap_Destroy(&requests.FPDFBitmap_Destroy{Bitmap: res.Bitmap}); err == nil {
		err = derr
	}
	return img, err
}

func drawOn(p pdfium.Pdfium, req *requests.FPDF_RenderPageBitmap) (*image.RGBA, error) {
	_, err := p.FPDFBitmap_FillRect(&requests.FPDFBitmap_FillRect{
		Bitmap: req.Bitmap, Width: req.SizeX, Height: req.SizeY, Color: 0xFFFFFFFF,
	})
	if err != nil {
		return nil, err
	}
	if _, err := p.FPDF_RenderPageBitmap(req); err != nil {
		return nil, err
	}
	buf, err := p.FPDFBitmap_GetBuffer(&requests.FPDFBitmap_GetBuffer{Bitmap: req.Bitmap})
	if err != nil {
		return nil, err
	}
	img := image.NewRGBA(image.Rect(0, 0, req.SizeX, req.SizeY))
	copy(img.Pix, buf.Buffer) // the buffer is the engine's memory
	for i := 3; i < len(img.Pix); i += 4 {
		img.Pix[i] = 0xFF
	}
	return img, nil
}
