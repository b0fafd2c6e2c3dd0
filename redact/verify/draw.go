package verify

import (
	"image"
	"slices"

	"sarsen/crawlers/pdfium"
)

// Resolutions at which pages are looked at, and recognised.
const (
	lookDPI = 110
	readDPI = 200
)

// draw draws page i to be looked at. Of a page none of whose text is drawn it
// also returns the picture to be recognised, nil when nothing recognises: such
// pages are pictures, which take the engine far longer to draw than type does, so
// they are drawn once, and finely.
func (c *check) draw(doc *pdfium.Document, i int) (sight, *image.Gray, error) {
	letters, err := doc.Letters(c.ctx, i)
	if err != nil {
		return sight{}, nil, err
	}
	if !c.recognises() || slices.ContainsFunc(letters, func(l pdfium.Letter) bool { return l.Drawn }) {
		s, err := doc.Sight(c.ctx, i, lookDPI)
		return sight{s}, nil, err
	}
	s, err := doc.Sight(c.ctx, i, readDPI)
	if err != nil {
		return sight{}, nil, err
	}
	if s.Blind != s.Shown { // text without letters
		s.Blind = shrunk(s.Blind, s.Width)
		s.Shown = shrunk(s.Shown, s.Width)
		return sight{s}, nil, nil
	}
	fine := grey(s.Shown)
	s.Shown = shrunk(s.Shown, s.Width)
	s.Blind = s.Shown
	return sight{s}, fine, nil
}

// shrunk is the picture of a page so many points wide at lookDPI, or as it is
// when it is no finer. Each pixel is the mean of those in its place.
func shrunk(img *image.RGBA, points float64) *image.RGBA {
	from := img.Rect.Size()
	by := lookDPI / 72.0 * points / float64(from.X)
	if !(by < 1) {
		return img
	}
	out := image.NewRGBA(image.Rect(0, 0, max(int(by*float64(from.X)+0.5), 1), max(int(by*float64(from.Y)+0.5), 1)))
	to := out.Rect.Size()
	for y := range to.Y {
		for x := range to.X {
			part := image.Rect(x*from.X/to.X, y*from.Y/to.Y, (x+1)*from.X/to.X, (y+1)*from.Y/to.Y)
			mean(img, part, out.Pix[out.PixOffset(x, y):])
		}
	}
	return out
}

// mean puts the mean of some opaque pixels, of which there is one at least, into to.
func mean(img *image.RGBA, part image.Rectangle, to []uint8) {
	r, g, b, n := 0, 0, 0, part.Dx()*part.Dy()
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for p := img.Pix[img.PixOffset(part.Min.X, y):img.PixOffset(part.Max.X, y)]; len(p) >= 4; p = p[4:] {
			r, g, b = r+int(p[0]), g+int(p[1]), b+int(p[2])
		}
	}
	to[0], to[1], to[2], to[3] = uint8((r+n/2)/n), uint8((g+n/2)/n), uint8((b+n/2)/n), 0xFF //nolint:gosec // means of such
}
