package jbig2

import (
	"cmp"
	"encoding/binary"
	"math/bits"
	"slices"
)

// dictionary is the segment that holds shapes, in the order in which they are
// numbered: by their height.
func dictionary(shapes []*Bitmap) []byte {
	out := append([]byte{0, 0}, adaptive...) // arithmetic coding, template 0
	out = size(out, len(shapes), len(shapes))
	e := newCoder()
	var height, width, export numbers
	var ctx contexts
	for i := 0; i < len(shapes); {
		high := 0
		if i > 0 {
			high = shapes[i-1].Height
		}
		e.number(&height, shapes[i].Height-high)
		wide := 0
		for high = shapes[i].Height; i < len(shapes) && shapes[i].Height == high; i++ {
			e.number(&width, shapes[i].Width-wide)
			wide = shapes[i].Width
			for y := range high {
				e.row(&ctx, shapes[i], y)
			}
		}
		e.none(&width)
	}
	e.number(&export, 0)
	e.number(&export, len(shapes))
	return append(out, e.end()...)
}

// A place says where a shape stands: its left bottom pixel.
type place struct{ shape, x, y int }

// Places are written in strips of eight rows.
const (
	logStrip = 3
	strip    = 1 << logStrip
)

// text is the segment that says where shapes stand.
func text(b *Bitmap, shapes []*Bitmap, places []place) []byte {
	out := region(b.Width, b.Height, 0, 0)
	out = append(out, 0, logStrip<<2)                             // arithmetic coding, left bottom corners, ink is added
	out = binary.BigEndian.AppendUint32(out, uint32(len(places))) //nolint:gosec // fewer than pixels
	slices.SortFunc(places, func(a, b place) int {
		return cmp.Or(a.y>>logStrip-b.y>>logStrip, a.x-b.x, a.y-b.y)
	})
	e := newCoder()
	var dt, fs, ds, it numbers
	length := bits.Len(uint(len(shapes) - 1))
	ids := make([]state, 1<<length)
	e.number(&dt, 0)
	row, first := 0, 0
	for i := 0; i < len(places); {
		now := places[i].y >> logStrip
		e.number(&dt, now-row)
		row = now
		e.number(&fs, places[i].x-first)
		first = places[i].x
		at := first
		for k := i; i < len(places) && places[i].y>>logStrip == row; i++ {
			if i > k {
				e.number(&ds, places[i].x-at)
			}
			e.number(&it, places[i].y%strip)
			e.name(ids, length, places[i].shape)
			at = places[i].x + shapes[places[i].shape].Width - 1
		}
		e.none(&ds)
	}
	return append(out, e.end()...)
}
