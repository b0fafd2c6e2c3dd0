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
	err := d.render(ctx, i, dpi, func(pix []byte, width, height int) {
		img = image.NewRGBA(image.Rect(0, 0, width, height))
		copy(img.Pix, pix) // which is the engine's memory
		for i := 3; i < len(img.Pix); i += 4 {
			img.Pix[i] = 0xFF
		}
	})
	return img, err
}

// RenderGrey is Render in shades of grey, for a fraction of the memory.
func (d *Document) RenderGrey(ctx context.Context, i, dpi int) (*image.Gray, error) {
	var img *image.Gray
	err := d.render(ctx, i, dpi, func(pix []byte, width, height int) {
		img = image.NewGray(image.Rect(0, 0, width, height))
		for k := range min(len(img.Pix), len(pix)/4) {
			p := pix[4*k:]
			img.Pix[k] = byte((299*uint32(p[0]) + 587*uint32(p[1]) + 114*uint32(p[2]) + 500) / 1000) //nolint:gosec // at most 255
		}
	})
	return img, err
}

// render hands the pixels of a page, red, green, blue and nothing, to take.
func (d *Document) render(ctx context.Context, i, dpi int, take func(pix []byte, width, height int)) error {
	return d.withPage(ctx, fmt.Sprintf("render page %d", i+1), i, func(p pdfium.Pdfium, page requests.Page) error {
		w, h, err := size(p, page)
		if err != nil {
			return err
		}
		width, height := pixels(w, h, dpi)
		return draw(p, page, width, height, take)
	})
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
func draw(p pdfium.Pdfium, page requests.Page, width, height int, take func(pix []byte, width, height int)) error {
	res, err := p.FPDFBitmap_CreateEx(&requests.FPDFBitmap_CreateEx{
		Width: width, Height: height, Format: enums.FPDF_BITMAP_FORMAT_BGRX, Pointer: uint64(0),
	})
	if err != nil {
		return err
	}
	err = drawOn(p, &requests.FPDF_RenderPageBitmap{
		Bitmap: res.Bitmap, Page: page, SizeX: width, SizeY: height,
		Flags: enums.FPDF_RENDER_FLAG_REVERSE_BYTE_ORDER,
	}, take)
	if _, derr := p.FPDFBitmap_Destroy(&requests.FPDFBitmap_Destroy{Bitmap: res.Bitmap}); err == nil {
		err = derr
	}
	return err
}

func drawOn(p pdfium.Pdfium, req *requests.FPDF_RenderPageBitmap, take func(pix []byte, width, height int)) error {
	_, err := p.FPDFBitmap_FillRect(&requests.FPDFBitmap_FillRect{
		Bitmap: req.Bitmap, Width: req.SizeX, Height: req.SizeY, Color: 0xFFFFFFFF,
	})
	if err != nil {
		return err
	}
	if _, err := p.FPDF_RenderPageBitmap(req); err != nil {
		return err
	}
	buf, err := p.FPDFBitmap_GetBuffer(&requests.FPDFBitmap_GetBuffer{Bitmap: req.Bitmap})
	if err != nil {
		return err
	}
	take(buf.Buffer, req.SizeX, req.SizeY)
	return nil
}
