package pdfium_test

import (
	"image"
	"testing"

	"sarsen/crawlers/pdfium/pdftest"
)

func TestBlind(t *testing.T) {
	for name, tc := range map[string]struct {
		mode string
		want bool
	}{"drawn": {"0 Tr (HHH) Tj", false}, "some not drawn": {"0 Tr (H) Tj 3 Tr (HHH) Tj", true}} {
		t.Run(name, func(t *testing.T) {
			content := "0 0 1 rg 10 10 100 5 re f BT /F 40 Tf 20 60 Td " + tc.mode + " ET"
			doc := open(t, pdftest.File([]pdftest.Page{{Content: content, Extra: "/MediaBox[0 0 200 100]"}}, nil, "", ""))
			list, undrawn, err := doc.Blind(t.Context(), 0, image.Pt(200, 100), []image.Rectangle{image.Rect(0, 0, 300, 100)})
			if err != nil || undrawn != tc.want || len(list) != 1 {
				t.Fatalf("%d pictures, undrawn %v, error %v", len(list), undrawn, err)
			}
			img := list[0]
			for y := range 80 {
				for x := range 200 {
					if img.RGBAAt(x, y).R < 255 {
						t.Fatalf("something at %d, %d", x, y)
					}
				}
			}
			if img.RGBAAt(50, 88).R > 0 {
				t.Error("the box went with the text")
			}
		})
	}

	doc := open(t, pdftest.File([]pdftest.Page{{Content: "BT /F 40 Tf 3 Tr 20 60 Td (Hi) Tj ET"}}, nil, "", ""))
	drawings, undrawn, err := doc.Blind(t.Context(), 0, image.Pt(200, 100), []image.Rectangle{image.Rect(0, 0, 200, 100)})
	if drawings != nil || !undrawn || err != nil {
		t.Errorf("%d pictures, undrawn %v, error %v", len(drawings), undrawn, err)
	}
	list, err := doc.Letters(t.Context(), 0)
	if err != nil || len(list) != 2 || list[1].Rune != 'i' || list[1].Drawn {
		t.Errorf("letters %v, error %v", list, err)
	}
}
