package page

import (
	"context"
	"fmt"
	"image"
	"io"
	"math"

	"golang.org/x/image/draw"

	"sarsen/crawlers/documents/picture"
	"sarsen/crawlers/pdfium"
	"sarsen/redact"
	"sarsen/redact/page/rebuild"
)

// Sizes of the pages that pictures become.
const (
	pictureDPI    = 150      // where a picture does not say
	picturePixels = 16 << 20 // a larger one is made smaller
	longestSide   = 1191     // points, of A3
)

// Picture writes a redacted copy of a picture file to w: a PDF with a page for
// each of its frames, upright, of its pixels alone. There is one Page for each
// frame; its places are in the frame's pixels, its Text is of no meaning. A frame
// that nobody searched, having no Scan, is dropped unless opts says otherwise.
// Errors are those of reading the picture, and as of Redact.
func Picture(ctx context.Context, data []byte, pages []Page, w io.Writer, opts Options) (Report, error) {
	if opts.DPI <= 0 {
		opts.DPI = defaultDPI
	}
	frames, err := picture.Frames(data)
	if err != nil {
		return Report{}, fmt.Errorf("redact picture: %w", err)
	}
	out := copyist{out: rebuild.New(w), opts: opts}
	for i, f := range frames {
		what := Page{Drop: true}
		if i < len(pages) {
			what = pages[i]
		}
		m := frameOf(ctx, f, what, i < len(pages), opts)
		m.page = i
		if m.err == nil {
			m.err = out.take(m)
		}
		if m.err != nil {
			return Report{}, fmt.Errorf("redact frame %d: %w", i+1, m.err)
		}
	}
	return out.end(len(frames), pages)
}

// frameOf makes the page of a frame.
func frameOf(ctx context.Context, f picture.Frame, what Page, listed bool, opts Options) (m made) {
	if m.err = ctx.Err(); m.err != nil {
		return m
	}
	points := pointsOf(f)
	layout := pdfium.Layout{Page: pdfium.Page{Width: float64(f.Width) * points, Height: float64(f.Height) * points, Picture: true}}
	switch {
	case !listed:
		m.reason = Unlisted
	case what.Drop:
		m.reason = Decided
	case what.Scan == nil && !opts.Pictures:
		m.reason = Unsearched
	}
	if m.err = what.checkScan(); m.err != nil {
		return m
	}
	if m.reason == "" {
		m.sheet, m.did, m.reason, m.err = redactedFrame(ctx, f, layout, what, opts)
	}
	if m.reason != "" {
		m.sheet, m.did = withheld(layout), Report{}
	}
	return m
}

// pointsOf is how many points a pixel of a frame takes on its page.
func pointsOf(f picture.Frame) float64 {
	dpi := f.DPI
	if dpi == 0 {
		dpi = pictureDPI
	}
	return min(72/dpi, longestSide/float64(max(f.Width, f.Height, 1)))
}

func redactedFrame(ctx context.Context, f picture.Frame, layout pdfium.Layout, what Page, opts Options) (rebuild.Page, Report, Reason, error) {
	img, err := f.Decode()
	if err != nil {
		return rebuild.Page{}, Report{}, Unread, nil //nolint:nilerr // reported as a dropped page
	}
	s := sheet{Layout: layout, what: inPoints(what, pointsOf(f)), img: shrunk(img)}
	if !s.plan() || !s.planScan() {
		return rebuild.Page{}, Report{}, Unplaced, nil
	}
	s.planAreas()
	s.loosen()
	s.widen()
	s.burn()
	words, did := s.layer()
	opts.DPI = int(coarse * 72 * float64(s.img.Rect.Dx()) / s.Width)
	if reason, err := s.lookAgain(ctx, opts); reason != "" || err != nil {
		return rebuild.Page{}, Report{}, reason, err
	}
	words, did.Caught = s.without(words), len(s.caught)
	return rebuild.Page{Width: s.Width, Height: s.Height, Picture: rebuild.Encode(s.img, 1), Words: words}, did, "", nil
}

// inPoints returns what is to become of a frame with its places on the page.
func inPoints(p Page, points float64) Page {
	on := func(r redact.Rect) redact.Rect {
		return redact.Rect{Left: r.Left * points, Top: r.Top * points, Right: r.Right * points, Bottom: r.Bottom * points}
	}
	out := Page{WithholdScan: p.WithholdScan}
	for _, a := range p.Areas {
		out.Areas = append(out.Areas, on(a))
	}
	if p.Scan != nil {
		out.Scan = &redact.Scan{Text: p.Scan.Text}
		for _, w := range p.Scan.Words {
			out.Scan.Words = append(out.Scan.Words, redact.ScanWord{Span: w.Span, Box: on(w.Box)})
		}
	}
	return out
}

// shrunk makes a picture of very many pixels smaller.
func shrunk(img *image.RGBA) *image.RGBA {
	w, h := float64(img.Rect.Dx()), float64(img.Rect.Dy())
	if w*h <= picturePixels {
		return img
	}
	scale := math.Sqrt(picturePixels / (w * h))
	out := image.NewRGBA(image.Rect(0, 0, int(max(w*scale, 1)), int(max(h*scale, 1))))
	draw.BiLinear.Scale(out, out.Rect, img, img.Rect, draw.Src, nil)
	return out
}
