package rebuild

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"image"
	"iter"
	"math"
	"math/bits"
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
	dark []bool   // the inks that type can be written in
	of   []uint8  // the ink of each pixel
	mix  []mix    // by tile
}

// A mix counts pixels of a tile.
type mix struct {
	soft  int // no ink, and like their neighbours
	inked int // dark ink, or nearly
	edges int // seen, but no ink
}

func newSheet(img *image.RGBA) *sheet {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	return &sheet{img: img, w: w, h: h, of: make([]uint8, w*h), mix: make([]mix, tiles(w)*tiles(h))}
}

// tile returns the counts of the tile that a pixel is in.
func (s *sheet) tile(x, y int) *mix { return &s.mix[y/tile*tiles(s.w)+x/tile] }

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
	empty := bytes.Repeat([]byte{0xFF}, 4*tile)
	for y := range s.h - 1 {
		row, below := s.row(y), s.row(y+1)
		for x := 0; x < s.w-1; x++ {
			if part := 4 * min(x+tile, s.w); x%tile == 0 && bytes.HasPrefix(empty, row[4*x:part]) && bytes.HasPrefix(empty, below[4*x:part]) {
				count[white] += tile
				x += tile - 1
				continue
			}
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
	for _, c := range s.inks {
		s.dark = append(s.dark, c.far(s.inks[0]) > 2*faint)
	}
}

// edge marks pixels that are no ink of the page but stand between two.
const edge = 0x80

// assign gives each pixel its ink: first those that have its colour, then the
// smoothed edges between them.
func (s *sheet) assign() {
	var known memo
	last, ink := s.inks[0], uint8(0)
	empty := s.paper()
	for y := range s.h {
		row, of := s.row(y), s.of[y*s.w:(y+1)*s.w]
		for x := 0; x < s.w; x++ {
			if x%tile == 0 && bytes.HasPrefix(empty, row[4*x:4*min(x+tile, s.w)]) {
				x += tile - 1
				continue
			}
			if c := at(row, x); c != last {
				ink = known.ink(uint32(c), func() uint8 { return s.exact(c) })
				last = c
			}
			of[x] = ink
			if ink != edge && s.dark[ink] {
				s.tile(x, y).inked++
			}
		}
	}
	s.settle()
	s.rescue()
}

// A memo remembers inks by the keys they were found for, until another key takes
// the place.
type memo [1 << memoBits]struct {
	key   uint32
	known bool
	ink   uint8
}

const memoBits = 12

func (m *memo) ink(key uint32, find func() uint8) uint8 {
	const golden = 2654435769 // spreads keys
	e := &m[key*golden>>(32-memoBits)]
	if !e.known || e.key != key {
		e.key, e.known, e.ink = key, true, find()
	}
	return e.ink
}

// paper returns the bytes of a tile's row without ink.
func (s *sheet) paper() []byte {
	c := s.inks[0]
	return bytes.Repeat([]byte{byte(c.part(0)), byte(c.part(1)), byte(c.part(2)), 0xFF}, tile) //nolint:gosec // bytes
}

// exact returns the ink that has a colour, or edge.
func (s *sheet) exact(c colour) uint8 {
	for i, o := range s.inks {
		if c.far(o) <= near {
			return uint8(i)
		}
	}
	return edge
}

// settle gives edges one of the inks that they stand between, and counts what
// may be something else.
func (s *sheet) settle() {
	var known memo // by colour and what is around
	for y := range s.h {
		row, above := s.row(y), s.row(max(y-1, 0))
		of := s.of[y*s.w : (y+1)*s.w]
		for x := range edges(of) {
			c, around, m := at(row, x), s.around(x, y), s.tile(x, y)
			ink := known.ink(uint32(c)|uint32(around)<<24, func() uint8 { return s.between(c, around) })
			of[x] = edge | ink
			if c.far(at(row, max(x-1, 0))) <= near && c.far(at(above, x)) <= near {
				m.soft++
			}
			switch o := s.inks[ink]; {
			case c.far(s.inks[0]) <= faint:
			case s.dark[ink] && 4*c.far(o) < o.far(s.inks[0]):
				m.inked++
			default:
				m.edges++
			}
		}
	}
}

// edges goes through the pixels of a row that are edge and no more.
func edges(of []uint8) iter.Seq[int] {
	return func(yield func(int) bool) {
		for x := 0; ; x++ {
			next := bytes.IndexByte(of[x:], edge)
			if next < 0 || !yield(x+next) {
				return
			}
			x += next
		}
	}
}

// around returns a bit for each ink that stands next to a pixel.
func (s *sheet) around(x, y int) (inks uint8) {
	for k := max(y-1, 0); k <= min(y+1, s.h-1); k++ {
		for _, ink := range s.of[k*s.w+max(x-1, 0) : k*s.w+min(x+2, s.w)] {
			if ink < edge {
				inks |= 1 << ink
			}
		}
	}
	return inks
}

// between returns the ink of a pixel that is a mixture: one of those around it
// when there are two, else what it is made of besides the one around it.
func (s *sheet) between(c colour, around uint8) uint8 {
	if bits.OnesCount8(around) > 1 {
		best := -1
		for i, o := range s.inks {
			if around>>i&1 == 1 && (best < 0 || c.apart(o) < c.apart(s.inks[best])) {
				best = i
			}
		}
		return uint8(best)
	}
	base := bits.TrailingZeros8(around | 1<<7)
	if base >= len(s.inks) {
		base = 0
	}
	other := s.other(c, base)
	if c.apart(s.inks[other]) < c.apart(s.inks[base]) {
		return uint8(other) //nolint:gosec // at most eight
	}
	return uint8(base)
}

// other returns the ink that, mixed with the base, comes nearest to a colour;
// the most frequent of those that come equally near.
func (s *sheet) other(c colour, base int) int {
	best, least := base, math.Inf(1)
	for i, o := range s.inks {
		if i == base {
			continue
		}
		if d := c.off(s.inks[base], o); d < least-1 {
			best, least = i, d
		}
	}
	return best
}

// apart is the square of the distance between two colours.
func (c colour) apart(o colour) int {
	d := 0
	for i := range 3 {
		x := c.part(i) - o.part(i)
		d += x * x
	}
	return d
}

// off is how far a colour is from the mixtures of two others.
func (c colour) off(from, to colour) float64 {
	var along, length, square float64
	for i := range 3 {
		a, b := float64(c.part(i)-from.part(i)), float64(to.part(i)-from.part(i))
		along += a * b
		length += b * b
		square += a * a
	}
	part := min(max(along/length, 0), 1)
	return math.Sqrt(max(square-2*part*along+part*part*length, 0))
}

// rescue gives ink to what would be lost as paper although it can be seen: lines
// thinner than a pixel.
func (s *sheet) rescue() {
	if len(s.inks) < 2 {
		return
	}
	for y := range s.h {
		row := s.row(y)
		of := s.of[y*s.w : (y+1)*s.w]
		for x := range edges(of) { // those that are paper for want of better
			if c := at(row, x); c.far(s.inks[0]) > faint && !s.inkAround(x, y) {
				of[x] = edge | uint8(s.other(c, 0)) //nolint:gosec // at most eight
			}
		}
	}
}

func (s *sheet) inkAround(x, y int) bool {
	for k := max(y-1, 0); k <= min(y+1, s.h-1); k++ {
		for _, ink := range s.of[k*s.w+max(x-1, 0) : k*s.w+min(x+2, s.w)] {
			if ink&^edge != 0 {
				return true
			}
		}
	}
	return false
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
	var empty [tile]byte
	for y := range s.h {
		of := s.of[y*s.w : (y+1)*s.w]
		for x := 0; x < s.w; x++ {
			if x%tile == 0 && bytes.HasPrefix(empty[:], of[x:min(x+tile, s.w)]) {
				x += tile - 1
				continue
			}
			if ink := of[x] &^ edge; ink != 0 {
				out[ink-1].Set(x, y)
			}
		}
	}
	return out
}
