package verify

import (
	"image"
	"image/color"
	"testing"
)

// TestShrunk: a page that was drawn finely has the size of one drawn to be looked
// at, and a thin line on it is still to be seen.
func TestShrunk(t *testing.T) {
	for _, tc := range []struct {
		name     string
		from, to image.Point
	}{
		{"A4 drawn finely", image.Pt(1654, 2339), image.Pt(910, 1286)},
		{"a page too large to be drawn finely", image.Pt(800, 1131), image.Pt(800, 1131)},
	} {
		t.Run(tc.name, func(t *testing.T) {
			img := image.NewRGBA(image.Rectangle{Max: tc.from})
			for i := range img.Pix {
				img.Pix[i] = 0xFF
			}
			for x := range tc.from.X {
				img.SetRGBA(x, tc.from.Y/2, color.RGBA{A: 0xFF})
			}
			out := shrunk(img, 595.32)
			if out.Rect.Size() != tc.to {
				t.Fatalf("size %v, want %v", out.Rect.Size(), tc.to)
			}
			for x := range tc.to.X {
				at := tc.from.Y / 2 * tc.to.Y / tc.from.Y
				if out.RGBAAt(x, at).G > 0xFF-relief && out.RGBAAt(x, at+1).G > 0xFF-relief {
					t.Fatalf("no line at %d", x)
				}
			}
		})
	}
}
