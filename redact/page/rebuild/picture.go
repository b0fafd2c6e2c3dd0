package rebuild

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
)

// quality of JPEG pictures: text stays clean at 150 dots an inch.
const quality = 80

// picture writes img in the smaller of two ways: JPEG, which suits photographs,
// and deflated pixels, which suit type. A picture without colours is written
// in grey, deflated in 16 shades.
func (w *Writer) picture(n int, img *image.RGBA) {
	size := fmt.Sprintf("/Type/XObject/Subtype/Image/Width %d/Height %d", img.Rect.Dx(), img.Rect.Dy())
	var lossy bytes.Buffer
	var exact []byte
	var exactDict, colours string
	if grey := toGrey(img); grey != nil {
		colours = "/ColorSpace/DeviceGray"
		exact = deflate(nibbles(grey))
		exactDict = "/BitsPerComponent 4/Filter/FlateDecode"
		_ = jpeg.Encode(&lossy, grey, &jpeg.Options{Quality: quality}) // a bytes.Buffer takes everything
	} else {
		colours = "/ColorSpace/DeviceRGB"
		exact = deflate(predicted(img))
		exactDict = fmt.Sprintf("/BitsPerComponent 8/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors 3/BitsPerComponent 8/Columns %d>>", img.Rect.Dx())
		_ = jpeg.Encode(&lossy, img, &jpeg.Options{Quality: quality}) // as above
	}
	if lossy.Len() > 0 && lossy.Len() < len(exact) {
		w.encoded(n, size+colours+"/BitsPerComponent 8/Filter/DCTDecode", lossy.Bytes())
		return
	}
	w.encoded(n, size+colours+exactDict, exact)
}

// toGrey returns img in grey, or nil when it has colours.
func toGrey(img *image.RGBA) *image.Gray {
	grey := image.NewGray(image.Rect(0, 0, img.Rect.Dx(), img.Rect.Dy()))
	for y := range img.Rect.Dy() {
		row := img.Pix[y*img.Stride:]
		for x := range img.Rect.Dx() {
			r, g, b := row[4*x], row[4*x+1], row[4*x+2]
			if r != g || g != b {
				return nil
			}
			grey.Pix[y*grey.Stride+x] = r
		}
	}
	return grey
}

// nibbles packs grey pixels in four bits each, rows on whole bytes.
func nibbles(g *image.Gray) []byte {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	stride := (w + 1) / 2
	out := make([]byte, stride*h)
	for y := range h {
		row, dst := g.Pix[y*g.Stride:], out[y*stride:]
		for x := range w {
			shade := byte((int(row[x])*15 + 127) / 255) //nolint:gosec // at most 15
			dst[x/2] |= shade << (4 * (1 - x%2))
		}
	}
	return out
}

// predicted returns the pixels in rows, each after the number of the filter by
// which it is predicted from the row above (2, Up).
func predicted(img *image.RGBA) []byte {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	out := make([]byte, 0, h*(3*w+1))
	above := make([]byte, 4*w)
	for y := range h {
		row := img.Pix[y*img.Stride : y*img.Stride+4*w]
		out = append(out, 2)
		for x := 0; x < 4*w; x += 4 {
			out = append(out, row[x]-above[x], row[x+1]-above[x+1], row[x+2]-above[x+2])
		}
		above = row
	}
	return out
}
