package rebuild_test

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"testing"

	"sarsen/crawlers/pdfium/pdftest"
	"sarsen/redact/page/rebuild"
)

// canvas is a white page of a point a pixel.
func canvas(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(img, img.Rect, image.White, image.Point{}, draw.Src)
	return img
}

func area(img *image.RGBA, c color.RGBA, left, top, right, bottom int) {
	c.A = 255
	draw.Draw(img, image.Rect(left, top, right, bottom), image.NewUniform(c), image.Point{}, draw.Src)
}

// seen draws a picture again as a reader does.
func seen(t *testing.T, img *image.RGBA) *image.RGBA {
	t.Helper()
	p := rebuild.Encode(img, 1)
	data := write(t, rebuild.Page{Width: float64(img.Rect.Dx()), Height: float64(img.Rect.Dy()), Picture: p})
	doc, err := pdftest.Engine(t).Open(t.Context(), data, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer doc.Close()
	got, err := doc.Render(t.Context(), 0, 72)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// TestInks: what a page shows in flat colours comes back exactly, and edges take
// a colour from beside them.
func TestInks(t *testing.T) {
	black, shade, khaki := color.RGBA{}, color.RGBA{217, 217, 217, 0}, color.RGBA{190, 180, 120, 0}
	img := canvas(200, 150)
	area(img, shade, 20, 20, 120, 60)
	area(img, black, 30, 30, 60, 40)   // on the shade
	area(img, khaki, 130, 70, 190, 90) // elsewhere
	area(img, black, 20, 100, 60, 120)
	for x := 60; x < 62; x++ { // a smoothed edge
		area(img, color.RGBA{150, 150, 150, 0}, x, 100, x+1, 120)
	}
	got := seen(t, img)
	for _, p := range []struct {
		name string
		x, y int
		want color.RGBA
	}{
		{"paper", 5, 5, color.RGBA{255, 255, 255, 255}},
		{"shade", 25, 25, color.RGBA{217, 217, 217, 255}},
		{"on the shade", 45, 35, color.RGBA{0, 0, 0, 255}},
		{"another colour", 150, 80, color.RGBA{190, 180, 120, 255}},
		{"black", 30, 110, color.RGBA{0, 0, 0, 255}},
		{"edge", 60, 110, color.RGBA{255, 255, 255, 255}},
	} {
		if c := got.RGBAAt(p.x, p.y); c != p.want {
			t.Errorf("%s is %v, want %v", p.name, c, p.want)
		}
	}
}

// TestNothingSeenIsLost: lines thinner than a pixel become lines, and pale type
// keeps its shades.
func TestNothingSeenIsLost(t *testing.T) {
	img := canvas(300, 200)
	area(img, color.RGBA{}, 20, 20, 100, 40)
	area(img, color.RGBA{170, 170, 170, 0}, 20, 60, 280, 61)
	for y := 100; y < 180; y++ { // nowhere dark, nowhere flat
		for x := 20; x < 280; x++ {
			v := uint8(120 + (x*37+y*91)%130)
			img.SetRGBA(x, y, color.RGBA{v, v, v, 255})
		}
	}
	got := seen(t, img)
	for x := 30; x < 270; x += 20 {
		if c := got.RGBAAt(x, 60); c.R > 0x80 {
			t.Errorf("the line is %v at %d", c, x)
		}
	}
	var before, after int
	for y := 100; y < 180; y++ {
		for x := 20; x < 280; x++ {
			before += int(img.RGBAAt(x, y).R)
			after += int(got.RGBAAt(x, y).R)
		}
	}
	if d := (before - after) / (260 * 80); d > 8 || d < -8 {
		t.Errorf("pale type is %d shades off in the mean", d)
	}
}

// sizeOf is how large a file with nothing but a picture is.
func sizeOf(t *testing.T, img *image.RGBA) int {
	t.Helper()
	var file bytes.Buffer
	w := rebuild.New(&file)
	if err := errors.Join(w.Add(rebuild.Page{Width: 595, Height: 842, Picture: rebuild.Encode(img, 1)}), w.Close()); err != nil {
		t.Fatal(err)
	}
	return file.Len()
}

// TestSizes: a page of type takes a few kilobytes, and a photograph makes the type
// beside it no larger.
func TestSizes(t *testing.T) {
	img := canvas(1654, 2339)
	for y := 100; y < 2200; y += 40 {
		for x := 100; x < 1500; x += 18 {
			area(img, color.RGBA{}, x, y, x+3, y+22)
			area(img, color.RGBA{90, 90, 90, 0}, x+3, y, x+4, y+22)
			area(img, color.RGBA{}, x+6, y+(x/18)%5, x+10, y+22)
		}
	}
	text := sizeOf(t, img)
	if text > 12<<10 {
		t.Errorf("a page of type takes %d bytes", text)
	}
	for y := 300; y < 500; y++ {
		for x := 300; x < 600; x++ {
			img.SetRGBA(x, y, color.RGBA{uint8(x), uint8(y), uint8(x * y >> 8), 255})
		}
	}
	if both := sizeOf(t, img); both > text+60<<10 {
		t.Errorf("a small photograph adds %d bytes", both-text)
	}
	blank := sizeOf(t, canvas(1654, 2339))
	if blank > 2<<10 {
		t.Errorf("an empty page takes %d bytes", blank)
	}
}

func BenchmarkEncode(b *testing.B) {
	img := canvas(1654, 2339)
	for y := 100; y < 2200; y += 40 {
		for x := 100; x < 1500; x += 18 {
			area(img, color.RGBA{}, x, y, x+3, y+22)
			area(img, color.RGBA{90, 90, 90, 0}, x+3, y, x+4, y+22)
			area(img, color.RGBA{150, 150, 150, 0}, x+6, y, x+8, y+15)
		}
	}
	for b.Loop() {
		rebuild.Encode(img, 1)
	}
}
