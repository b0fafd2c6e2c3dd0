package page

import (
	"image"
	"slices"
	"strings"
	"unicode"

	"sarsen/crawlers/pdfium"
)

// Cells are squares of pixels in which the page is searched for something to
// read that the engine does not know of: pictures, and letters drawn as shapes.
const (
	cell       = 4
	cellStep   = 48 // by which neighbours differ at an edge
	cellSide   = 3  // cells: the least height and width of a letter; rules have less
	cellsFew   = 7  // fewer are a dot or a bullet
	cellsDense = 3  // one in so many of its square, or it is a frame
)

// unknown reports whether the page shows anything like type or a picture away
// from its characters and boxes.
func (s *sheet) unknown() bool {
	wide, high := (s.img.Rect.Dx()+cell-1)/cell, (s.img.Rect.Dy()+cell-1)/cell
	edged := edges(s.img, wide, high)
	for _, g := range slices.Concat(s.Glyphs, s.moved) {
		if strings.IndexFunc(s.Text[g.Start:g.End], drawn) >= 0 {
			s.clear(edged, wide, g.Box)
		}
	}
	for _, m := range s.masks {
		s.clear(edged, wide, m.box)
	}
	for _, m := range s.drawn {
		s.clear(edged, wide, m.box)
	}
	for at := range edged {
		if !edged[at] {
			continue
		}
		if n, box := flood(edged, wide, at); n >= cellsFew && min(box.Dx(), box.Dy()) >= cellSide && n*cellsDense >= box.Dx()*box.Dy() {
			return true
		}
	}
	return false
}

// drawn reports whether a character has a shape: where one without it stands,
// whatever is seen is something else.
func drawn(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) }

// edges marks the cells in which the shade changes sharply.
func edges(img *image.RGBA, wide, high int) []bool {
	out := make([]bool, wide*high)
	for y := range img.Rect.Dy() - 1 {
		row, below := img.Pix[y*img.Stride:], img.Pix[(y+1)*img.Stride:]
		last := luma(row)
		for x := range img.Rect.Dx() {
			now := luma(row[4*x:])
			if step(now, last) || step(now, luma(below[4*x:])) {
				out[y/cell*wide+x/cell] = true
			}
			last = now
		}
	}
	return out
}

func step(a, b uint8) bool { return int(a)-int(b) > cellStep || int(b)-int(a) > cellStep }

// clear unmarks the cells that a rectangle of the page touches.
func (s *sheet) clear(marked []bool, wide int, box pdfium.Rect) {
	r := s.covering(grown(box, 1)).Intersect(s.img.Rect)
	for y := r.Min.Y / cell; y*cell < r.Max.Y; y++ {
		for x := r.Min.X / cell; x*cell < r.Max.X; x++ {
			marked[y*wide+x] = false
		}
	}
}

// flood unmarks the cells that hang together with one, also at corners, and
// returns how many they were and where.
func flood(marked []bool, wide, at int) (n int, box image.Rectangle) {
	todo := []int{at}
	marked[at] = false
	for len(todo) > 0 {
		at, todo = todo[len(todo)-1], todo[:len(todo)-1]
		x, y := at%wide, at/wide
		n++
		box = box.Union(image.Rect(x, y, x+1, y+1))
		for dy := -1; dy <= 1; dy++ {
			for dx := -1; dx <= 1; dx++ {
				next := (y+dy)*wide + x + dx
				if x+dx >= 0 && x+dx < wide && next >= 0 && next < len(marked) && marked[next] {
					marked[next] = false
					todo = append(todo, next)
				}
			}
		}
	}
	return n, box
}
