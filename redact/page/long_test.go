package page_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"sarsen/crawlers/pdfium/pdftest"
	"sarsen/redact"
	"sarsen/redact/page"
)

// TestLongDocuments: the memory for 2,000 pages does not grow with them: pages
// of type, and scans. It takes minutes, so it runs where SARSEN_CORPORA is
// "full".
func TestLongDocuments(t *testing.T) {
	if !pdftest.Full() {
		t.Skip("takes minutes: SARSEN_CORPORA=full")
	}
	const count = 2000
	for _, tc := range []struct {
		name string
		file func() ([]byte, []page.Page)
		most int // MB of the process
	}{
		{"type", func() ([]byte, []page.Page) { return letterOf(count) }, 700},
		{"scans", func() ([]byte, []page.Page) { return scansOf(t, count) }, 900},
	} {
		t.Run(tc.name, func(t *testing.T) {
			data, pages := tc.file()
			eng := engineOf(t, 2)
			began := time.Now()
			first, last := 0, 0
			report, err := page.Redact(t.Context(), eng, data, pages, io.Discard, page.Options{Pictures: true, Progress: func(n int) {
				if last = peakMB(t); n == count/4 {
					first = last
				}
			}})
			if err != nil || report.Pages != count || report.Masks != count || len(report.Dropped) > 0 {
				t.Fatalf("%d pages, %d boxes, %d dropped, error %v", report.Pages, report.Masks, len(report.Dropped), err)
			}
			t.Logf("%d MB source, %.1f pages a second, peak %d MB after a quarter, %d MB at the end", len(data)>>20, count/time.Since(began).Seconds(), first, last)
			if last > tc.most || last > first+first/4 {
				t.Errorf("peak memory %d MB after a quarter, %d MB at the end, want %d at most", first, last, tc.most)
			}
		})
	}
}

// scansOf writes a document of scanned pages, with an area withheld on each.
func scansOf(t *testing.T, pages int) ([]byte, []page.Page) {
	img := image.NewGray(image.Rect(0, 0, 620, 877))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for y := 50; y < 800; y += 30 {
		for x := 50; x < 550; x += 14 {
			for k := range 150 {
				img.SetGray(x+k%(6+(x/14+y)%5), y+k/10, color.Gray{Y: uint8(k % 60)})
			}
		}
	}
	var scan bytes.Buffer
	if err := jpeg.Encode(&scan, img, nil); err != nil {
		t.Fatal(err)
	}
	var list []pdftest.Page
	var objects []string
	var what []page.Page
	for i := range pages {
		objects = append(objects, fmt.Sprintf("<</Type/XObject/Subtype/Image/Width 620/Height 877/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/DCTDecode/Length %d>>\nstream\n%s\nendstream", scan.Len(), scan.Bytes()))
		// Each page names an image of its own.
		list = append(list, pdftest.Page{Content: "q 595 0 0 842 0 0 cm /X Do Q", Extra: fmt.Sprintf("/Resources<</XObject<</X %d 0 R>>>>", pdftest.FirstObject+i)})
		what = append(what, page.Page{Areas: []redact.Rect{{Left: 100, Top: 100, Right: 200, Bottom: 150}}})
	}
	return pdftest.File(list, objects, "", ""), what
}

// peakMB is the largest resident set that the process had.
func peakMB(t *testing.T) int {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip("no /proc")
	}
	for line := range strings.Lines(string(status)) {
		var kb int
		if n, _ := fmt.Sscanf(line, "VmHWM: %d kB", &kb); n == 1 {
			return kb >> 10
		}
	}
	return 0
}
