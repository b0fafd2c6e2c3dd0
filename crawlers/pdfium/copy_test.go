package pdfium_test

import (
	"context"
	"errors"
	"testing"

	"sarsen/crawlers/pdfium"
	"sarsen/crawlers/pdfium/pdftest"
)

// TestCopy: a copy reads as the original does, in the same instance.
func TestCopy(t *testing.T) {
	doc := open(t, pdftest.File([]pdftest.Page{
		{Content: pdftest.Text("first")},
		{Content: pdftest.Text("second"), Extra: "/Rotate 90"},
		{Content: pdftest.Text("third")},
	}, nil, "", ""))
	data, err := doc.Copy(t.Context(), []int{1, 2})
	if err != nil {
		t.Fatal(err)
	}
	other, err := doc.Beside(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	if other.Pages() != 2 {
		t.Errorf("%d pages, want 2", other.Pages())
	}
	for i := range other.Pages() {
		got, err := other.Page(t.Context(), i)
		if err != nil {
			t.Fatal(err)
		}
		want, err := doc.Page(t.Context(), i+1)
		if err != nil {
			t.Fatal(err)
		}
		if got.Text != want.Text || got.Width != want.Width {
			t.Errorf("page %d: %q, %g points wide, want %q, %g", i, got.Text, got.Width, want.Text, want.Width)
		}
	}
	other.Close()
	if page, err := doc.Page(t.Context(), 0); err != nil || page.Text != "first" {
		t.Errorf("afterwards %q, %v", page.Text, err)
	}
}

func TestCopyErrors(t *testing.T) {
	doc := open(t, pdftest.File([]pdftest.Page{{}}, nil, "", ""))
	if _, err := doc.Copy(t.Context(), []int{3}); !errors.Is(err, pdfium.ErrDamaged) {
		t.Errorf("error %v for a page that is not there", err)
	}
	if _, err := doc.Beside(t.Context(), []byte("Dear Sir")); !errors.Is(err, pdfium.ErrDamaged) {
		t.Errorf("error %v for what is no PDF", err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := doc.Copy(ended, []int{0}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v with an ended context", err)
	}
}
