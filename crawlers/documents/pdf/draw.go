package pdf

import (
	"context"
	"image"

	"sarsen/crawlers/documents"
)

var _ documents.Drawer = (*Format)(nil)

// Draw implements documents.Drawer.
func (f *Format) Draw(ctx context.Context, in documents.Input, passwords []string, what documents.Drawing, emit func(documents.Picture) error) error {
	data, err := in.Whole()
	if err != nil {
		return err
	}
	e, err := f.engine()
	if err != nil {
		return err
	}
	doc, err := e.Open(ctx, data, passwords)
	if err != nil {
		return state(err)
	}
	defer doc.Close()
	for _, n := range what.Pages {
		page, err := doc.Page(ctx, n-1)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			continue
		}
		img, err := doc.Render(ctx, n-1, what.DPI)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			continue
		}
		if err := emit(documents.Picture{
			Page: n, Width: page.Width, Height: page.Height, Columns: img.Rect.Dx(), Rows: img.Rect.Dy(), DPI: int(72*float64(img.Rect.Dx())/page.Width + 0.5), Grey: grey(img),
		}); err != nil {
			return err
		}
	}
	return nil
}

// grey returns the brightness of every pixel of an opaque image.
func grey(img *image.RGBA) []byte {
	out := make([]byte, 0, len(img.Pix)/4)
	for p := img.Pix; len(p) >= 4; p = p[4:] {
		out = append(out, byte((299*uint32(p[0])+587*uint32(p[1])+114*uint32(p[2])+500)/1000)) //nolint:gosec // at most 255
	}
	return out
}
