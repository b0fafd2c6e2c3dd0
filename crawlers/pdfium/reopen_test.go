package pdfium_test

import (
	"context"
	"errors"
	"testing"

	"sarsen/crawlers/pdfium"
	"sarsen/crawlers/pdfium/pdftest"
)

func TestTryOpen(t *testing.T) {
	eng, data := pdftest.Engine(t), pdftest.File([]pdftest.Page{{Content: pdftest.Text("one")}}, nil, "", "")
	first, err := eng.TryOpen(t.Context(), data, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := eng.TryOpen(t.Context(), data, nil); !errors.Is(err, pdfium.ErrBusy) {
		t.Errorf("error %v, want ErrBusy", err)
	}
	first.Close()
	if _, err := eng.TryOpen(t.Context(), []byte("no"), nil); !errors.Is(err, pdfium.ErrDamaged) {
		t.Errorf("error %v, want ErrDamaged", err)
	}
	again, err := eng.TryOpen(t.Context(), data, nil)
	if err != nil {
		t.Fatal(err)
	}
	again.Close()
}

func TestReopen(t *testing.T) {
	eng, data := pdftest.Engine(t), pdftest.File([]pdftest.Page{{Content: pdftest.Text("one")}}, nil, "", "")
	doc, err := eng.Open(t.Context(), data, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer doc.Close()
	for range 100 { // more than one instance serves
		if err := doc.Reopen(t.Context(), data, nil); err != nil {
			t.Fatal(err)
		}
		if page, err := doc.Page(t.Context(), 0); err != nil || page.Text != "one" {
			t.Fatalf("page %q, error %v", page.Text, err)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := doc.Reopen(ended, data, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if err := doc.Reopen(t.Context(), data, nil); !errors.Is(err, pdfium.ErrClosed) {
		t.Errorf("error %v after a failure, want ErrClosed", err)
	}
	other, err := eng.TryOpen(t.Context(), data, nil) // its place is free again
	if err != nil {
		t.Fatal(err)
	}
	other.Close()
}
