package picture

import (
	"image"
	"image/color"
)

// grey returns the brightness of a picture, over white where it is transparent;
// over black when nothing of it is seen on white.
func grey(img image.Image) *image.Gray {
	b := img.Bounds()
	switch src := img.(type) {
	case *image.Gray:
		return packed(src.Pix, src.Stride, b)
	case *image.YCbCr:
		return packed(src.Y, src.YStride, b)
	}
	g := over(img, 0xFFFF)
	if o, ok := img.(interface{ Opaque() bool }); ok && !o.Opaque() && plain(g) {
		return over(img, 0)
	}
	return g
}

// packed copies rows of bytes into a picture without gaps.
func packed(pix []byte, stride int, b image.Rectangle) *image.Gray {
	out := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	for y := range b.Dy() {
		copy(out.Pix[y*out.Stride:(y+1)*out.Stride], pix[y*stride:])
	}
	return out
}

// over draws a picture on a ground of one shade.
func over(img image.Image, ground uint32) *image.Gray {
	b := img.Bounds()
	out := image.NewGray(image.Rect(0, 0, b.Dx(), b.Dy()))
	if src, ok := img.(*image.Paletted); ok {
		overPalette(out, src, ground)
		return out
	}
	at := func(x, y int) color.RGBA64 {
		r, g, b, a := img.At(x, y).RGBA()
		return color.RGBA64{uint16(r), uint16(g), uint16(b), uint16(a)} //nolint:gosec // at most 0xFFFF
	}
	if fast, ok := img.(image.RGBA64Image); ok {
		at = fast.RGBA64At
	}
	i := 0
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			out.Pix[i] = shade(at(x, y), ground)
			i++
		}
	}
	return out
}

func overPalette(out *image.Gray, src *image.Paletted, ground uint32) {
	var shades [256]byte
	for i, c := range src.Palette {
		r, g, b, a := c.RGBA()
		shades[i&0xFF] = shade(color.RGBA64{uint16(r), uint16(g), uint16(b), uint16(a)}, ground) //nolint:gosec // at most 0xFFFF
	}
	for y := range out.Rect.Dy() {
		for x, index := range src.Pix[y*src.Stride : y*src.Stride+out.Stride] {
			out.Pix[y*out.Stride+x] = shades[index]
		}
	}
}

// shade is the brightness of a colour, premultiplied with its alpha, on a
// ground.
func shade(c color.RGBA64, ground uint32) byte {
	y := (19595*uint32(c.R) + 38470*uint32(c.G) + 7471*uint32(c.B)) >> 16
	return byte(min((y+ground*(0xFFFF-uint32(c.A))/0xFFFF)>>8, 0xFF))
}

func plain(g *image.Gray) bool {
	for _, p := range g.Pix {
		if p != g.Pix[0] {
			return false
		}
	}
	return true
}

// turn returns a picture upright that is stored with an orientation of EXIF.
func turn(g *image.Gray, orientation int) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	var from func(x, y int) (int, int)
	switch orientation {
	case 2:
		from = func(x, y int) (int, int) { return w - 1 - x, y }
	case 3:
		from = func(x, y int) (int, int) { return w - 1 - x, h - 1 - y }
	case 4:
		from = func(x, y int) (int, int) { return x, h - 1 - y }
	case 5:
		from = func(x, y int) (int, int) { return y, x }
	case 6:
		from = func(x, y int) (int, int) { return y, h - 1 - x }
	case 7:
		from = func(x, y int) (int, int) { return w - 1 - y, h - 1 - x }
	case 8:
		from = func(x, y int) (int, int) { return w - 1 - y, x }
	default:
		return g
	}
	size := image.Rect(0, 0, w, h)
	if orientation >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	out := image.NewGray(size)
	i := 0
	for y := range size.Dy() {
		for x := range size.Dx() {
			fx, fy := from(x, y)
			out.Pix[i] = g.Pix[fy*g.Stride+fx]
			i++
		}
	}
	return out
}

// Sizes that tesseract reads well: photographs of many pixels only take longer,
// and the letters of a screen are small for it.
const (
	manyPixels = 24 << 20
	fewColumns = 1200
)

// scale brings a picture to a size for OCR.
func scale(g *image.Gray) *image.Gray {
	for g.Rect.Dx()*g.Rect.Dy() > manyPixels && min(g.Rect.Dx(), g.Rect.Dy()) > 1 {
		g = half(g)
	}
	if max(g.Rect.Dx(), g.Rect.Dy()) <= fewColumns {
		g = double(g)
	}
	return g
}

// half makes one pixel of four.
func half(g *image.Gray) *image.Gray {
	w, h := g.Rect.Dx()/2, g.Rect.Dy()/2
	out := image.NewGray(image.Rect(0, 0, w, h))
	for y := range h {
		a, b := g.Pix[2*y*g.Stride:], g.Pix[(2*y+1)*g.Stride:]
		for x := range w {
			sum := uint16(a[2*x]) + uint16(a[2*x+1]) + uint16(b[2*x]) + uint16(b[2*x+1])
			out.Pix[y*w+x] = byte(sum / 4) //nolint:gosec // a mean of bytes
		}
	}
	return out
}

// double makes four pixels of one, with even steps in between.
func double(g *image.Gray) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, 2*w, 2*h))
	at := func(x, y int) uint16 {
		return uint16(g.Pix[min(max(y, 0), h-1)*g.Stride+min(max(x, 0), w-1)])
	}
	for y := range 2 * h {
		for x := range 2 * w {
			sx, sy := x/2, y/2
			nx, ny := sx-1+x%2*2, sy-1+y%2*2 // the nearer neighbours
			sum := 9*at(sx, sy) + 3*at(nx, sy) + 3*at(sx, ny) + at(nx, ny)
			out.Pix[y*2*w+x] = byte(sum / 16) //nolint:gosec // a mean of bytes
		}
	}
	return out
}
