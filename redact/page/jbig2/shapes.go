package jbig2

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
)

// largest is the side of the largest shape that is looked for: letters and
// signs, not frames or pictures.
const largest = 160

// mostShapes bounds the dictionary of one picture.
const mostShapes = 1 << 14

// repeated takes the shapes that occur more than once out of a picture: it
// returns them by height and width, their places, and what is left.
func repeated(b *Bitmap) (shapes []*Bitmap, places []place, rest *Bitmap) {
	type kind struct {
		shape *Bitmap
		at    []place
	}
	kinds := map[string]*kind{}
	var order []*kind
	for _, runs := range components(b) {
		shape, x, y, ok := drawn(runs)
		if !ok {
			continue
		}
		k := kinds[shape.key()]
		if k == nil {
			k = &kind{shape: shape}
			kinds[shape.key()] = k
			order = append(order, k)
		}
		k.at = append(k.at, place{x: x, y: y + shape.Height - 1})
	}
	order = slices.DeleteFunc(order, func(k *kind) bool { return len(k.at) < 2 })
	order = order[:min(len(order), mostShapes)]
	slices.SortStableFunc(order, func(a, b *kind) int {
		return cmp.Or(a.shape.Height-b.shape.Height, a.shape.Width-b.shape.Width)
	})
	rest = &Bitmap{Width: b.Width, Height: b.Height, Bits: slices.Clone(b.Bits)}
	for i, k := range order {
		shapes = append(shapes, k.shape)
		for _, p := range k.at {
			p.shape = i
			places = append(places, p)
			rest.erase(k.shape, p.x, p.y-k.shape.Height+1)
		}
	}
	return shapes, places, rest
}

// erase takes the ink of a shape away.
func (b *Bitmap) erase(shape *Bitmap, x, y int) {
	stride := b.Stride()
	for sy := range shape.Height {
		row := b.Bits[(y+sy)*stride : (y+sy+1)*stride]
		for i, w := range shape.row(sy) {
			at := x + 64*i
			row[at/64] &^= w << (at % 64)
			if over := w >> (64 - at%64); over != 0 { // shifts of 64 leave nothing
				row[at/64+1] &^= over
			}
		}
	}
}

// key is the same for shapes that are the same in every pixel.
func (b *Bitmap) key() string {
	out := binary.AppendUvarint(nil, uint64(b.Width)) //nolint:gosec // not negative
	for _, w := range b.Bits {
		out = binary.LittleEndian.AppendUint64(out, w)
	}
	return string(out)
}

// A run is ink without a gap in a row.
type run struct {
	y, from, to int // to is exclusive
	parent      int // a run of the same shape, by its number; a root is its own
}

// components returns the shapes of a picture as their runs: ink that touches,
// also at corners.
func components(b *Bitmap) [][]run {
	runs := scan(b)
	above, begin := 0, 0 // the first run of the row above, and of this one
	for i := range runs {
		if runs[i].y != runs[begin].y {
			above, begin = begin, i
		}
		if runs[above].y != runs[i].y-1 {
			continue
		}
		// Runs that end before this one begins touch no later one either.
		for above < begin && runs[above].to < runs[i].from {
			above++
		}
		for k := above; k < begin && runs[k].from <= runs[i].to; k++ {
			join(runs, k, i)
		}
	}
	return grouped(runs)
}

// scan lists the runs of a picture, row by row.
func scan(b *Bitmap) []run {
	var runs []run
	for y := range b.Height {
		row := b.row(y)
		for x := next(row, 0, b.Width, true); x < b.Width; {
			end := next(row, x, b.Width, false)
			runs = append(runs, run{y: y, from: x, to: end, parent: len(runs)})
			x = next(row, end, b.Width, true)
		}
	}
	return runs
}

// next returns the first pixel from x on that has ink or has none, or width.
func next(row []uint64, x, width int, ink bool) int {
	for x < width {
		w := row[x/64]
		if !ink {
			w = ^w
		}
		if w >>= x % 64; w != 0 {
			return min(x+bits.TrailingZeros64(w), width)
		}
		x = x&^63 + 64
	}
	return width
}

// root finds the run that stands for a shape; the way to it is made shorter.
func root(runs []run, i int) int {
	for runs[i].parent != i {
		runs[i].parent = runs[runs[i].parent].parent
		i = runs[i].parent
	}
	return i
}

func join(runs []run, a, b int) {
	a, b = root(runs, a), root(runs, b)
	runs[max(a, b)].parent = min(a, b)
}

// grouped gathers the runs of each shape, in the order of their first.
func grouped(runs []run) [][]run {
	count := make([]int, len(runs))
	for i := range runs {
		count[root(runs, i)]++
	}
	all := make([]run, len(runs))
	index := make([]int, len(runs))
	var out [][]run
	used := 0
	for i := range runs {
		r := root(runs, i)
		if r == i {
			index[i] = len(out)
			out = append(out, all[used:used:used+count[i]])
			used += count[i]
		}
		out[index[r]] = append(out[index[r]], runs[i])
	}
	return out
}

// drawn returns a shape and its left top corner; ok is false for one that is
// too large.
func drawn(runs []run) (shape *Bitmap, x, y int, ok bool) {
	left, right := runs[0].from, runs[0].to
	top, bottom := runs[0].y, runs[len(runs)-1].y+1 // rows come in order
	for _, r := range runs {
		left, right = min(left, r.from), max(right, r.to)
	}
	if right-left > largest || bottom-top > largest {
		return nil, 0, 0, false
	}
	shape = NewBitmap(right-left, bottom-top)
	for _, r := range runs {
		for x := r.from; x < r.to; x++ {
			shape.Set(x-left, r.y-top)
		}
	}
	return shape, left, top, true
}
