package pdfium_test

import (
	"fmt"
	"strings"
	"testing"

	"sarsen/crawlers/pdfium/pdftest"
)

// Letters that stand a little apart are words all the same, and those far apart
// are not; page and layout agree.
func TestSpacedLetters(t *testing.T) {
	const words = "Winifred Ashdown, at Quay Street"
	tests := []struct {
		name   string
		letter float64 // points from one to the next, beside its width
		want   string
	}{
		{"close", 2.4, "Winifred Ashdown, at Quay Street"},
		{"far", 5, "W i n i f r e d"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var content strings.Builder
			for line := range 4 {
				at := 20.0
				for _, r := range words {
					if r != ' ' { // every letter is placed by itself
						fmt.Fprintf(&content, "BT /C 12 Tf %.1f %d Td (%c) Tj ET\n", at, 700-30*line, r)
					}
					at += 7.2 + tt.letter
				}
			}
			doc := open(t, pdftest.File([]pdftest.Page{{Content: content.String()}}, nil, "", ""))
			page, err := doc.Page(t.Context(), 0)
			if err != nil {
				t.Fatal(err)
			}
			layout, err := doc.Layout(t.Context(), 0)
			if err != nil {
				t.Fatal(err)
			}
			if page.Text != layout.Text || !strings.Contains(page.Text, tt.want) {
				t.Errorf("page %q, layout %q", page.Text, layout.Text)
			}
			for _, g := range layout.Glyphs {
				if g.Start > g.End || g.End > len(layout.Text) || strings.Contains(layout.Text[g.Start:g.End], " ") {
					t.Errorf("glyph %v is %q", g, layout.Text[g.Start:g.End])
				}
			}
		})
	}
}
