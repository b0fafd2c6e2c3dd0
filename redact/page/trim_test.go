package page_test

import (
	"strings"
	"testing"

	"sarsen/crawlers/pdfium/pdftest"
)

// TestTrim: boxes on lines that cannot be set anew leave the lines above and
// below, however close these stand.
func TestTrim(t *testing.T) {
	const around = "BT /F 12 Tf 72 710.5 Td (rose oven swan) Tj 0 -21 Td (tile dull bald) Tj ET "
	const ruled = " 120 698.5 60 0.7 re f"
	for _, tc := range []struct{ name, word string }{
		{"a high word", "Dolly"},
		{"a low word", "azures"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			eng := pdftest.Engine(t)
			data := pdftest.File([]pdftest.Page{{Content: around + "BT /F 12 Tf 72 700 Td (" + tc.word + " canoe) Tj ET" + ruled}}, nil, "", "")
			out, report := copyOf(t, eng, data, tc.word)
			if report.Swept != 0 || report.Masks != 1 {
				t.Errorf("report %+v", report)
			}
			first, _ := both(t, eng, out)
			for _, word := range strings.Fields("rose oven swan tile dull bald canoe") {
				if !strings.Contains(first, word) {
					t.Errorf("%q is lost: %q", word, first)
				}
			}
			boxed(t, eng, data, out, tc.word)
		})
	}
}

// TestEdgeOfPage: no letter of a copy's text is off its page.
func TestEdgeOfPage(t *testing.T) {
	eng := pdftest.Engine(t)
	data := pdftest.File([]pdftest.Page{{Content: "BT /F 12 Tf 72 700 Td (Secret) Tj 490 0 Td (Wwwwww) Tj ET"}}, nil, "", "")
	out, _ := copyOf(t, eng, data, "Secret")
	layout := layoutOf(t, eng, out)
	if !strings.Contains(layout.Text, "Ww") {
		t.Errorf("what is on the page is lost: %q", layout.Text)
	}
	for _, g := range layout.Glyphs {
		if g.Ink.Left >= layout.Width {
			t.Errorf("%q stands off the page", layout.Text[g.Start:g.End])
		}
	}
}
