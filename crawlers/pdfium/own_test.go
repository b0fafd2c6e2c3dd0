package pdfium_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"sarsen/crawlers/pdfium"
	"sarsen/crawlers/pdfium/pdftest"
)

// TestTrusted: an engine for documents of our own draws what the other draws. Its
// calls end late when their context ends, but they end, and it goes on.
func TestTrusted(t *testing.T) {
	eng, err := pdfium.New(pdfium.Options{CacheDir: pdftest.CacheDir(), Trusted: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := eng.Close(); err != nil {
			t.Error(err)
		}
	}()
	lines := strings.Repeat("0 0 m 500 800 400 9 77 500 c 3 9 l S\n", 20_000)
	slow, err := eng.Open(t.Context(), pdftest.File([]pdftest.Page{{Content: lines}}, nil, "", ""), nil)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, err := slow.Render(ctx, 0, 72); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v, want the deadline's", err)
	}
	slow.Close()

	data := pdftest.File([]pdftest.Page{{Content: pdftest.Text("next") + " 0 0 1 rg 20 20 99 300 re f"}}, nil, "", "")
	var drawn [][]byte
	for _, e := range []*pdfium.Engine{eng, pdftest.Engine(t)} {
		doc, err := e.Open(t.Context(), data, nil)
		if err != nil {
			t.Fatal(err)
		}
		img, err := doc.Render(t.Context(), 0, 110)
		doc.Close()
		if err != nil {
			t.Fatal(err)
		}
		drawn = append(drawn, img.Pix)
	}
	if !bytes.Equal(drawn[0], drawn[1]) {
		t.Error("the two engines draw differently")
	}
}
