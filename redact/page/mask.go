package page

import (
	"image"
	"image/draw"
	"math"

	"sarsen/crawlers/pdfium"
	"sarsen/redact"
)

// slant is how many times the area of its characters a box may have.
const slant = 2.5

// MaskStep is what the width of a box is a multiple of where there is room, in
// points: about seventeen characters of twelve-point type.
const MaskStep = 96

// Distances in points.
const (
	spare   = 1   // that a box reaches beyond what it hides
	between = 0.5 // that a widened box keeps from what remains
	edge    = 2   // that it keeps from the edge of the page
)

// A mask is a solid box over the part of a span that stands on one line.
type mask struct {
	box      pdfium.Rect
	area     float64 // of the characters it holds
	at       int     // byte of the text where its first character starts
	vertical bool    // the line runs up or down
	exact    bool    // an area, which is burnt in as it was drawn
	fixed    bool    // its width does not depend on what it hides
}

// plan makes the masks for the withheld text. It returns false when a withheld
// character has no known place.
func (s *sheet) plan() bool {
	hidden := hides(s.what.Withhold)
	s.of = make([]int, len(s.Glyphs))
	span := -1
	for i, g := range s.Glyphs {
		in := hidden(g)
		s.of[i] = -1
		if in < 0 {
			continue
		}
		if g.Box.Empty() {
			if g.Start == g.End {
				continue // nothing is drawn
			}
			return false
		}
		if last := len(s.masks) - 1; in == span && last >= 0 && s.masks[last].takes(g.Box) {
			s.masks[last].take(g.Box)
		} else {
			s.masks = append(s.masks, mask{box: g.Box, area: g.Box.Area(), at: g.Start})
		}
		s.of[i], span = len(s.masks)-1, in
	}
	return true
}

// hides returns a function that tells which of the merged spans a glyph belongs
// to, or -1. It must be asked in the order of the text.
func hides(spans []redact.Span) func(pdfium.Glyph) int {
	merged := redact.Merge(spans)
	i := 0
	return func(g pdfium.Glyph) int {
		for i < len(merged) && merged[i].End < g.Start {
			i++
		}
		// Merged spans do not touch, so at most the next two can hold it.
		for k := i; k < min(i+2, len(merged)); k++ {
			if within(merged[k], g) {
				return k
			}
		}
		return -1
	}
}

// within reports whether a glyph shares a byte with a span, or, when it stands
// for no text, touches it.
func within(s redact.Span, g pdfium.Glyph) bool {
	if g.Start == g.End {
		return s.Start < s.End && s.Start <= g.Start && g.Start <= s.End
	}
	return s.Overlaps(redact.Span{Start: g.Start, End: g.End})
}

// takes reports whether a further character of the span stands on the mask's
// line, next to what it holds.
func (m *mask) takes(b pdfium.Rect) bool {
	// The box around a slanting line would grow over its neighbours.
	if m.box.Union(b).Area() > slant*(m.area+b.Area()) {
		return false
	}
	if m.across(b) {
		return !m.vertical
	}
	t := mask{box: transposed(m.box)}
	// A single character does not tell which way its line runs.
	single := m.box.Bottom-m.box.Top < 2*(m.box.Right-m.box.Left)
	return (m.vertical || single) && t.across(transposed(b))
}

// across reports whether b overlaps the mask's height by half and is not far
// to its left or right.
func (m *mask) across(b pdfium.Rect) bool {
	height := min(m.box.Bottom-m.box.Top, b.Bottom-b.Top)
	common := min(m.box.Bottom, b.Bottom) - max(m.box.Top, b.Top)
	far := 3 * max(m.box.Bottom-m.box.Top, b.Bottom-b.Top)
	return common >= height/2 && b.Left-m.box.Right < far && m.box.Left-b.Right < far
}

func (m *mask) take(b pdfium.Rect) {
	m.vertical = !m.across(b)
	m.box = m.box.Union(b)
	m.area += b.Area()
}

func transposed(r pdfium.Rect) pdfium.Rect {
	return pdfium.Rect{Left: r.Top, Top: r.Left, Right: r.Bottom, Bottom: r.Right}
}

// widen gives every mask its final box.
func (s *sheet) widen() {
	var kept []pdfium.Rect
	for i, g := range s.moved {
		if s.of[i] < 0 && !g.Ink.Empty() {
			kept = append(kept, g.Ink)
		}
	}
	kept = append(kept, s.scanKept()...)
	for _, masks := range [][]mask{s.masks, s.drawn} {
		for i := range masks {
			if m := &masks[i]; !m.exact && !m.fixed {
				m.widen(kept, s.room(*m))
			}
		}
	}
}

// room is how far a mask may be widened before it meets anything that is drawn:
// a rule, a picture, the edge of a box or of the page.
func (s *sheet) room(m mask) pdfium.Rect {
	const far = 2 * MaskStep
	r, line := s.covering(m.box).Intersect(s.img.Rect), image.Pt(1, 0)
	room := pdfium.Rect{Left: edge, Top: edge, Right: s.Width - edge, Bottom: s.Height - edge}
	x, y := s.pixels()
	steps, scale := int(far*x), x
	if m.vertical {
		line, steps, scale = image.Pt(0, 1), int(far*y), y
	}
	if r.Dx() < 4 || r.Dy() < 4 {
		return room
	}
	for _, way := range []int{-1, 1} {
		side := image.Rect(r.Max.X, r.Min.Y+1, r.Max.X+1, r.Max.Y-1)
		switch {
		case m.vertical && way < 0:
			side = image.Rect(r.Min.X+1, r.Min.Y-1, r.Max.X-1, r.Min.Y)
		case m.vertical:
			side = image.Rect(r.Min.X+1, r.Max.Y, r.Max.X-1, r.Max.Y+1)
		case way < 0:
			side = image.Rect(r.Min.X-1, r.Min.Y+1, r.Min.X, r.Max.Y-1)
		}
		side = side.Add(line.Mul(way)) // beyond what smoothing reaches
		if !side.In(s.img.Rect) {
			continue
		}
		paper := [3]uint8(s.img.Pix[s.img.PixOffset(side.Min.X, side.Min.Y):])
		for n := 2; n <= steps && side.In(s.img.Rect); n++ {
			if differs(s.img, side, paper) {
				stop := float64(n-1)/scale - between
				switch {
				case m.vertical && way < 0:
					room.Top = max(room.Top, m.box.Top-stop)
				case m.vertical:
					room.Bottom = min(room.Bottom, m.box.Bottom+stop)
				case way < 0:
					room.Left = max(room.Left, m.box.Left-stop)
				default:
					room.Right = min(room.Right, m.box.Right+stop)
				}
				break
			}
			side = side.Add(line.Mul(way))
		}
	}
	return room
}

// widen adds the spare point and makes the box a multiple of MaskStep long
// where what remains, and the room that there is, allow it.
func (m *mask) widen(kept []pdfium.Rect, room pdfium.Rect) {
	box := m.box
	if m.vertical {
		box, room = transposed(box), transposed(room)
	}
	box = pdfium.Rect{Left: box.Left - spare, Top: box.Top - spare, Right: box.Right + spare, Bottom: box.Bottom + spare}
	left, right := room.Left, room.Right
	for _, k := range kept {
		if m.vertical {
			k = transposed(k)
		}
		common := min(k.Bottom, box.Bottom) - max(k.Top, box.Top)
		if k.Empty() || common <= sliver*(k.Bottom-k.Top) {
			continue // on another line
		}
		switch middle := (k.Left + k.Right) / 2; {
		case middle >= box.Right:
			right = min(right, k.Left-between)
		case middle <= box.Left:
			left = max(left, k.Right+between)
		}
	}
	want := math.Ceil((box.Right-box.Left)/MaskStep) * MaskStep
	box.Right = max(box.Right, min(box.Left+want, right))
	box.Left = min(box.Left, max(box.Right-want, left))
	m.fixed = box.Right-box.Left > want-between
	if m.vertical {
		box = transposed(box)
	}
	m.box = box
}

// burn paints the masks solid black onto the picture of the page.
func (s *sheet) burn() {
	for _, masks := range [][]mask{s.masks, s.drawn} {
		for _, m := range masks {
			r := s.covering(m.box)
			if m.exact {
				r = r.Inset(-1)
			}
			draw.Draw(s.img, r.Intersect(s.img.Rect), image.Black, image.Point{}, draw.Src)
		}
	}
}

// covering is the pixels that a rectangle touches.
func (s *sheet) covering(r pdfium.Rect) image.Rectangle {
	const far = 1 << 24 // pixels; no page is as large
	x, y := s.pixels()
	at := func(f float64) int { return int(min(max(f, -far), far)) }
	return image.Rect(
		at(math.Floor(r.Left*x)), at(math.Floor(r.Top*y)),
		at(math.Ceil(r.Right*x)), at(math.Ceil(r.Bottom*y)))
}
