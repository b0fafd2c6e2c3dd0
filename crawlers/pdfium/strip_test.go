package pdfium_test

import (
	"image"
	"testing"

	"sarsen/crawlers/pdfium"
	"sarsen/crawlers/pdfium/pdftest"
)

// TestStrips: a piece is drawn as the page would be were it moved.
func TestStrips(t *testing.T) {
	for _, extra := range []string{
		"/MediaBox[0 0 300.7 200.4]", "/MediaBox[-20.1 10 280 210]", "/MediaBox[0 0 300 200]/CropBox[5 6 290 190]",
		"/MediaBox[0 0 300 200]/Rotate 90", "/MediaBox[0 0 300 200]/Rotate 180",
	} {
		t.Run(extra, func(t *testing.T) {
			content := "BT /F 12 Tf 20 100 Td (mill) Tj 0 50 Td (mill) Tj ET 0 0 1 rg 30 30 100 20 re f"
			doc := open(t, pdftest.File([]pdftest.Page{{Content: content, Extra: extra}}, nil, "", ""))
			want, err := doc.Render(t.Context(), 0, 150)
			if err != nil {
				t.Fatal(err)
			}
			got := image.NewRGBA(want.Rect)
			all := pdfium.Strip{Rectangle: want.Rect, Pieces: []pdfium.Piece{{Clip: want.Rect, Stretch: 1}}}
			if err := doc.Strips(t.Context(), 0, got, []pdfium.Strip{all}); err != nil {
				t.Fatal(err)
			}
			same(t, got, want, 0)
			moved := image.NewRGBA(want.Rect)
			all.Pieces[0].Shift = 40
			if err := doc.Strips(t.Context(), 0, moved, []pdfium.Strip{all}); err != nil {
				t.Fatal(err)
			}
			same(t, moved, want, 40)
		})
	}
}

// same checks that got is want, moved to the right.
func same(t *testing.T, got, want *image.RGBA, by int) {
	t.Helper()
	n := 0
	for y := range want.Rect.Dy() {
		for x := by; x < want.Rect.Dx(); x++ {
			d := int(got.RGBAAt(x, y).G) - int(want.RGBAAt(x-by, y).G)
			if d > 8 || d < -8 {
				n++
			}
		}
	}
	if n > 0 {
		t.Errorf("%d pixels differ", n)
	}
}
