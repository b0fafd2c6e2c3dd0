package redact

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
)

// A Rect is a rectangle of a page as it is shown (rotated, cropped), from its
// top left corner: in points, or for a picture in its pixels.
type Rect struct {
	Left   float64 `json:"left"`
	Top    float64 `json:"top"`
	Right  float64 `json:"right"`
	Bottom float64 `json:"bottom"`
}

// Empty reports whether r encloses nothing.
func (r Rect) Empty() bool { return !(r.Left < r.Right && r.Top < r.Bottom) }

// Touches reports whether r and o share a point inside both.
func (r Rect) Touches(o Rect) bool {
	return r.Left < o.Right && o.Left < r.Right && r.Top < o.Bottom && o.Top < r.Bottom
}

// An Area is a place of an item that an officer withholds by where it stands,
// such as handwriting, a face or a signature: a rectangle of a page, or the
// whole page.
type Area struct {
	Item string `json:"item"`
	Page int    `json:"page"` // from 1; of a picture, its frame
	// Rect is the rectangle; the zero value stands for the whole page.
	Rect Rect `json:"rect,omitzero"`
}

// Whole reports whether the area is a whole page.
func (a Area) Whole() bool { return a.Rect == Rect{} }

// ID is the same for the same place, and follows TargetArea in a decision.
func (a Area) ID() string {
	h := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d\x00%v", a.Item, a.Page, a.Rect))
	return hex.EncodeToString(h[:8])
}

// ErrArea is wrapped by Check's errors.
var ErrArea = errors.New("not an area of a page")

// Check reports whether the area can be one.
func (a Area) Check() error {
	for _, x := range []float64{a.Rect.Left, a.Rect.Top, a.Rect.Right, a.Rect.Bottom} {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return fmt.Errorf("page %d: %w: its edges are no numbers", a.Page, ErrArea)
		}
	}
	switch {
	case a.Page < 1:
		return fmt.Errorf("page %d: %w: pages count from 1", a.Page, ErrArea)
	case !a.Whole() && a.Rect.Empty():
		return fmt.Errorf("page %d: %w: left and top come first, then right and bottom, which are larger", a.Page, ErrArea)
	}
	return nil
}

// A Scan is what was recognised in the picture of a page: its text with the
// place of every word.
type Scan struct {
	Text  string
	Words []ScanWord
}

// A ScanWord is where a recognised word stands.
type ScanWord struct {
	Span      // bytes of Scan.Text
	Box  Rect // of the page as it is shown
}
