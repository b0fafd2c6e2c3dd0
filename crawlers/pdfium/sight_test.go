package pdfium_test

import (
	"bytes"
	"testing"

	"sarsen/crawlers/pdfium/pdftest"
)

// TestSight: what is drawn is missing where text is left out, and nothing else.
func TestSight(t *testing.T) {
	content := "BT /F 20 Tf 20 60 Td (seen) Tj ET 0 0 1 RG 10 10 100 5 re S BT 3 Tr /F 20 Tf 20 30 Td (unseen) Tj ET"
	doc := open(t, pdftest.File([]pdftest.Page{{Content: content, Extra: "/MediaBox[0 0 200 100]"}}, nil, "", ""))
	s, err := doc.Sight(t.Context(), 0, 72)
	if err != nil {
		t.Fatal(err)
	}
	if s.Width != 200 || s.Height != 100 || s.Shown.Rect != s.Blind.Rect {
		t.Fatalf("page of %g by %g, pictures %v and %v", s.Width, s.Height, s.Shown.Rect, s.Blind.Rect)
	}
	drawn, undrawn := "", ""
	for _, l := range s.Letters {
		switch {
		case l.Ink.Empty():
		case l.Drawn:
			drawn += string(l.Rune)
		default:
			undrawn += string(l.Rune)
		}
	}
	if drawn != "seen" || undrawn != "unseen" {
		t.Errorf("drawn %q, not drawn %q", drawn, undrawn)
	}
	if bytes.Equal(s.Shown.Pix, s.Blind.Pix) {
		t.Error("the page is the same without its text")
	}
	if c := s.Blind.RGBAAt(50, 90); c.B < 100 || c.R > 200 {
		t.Errorf("the line went with the text: %v", c)
	}
	alone, err := doc.Alone(t.Context(), 0, 72)
	if err != nil {
		t.Fatal(err)
	}
	if c := alone.RGBAAt(50, 90); c.R != 0xFF {
		t.Errorf("the line is drawn with the text alone: %v", c)
	}
}
