package vector

import "errors"

// What is drawn over something else, or not seen as a whole.
var (
	errCovered = errors.New("something is drawn over text or a picture")
	errCut     = errors.New("a picture is cut by a clip")
	errOutside = errors.New("text outside of the clip or the page")
	errFaded   = errors.New("a picture or drawing is transparent or masked")
	errBusy    = errors.New("too much is drawn")
)

// Distances in points.
const (
	slack = 1.5 // by which a picture may pass the clip
	thick = 3   // from which a line may hide something
	tiny  = 4   // square points that hide nothing
)

// mostCompared bounds the work of comparing what lies over what.
const mostCompared = 40e6

// A sort tells what an item drawn is.
type sort int

const (
	glyph sort = iota
	picture
	outline // with many lines or curves: it may be text
)

// An item is something drawn that must not be drawn over.
type item struct {
	sort sort
	box  rect
}

// A scene is what was drawn on a page so far.
type scene struct {
	items    []item
	compared float64
}

func (s *scene) add(kind sort, box rect) { s.items = append(s.items, item{kind, box}) }

// cover says what it means that something opaque fills box, or part of it.
func (s *scene) cover(box rect) error {
	s.compared += float64(len(s.items))
	if s.compared > mostCompared {
		return errBusy
	}
	for _, it := range s.items {
		if it.box.apart(box) {
			continue
		}
		c := it.box.common(box)
		switch it.sort {
		case glyph:
			if c.area() > it.box.area()/2 {
				return errCovered
			}
		case picture:
			if c.width() > thick && c.height() > thick {
				return errCovered
			}
		case outline:
			if c.area() > it.box.area()/2 && c.area() > tiny {
				return errCovered
			}
		}
	}
	return nil
}
