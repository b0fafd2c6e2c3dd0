package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	compose "image/draw"
	"slices"

	"sarsen/crawlers/documents"
)

// A Frame is one picture of a file as people see it: upright, which is also
// the frame that recognised words have their places in.
type Frame struct {
	Width, Height int // pixels
	// DPI is how many pixels stand for an inch of paper; 0 when the file does
	// not say.
	DPI float64

	stored page
	turned int
}

// Frames lists the pictures of a file without decoding them, in the order in
// which Draw counts them. Errors are those of Read.
func Frames(data []byte) ([]Frame, error) {
	list, err := pages(data)
	if err != nil {
		return nil, err
	}
	turned, dpi := orientation(data), resolution(data)
	out := make([]Frame, len(list))
	for i, p := range list {
		out[i] = Frame{Width: p.width, Height: p.height, DPI: dpi, stored: p, turned: turned}
		if turned >= 5 && turned <= 8 {
			out[i].Width, out[i].Height = p.height, p.width
		}
	}
	return out, nil
}

// Decode returns the picture in colour and opaque: on white, or on black when
// nothing of it is seen on white. A picture with more pixels than are read, or
// damaged, is an error.
func (f Frame) Decode() (upward *image.RGBA, err error) {
	defer func() {
		if recover() != nil { // a decoder that a hostile file led astray
			upward, err = nil, documents.ErrDamaged
		}
	}()
	if f.Width <= 0 || f.Height <= 0 || f.Width > maxPixels/f.Height {
		return nil, documents.ErrTooLarge
	}
	img, err := f.stored.decode()
	if err != nil || img == nil || img.Bounds().Empty() {
		return nil, documents.ErrDamaged
	}
	out := ground(img, color.White)
	if o, ok := img.(interface{ Opaque() bool }); ok && !o.Opaque() && even(out) {
		out = ground(img, color.Black)
	}
	return upright(out, f.turned), nil
}

// ground draws a picture on one colour.
func ground(img image.Image, c color.Color) *image.RGBA {
	b := img.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	compose.Draw(out, out.Rect, image.NewUniform(c), image.Point{}, compose.Src)
	compose.Draw(out, out.Rect, img, b.Min, compose.Over)
	return out
}

// even reports whether all pixels are the same.
func even(img *image.RGBA) bool {
	first := img.Pix[:4]
	for i := 0; i < len(img.Pix); i += 4 {
		if !bytes.Equal(first, img.Pix[i:i+4]) {
			return false
		}
	}
	return true
}

// upright turns a picture that is stored with an orientation of EXIF.
func upright(img *image.RGBA, orientation int) *image.RGBA {
	if orientation < 2 || orientation > 8 {
		return img
	}
	w, h := img.Rect.Dx(), img.Rect.Dy()
	across := orientation >= 5
	size := image.Rect(0, 0, w, h)
	if across {
		size = image.Rect(0, 0, h, w)
	}
	// Where the columns and the rows of what is stored run backwards.
	left := slices.Contains([]int{2, 3, 7, 8}, orientation)
	up := slices.Contains([]int{3, 4, 6, 7}, orientation)
	out := image.NewRGBA(size)
	for y := range size.Dy() {
		for x := range size.Dx() {
			sx, sy := x, y
			if across {
				sx, sy = y, x
			}
			if left {
				sx = w - 1 - sx
			}
			if up {
				sy = h - 1 - sy
			}
			copy(out.Pix[y*out.Stride+4*x:][:4], img.Pix[sy*img.Stride+4*sx:][:4])
		}
	}
	return out
}

// resolution is how many pixels an inch a file says it has, 0 for none that can
// be.
func resolution(data []byte) float64 {
	dpi := density(data)
	if dpi == 0 {
		all := tags(data, nil)
		across, _ := number(all.EXIF()["XResolution"].Value)
		unit, _ := number(all.EXIF()["ResolutionUnit"].Value)
		if dpi = across; unit == perCentimetre {
			dpi *= centimetres
		}
	}
	if !(dpi >= 20 && dpi <= 4800) {
		return 0
	}
	return dpi
}

// Units of resolution.
const (
	centimetres   = 2.54 // an inch
	perInch       = 1    // in JFIF
	perCentimetre = 3    // in EXIF
)

// density reads the resolution from the beginning of JPEG and PNG.
func density(data []byte) float64 {
	if len(data) > 18 && bytes.HasPrefix(data, []byte("\xFF\xD8\xFF\xE0")) && bytes.Equal(data[6:11], []byte("JFIF\x00")) {
		n := float64(binary.BigEndian.Uint16(data[14:]))
		switch data[13] {
		case perInch:
			return n
		case perInch + 1:
			return n * centimetres
		}
		return 0
	}
	if at := bytes.Index(data[:min(len(data), 4<<10)], []byte("pHYs")); bytes.HasPrefix(data, []byte("\x89PNG")) && at > 0 && at+13 <= len(data) && data[at+12] == 1 {
		return float64(binary.BigEndian.Uint32(data[at+4:])) * centimetres / 100
	}
	return 0
}

// number is the value of a field of metadata.
func number(v any) (float64, bool) {
	switch v := v.(type) {
	case uint16:
		return float64(v), true
	case uint32:
		return float64(v), true
	case interface{ Float64() float64 }:
		return v.Float64(), true
	}
	return 0, false
}
