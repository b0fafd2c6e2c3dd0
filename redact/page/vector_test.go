package page_test

import (
	"bytes"
	"strings"
	"testing"

	"sarsen/crawlers/pdfium"
	"sarsen/crawlers/pdfium/pdftest"
	"sarsen/redact"
	"sarsen/redact/page"
)

// TestVector: pages without marks stay text, others become pictures, and the
// same input gives the same bytes.
func TestVector(t *testing.T) {
	eng := pdftest.Engine(t)
	const text = "Dear Petra Sample"
	data := pdftest.File([]pdftest.Page{
		{Content: pdftest.Text(text)},
		{Content: pdftest.Text(text)},
		{Content: pdftest.Text(text), Extra: "/Rotate 90/MediaBox[50 200 450 900]"},
		{Content: "BT 3 Tr /F 12 Tf 72 700 Td (" + text + ") Tj ET"},
	}, nil, "", "")
	pages := make([]page.Page, 4)
	for i := range pages {
		pages[i].Text = text
	}
	pages[1].Withhold = []redact.Span{{Start: 5, End: len(text)}}
	for _, draft := range []bool{false, true} {
		out, report, err := copied(t.Context(), eng, data, pages, page.Options{Draft: draft})
		if err != nil {
			t.Fatal(err)
		}
		if report.Vector != 2 || report.Pages != 4 {
			t.Errorf("%d of %d pages are vector, want 2 of 4", report.Vector, report.Pages)
		}
		again, _, err := copied(t.Context(), eng, data, pages, page.Options{Draft: draft})
		if err != nil || !bytes.Equal(out, again) {
			t.Errorf("a second copy differs, %v", err)
		}
		checkVector(t, eng, out, draft)
	}
}

func checkVector(t *testing.T, eng *pdfium.Engine, out []byte, draft bool) {
	t.Helper()
	texts, err := page.ReadFirst(t.Context(), eng, out)
	if err != nil {
		t.Fatal(err)
	}
	for i, got := range texts {
		if strings.Contains(got, "DRAFT") != draft {
			t.Errorf("page %d says %q, draft %v", i+1, got, draft)
		}
		if strings.Contains(got, "Petra") != (i == 0 || i == 2) {
			t.Errorf("page %d says %q", i+1, got)
		}
	}
	doc, err := eng.Open(t.Context(), out, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer doc.Close()
	turned, err := doc.Layout(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	if turned.Width != 700 || turned.Height != 400 {
		t.Errorf("the turned page is %g by %g points, want 700 by 400", turned.Width, turned.Height)
	}
	if !draft {
		return
	}
	stamp := pdfium.Rect{}
	from := strings.Index(turned.Text, "DRAFT")
	for _, g := range turned.Glyphs {
		if g.Start >= from && g.Start < from+len("DRAFT") {
			stamp = stamp.Union(g.Box)
		}
	}
	middle := pdfium.Rect{Left: 340, Top: 190, Right: 360, Bottom: 210}
	if stamp.Intersect(middle).Empty() {
		t.Errorf("the stamp at %v is not across the middle of the turned page", stamp)
	}
}
