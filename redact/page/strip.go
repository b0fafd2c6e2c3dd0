package page

import (
	"image"
	"math"
	"slices"

	"sarsen/crawlers/pdfium"
)

// underline is how far above the bottom of a line the lowest line under its words
// may be, in sizes of the type; below stand the rules of tables.
const underline = 0.06

// strips returns the rectangle that the ink of a line takes, and the colour of
// the paper there. It returns false when there is anything else in it: other
// text, rules, boxes, pictures, or lines under the words.
func (s *sheet) strips(l line, before []setting) (strip image.Rectangle, paper [3]uint8, ok bool) {
	box, ink := l.box(), pdfium.Rect{}
	for _, t := range l.tokens {
		ink = ink.Union(t.ink)
	}
	strip = s.covering(box).Union(s.covering(ink)).Inset(-2)
	rows := s.covering(ink).Inset(-1)
	// In the zone nothing may be but the shapes of characters: it reaches to
	// where words are underlined.
	_, y := s.pixels()
	zone := strip
	zone.Min.Y, zone.Max.Y = rows.Min.Y, max(rows.Max.Y, int((box.Bottom-underline*l.size())*y))
	strip.Min.Y, strip.Max.Y = rows.Min.Y, rows.Max.Y
	if strip.Empty() || !strip.In(s.img.Rect) {
		return strip, paper, false
	}
	zone = zone.Intersect(s.img.Rect)
	for _, m := range s.drawn {
		if s.covering(m.box).Overlaps(zone) {
			return strip, paper, false
		}
	}
	for _, k := range s.scanKept() {
		if s.covering(k).Overlaps(strip) {
			return strip, paper, false
		}
	}
	for _, set := range before {
		if set.erase.Overlaps(strip) {
			return strip, paper, false
		}
	}
	known := make([]bool, zone.Dx()*zone.Dy())
	if !s.claim(l, zone, strip, known) {
		return strip, paper, false
	}
	paper = [3]uint8(s.img.Pix[s.img.PixOffset(strip.Min.X, strip.Min.Y):])
	return strip, paper, s.bare(zone, known, paper) && !s.stray(l, strip, paper)
}

// stray reports whether there is ink around hidden characters, outside the strip,
// that may be theirs: fonts do not always say how far their shapes reach.
func (s *sheet) stray(l line, strip image.Rectangle, paper [3]uint8) bool {
	x, _ := s.pixels()
	beyond := int(l.size() * x / 4)
	for _, t := range l.tokens {
		if t.mask < 0 {
			continue
		}
		r := s.covering(t.box).Inset(-2)
		for y := r.Min.Y; y < r.Max.Y; y++ {
			row := image.Rect(r.Min.X, y, r.Max.X, y+1)
			if (y < strip.Min.Y || y >= strip.Max.Y) && differs(s.img, row, paper) && !s.ruled(row) && !s.others(l, row) {
				return true
			}
		}
		for _, side := range []image.Rectangle{
			image.Rect(strip.Min.X-beyond, strip.Min.Y, strip.Min.X, strip.Max.Y),
			image.Rect(strip.Max.X, strip.Min.Y, strip.Max.X+beyond, strip.Max.Y),
		} {
			near := side.Inset(-beyond).Overlaps(r)
			if near && differs(s.img, side, paper) && !s.others(l, side) && !s.upright(side) {
				return true
			}
		}
	}
	return false
}

// ruled reports whether a row of pixels is of one colour, as in a rule.
func (s *sheet) ruled(row image.Rectangle) bool {
	row = row.Intersect(s.img.Rect)
	return row.Empty() || !differs(s.img, row, [3]uint8(s.img.Pix[s.img.PixOffset(row.Min.X, row.Min.Y):]))
}

// upright reports whether every column of pixels is of one colour, as beside an
// upright rule.
func (s *sheet) upright(r image.Rectangle) bool {
	r = r.Intersect(s.img.Rect)
	for x := r.Min.X; x < r.Max.X; x++ {
		column := image.Rect(x, r.Min.Y, x+1, r.Max.Y)
		if differs(s.img, column, [3]uint8(s.img.Pix[s.img.PixOffset(x, r.Min.Y):])) {
			return false
		}
	}
	return true
}

// others reports whether characters of other lines stand in a rectangle.
func (s *sheet) others(l line, r image.Rectangle) bool {
	const blur = 2 // pixels around a shape
	for k, g := range s.Glyphs {
		if s.of[k] < 0 && s.unseen[k] || !s.covering(g.Ink).Inset(-blur).Overlaps(r) {
			continue
		}
		if !slices.ContainsFunc(l.tokens, func(t token) bool { return t.from <= k && k < t.to }) {
			return true
		}
	}
	return false
}

// claim marks the pixels of the zone in which a line's own characters and those
// of others stand. It returns false when others stand in the strip.
func (s *sheet) claim(l line, zone, strip image.Rectangle, known []bool) bool {
	own := make(map[int]bool)
	for _, t := range l.tokens {
		for k := t.from; k < t.to; k++ {
			own[k] = true
		}
	}
	const blur = 2 // pixels around a shape
	for k, g := range s.Glyphs {
		if g.Ink.Empty() || !own[k] && s.of[k] < 0 && s.unseen[k] {
			continue
		}
		r := s.covering(g.Ink)
		if !own[k] && r.Inset(1).Overlaps(strip) {
			return false
		}
		r = r.Inset(-blur).Intersect(zone)
		for y := r.Min.Y; y < r.Max.Y; y++ {
			at := (y - zone.Min.Y) * zone.Dx()
			for x := r.Min.X; x < r.Max.X; x++ {
				known[at+x-zone.Min.X] = true
			}
		}
	}
	return true
}

// bare reports whether all pixels of the zone are paper that are not known.
func (s *sheet) bare(zone image.Rectangle, known []bool, paper [3]uint8) bool {
	for y := zone.Min.Y; y < zone.Max.Y; y++ {
		row := s.img.Pix[s.img.PixOffset(zone.Min.X, y):]
		for x := range zone.Dx() {
			if !known[(y-zone.Min.Y)*zone.Dx()+x] && apart([3]uint8(row[4*x:]), paper) > seenStep {
				return false
			}
		}
	}
	return true
}

// level lowers and raises the edges of a box until nothing is drawn in its rows
// outside the strip.
func (s *sheet) level(r pdfium.Rect, strip image.Rectangle, paper [3]uint8) pdfium.Rect {
	_, y := s.pixels()
	box := s.covering(r).Intersect(s.img.Rect)
	for row := strip.Min.Y - 1; row >= box.Min.Y; row-- {
		if differs(s.img, image.Rect(box.Min.X, row, box.Max.X, row+1), paper) {
			r.Top = max(r.Top, float64(row+2)/y)
			break
		}
	}
	for row := strip.Max.Y; row < box.Max.Y; row++ {
		if differs(s.img, image.Rect(box.Min.X, row, box.Max.X, row+1), paper) {
			r.Bottom = min(r.Bottom, float64(row-1)/y)
			break
		}
	}
	return r
}

// free returns how far the line may reach to the left and to the right: to what
// is next in its row, whether text or not.
func (s *sheet) free(l line, strip image.Rectangle, paper [3]uint8) (left, right float64) {
	x, _ := s.pixels()
	away := apartRow * l.size()
	left, right = max(l.left+away, edge), min(l.right-away, s.Width-edge)
	bare := func(column int) bool {
		return !differs(s.img, image.Rect(column, strip.Min.Y, column+1, strip.Max.Y), paper)
	}
	for column := strip.Max.X; column < int(math.Ceil(right*x)) && column < s.img.Rect.Dx(); column++ {
		if !bare(column) {
			right = min(right, float64(column)/x-away/2)
			break
		}
	}
	for column := strip.Min.X - 1; column > int(left*x) && column > 0; column-- {
		if !bare(column) {
			left = max(left, float64(column+1)/x+away/2)
			break
		}
	}
	return left, right
}
