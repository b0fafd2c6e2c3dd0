package page

import (
	"math"

	"sarsen/crawlers/pdfium"
)

// An alignment is by which edge a line stands in its text.
type alignment int

const (
	toLeft alignment = iota
	toRight
	centred
	justified
)

// A frame is where a line may be set.
type frame struct {
	alignment
	left, right float64 // centred: both are the middle
	space       float64 // between words, where nothing else says how wide
}

// same is how far shared of lines may lie apart, in points, that are meant to be
// one.
const same = 0.8

// frame looks at the other lines of the page for how this one is aligned. How
// long what it hides was must not enter: only others, without masks, give the
// edge to which it may reach.
func (s *sheet) frame(l line, others []line) frame {
	box, size := l.box(), l.size()
	f := frame{left: box.Left, right: max(s.Width-s.margin(others), box.Left), space: spaceOf(others, size)}
	var lefts, rights, centres shared
	var column []pdfium.Rect // lines about as long, above and below
	text, reach := 0, 0.0    // lines of running text without masks, and how far it goes
	for _, o := range others {
		b := o.box()
		common := min(b.Right, box.Right) - max(b.Left, box.Left)
		if beside(b, box) || common < min(b.Right-b.Left, box.Right-box.Left)/2 {
			continue
		}
		if !lefts.add(b.Left, box.Left, o) {
			centres.add((b.Left+b.Right)/2, (box.Left+box.Right)/2, o)
		}
		if !o.masked() && near(o.size(), size) <= 1 {
			text, reach = text+1, max(reach, b.Right)
		}
		if b.Right-b.Left >= (box.Right-box.Left)/2 && near(b.Top, box.Top) <= 20*size {
			column = append(column, b)
			rights.add(b.Right, box.Right, o)
		}
	}
	if text >= 2 && reach-box.Left > 20*size {
		f.right = reach
	}
	if l.tokens[0].mask >= 0 {
		f.left = math.Floor(box.Left) // what is hidden must not tell where exactly
	}
	f.left = lefts.at(f.left)
	switch flush := rights.n() >= 2 && 3*rights.n() >= len(column); {
	case flush && len(l.tokens) > 2 && evenLeft(column):
		f.alignment, f.right = justified, rights.at(box.Right)
	case lefts.n() > 0:
	case flush:
		f.alignment, f.right = toRight, rights.at(box.Right)
	case centres.n() > 0:
		f.left = centres.at(0)
		f.alignment, f.right = centred, f.left
	case near((box.Left+box.Right)/2, s.Width/2) <= 1:
		f.alignment, f.left, f.right = centred, s.Width/2, s.Width/2
	}
	return f
}

// shared are the edges of other lines that are the same as one of this line.
type shared struct{ clear, masked []float64 }

func (e *shared) n() int { return len(e.clear) + len(e.masked) }

// add takes in the edge of another line if it is the same as mine.
func (e *shared) add(edge, mine float64, of line) bool {
	switch {
	case near(edge, mine) > same:
		return false
	case of.masked():
		e.masked = append(e.masked, edge)
	default:
		e.clear = append(e.clear, edge)
	}
	return true
}

// at is where the edge is meant to be: where lines that hide nothing have it.
func (e *shared) at(otherwise float64) float64 {
	self := func(f float64) float64 { return f }
	switch {
	case len(e.clear) > 0:
		return middle(e.clear, self)
	case len(e.masked) > 0:
		return middle(e.masked, self)
	}
	return otherwise
}

// evenLeft reports whether many lines of a column start at one left edge.
func evenLeft(column []pdfium.Rect) bool {
	most := 0
	for _, b := range column {
		n := 0
		for _, o := range column {
			if near(o.Left, b.Left) <= same {
				n++
			}
		}
		most = max(most, n)
	}
	return most >= 2 && 4*most >= len(column)
}

func near(a, b float64) float64 { return math.Abs(a - b) }

// margin is how far the lines without masks keep from the left edge.
func (s *sheet) margin(lines []line) float64 {
	margin := s.Width / 12
	for _, l := range lines {
		if !l.masked() {
			margin = min(margin, max(l.box().Left, edge))
		}
	}
	return margin
}

// spaceOf is the usual width of a space in lines of a size without masks.
func spaceOf(lines []line, size float64) float64 {
	const few, common = 5, 0.27 // gaps; sizes of the type
	var gaps []float64
	for _, l := range lines {
		if l.masked() || near(l.size(), size) > size/8 {
			continue
		}
		for k := 1; k < len(l.tokens); k++ {
			if gap := l.tokens[k].box.Left - l.tokens[k-1].box.Right; gap > joint*size {
				gaps = append(gaps, gap)
			}
		}
	}
	if len(gaps) < few {
		return common * size
	}
	return middle(gaps, func(g float64) float64 { return g })
}
