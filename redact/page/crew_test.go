package page_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"runtime"
	"testing"
	"time"

	"sarsen/crawlers/pdfium"
	"sarsen/crawlers/pdfium/pdftest"
	"sarsen/redact"
	"sarsen/redact/page"
)

// engineOf returns an engine of so many instances.
func engineOf(tb testing.TB, instances int) *pdfium.Engine {
	tb.Helper()
	eng, err := pdfium.New(pdfium.Options{CacheDir: pdftest.CacheDir(), Instances: instances})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := eng.Close(); err != nil {
			tb.Error(err)
		}
	})
	return eng
}

// letterOf writes a document of many pages of type, and what is to become of
// them: a name on each is withheld.
func letterOf(pages int) ([]byte, []page.Page) {
	var list []pdftest.Page
	var what []page.Page
	for i := range pages {
		lines, text := []string{fmt.Sprintf("Page %d, Dear Petra Sample", i+1)}, ""
		for k := range 35 {
			lines = append(lines, fmt.Sprintf("%d. your neighbour called about the hedge, the fence and the drive again", k))
		}
		for k, l := range lines {
			if k > 0 {
				text += "\n"
			}
			text += l
		}
		list = append(list, pdftest.Page{Content: pdftest.Text(lines...)})
		what = append(what, hide(text, "Petra"))
	}
	return pdftest.File(list, nil, "", ""), what
}

// TestHands: however many work on a document, the copy is the same, and Progress
// is told of one page after the other.
func TestHands(t *testing.T) {
	data, pages := letterOf(30)
	pages[7].Drop, pages[12].Text = true, "another"
	one, report, err := copied(t.Context(), engineOf(t, 1), data, pages, page.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Dropped) != 2 || report.Dropped[0] != (page.Dropped{Page: 8, Reason: page.Decided}) || report.Dropped[1] != (page.Dropped{Page: 13, Reason: page.Changed}) {
		t.Errorf("dropped %v", report.Dropped)
	}
	told := 0
	three, again, err := copied(t.Context(), engineOf(t, 3), data, pages, page.Options{Progress: func(n int) {
		if told++; n != told {
			t.Errorf("told of %d pages, want %d", n, told)
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	if told != 30 || !bytes.Equal(one, three) || fmt.Sprint(report) != fmt.Sprint(again) {
		t.Errorf("%d bytes by one, %d by three, told of %d pages: %v, %v", len(one), len(three), told, report, again)
	}
}

// TestManyPages: the document is opened again on the way, which changes nothing.
func TestManyPages(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	data, pages := letterOf(230)
	for i := range pages {
		pages[i].Drop = i%50 != 0
	}
	_, report, err := copied(t.Context(), engineOf(t, 2), data, pages, page.Options{})
	if err != nil || report.Pages != 230 || report.Masks != 5 {
		t.Errorf("report %+v, error %v", report, err)
	}
}

// TestEndsSoon: an ended context ends the work, and an error that of all hands.
func TestEndsSoon(t *testing.T) {
	data, pages := letterOf(60)
	eng := engineOf(t, 2)
	ctx, cancel := context.WithCancel(t.Context())
	began := time.Now()
	_, _, err := copied(ctx, eng, data, pages, page.Options{Progress: func(n int) {
		if n == 3 {
			began = time.Now()
			cancel()
		}
	}})
	if took := time.Since(began); !errors.Is(err, context.Canceled) || took > 5*time.Second {
		t.Errorf("error %v after %v", err, took)
	}
	pages[9].Withhold = []redact.Span{{Start: 5, End: 1 << 20}}
	if _, _, err := copied(t.Context(), eng, data, pages, page.Options{}); !errors.Is(err, redact.ErrSpan) {
		t.Errorf("error %v, want that of the span", err)
	}
	out, _, err := copied(t.Context(), eng, data, pages[:9], page.Options{})
	if err != nil || len(out) == 0 {
		t.Errorf("the engine is of no use afterwards: %v", err)
	}
}

// BenchmarkRedact makes copies of a paper of type with a name on each page
// withheld.
func BenchmarkRedact(b *testing.B) {
	data, pages := letterOf(40)
	eng := engineOf(b, runtime.GOMAXPROCS(0))
	if _, _, err := copied(b.Context(), eng, data, pages, page.Options{}); err != nil { // starts the instances
		b.Fatal(err)
	}
	made := 0
	for b.Loop() {
		if _, _, err := copied(b.Context(), eng, data, pages, page.Options{}); err != nil {
			b.Fatal(err)
		}
		made += len(pages)
	}
	b.ReportMetric(float64(made)/b.Elapsed().Seconds(), "pages/s")
	b.ReportMetric(0, "ns/op")
}
