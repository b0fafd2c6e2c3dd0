// Package ocrtest draws pages of text for tests of what recognises them. It is
// imported by tests only.
package ocrtest

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"

	"sarsen/crawlers/pdfium/pdftest"
)

// Page draws lines of text, black on white, as a scanner would see a page of
// A5 at 150 dots an inch.
func Page(tb testing.TB, lines ...string) *image.Gray {
	tb.Helper()
	return Text(tb, 874, 1240, 30, lines...)
}

// Text draws lines in letters of the given size, all in pixels.
func Text(tb testing.TB, width, height, size int, lines ...string) *image.Gray {
	tb.Helper()
	parsed, err := opentype.Parse(goregular.TTF)
	if err != nil {
		tb.Fatal(err)
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: float64(size), DPI: 72, Hinting: font.HintingFull})
	if err != nil {
		tb.Fatal(err)
	}
	img := image.NewGray(image.Rect(0, 0, width, height))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	d := font.Drawer{Dst: img, Src: image.NewUniform(color.Black), Face: face}
	for i, l := range lines {
		d.Dot = fixed.P(2*size, (i+2)*size*3/2)
		d.DrawString(l)
	}
	return img
}

// PNG writes a picture.
func PNG(tb testing.TB, img image.Image) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// TIFF writes pictures as the pages of a file, one byte a pixel.
func TIFF(pages ...*image.Gray) []byte {
	out := []byte("II*\x00\x00\x00\x00\x00")
	link := 4 // where the place of the next directory stands
	for _, p := range pages {
		strip := len(out)
		for y := range p.Rect.Dy() {
			out = append(out, p.Pix[y*p.Stride:y*p.Stride+p.Rect.Dx()]...)
		}
		if len(out)%2 != 0 {
			out = append(out, 0)
		}
		binary.LittleEndian.PutUint32(out[link:], uint32(len(out))) //nolint:gosec // small
		fields := [][3]int{
			{0x100, 4, p.Rect.Dx()},
			{0x101, 4, p.Rect.Dy()},
			{0x102, 3, 8},
			{0x103, 3, 1},
			{0x106, 3, 1},
			{0x111, 4, strip},
			{0x115, 3, 1},
			{0x116, 4, p.Rect.Dy()},
			{0x117, 4, p.Rect.Dx() * p.Rect.Dy()},
		}
		out = binary.LittleEndian.AppendUint16(out, uint16(len(fields))) //nolint:gosec // nine
		for _, f := range fields {
			out = binary.LittleEndian.AppendUint16(out, uint16(f[0])) //nolint:gosec // a tag
			out = binary.LittleEndian.AppendUint16(out, uint16(f[1])) //nolint:gosec // a kind
			out = binary.LittleEndian.AppendUint32(out, 1)
			out = binary.LittleEndian.AppendUint32(out, uint32(f[2])) //nolint:gosec // small
		}
		link = len(out)
		out = append(out, 0, 0, 0, 0)
	}
	return out
}

// PDF writes a page of text and behind it the picture as a page.
func PDF(tb testing.TB, text string, img *image.Gray) []byte {
	tb.Helper()
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	if _, err := w.Write(img.Pix); err != nil {
		tb.Fatal(err)
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	object := fmt.Sprintf("<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream",
		img.Rect.Dx(), img.Rect.Dy(), packed.Len(), packed.String())
	return pdftest.File([]pdftest.Page{{Content: pdftest.Text(text)}, {Content: "q 595 0 0 842 0 0 cm /X Do Q"}}, []string{object}, "", "")
}
