package jbig2

import "slices"

// contexts are those of the pixels, by the sixteen around them: template 0.
type contexts [1 << 16]state

// adaptive are the places of the template's movable pixels, where they usually
// are.
var adaptive = []byte{3, 0xFF, 0xFD, 0xFF, 2, 0xFE, 0xFE, 0xFE}

// typical is the context in which it is said that a row is the one above again.
const typical = 0x9B25

// generic is the segment that holds the rows from top to bottom, pixel by pixel.
func generic(b *Bitmap, top, bottom int) []byte {
	out := region(b.Width, bottom-top, 0, top)
	const typicalRows = 1 << 3
	out = append(out, typicalRows)
	out = append(out, adaptive...)
	part := &Bitmap{Width: b.Width, Height: bottom - top, Bits: b.Bits[top*b.Stride() : bottom*b.Stride()]}
	e := newCoder()
	var ctx contexts
	same := false
	for y := range part.Height {
		now := slices.Equal(part.row(y), part.row(y-1)) || y == 0 && inkless(part.row(0))
		e.bit(&ctx[typical], one(now != same))
		same = now
		if !same {
			e.row(&ctx, part, y)
		}
	}
	return append(out, e.end()...)
}

func one(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}

func inkless(row []uint64) bool {
	for _, w := range row {
		if w != 0 {
			return false
		}
	}
	return true
}

// row writes a row of pixels. The context holds, from the highest bit, five
// pixels of the row two above, seven of the row above and four of this one.
func (e *coder) row(ctx *contexts, b *Bitmap, y int) {
	first, second, this := b.row(y-2), b.row(y-1), b.row(y)
	bit := func(row []uint64, x int) uint32 {
		if x>>6 >= len(row) {
			return 0
		}
		return uint32(row[x>>6] >> (x & 63) & 1)
	}
	l2 := bit(first, 0)<<1 | bit(first, 1)
	l1 := bit(second, 0)<<2 | bit(second, 1)<<1 | bit(second, 2)
	var l0 uint32
	for x := range b.Width {
		l2 = (l2<<1 | bit(first, x+2)) & 0x1F
		l1 = (l1<<1 | bit(second, x+3)) & 0x7F
		pixel := bit(this, x)
		e.bit(&ctx[l2<<11|l1<<4|l0], uint8(pixel)) //nolint:gosec // 0 or 1
		l0 = (l0<<1 | pixel) & 0xF
	}
}
