package indextest

import (
	"fmt"
	"strings"
	"testing"

	"sarsen/index"
)

// testLong holds an engine to it that the length of a text makes no
// difference, whatever it does to keep its memory bounded.
func testLong(t *testing.T, open Opener) {
	var b strings.Builder
	b.WriteString("Ottoline Penhaligon wrote first. ")
	for i := 0; b.Len() < 5<<19; i++ {
		fmt.Fprintf(&b, "This sentence %s has marked a word or two more, beta%d alpha%d. ", strings.Repeat("of words and words ", 5), i%500, i)
	}
	b.WriteString("In the end came Barnaby Tregear.")
	long := index.Document{ID: "long", Text: b.String(), Subject: "All of it"}
	dir := t.TempDir()
	e, err := open(dir)
	if err != nil {
		t.Fatal(err)
	}
	update := func(gone []string, docs ...index.Document) {
		t.Helper()
		if err := e.Update(t.Context(), docs, gone); err != nil {
			t.Fatal(err)
		}
	}
	expect := func(queries map[string]string) {
		t.Helper()
		for q, want := range queries {
			if got := strings.Join(find(t, e, q), " "); got != want {
				t.Errorf("%s: found %q, want %q", q, got, want)
			}
		}
	}
	update(nil, long, text("short", "Ottoline met Barnaby."))
	expect(map[string]string{
		"penhaligon": "long", "tregear": "long", "sentence": "long", "penhaligon tregear": "long", "ottoline barnaby": "long short",
		"ottoline -tregear": "short", `"barnaby tregear"`: "long", `subject:"all of it"`: "long", "nowhere": "",
	})
	for i := 1; i < 15_000; i += 500 {
		phrase := fmt.Sprintf("beta%d alpha%d", i%500, i)
		r := search(t, e, fmt.Sprintf("\"beta%d alpha%d\"", i%500, i), index.Options{Spans: true})
		if len(r.Hits) != 1 || len(r.Hits[0].Spans) == 0 {
			t.Errorf("%s: found %+v", phrase, r.Hits)
			continue
		}
		spans := r.Hits[0].Spans
		if got := long.Text[spans[0].Start:spans[len(spans)-1].End]; got != phrase {
			t.Errorf("%s: found at %q", phrase, got)
		}
	}
	if r := search(t, e, "ottoline", index.Options{Limit: 1, From: 1}); r.Total != 2 || len(r.Hits) != 1 {
		t.Errorf("second page of one: %+v", r)
	}
	if docs, total, err := e.Frequency(t.Context(), "ottoline"); docs != 2 || total != 2 || err != nil {
		t.Errorf("frequency %d of %d, %v", docs, total, err)
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if e, err = open(dir); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = e.Close() }()
	expect(map[string]string{"tregear": "long", "sentence": "long"})
	update(nil, text("long", "Ottoline only"))
	expect(map[string]string{"tregear": "", "sentence": "", "ottoline": "long short"})
	update(nil, long)
	expect(map[string]string{"tregear": "long", "ottoline": "long short"})
	update([]string{"long"})
	expect(map[string]string{"tregear": "", "sentence": "", "ottoline": "short"})
	if _, total, err := e.Frequency(t.Context(), "ottoline"); total != 1 || err != nil {
		t.Errorf("%d documents left, %v", total, err)
	}
}
