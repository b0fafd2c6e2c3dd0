package facsimile_test

import (
	"errors"
	"image"
	"image/color"
	"testing"

	"sarsen/crawlers/pdfium/pdftest"
	"sarsen/redact"
	"sarsen/redact/facsimile"
	"sarsen/redact/pack"
)

func TestView(t *testing.T) {
	data := pdftest.File([]pdftest.Page{{Content: "0 g 100 642 50 100 re f"}}, nil, "", "")
	item := pack.Item{MediaType: "application/pdf", Open: func() ([]byte, error) { return data, nil }}
	m := facsimile.Maker{Engine: pdftest.Engine(t)}
	img, err := m.View(t.Context(), item, 1, 72)
	if err != nil {
		t.Fatal(err)
	}
	white := color.RGBA{R: 255, G: 255, B: 255, A: 255}
	if got := img.At(310, 310); got != white {
		t.Errorf("between the lines it is %v", got)
	}
	if got := img.At(300, 310); got == white {
		t.Error("there is no line at 300 points")
	}
	if got := img.At(125, 175); got != (color.RGBA{A: 255}) {
		t.Errorf("what stands on the page is %v", got)
	}
	if numbers(img, image.Rect(302, 0, 330, 13)) < 20 {
		t.Error("no number stands at the line")
	}
	for name, item := range map[string]pack.Item{
		"a second page": item,
		"no pages":      {MediaType: "text/plain"},
	} {
		if _, err := m.View(t.Context(), item, 2, 72); !errors.Is(err, redact.ErrArea) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// numbers counts dark pixels.
func numbers(img image.Image, r image.Rectangle) int {
	n := 0
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if red, _, _, _ := img.At(x, y).RGBA(); red < 0x4000 {
				n++
			}
		}
	}
	return n
}
