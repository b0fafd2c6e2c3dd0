package pdf

import (
	"context"

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
		img, err := doc.RenderGrey(ctx, n-1, what.DPI)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			continue
		}
		if err := emit(documents.Picture{
			Page: n, Width: page.Width, Height: page.Height, Columns: img.Rect.Dx(), Rows: img.Rect.Dy(), DPI: int(72*float64(img.Rect.Dx())/page.Width + 0.5), Grey: img.Pix,
		}); err != nil {
			return err
		}
	}
	return nil
}
