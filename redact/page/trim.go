package page

import (
	"image"

	"sarsen/crawlers/pdfium"
)

// trim lowers and raises the edges of the masks whose lines stay where they are,
// so that they cover less of the lines above and below: the height that a font
// gives its line is often more than the lines are apart. An edge goes to where
// the shapes of the neighbours end, whatever those that are hidden look like, and
// only when bare paper parts the two and no other ink is left.
func (s *sheet) trim() {
	shapes := make([]pdfium.Rect, len(s.masks))
	apart := make([]bool, len(s.masks))
	for i, g := range s.Glyphs {
		if m := s.of[i]; m >= 0 {
			shapes[m] = shapes[m].Union(g.Ink)
			apart[m] = apart[m] || s.undrawn != nil && s.undrawn[i]
		}
	}
	for i := range s.masks {
		if m := &s.masks[i]; !m.fixed && !m.vertical && !apart[i] && !shapes[i].Empty() {
			s.trimmed(m, shapes[i])
		}
	}
}

// trimmed trims the mask of shapes that stand on one line.
func (s *sheet) trimmed(m *mask, shapes pdfium.Rect) {
	box, ink := s.covering(grown(m.box, spare)).Intersect(s.img.Rect), s.covering(shapes).Inset(-1).Intersect(s.img.Rect)
	if box.Empty() || ink.Empty() {
		return
	}
	_, y := s.pixels()
	above, below := m.box.Top, m.box.Bottom
	if row, ok := s.lastBare(box, ink.Min.Y-1, -1); ok && s.remaining(box, image.Rect(box.Min.X, box.Min.Y, box.Max.X, row), row) {
		above = max(above, float64(row)/y+spare)
	}
	if row, ok := s.lastBare(box, ink.Max.Y, 1); ok && s.remaining(box, image.Rect(box.Min.X, row+1, box.Max.X, box.Max.Y), row) {
		below = min(below, float64(row+1)/y-spare)
	}
	if below-above >= (m.box.Bottom-m.box.Top)/2 {
		m.box.Top, m.box.Bottom = above, below
	}
}

// lastBare returns the last of the first rows of even colour in a box that there
// are from a row on.
func (s *sheet) lastBare(box image.Rectangle, row, step int) (last int, ok bool) {
	for ; box.Min.Y <= row && row < box.Max.Y; row += step {
		bare := s.ruled(image.Rect(box.Min.X, row, box.Max.X, row+1))
		if !bare && ok {
			break
		}
		if bare {
			last, ok = row, true
		}
	}
	return last, ok
}

// remaining reports whether all ink in a part of a box is that of characters which
// remain, on the paper of a row.
func (s *sheet) remaining(box, part image.Rectangle, row int) bool {
	const blur = 2 // pixels around a shape
	known := make([]bool, part.Dx()*part.Dy())
	for k, g := range s.moved {
		if s.of[k] >= 0 || s.unseen[k] {
			continue
		}
		ink := s.covering(g.Ink).Inset(-blur).Intersect(part)
		for y := ink.Min.Y; y < ink.Max.Y; y++ {
			for x := ink.Min.X; x < ink.Max.X; x++ {
				known[(y-part.Min.Y)*part.Dx()+x-part.Min.X] = true
			}
		}
	}
	return s.bare(part, known, [3]uint8(s.img.Pix[s.img.PixOffset(box.Min.X, row):]))
}
