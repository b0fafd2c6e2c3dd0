// Package jbig2 writes pictures of two colours as JBIG2 (ITU-T T.88), in the
// form in which a PDF holds them.
//
// It promises that a reader gets every pixel back as it was: shapes that occur
// more than once, as the letters of a page of type do, are written once and then
// only named, but two shapes count as one only when all of their pixels are the
// same. So a letter can never stand for another that looks like it. The same
// picture gives the same bytes.
//
// It refuses nothing: a picture without repeated shapes is written pixel by
// pixel.
package jbig2

import (
	"encoding/binary"
	"math/bits"
)

// A Bitmap is a picture of two colours. A set bit is ink.
type Bitmap struct {
	Width, Height int
	// Bits are rows from the top, each of [Bitmap.Stride] words; the lowest bit
	// of a word is its leftmost pixel. Bits beyond the width are not set.
	Bits []uint64
}

// NewBitmap returns a picture without ink.
func NewBitmap(width, height int) *Bitmap {
	b := &Bitmap{Width: width, Height: height}
	b.Bits = make([]uint64, b.Stride()*height)
	return b
}

// Stride is how many words a row takes.
func (b *Bitmap) Stride() int { return (b.Width + 63) / 64 }

// Set puts ink on a pixel inside the picture.
func (b *Bitmap) Set(x, y int) { b.Bits[y*b.Stride()+x/64] |= 1 << (x % 64) }

// Count is how many pixels have ink.
func (b *Bitmap) Count() int {
	n := 0
	for _, w := range b.Bits {
		n += bits.OnesCount64(w)
	}
	return n
}

func (b *Bitmap) row(y int) []uint64 {
	if y < 0 || y >= b.Height {
		return nil
	}
	return b.Bits[y*b.Stride() : (y+1)*b.Stride()]
}

// Types of segments.
const (
	symbolDictionary = 0
	textRegion       = 7  // immediate, lossless
	genericRegion    = 39 // likewise
	pageInformation  = 48
)

// Encode returns the data of a PDF's JBIG2Decode filter for a picture of one
// pixel at least. The picture is not changed.
func Encode(b *Bitmap) []byte {
	var out []byte
	out = segment(out, 0, pageInformation, nil, pageInfo(b))
	shapes, places, rest := repeated(b)
	next := 1
	if len(places) > 0 {
		out = segment(out, next, symbolDictionary, nil, dictionary(shapes))
		out = segment(out, next+1, textRegion, []int{next}, text(b, shapes, places))
		next += 2
	}
	if top, bottom := inked(rest); top < bottom {
		out = segment(out, next, genericRegion, nil, generic(rest, top, bottom))
	}
	return out
}

// segment appends a segment with the numbers of those that it refers to.
func segment(out []byte, number, kind int, refers []int, data []byte) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(number)) //nolint:gosec // at most four
	out = append(out, byte(kind), byte(len(refers)<<5))      //nolint:gosec // 48 and one at most
	for _, r := range refers {
		out = append(out, byte(r)) //nolint:gosec // at most four
	}
	out = append(out, 1)                                        // the page
	out = binary.BigEndian.AppendUint32(out, uint32(len(data))) //nolint:gosec // of a picture in memory
	return append(out, data...)
}

func pageInfo(b *Bitmap) []byte {
	out := size(nil, b.Width, b.Height)
	out = append(out, 0, 0, 0, 0, 0, 0, 0, 0) // no resolution
	const lossless = 1
	return append(out, lossless, 0, 0) // no stripes
}

func size(out []byte, width, height int) []byte {
	out = binary.BigEndian.AppendUint32(out, uint32(width))   //nolint:gosec // of a picture in memory
	return binary.BigEndian.AppendUint32(out, uint32(height)) //nolint:gosec // as above
}

// region is what a segment that draws begins with: its place, and that it adds
// its ink to what is there.
func region(width, height, x, y int) []byte {
	return append(size(size(nil, width, height), x, y), 0)
}

// inked returns the first row with ink and the one after the last.
func inked(b *Bitmap) (top, bottom int) {
	empty := func(y int) bool {
		for _, w := range b.row(y) {
			if w != 0 {
				return false
			}
		}
		return true
	}
	for bottom = b.Height; bottom > 0 && empty(bottom-1); bottom-- {
	}
	for top < bottom && empty(top) {
		top++
	}
	return top, bottom
}
