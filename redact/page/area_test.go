package page_test

import (
	"errors"
	"fmt"
	"image"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/crawlers/pdfium/pdftest"
	"sarsen/redact"
	"sarsen/redact/page"
)

// bar draws a black rectangle, given from the top left of an A4 page.
func bar(left, top, width, height float64) string {
	return fmt.Sprintf("%g %g %g %g re f ", left, 842-top-height, width, height)
}

// black checks that all pixels of a part are.
func black(t *testing.T, img *image.RGBA, part image.Rectangle) {
	t.Helper()
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			if img.RGBAAt(x, y).G > 40 {
				t.Fatalf("not black at %d, %d", x, y)
			}
		}
	}
}

func TestAreas(t *testing.T) {
	eng := pdftest.Engine(t)
	data := pdftest.File([]pdftest.Page{{Content: pdftest.Text("Dear Petra Sample", "your neighbour Jonathan Example called")}}, nil, "", "")
	texts, err := page.ReadFirst(t.Context(), eng, data)
	if err != nil {
		t.Fatal(err)
	}
	area := redact.Rect{Left: 140, Top: 80, Right: 235, Bottom: 95} // from the middle of "neighbour"
	scan := redact.Scan{Text: "stamp", Words: []redact.ScanWord{{Span: redact.Span{End: 5}, Box: redact.Rect{Left: 220, Top: 90, Right: 260, Bottom: 110}}}}
	areas := []redact.Rect{area, {Left: -50, Top: 700, Right: 1e9, Bottom: 750}, {Left: 5, Top: 5, Right: 1, Bottom: 1}}
	what := page.Page{Text: texts[0], Areas: areas, Scan: &scan}
	out, report, err := copied(t.Context(), eng, data, []page.Page{what}, page.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if report.Masks != 2 || report.Swept != len("neighbourJonathanExample")+len("stamp") {
		t.Errorf("report %+v", report)
	}
	first, _ := both(t, eng, out)
	for _, gone := range []string{"neigh", "Jonathan", "stamp"} {
		if strings.Contains(first, gone) {
			t.Errorf("%q is still in %q", gone, first)
		}
	}
	for _, stay := range []string{"Dear", "your", redact.Mask} {
		if !strings.Contains(first, stay) {
			t.Errorf("%q is not in %q", stay, first)
		}
	}
	img := render(t, eng, out)
	black(t, img, image.Rect(140, 80, 235, 95))
	black(t, img, image.Rect(0, 700, 595, 750))
	if img.RGBAAt(138, 94).G < 200 || img.RGBAAt(237, 94).G < 200 {
		t.Error("the area is larger than it was drawn")
	}

	under, err := page.Under(t.Context(), eng, data, map[int][]redact.Rect{1: areas, 7: areas}, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := map[int][]string{}
	for n, spans := range under {
		for _, s := range spans {
			got[n] = append(got[n], texts[0][s.Start:s.End])
		}
	}
	if diff := cmp.Diff(map[int][]string{1: {"neighbour Jonathan Example"}}, got); diff != "" {
		t.Errorf("under the areas (-want +got):\n%s", diff)
	}
	off := map[int][]redact.Rect{1: {{Left: 600, Top: 900, Right: 700, Bottom: 950}}}
	if _, err := page.Under(t.Context(), eng, data, off, nil); !errors.Is(err, redact.ErrArea) {
		t.Errorf("an area outside the page: %v", err)
	}
	if diff := cmp.Diff([]redact.Span{{End: 5}}, page.UnderScan(scan, areas)); diff != "" {
		t.Errorf("recognised under the areas (-want +got):\n%s", diff)
	}
	if _, err := page.Under(t.Context(), eng, []byte("no"), nil, nil); err == nil {
		t.Error("no error for what is no PDF")
	}
}

// TestAreasOverWithheld: what is withheld under an area, and areas that overlap,
// are one mask in the text; the pixels of all are black.
func TestAreasOverWithheld(t *testing.T) {
	eng := pdftest.Engine(t)
	scan, bars := scanned(100, "ask Jonathan Example today")
	data := pdftest.File([]pdftest.Page{scanOf(bars)}, []string{pixel}, "", "")
	areas := []redact.Rect{{Left: 90, Top: 95, Right: 180, Bottom: 116}, {Left: 120, Top: 90, Right: 194, Bottom: 120}}
	what := page.Page{Scan: &scan, WithholdScan: []redact.Span{{Start: 4, End: 20}}, Areas: areas}
	out, report, err := copied(t.Context(), eng, data, []page.Page{what}, page.Options{})
	if err != nil || report.Masks != 3 {
		t.Fatalf("report %+v, error %v", report, err)
	}
	first, second := both(t, eng, out)
	for _, got := range []string{first, second} {
		if got := strings.Join(strings.Fields(got), " "); got != "ask "+redact.Mask+" today" {
			t.Errorf("the copy reads %q", got)
		}
	}
	img := render(t, eng, out)
	for _, a := range areas {
		black(t, img, image.Rect(int(a.Left), int(a.Top), int(a.Right), int(a.Bottom)))
	}
}
