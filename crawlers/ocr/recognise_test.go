package ocr_test

import (
	"context"
	"errors"
	"image"
	"strings"
	"testing"
	"time"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/ocr"
	"sarsen/crawlers/ocr/ocrtest"
	"sarsen/crawlers/program"
)

func picture(img *image.Gray) documents.Picture {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	return documents.Picture{Page: 1, Width: float64(w) / 2, Height: float64(h) / 2, Columns: w, Rows: h, DPI: 144, Grey: img.Pix}
}

// turned is a page that lies on its right side.
func turned(img *image.Gray) *image.Gray {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	out := image.NewGray(image.Rect(0, 0, h, w))
	for y := range h {
		for x := range w {
			out.Pix[x*out.Stride+h-1-y] = img.Pix[y*img.Stride+x]
		}
	}
	return out
}

var letter = []string{
	"Dear Petra Sample,", "we have looked into the damp in your flat", "at 12 Invented Lane and will send somebody",
	"to repair the window before the winter.", "Please ring Housing Repairs if nobody has", "been to see you by the end of the month.",
}

func TestRecognise(t *testing.T) {
	e := engine(t)
	page := ocrtest.Page(t, letter...)
	for _, tc := range []struct {
		name string
		img  *image.Gray
		want string
		box  documents.Rect // of "Petra", roughly
	}{
		{"upright", page, strings.Join(letter, " "), documents.Rect{Left: 68, Top: 32, Right: 108, Bottom: 46}},
		{"on its side", turned(page), strings.Join(letter, " "), documents.Rect{Left: 573, Top: 68, Right: 588, Bottom: 108}},
		{"nothing on it", ocrtest.Page(t), "", documents.Rect{}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			p := picture(tc.img)
			got, err := e.Recognise(t.Context(), p)
			if err != nil {
				t.Fatal(err)
			}
			if text := strings.Join(strings.Fields(got.Text), " "); text != tc.want {
				t.Errorf("text %q, want %q", text, tc.want)
			}
			if got.Width != p.Width || got.Height != p.Height {
				t.Errorf("page of %v by %v", got.Width, got.Height)
			}
			for _, w := range got.Words {
				if got.Text[w.Start:w.End] == "Petra" && !near(w.Box, tc.box) {
					t.Errorf("Petra stands at %v, want about %v", w.Box, tc.box)
				}
			}
			if tc.want != "" && got.Confidence < 80 {
				t.Errorf("only %d%% sure", got.Confidence)
			}
		})
	}
}

func near(a, b documents.Rect) bool {
	const points = 12
	off := func(x, y float64) bool { return x-y > points || y-x > points }
	return !off(a.Left, b.Left) && !off(a.Top, b.Top) && !off(a.Right, b.Right) && !off(a.Bottom, b.Bottom)
}

func TestLanguages(t *testing.T) {
	e := engine(t, "eng", "xxx")
	if e.Languages() != "eng" || len(e.Missing()) != 1 || e.Missing()[0] != "xxx" || !strings.HasPrefix(e.Version(), "tesseract ") {
		t.Errorf("%s reads %q, without %q", e.Version(), e.Languages(), e.Missing())
	}
	if _, err := ocr.New(t.Context(), ocr.Options{Languages: []string{"xxx"}, Self: self}); !errors.Is(err, ocr.ErrNoLanguage) {
		t.Errorf("error %v", err)
	}
}

func TestRecogniseEnds(t *testing.T) {
	engine(t)
	quick, err := ocr.New(t.Context(), ocr.Options{Time: time.Second, Self: self})
	if err != nil {
		t.Fatal(err)
	}
	busy := image.NewGray(image.Rect(0, 0, 6000, 6000)) // a page of noise
	seed := uint32(1)
	for i := range busy.Pix {
		seed = seed*1664525 + 1013904223
		busy.Pix[i] = byte(seed >> 24)
	}
	if _, err := quick.Recognise(t.Context(), picture(busy)); !errors.Is(err, program.ErrTime) {
		t.Errorf("error %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := quick.Recognise(ctx, picture(ocrtest.Page(t, "x"))); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if _, err := quick.Recognise(t.Context(), documents.Picture{Page: 1, Width: 1, Height: 1, Columns: 1 << 40, Rows: 1 << 40}); err == nil {
		t.Error("a picture without pixels is no error")
	}
}
