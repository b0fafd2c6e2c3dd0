package facsimile_test

import (
	"bytes"
	"errors"
	"image"
	"strings"
	"testing"

	"sarsen/crawlers/ocr/ocrtest"
	"sarsen/crawlers/pdfium/pdftest"
	"sarsen/redact"
	"sarsen/redact/facsimile"
	"sarsen/redact/pack"
)

// photo is a picture in which words were recognised, with a place for each.
func photo(t *testing.T, words ...string) pack.Item {
	t.Helper()
	data := ocrtest.PNG(t, image.NewGray(image.Rect(0, 0, 400, 200)))
	scan := redact.Scan{Text: strings.Join(words, " ")}
	at := 0
	for i, w := range words {
		box := redact.Rect{Left: float64(20 + 100*i), Top: 50, Right: float64(100 + 100*i), Bottom: 70}
		scan.Words = append(scan.Words, redact.ScanWord{Span: redact.Span{Start: at, End: at + len(w)}, Box: box})
		at += len(w) + 1
	}
	text := scan.Text + "\nDevice: x"
	return pack.Item{
		MediaType: "image/png", Text: text,
		Bounds: []pack.Bound{
			{Kind: "recognised", Start: 0, End: len(scan.Text) + 1},
			{Kind: "properties", Start: len(scan.Text) + 1, End: len(text)},
		},
		Scan: func(page int) (redact.Scan, bool, error) { return scan, page == 1, nil },
		Open: func() ([]byte, error) { return data, nil },
	}
}

func TestPicture(t *testing.T) {
	m := facsimile.Maker{Engine: pdftest.Engine(t)}
	item := photo(t, "ask", "Ann", "today")
	var out bytes.Buffer
	copied, err := m.Copy(t.Context(), item, spans(item.Text, "Ann", "Device"), false, &out)
	if err != nil || copied.Pages != 1 || len(copied.Dropped) > 0 {
		t.Fatalf("copied %+v, error %v", copied, err)
	}
	if got := read(t, m, out.Bytes()); got != "ask █████ today" {
		t.Errorf("the copy reads %q", got)
	}
	t.Run("areas", func(t *testing.T) {
		item.Areas = []redact.Area{{Page: 1, Rect: redact.Rect{Left: 210, Top: 40, Right: 330, Bottom: 80}}}
		under, err := m.Under(t.Context(), item)
		if err != nil || len(under) != 1 || item.Text[under[0].Start:under[0].End] != "today" {
			t.Fatalf("under the area %v, error %v", under, err)
		}
		var out bytes.Buffer
		if _, err := m.Copy(t.Context(), item, under, false, &out); err != nil {
			t.Fatal(err)
		}
		if got := read(t, m, out.Bytes()); strings.Contains(got, "today") || !strings.Contains(got, "Ann") {
			t.Errorf("the copy reads %q", got)
		}
		item.Areas[0].Page = 2
		if _, err := m.Under(t.Context(), item); !errors.Is(err, redact.ErrArea) {
			t.Errorf("frame 2 of 1: %v", err)
		}
	})
	t.Run("view", func(t *testing.T) {
		img, err := m.View(t.Context(), item, 1, 0)
		if err != nil || img.Bounds() != image.Rect(0, 0, 400, 200) {
			t.Fatalf("error %v", err)
		}
		if _, err := m.View(t.Context(), item, 2, 0); !errors.Is(err, redact.ErrArea) {
			t.Errorf("frame 2 of 1: %v", err)
		}
	})
}

func TestScannedPage(t *testing.T) {
	m := facsimile.Maker{Engine: pdftest.Engine(t)}
	paper := image.NewGray(image.Rect(0, 0, 400, 600))
	for i := range paper.Pix {
		paper.Pix[i] = 255
	}
	data := ocrtest.PDF(t, "", paper) // behind a page without text
	item := photo(t, "ask", "Ann", "today")
	item.MediaType = "application/pdf"
	item.Bounds = append([]pack.Bound{{Kind: "page", Label: "1"}, {Kind: "page", Label: "2", End: len("ask Ann today\n")}}, item.Bounds...)
	words := item.Scan
	item.Scan = func(page int) (redact.Scan, bool, error) { return words(page - 1) }
	item.Open = func() ([]byte, error) { return data, nil }
	var out bytes.Buffer
	copied, err := m.Copy(t.Context(), item, spans(item.Text, "Ann"), false, &out)
	if err != nil || copied.Pages != 2 || len(copied.Dropped) > 0 {
		t.Fatalf("copied %+v, error %v", copied, err)
	}
	if got := read(t, m, out.Bytes()); got != "ask █████ today" {
		t.Errorf("the copy reads %q", got)
	}
	item.Areas = []redact.Area{{Page: 2, Rect: redact.Rect{Left: 10, Top: 40, Right: 110, Bottom: 80}}}
	under, err := m.Under(t.Context(), item)
	if err != nil || len(under) != 1 || item.Text[under[0].Start:under[0].End] != "ask" {
		t.Errorf("under the area %v, error %v", under, err)
	}
}
