package page

import (
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"math"

	"sarsen/crawlers/pdfium"
	"sarsen/redact"
	"sarsen/redact/page/rebuild"
)

// A Look recognises the words of a picture of a page, with their places in its
// pixels. It must be safe for concurrent use.
type Look func(ctx context.Context, img *image.Gray, dpi int) (redact.Scan, error)

// A Find returns where a text spells a withheld value.
type Find func(text string) []redact.Span

// lookAgain has the page's picture read as others will see it, with its boxes,
// when it may show text that the engine does not know of. What spells a withheld
// value is burnt in as well, and the page is looked at once more: a page that
// still shows one, or that cannot be looked at, must not leave.
func (s *sheet) lookAgain(ctx context.Context, opts Options) (Reason, error) {
	if opts.Look == nil || opts.Find == nil || !s.doubtful() {
		return "", nil
	}
	for range 2 {
		scan, err := opts.Look(ctx, shades(s.img), fine(opts.DPI))
		switch {
		case ctx.Err() != nil:
			return "", ctx.Err()
		case err != nil:
			return Unlooked, nil //nolint:nilerr // reported as a dropped page
		}
		words := spelt(scan, opts.Find)
		if len(words) == 0 {
			return "", nil
		}
		for _, w := range words {
			s.catch(w.Box)
		}
	}
	return Shown, nil
}

var errShown = errors.New("picture shows a withheld value, or cannot be looked at")

// looked says whether a page may keep its vector content: nothing withheld is
// spelt by its pictures and shapes, as far as a look at them shows.
func (j *job) looked(ctx context.Context, i int, s sheet) error {
	if j.opts.Look == nil || j.opts.Find == nil {
		return nil
	}
	var err error
	if s.img, err = j.doc.Render(ctx, i, fine(j.opts.DPI)); err != nil {
		return err
	}
	if !s.unknown() {
		return nil
	}
	scan, err := j.opts.Look(ctx, shades(s.img), fine(j.opts.DPI))
	if err != nil || len(spelt(scan, j.opts.Find)) > 0 {
		return errShown
	}
	return nil
}

// doubtful reports whether the page may show text that is not in its layout.
func (s *sheet) doubtful() bool {
	return s.Picture || s.Unmapped || s.unknown()
}

// catch burns a recognised word in.
func (s *sheet) catch(box redact.Rect) {
	const spare = 2 // pixels
	r := image.Rect(int(math.Floor(box.Left))-spare, int(math.Floor(box.Top))-spare, int(math.Ceil(box.Right))+spare, int(math.Ceil(box.Bottom))+spare)
	draw.Draw(s.img, r.Intersect(s.img.Rect), image.NewUniform(color.Black), image.Point{}, draw.Src)
	x, y := s.pixels()
	s.caught = append(s.caught, pdfium.Rect{Left: float64(r.Min.X) / x, Top: float64(r.Min.Y) / y, Right: float64(r.Max.X) / x, Bottom: float64(r.Max.Y) / y})
}

// without returns the words that do not lie under what was caught.
func (s *sheet) without(words []rebuild.Word) []rebuild.Word {
	if len(s.caught) == 0 {
		return words
	}
	var out []rebuild.Word
	for _, w := range words {
		box := pdfium.Rect{Left: w.Left, Top: w.Top, Right: w.Right, Bottom: w.Bottom}
		under := false
		for _, c := range s.caught {
			under = under || box.Intersect(c).Area() > sliver*box.Area()
		}
		if !under {
			out = append(out, w)
		}
	}
	return out
}

// shades is a picture in grey.
func shades(img *image.RGBA) *image.Gray {
	out := image.NewGray(image.Rect(0, 0, img.Rect.Dx(), img.Rect.Dy()))
	for y := range img.Rect.Dy() {
		row := img.Pix[y*img.Stride:]
		for x := range out.Stride {
			out.Pix[y*out.Stride+x] = luma(row[4*x:])
		}
	}
	return out
}

func luma(p []byte) uint8 {
	return uint8((299*uint32(p[0]) + 587*uint32(p[1]) + 114*uint32(p[2]) + 500) / 1000) //nolint:gosec // at most 255
}
