package rebuild

import (
	"bytes"
	"fmt"
	"image"

	"sarsen/redact/page/jbig2"
)

// A Picture is the image of a page in the form in which the file holds it, in
// layers: the colour of the paper, what can only be a photograph, and one
// stencil, exact to the pixel, for each colour of ink.
type Picture struct {
	paper  colour
	layers []layer
}

// A layer is drawn over what came before.
type layer struct {
	dict string
	data []byte
	ink  colour // of a stencil
	// The rectangle it fills: parts of the page's width and height, from the
	// top left.
	left, top, right, bottom float64
}

// Encode makes the picture of a page. Photographs in it are made smaller by
// scale, from 0 to 1. It does not keep img and is safe for concurrent use.
func Encode(img *image.RGBA, scale float64) *Picture {
	s := newSheet(img)
	s.choose()
	s.assign()
	photos := s.photos()
	p := &Picture{paper: s.inks[0]}
	for _, r := range photos {
		p.add(img.Rect, r, photograph(img, r, scale))
	}
	for i, plane := range s.planes(photos) {
		if plane.Count() == 0 {
			continue
		}
		p.add(img.Rect, img.Rect, layer{
			dict: fmt.Sprintf("/Width %d/Height %d/ImageMask true/BitsPerComponent 1/Filter/JBIG2Decode", plane.Width, plane.Height),
			data: jbig2.Encode(plane), ink: s.inks[i+1],
		})
	}
	return p
}

func (p *Picture) add(page, place image.Rectangle, l layer) {
	w, h := float64(page.Dx()), float64(page.Dy())
	place = place.Sub(page.Min)
	l.left, l.right = float64(place.Min.X)/w, float64(place.Max.X)/w
	l.top, l.bottom = float64(place.Min.Y)/h, float64(place.Max.Y)/h
	p.layers = append(p.layers, l)
}

// picture writes the layers, and to content what draws them. It returns the
// page's images by name.
func (w *Writer) picture(content *bytes.Buffer, p *Picture, width, height float64) []byte {
	if p == nil {
		return nil
	}
	if p.paper != white {
		fmt.Fprintf(content, "q %s 0 0 %s %s re f Q\n", p.paper.fill(), num(width), num(height))
	}
	var names bytes.Buffer
	for i, l := range p.layers {
		n := w.reserve()
		w.encoded(n, "/Type/XObject/Subtype/Image"+l.dict, l.data)
		fmt.Fprintf(&names, "/P%d %d 0 R", i, n)
		fmt.Fprintf(content, "q %s %s 0 0 %s %s %s cm /P%d Do Q\n", l.ink.fill(),
			num((l.right-l.left)*width), num((l.bottom-l.top)*height), num(l.left*width), num((1-l.bottom)*height), i)
	}
	return names.Bytes()
}
