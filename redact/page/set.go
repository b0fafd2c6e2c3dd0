package page

import (
	"context"
	"image"
	"image/color"
	"image/draw"
	"math"

	"sarsen/crawlers/pdfium"
)

// MaskWidth is how wide a box is in a line that is set anew, in points, and
// maskSizes how many sizes of the type it is where that is less.
const (
	MaskWidth = 72
	maskSizes = 6
)

// How far a line may be changed to make room for its masks.
const (
	tightest = 0.6  // of the usual space
	thinnest = 0.7  // of the width of its letters
	hairline = 0.08 // sizes of the type between a mask and the letters of its word
	apartRow = 0.5  // sizes of the type from what else is in the row
)

// A setting is how a line is set anew.
type setting struct {
	line
	at      []int   // where each token starts, in pixels
	stretch float64 // of the words
	paper   color.RGBA
	erase   image.Rectangle // what it took, and what it takes
	masks   []pdfium.Rect   // by token
}

// setLines sets the lines that hold masks anew, where that can be done, with
// masks of one width. It must be called before anything is painted.
func (s *sheet) setLines(ctx context.Context, doc *pdfium.Document, i int) error {
	if len(s.masks) == 0 {
		return nil
	}
	all := s.lines()
	var settings []setting
	for _, l := range all {
		if !l.masked() || !s.settable(l) {
			continue
		}
		if set, ok := s.arrange(l, s.frame(l, all), settings); ok {
			settings = append(settings, set)
		}
	}
	strips := make([]pdfium.Strip, len(settings))
	for k, set := range settings {
		draw.Draw(s.img, set.erase, image.NewUniform(set.paper), image.Point{}, draw.Src)
		strips[k] = s.strip(set)
	}
	if len(strips) == 0 {
		return nil
	}
	if err := doc.Strips(ctx, i, s.img, strips); err != nil {
		return err
	}
	s.move(settings)
	return nil
}

// arrange finds a place for every token of a line, or says that there is none.
func (s *sheet) arrange(l line, f frame, before []setting) (setting, bool) {
	strip, paper, ok := s.strips(l, before)
	if !ok {
		return setting{}, false
	}
	x, _ := s.pixels()
	size := l.size()
	low, high := s.free(l, strip, paper)
	set := setting{line: l, stretch: 1, paper: color.RGBA{paper[0], paper[1], paper[2], 255}}

	words, others := 0.0, 0.0 // what can be made narrower, and what cannot
	spaces := 0
	gaps := make([]float64, len(l.tokens)) // before each token; -1 for a space
	widths := make([]float64, len(l.tokens))
	for i, t := range l.tokens {
		if t.mask >= 0 {
			widths[i] = min(MaskWidth, maskSizes*size)
			others += widths[i]
		} else {
			widths[i] = t.box.Right - t.box.Left
			words += widths[i]
		}
		switch {
		case i == 0:
		case !s.glued(l, i):
			gaps[i] = -1
			spaces++
		case t.mask >= 0 || l.tokens[i-1].mask >= 0:
			gaps[i] = hairline * size
		default:
			gaps[i] = max(t.box.Left-l.tokens[i-1].box.Right, 0)
		}
		others += max(gaps[i], 0)
	}
	room := min(f.right, high) - max(f.left, low)
	switch f.alignment {
	case toRight:
		room = f.right - low
	case centred:
		room = 2 * min(f.left-low, high-f.left)
	}
	space, ok := f.space, true
	if f.alignment == justified || words+others+float64(spaces)*space > room {
		space, set.stretch, ok = squeezed(room, words, others, spaces, f.space)
	}
	if !ok {
		return setting{}, false
	}
	total := words*set.stretch + others + float64(spaces)*space
	at := f.left
	switch f.alignment {
	case toRight:
		at = f.right - total
	case centred:
		at = f.left - total/2
	}
	for i, t := range l.tokens {
		at += max(gaps[i], 0)
		if gaps[i] < 0 {
			at += space
		}
		set.at = append(set.at, int(math.Round(at*x)))
		if t.mask < 0 {
			widths[i] *= set.stretch
		}
		at += widths[i]
	}
	return s.placed(set, strip, widths)
}

// squeezed fits words, what else there is and spaces into room: with other
// spaces, then with narrower words.
func squeezed(room, words, others float64, spaces int, usual float64) (space, stretch float64, ok bool) {
	if spaces > 0 {
		if space = (room - words - others) / float64(spaces); space >= tightest*usual {
			return space, 1, true
		}
	}
	space = tightest * usual
	if words == 0 {
		return space, 1, others <= room
	}
	stretch = min((room-others-float64(spaces)*space)/words, 1)
	return space, stretch, stretch >= thinnest
}

// placed gives the masks of a setting their boxes.
func (s *sheet) placed(set setting, strip image.Rectangle, widths []float64) (setting, bool) {
	x, y := s.pixels()
	size := set.size()
	set.erase = strip
	set.masks = make([]pdfium.Rect, len(set.tokens))
	top := middle(set.tokens, func(t token) float64 { return t.box.Top })
	bottom := middle(set.tokens, func(t token) float64 { return t.box.Bottom })
	for i, t := range set.tokens {
		end := set.at[i] + int(math.Ceil(widths[i]*x))
		set.erase = set.erase.Union(image.Rect(set.at[i]-2, strip.Min.Y, end+2, strip.Max.Y))
		if t.mask < 0 {
			continue
		}
		const inside = 0.01 // pixels, so that the box is as many of them each time
		width := int(math.Round(widths[i] * x))
		r := pdfium.Rect{Left: (float64(set.at[i]) + inside) / x, Right: (float64(set.at[i]+width) - inside) / x, Top: top, Bottom: bottom}
		r = s.level(s.between(set.line, r), strip, [3]uint8{set.paper.R, set.paper.G, set.paper.B})
		if r.Bottom-r.Top < size/2 {
			return set, false
		}
		r.Top, r.Bottom = (math.Floor(r.Top*y)+inside)/y, (math.Ceil(r.Bottom*y)-inside)/y
		set.masks[i] = r
	}
	set.erase = set.erase.Intersect(s.img.Rect)
	return set, set.erase.Min.X >= 0
}

// between lowers and raises the edges of a box until it covers nothing of the
// lines above and below.
func (s *sheet) between(l line, r pdfium.Rect) pdfium.Rect {
	const away = 0.5 // points
	middle := (r.Top + r.Bottom) / 2
	inside := make(map[int]bool)
	for _, t := range l.tokens {
		for k := t.from; k < t.to; k++ {
			inside[k] = true
		}
	}
	for k, g := range s.moved {
		if inside[k] || g.Ink.Empty() || g.Ink.Right+away < r.Left || g.Ink.Left-away > r.Right || g.Ink.Bottom < r.Top || g.Ink.Top > r.Bottom {
			continue
		}
		if (g.Ink.Top+g.Ink.Bottom)/2 < middle {
			r.Top = max(r.Top, g.Ink.Bottom+away)
		} else {
			r.Bottom = min(r.Bottom, g.Ink.Top-away)
		}
	}
	return r
}

// phase is where in a pixel every word starts. The engine smooths shapes in thirds
// of a pixel, and this is in the middle of one, so that nothing of where the word
// stood before shows.
const phase = 1.0 / 6

// strip lists the pieces of a setting that are drawn anew.
func (s *sheet) strip(set setting) pdfium.Strip {
	x, _ := s.pixels()
	strip := pdfium.Strip{Rectangle: set.erase}
	for i, t := range set.tokens {
		if t.mask >= 0 {
			continue
		}
		shift := float64(set.at[i]) + phase - set.stretch*t.box.Left*x
		from := int(math.Floor(set.stretch*t.ink.Left*x+shift)) - 1
		to := int(math.Ceil(set.stretch*t.ink.Right*x+shift)) + 1
		// Nothing of what a mask hides next to the letters may come along.
		if i > 0 && set.tokens[i-1].mask >= 0 {
			from = max(from, int(math.Ceil(set.stretch*set.tokens[i-1].ink.Right*x+shift))+1)
		}
		if i+1 < len(set.tokens) && set.tokens[i+1].mask >= 0 {
			to = min(to, int(math.Floor(set.stretch*set.tokens[i+1].ink.Left*x+shift))-1)
		}
		strip.Pieces = append(strip.Pieces, pdfium.Piece{
			Clip:    image.Rect(from, set.erase.Min.Y, max(to, from), set.erase.Max.Y),
			Stretch: set.stretch, Shift: shift,
		})
	}
	return strip
}

// move tells where characters and masks stand after their lines were set.
func (s *sheet) move(settings []setting) {
	s.moved = append([]pdfium.Glyph(nil), s.moved...)
	x, _ := s.pixels()
	for _, set := range settings {
		for i, t := range set.tokens {
			if t.mask >= 0 {
				s.masks[t.mask].box, s.masks[t.mask].fixed = set.masks[i], true
				continue
			}
			shift := float64(set.at[i])/x - set.stretch*t.box.Left
			for k := t.from; k < t.to; k++ {
				for _, r := range []*pdfium.Rect{&s.moved[k].Box, &s.moved[k].Ink} {
					r.Left, r.Right = set.stretch*r.Left+shift, set.stretch*r.Right+shift
				}
			}
		}
	}
}
