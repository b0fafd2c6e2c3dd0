package rebuild

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	"math"
	"slices"

	"golang.org/x/image/draw"
)

// tile is the side of the squares in which photographs are looked for.
const tile = 32

// tiles is how many stand along a side.
func tiles(side int) int { return (side + tile - 1) / tile }

// photo reports whether a tile is part of a photograph or of pale or blurred
// type: it has areas that are no ink, or what can be seen hardly ever is.
func (m mix) photo() bool {
	const few = tile * tile / 20
	return m.soft > few || m.edges > few && m.edges > 6*m.inked
}

// photos returns the rectangles that inks cannot show. When they take more than
// half of the page, they are all of it.
func (s *sheet) photos() []image.Rectangle {
	var boxes []image.Rectangle
	wide := tiles(s.w)
	for i, m := range s.mix {
		if m.photo() {
			x, y := i%wide*tile, i/wide*tile
			boxes = append(boxes, image.Rect(x, y, x+tile, y+tile).Intersect(image.Rect(0, 0, s.w, s.h)))
		}
	}
	boxes = joined(boxes)
	area := 0
	for i, b := range boxes {
		area += b.Dx() * b.Dy()
		boxes[i] = b.Add(s.img.Rect.Min)
	}
	if area > s.w*s.h/2 {
		return []image.Rectangle{s.img.Rect}
	}
	return boxes
}

// joined makes one of rectangles that overlap or nearly touch, until there are
// none.
func joined(boxes []image.Rectangle) []image.Rectangle {
	var out []image.Rectangle
	for _, b := range boxes {
		for {
			i := slices.IndexFunc(out, func(o image.Rectangle) bool { return o.Inset(-tile).Overlaps(b) })
			if i < 0 {
				break
			}
			b = b.Union(out[i])
			out = slices.Delete(out, i, i+1)
		}
		out = append(out, b)
	}
	return out
}

// quality of JPEG pictures: type on a photograph stays clean at 150 dots an inch.
const quality = 75

// photograph writes a part of the page as JPEG, without colours when it has
// none.
func photograph(img *image.RGBA, part image.Rectangle, scale float64) layer {
	src := img.SubImage(part)
	size := image.Rect(0, 0, smaller(part.Dx(), scale), smaller(part.Dy(), scale))
	var dst draw.Image = image.NewRGBA(size)
	colours := "/ColorSpace/DeviceRGB"
	if colourless(img, part) {
		dst, colours = image.NewGray(size), "/ColorSpace/DeviceGray"
	}
	if size.Size() == part.Size() {
		draw.Draw(dst, size, src, part.Min, draw.Src)
	} else {
		draw.BiLinear.Scale(dst, size, src, part, draw.Src, nil)
	}
	var b bytes.Buffer
	_ = jpeg.Encode(&b, dst, &jpeg.Options{Quality: quality}) // a bytes.Buffer takes everything
	return layer{dict: fmt.Sprintf("/Width %d/Height %d%s/BitsPerComponent 8/Filter/DCTDecode", size.Dx(), size.Dy(), colours), data: b.Bytes()}
}

func smaller(side int, scale float64) int { return max(int(math.Round(float64(side)*scale)), 1) }

// colourless reports whether a part of an image has shades of grey only.
func colourless(img *image.RGBA, part image.Rectangle) bool {
	for y := part.Min.Y; y < part.Max.Y; y++ {
		row := img.Pix[img.PixOffset(part.Min.X, y):img.PixOffset(part.Max.X, y)]
		for i := 0; i < len(row); i += 4 {
			if row[i] != row[i+1] || row[i+1] != row[i+2] {
				return false
			}
		}
	}
	return true
}
