package rebuild

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"image"
	"slices"

	"sarsen/redact/page/jbig2"
)

// A colour is red, green and blue, from the lowest byte.
type colour uint32

const white colour = 0xFFFFFF

func (c colour) part(i int) int { return int(c >> (8 * i) & 0xFF) }

// fill is the operator that makes a colour that of stencils and areas.
func (c colour) fill() string {
	part := func(i int) string { return num(float64(c.part(i)) / 255) }
	return fmt.Sprintf("%s %s %s rg", part(0), part(1), part(2))
}

// far is how much two colours differ in the part in which they differ most.
func (c colour) far(o colour) int {
	d := 0
	for i := range 3 {
		x := c.part(i) - o.part(i)
		d = max(d, x, -x)
	}
	return d
}

// Limits of what counts as ink.
const (
	mostInks = 8  // with the paper
	least    = 64 // flat pixels of a colour, or it is none
	alike    = 6  // the farthest that two colours are taken for one
	near     = 10 // the farthest of a pixel that is its ink, but for smoothing
	faint    = 32 // what is nearer to the paper may be lost when it stands alone
)

// A sheet is a page's image on its way into layers.
type sheet struct {
	img  *image.RGBA
	w, h int
	inks []colour // the first is the paper
	of   []uint8  // the ink of each pixel
	soft []uint16 // by tile: pixels that are no ink and like their neighbours
}

func newSheet(img *image.RGBA) *sheet {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	return &sheet{img: img, w: w, h: h, of: make([]uint8, w*h), soft: make([]uint16, tiles(w)*tiles(h))}
}

// row returns the bytes of a row, four a pixel.
func (s *sheet) row(y int) []byte { return s.img.Pix[y*s.img.Stride : y*s.img.Stride+4*s.w] }

func at(row []byte, x int) colour {
	return colour(binary.LittleEndian.Uint32(row[4*x:]) & 0xFFFFFF)
}

// choose finds the colours that the page has areas of, however small: smoothed
// edges have none.
func (s *sheet) choose() {
	count := map[colour]int{}
	last, run := white, 1 // an empty page is white
	for y := range s.h - 1 {
		row, below := s.row(y), s.row(y+1)
		for x := range s.w - 1 {
			c := at(row, x)
			if c != at(row, x+1) || c != at(below, x) {
				continue
			}
			if c != last {
				count[last] += run
				last, run = c, 0
			}
			run++
		}
	}
	count[last] += run
	var all []colour
	for c, n := range count {
		if n >= least {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, func(a, b colour) int { return cmp.Or(count[b]-count[a], cmp.Compare(a, b)) })
	for _, c := range all {
		if len(s.inks) < mostInks && !slices.ContainsFunc(s.inks, func(o colour) bool { return c.far(o) <= alike }) {
			s.inks = append(s.inks, c)
		}
	}
	if len(s.inks) == 0 {
		s.inks = []colour{white}
	}
}

// assign gives each pixel its ink and counts the soft ones.
func (s *sheet) assign() {
	known := map[colour]uint8{}
	last, ink := s.inks[0], uint8(0)
	for y := range s.h {
		row, above := s.row(y), s.row(max(y-1, 0))
		of := s.of[y*s.w : (y+1)*s.w]
		for x := range of {
			c := at(row, x)
			if c != last {
				var ok bool
				if ink, ok = known[c]; !ok {
					ink = s.nearest(c)
					known[c] = ink
				}
				last = c
			}
			of[x] = ink
			if d := s.inks[ink]; c != d && c.far(d) > near && c.far(at(row, max(x-1, 0))) <= near && c.far(at(above, x)) <= near {
				s.soft[y/tile*tiles(s.w)+x/tile]++
			}
		}
	}
	s.rescue()
}

// nearest returns the number of the ink that is nearest to a colour.
func (s *sheet) nearest(c colour) uint8 {
	best, least := 0, 1<<30
	for i, o := range s.inks {
		d := 0
		for k := range 3 {
			x := c.part(k) - o.part(k)
			d += x * x
		}
		if d < least {
			best, least = i, d
		}
	}
	return uint8(best) //nolint:gosec // at most eight
}

// rescue gives ink to what would be lost as paper although it can be seen: lines
// thinner than a pixel.
func (s *sheet) rescue() {
	if len(s.inks) < 2 {
		return
	}
	for y := 1; y < s.h-1; y++ {
		row := s.row(y)
		for x := 1; x < s.w-1; x++ {
			if s.of[y*s.w+x] != 0 {
				continue
			}
			c := at(row, x)
			if c == s.inks[0] || c.far(s.inks[0]) <= faint || s.inkAround(x, y) {
				continue
			}
			s.of[y*s.w+x] = s.rescuer(c)
		}
	}
}

func (s *sheet) inkAround(x, y int) bool {
	for k := y - 1; k <= y+1; k++ {
		for _, ink := range s.of[k*s.w+x-1 : k*s.w+x+2] {
			if ink != 0 {
				return true
			}
		}
	}
	return false
}

// rescuer is the ink nearest to a colour that is not the paper.
func (s *sheet) rescuer(c colour) uint8 {
	rest := sheet{inks: s.inks[1:]}
	return rest.nearest(c) + 1
}

// planes returns a stencil for each ink but the paper, without what stands in
// photographs.
func (s *sheet) planes(photos []image.Rectangle) []*jbig2.Bitmap {
	for _, r := range photos {
		r = r.Sub(s.img.Rect.Min)
		for y := r.Min.Y; y < r.Max.Y; y++ {
			clear(s.of[y*s.w+r.Min.X : y*s.w+r.Max.X])
		}
	}
	out := make([]*jbig2.Bitmap, len(s.inks)-1)
	for i := range out {
		out[i] = jbig2.NewBitmap(s.w, s.h)
	}
	for y := range s.h {
		for x, ink := range s.of[y*s.w : (y+1)*s.w] {
			if ink != 0 {
				out[ink-1].Set(x, y)
			}
		}
	}
	return out
}
