package pdfium_test

import (
	"testing"

	"sarsen/crawlers/pdfium/pdftest"
)

// TestReplaced: a page is known for one that shows other words than its text
// says, and only then.
func TestReplaced(t *testing.T) {
	eng := pdftest.Engine(t)
	const begin, end = "BT /F 12 Tf 72 700 Td (The tenant of the flat above) Tj ET ", " BT /F 12 Tf 72 680 Td (Tamsin Wrexley) Tj ET EMC"
	for _, tc := range []struct {
		name, content string
		want          bool
	}{
		{"no mark", begin + "/P BMC" + end, false},
		{"the same words", begin + "/Span <</ActualText(Tamsin Wrexley)>> BDC" + end, false},
		{"with a sign more", begin + "/Span <</ActualText(Tamsin Wrex\\255ley)>> BDC" + end, false},
		{"other words", begin + "/Span <</ActualText(Gordon Pellham)>> BDC" + end, true},
		{"another surname", begin + "/Span <</ActualText(Tamsin Pellham)>> BDC" + end, true},
		{"nothing, which the engine does not take for a text", begin + "/Span <</ActualText()>> BDC" + end, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			doc, err := eng.Open(t.Context(), pdftest.File([]pdftest.Page{{Content: tc.content}}, nil, "", ""), nil)
			if err != nil {
				t.Fatal(err)
			}
			defer doc.Close()
			page, err := doc.Page(t.Context(), 0)
			if err != nil {
				t.Fatal(err)
			}
			layout, err := doc.Layout(t.Context(), 0)
			if err != nil {
				t.Fatal(err)
			}
			if page.Unmapped != tc.want || layout.Unmapped != tc.want {
				t.Errorf("text %q: unmapped %v and %v, want %v", page.Text, page.Unmapped, layout.Unmapped, tc.want)
			}
			if layout.Text != page.Text {
				t.Errorf("texts differ: %q and %q", layout.Text, page.Text)
			}
		})
	}
}
