package page_test

import (
	"image"
	"strings"
	"testing"

	"sarsen/crawlers/pdfium/pdftest"
	"sarsen/redact"
	"sarsen/redact/page"
)

// scanned returns the scan of one line of words, 12 points high at top, each
// letter 6 points wide, and the drawing of its letters as bars.
func scanned(top float64, text string) (redact.Scan, string) {
	s := redact.Scan{Text: text}
	var draw strings.Builder
	left, at := 72.0, 0
	for _, w := range strings.Fields(text) {
		i := at + strings.Index(text[at:], w)
		right := left + 6*float64(len(w))
		s.Words = append(s.Words, redact.ScanWord{
			Span: redact.Span{Start: i, End: i + len(w)},
			Box:  redact.Rect{Left: left, Top: top, Right: right, Bottom: top + 12},
		})
		for x := left; x < right; x += 6 {
			draw.WriteString(bar(x+1, top, 4, 12))
		}
		left, at = right+6, i+len(w)
	}
	return s, draw.String()
}

// scanOf is a page whose picture is white, with bars on top.
func scanOf(bars string) pdftest.Page {
	return pdftest.Page{Content: "q 595 0 0 842 0 0 cm /X Do Q " + bars}
}

// pixel is the image of scanOf.
const pixel = "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>\nstream\n\xff\nendstream"

func TestScan(t *testing.T) {
	eng := pdftest.Engine(t)
	scan, bars := scanned(100, "ask Jonathan Example today")
	data := pdftest.File([]pdftest.Page{scanOf(bars)}, []string{pixel}, "", "")
	what := page.Page{Scan: &scan, WithholdScan: []redact.Span{{Start: 4, End: 20}}}
	out, report, err := copied(t.Context(), eng, data, []page.Page{what}, page.Options{})
	if err != nil || len(report.Dropped) > 0 || report.Masks != 1 {
		t.Fatalf("report %+v, error %v", report, err)
	}
	first, second := both(t, eng, out)
	for _, got := range []string{first, second} {
		if got := strings.Join(strings.Fields(got), " "); got != "ask "+redact.Mask+" today" {
			t.Errorf("the copy reads %q", got)
		}
	}
	black(t, render(t, eng, out), image.Rect(96, 99, 192, 113))
	img := render(t, eng, out)
	if img.RGBAAt(84, 106).G < 200 || img.RGBAAt(75, 106).G > 100 {
		t.Error("what is before the mask did not stay")
	}
}

// TestScanBoxCutsInk: a box that is off is widened over what it cuts.
func TestScanBoxCutsInk(t *testing.T) {
	eng := pdftest.Engine(t)
	data := pdftest.File([]pdftest.Page{scanOf(bar(100, 100, 60, 12))}, []string{pixel}, "", "")
	scan := redact.Scan{Text: "Jonathan", Words: []redact.ScanWord{{
		Span: redact.Span{End: 8}, Box: redact.Rect{Left: 106, Top: 103, Right: 155, Bottom: 110},
	}}}
	out, _, err := copied(t.Context(), eng, data, []page.Page{{Scan: &scan, WithholdScan: []redact.Span{{End: 8}}}}, page.Options{})
	if err != nil {
		t.Fatal(err)
	}
	black(t, render(t, eng, out), image.Rect(100, 100, 160, 112))
}

// TestScanUnplaced: a withheld word whose place is not known costs the page.
func TestScanUnplaced(t *testing.T) {
	eng := pdftest.Engine(t)
	full, bars := scanned(100, "ask Jonathan today")
	data := pdftest.File([]pdftest.Page{scanOf(bars)}, []string{pixel}, "", "")
	missing, flat := full, full
	missing.Words = []redact.ScanWord{full.Words[0], full.Words[2]}
	flat.Words = append([]redact.ScanWord{}, full.Words...)
	flat.Words[1].Box = redact.Rect{}
	for name, scan := range map[string]redact.Scan{"no word": missing, "no box": flat} {
		t.Run(name, func(t *testing.T) {
			what := page.Page{Scan: &scan, WithholdScan: []redact.Span{{Start: 4, End: 12}}}
			_, report, err := copied(t.Context(), eng, data, []page.Page{what}, page.Options{})
			if err != nil || len(report.Dropped) != 1 || report.Dropped[0].Reason != page.Unplaced {
				t.Errorf("report %+v, error %v", report, err)
			}
		})
	}
}

// TestScanWithText: words that the page's own text holds are not said twice,
// others come in where they stand.
func TestScanWithText(t *testing.T) {
	eng := pdftest.Engine(t)
	content := "q 595 0 0 842 0 0 cm /X Do Q BT /F 12 Tf 72 742 Td (Dear Petra Sample) Tj 0 -80 Td (the end) Tj ET"
	scan, _ := scanned(130, "from the hedge")
	heading, _ := scanned(89, "Dear Petra Samp1e")
	for _, w := range heading.Words {
		w.Start, w.End = w.Start+len(scan.Text)+1, w.End+len(scan.Text)+1
		w.Box.Left, w.Box.Right = 72+(w.Box.Left-72)*0.97, 72+(w.Box.Right-72)*0.97
		scan.Words = append(scan.Words, w)
	}
	scan.Text += "\n" + heading.Text
	data := pdftest.File([]pdftest.Page{{Content: content}}, []string{pixel}, "", "")
	texts, err := page.ReadFirst(t.Context(), eng, data)
	if err != nil {
		t.Fatal(err)
	}
	out, _, err := copied(t.Context(), eng, data, []page.Page{{Text: texts[0], Scan: &scan}}, page.Options{})
	if err != nil {
		t.Fatal(err)
	}
	first, _ := both(t, eng, out)
	if got := strings.Join(strings.Fields(first), " "); got != "Dear Petra Sample from the hedge the end" {
		t.Errorf("the copy reads %q", got)
	}
}

func TestScanSpan(t *testing.T) {
	eng := pdftest.Engine(t)
	data := pdftest.File([]pdftest.Page{scanOf("")}, []string{pixel}, "", "")
	for name, what := range map[string]page.Page{
		"outside the text": {Scan: &redact.Scan{Text: "a"}, WithholdScan: []redact.Span{{Start: 1, End: 2}}},
		"without a scan":   {WithholdScan: []redact.Span{{End: 1}}},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := copied(t.Context(), eng, data, []page.Page{what}, page.Options{Pictures: true})
			if err == nil {
				t.Error("no error")
			}
		})
	}
}
