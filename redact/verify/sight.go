package verify

import (
	"image"
	"image/color"
	"math"
	"slices"
	"unicode"

	"sarsen/crawlers/pdfium"
)

// Levels of 255 by which two pixels differ.
const (
	trace  = 16  // the least that text leaves where it is drawn
	relief = 12  // the least between the letters of a picture and their ground
	solid  = 48  // the most inside a box of one colour: compression leaves rings
	dark   = 100 // the lightest that a box is
	ground = 225 // the darkest that paper is
)

// sight is a page that is looked at. What it judges, redact/page judged when it
// made the page, in another way: the two share no code on purpose.
type sight struct{ pdfium.Sight }

// words are the words of the page's text that have a place.
func (v sight) words() []glyphs {
	var out []glyphs
	var w glyphs
	flush := func() {
		if len(w) > 0 {
			out = append(out, w)
		}
		w = nil
	}
	for _, l := range v.Letters {
		switch {
		case unicode.IsSpace(l.Rune) || l.Ink.Empty():
			flush()
			continue
		case len(w) > 0 && (w[0].Drawn != l.Drawn || block(w[0]) != block(l) || farther(w[len(w)-1], l)):
			flush()
		}
		w = append(w, l)
	}
	flush()
	return out
}

// farther reports whether b does not follow a within a word.
func farther(a, b pdfium.Letter) bool {
	size := max(a.Box.Bottom-a.Box.Top, a.Box.Right-a.Box.Left)
	across := max(b.Box.Left-a.Box.Right, a.Box.Left-b.Box.Right)
	down := max(b.Box.Top-a.Box.Bottom, a.Box.Top-b.Box.Bottom)
	return max(across, down) > size
}

// off reports whether a word stands outside the page.
func (v sight) off(w glyphs) bool {
	b := w.box()
	return b.Right <= 0 || b.Bottom <= 0 || b.Left >= v.Width || b.Top >= v.Height
}

// hidden reports whether letters of a word are not seen: two that follow each
// other, or all there are. Of what is drawn, each leaves a trace; a word over a
// picture stands out from its ground.
func (v sight) hidden(w glyphs) bool {
	if w.signs() == 0 {
		return false
	}
	if v.off(w) {
		return true
	}
	if !w.drawn() {
		return !v.standsOut(w.box())
	}
	run, seen := 0, false
	for _, l := range w {
		switch {
		case !sign(l):
		case v.differs(v.Blind, v.Shown, l.Ink):
			run, seen = 0, true
		default:
			if run++; run >= 2 {
				return true
			}
		}
	}
	return !seen
}

// veil says what hides a word. Alone is the page's text without anything else.
func (v sight) veil(w glyphs, alone *image.RGBA) veil {
	if v.off(w) {
		return outside
	}
	paper := image.NewUniform(color.White)
	for _, l := range w {
		if !sign(l) || w.drawn() && v.differs(v.Blind, v.Shown, l.Ink) {
			continue
		}
		if w.drawn() && alone != nil && v.differs(paper, alone, l.Ink) || v.lightest(l.Ink) < ground {
			return covered
		}
	}
	return faint
}

// pixels is where a rectangle of the page lies in its picture.
func (v sight) pixels(r pdfium.Rect) image.Rectangle {
	sx, sy := float64(v.Shown.Rect.Dx())/v.Width, float64(v.Shown.Rect.Dy())/v.Height
	side := func(f float64) int { return int(math.Max(math.Min(f, 1<<20), -1<<20)) }
	return image.Rect(side(math.Floor(r.Left*sx)), side(math.Floor(r.Top*sy)), side(math.Ceil(r.Right*sx)), side(math.Ceil(r.Bottom*sy))).Intersect(v.Shown.Rect)
}

// differs reports whether two pictures of the page show a trace of text in r.
func (v sight) differs(a image.Image, b *image.RGBA, r pdfium.Rect) bool {
	in := v.pixels(r)
	for y := in.Min.Y; y < in.Max.Y; y++ {
		for x := in.Min.X; x < in.Max.X; x++ {
			if distance(rgba(a, x, y), b.RGBAAt(x, y)) >= trace {
				return true
			}
		}
	}
	return false
}

func rgba(img image.Image, x, y int) color.RGBA {
	if p, ok := img.(*image.RGBA); ok {
		return p.RGBAAt(x, y)
	}
	return color.RGBAModel.Convert(img.At(x, y)).(color.RGBA) //nolint:forcetypeassert // what the model makes
}

// distance is the largest difference of a channel.
func distance(a, b color.RGBA) int {
	apart := func(x, y uint8) int { return max(int(x)-int(y), int(y)-int(x)) }
	return max(apart(a.R, b.R), apart(a.G, b.G), apart(a.B, b.B))
}

// lightest is the lightest grey in r as it is shown.
func (v sight) lightest(r pdfium.Rect) int {
	g := v.greys(r, 0)
	if len(g) == 0 {
		return 255
	}
	return int(g[len(g)-1])
}

// greys are the levels in r as it is shown, sorted. A share of each side is
// left off.
func (v sight) greys(r pdfium.Rect, share float64) []uint8 {
	dx, dy := (r.Right-r.Left)*share, (r.Bottom-r.Top)*share
	return v.levels(v.pixels(pdfium.Rect{Left: r.Left + dx, Top: r.Top + dy, Right: r.Right - dx, Bottom: r.Bottom - dy}))
}

// levels are the greys of pixels, sorted.
func (v sight) levels(in image.Rectangle) []uint8 {
	out := make([]uint8, 0, max(0, in.Dx()*in.Dy()))
	for y := in.Min.Y; y < in.Max.Y; y++ {
		for x := in.Min.X; x < in.Max.X; x++ {
			out = append(out, luminance(v.Shown.Pix[v.Shown.PixOffset(x, y):]))
		}
	}
	slices.Sort(out)
	return out
}

// standsOut reports whether something like letters is to be seen in r.
func (v sight) standsOut(r pdfium.Rect) bool {
	g := v.greys(r, 0.08)
	if len(g) == 0 {
		return false
	}
	n := len(g) / 100 // one in a hundred at each end may be noise
	return int(g[len(g)-1-n])-int(g[n]) >= relief
}

// rim is how many pixels of a box, at lookDPI, its edge may fall between.
const rim = 2

// solid reports whether each letter of a mask stands on one dark colour, its
// edges left aside: readers may take masks of different heights for one word.
func (v sight) solid(w glyphs) bool {
	for _, l := range w {
		in := v.pixels(l.Ink)
		dx, dy := edge(in.Dx()), edge(in.Dy())
		if !v.even(image.Rect(in.Min.X+dx, in.Min.Y+dy, in.Max.X-dx, in.Max.Y-dy)) {
			return false
		}
	}
	return true
}

// edge is how much of each side of a letter is left aside; of a narrow one, what
// leaves its middle third.
func edge(pixels int) int { return min(max(rim, pixels/20), pixels/3) }

// even reports whether a place of the page is of one dark colour.
func (v sight) even(in image.Rectangle) bool {
	g := v.levels(in)
	if len(g) == 0 {
		return false
	}
	n := len(g) / 50
	return int(g[len(g)-1]) < dark && int(g[len(g)-1])-int(g[0]) <= solid && int(g[len(g)-1-n])-int(g[n]) < relief
}
