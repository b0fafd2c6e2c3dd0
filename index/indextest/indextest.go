// Package indextest holds every index engine to one contract: the same small
// documents, the same queries, the same answers. To use it, call [Run] from a
// test of the engine:
//
//	indextest.Run(t, func(dir string) (index.Engine, error) { return index.Open(dir) })
//
// The function is called again with the same folder to open the index a
// second time. Scores are not compared between engines, only their order
// where the contract gives one.
package indextest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"sarsen/index"
	"sarsen/index/query"
)

// Opener opens the index in a folder, or makes a new one.
type Opener func(dir string) (index.Engine, error)

// Run runs the whole suite.
func Run(t *testing.T, open Opener) {
	t.Run("queries", func(t *testing.T) { testQueries(t, open) })
	t.Run("labels", func(t *testing.T) { testLabels(t, open) })
	t.Run("refused", func(t *testing.T) { testRefused(t, open) })
	t.Run("bounded", func(t *testing.T) { testBounded(t, open) })
	t.Run("spans", func(t *testing.T) { testSpans(t, open) })
	t.Run("long", func(t *testing.T) { testLong(t, open) })
	t.Run("update", func(t *testing.T) { testUpdate(t, open) })
	t.Run("order and pages", func(t *testing.T) { testPages(t, open) })
	t.Run("frequency", func(t *testing.T) { testFrequency(t, open) })
	t.Run("reopen", func(t *testing.T) { testReopen(t, open) })
	t.Run("notes", func(t *testing.T) { testNotes(t, open) })
	t.Run("cancelled", func(t *testing.T) { testCancelled(t, open) })
	t.Run("shards", func(t *testing.T) { testShards(t, open) })
	t.Run("concurrent", func(t *testing.T) { testConcurrent(t, open) })
}

// start opens an index in a new folder and fills it.
func start(t *testing.T, open Opener, docs ...index.Document) index.Engine {
	t.Helper()
	e, err := open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := e.Update(t.Context(), docs, nil); err != nil {
		t.Fatal(err)
	}
	return e
}

// find returns the sorted IDs of a query's hits.
func find(t *testing.T, e index.Engine, q string) []string {
	t.Helper()
	r := search(t, e, q, index.Options{})
	ids := []string{}
	for _, h := range r.Hits {
		ids = append(ids, h.ID)
	}
	if r.Total != len(ids) {
		t.Errorf("%s: total %d, %d hits", q, r.Total, len(ids))
	}
	slices.Sort(ids)
	return ids
}

func search(t *testing.T, e index.Engine, q string, opts index.Options) index.Result {
	t.Helper()
	n, err := query.Parse(q)
	if err != nil {
		t.Fatal(err)
	}
	r, err := e.Search(t.Context(), n, opts)
	if err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	return r
}

func text(id, s string) index.Document { return index.Document{ID: id, Text: s} }

func testSpans(t *testing.T, open Opener) {
	for name, tc := range map[string]struct {
		text, query string
		want        []string
	}{
		"word":             {"Ann Smith met smith.", "smith", []string{"Smith", "smith"}},
		"after accents":    {"für José, Jose\u0301!", "jose", []string{"José", "Jose\u0301"}},
		"phrase":           {"Smith Ann. Ann Smith.", `"ann smith"`, []string{"Ann", "Smith"}},
		"broken word":      {"Mr Rich-\nardson", "richardson", []string{"Rich-\nardson"}},
		"joined":           {"see O’Neill now", "oneill", []string{"O’Neill"}},
		"identifier":       {"NI: QQ 12 34 56 C.", "QQ123456C", []string{"QQ 12 34 56 C"}},
		"ligature":         {"Mr Griﬃths", "griffiths", []string{"Griﬃths"}},
		"fuzzy":            {"Mr Smyth", "smith~", []string{"Smyth"}},
		"two words":        {"fence and hedge", "hedge fence", []string{"fence", "hedge"}},
		"excluded":         {"fence, no gate", "fence NOT hedge", []string{"fence"}},
		"sound":            {"Mrs Leigh", "sounds:lee", []string{"Leigh"}},
		"wildcard":         {"Smithson", "smi*n", []string{"Smithson"}},
		"overlapping hits": {"Smith-Jones", "smith-jones OR smith", []string{"Smith-Jones"}},
	} {
		t.Run(name, func(t *testing.T) {
			e := start(t, open, text("a", tc.text))
			r := search(t, e, tc.query, index.Options{Spans: true})
			if len(r.Hits) != 1 {
				t.Fatalf("%d hits", len(r.Hits))
			}
			var got []string
			for _, s := range r.Hits[0].Spans {
				got = append(got, tc.text[s.Start:s.End])
			}
			if !slices.Equal(got, tc.want) {
				t.Errorf("%s: spans %q, want %q", tc.query, got, tc.want)
			}
		})
	}
	t.Run("only when asked, only in the text", func(t *testing.T) {
		e := start(t, open, index.Document{ID: "a", Name: "smith.pdf", Text: "jones"})
		if s := search(t, e, "smith", index.Options{Spans: true}).Hits[0].Spans; len(s) > 0 {
			t.Errorf("spans of a file name: %v", s)
		}
		if s := search(t, e, "jones", index.Options{}).Hits[0].Spans; len(s) > 0 {
			t.Errorf("spans without being asked: %v", s)
		}
	})
}

func testUpdate(t *testing.T, open Opener) {
	e := start(t, open, text("a", "fence"), text("b", "fence"))
	if err := e.Update(t.Context(), []index.Document{text("a", "hedge"), text("c", "fence")}, []string{"b", "unknown"}); err != nil {
		t.Fatal(err)
	}
	if got := find(t, e, "fence"); !slices.Equal(got, []string{"c"}) {
		t.Errorf("fence: %v", got)
	}
	if got := find(t, e, "hedge"); !slices.Equal(got, []string{"a"}) {
		t.Errorf("hedge: %v", got)
	}
	if err := e.Update(t.Context(), nil, nil); err != nil {
		t.Errorf("empty update: %v", err)
	}
	if got := find(t, e, "*"); len(got) != 2 {
		t.Errorf("everything: %v", got)
	}
}

func testPages(t *testing.T, open Opener) {
	docs := []index.Document{text("z", "fence fence fence")}
	for i := range 9 {
		docs = append(docs, text(fmt.Sprintf("d%d", i), "a fence among many other words of this text"))
	}
	e := start(t, open, docs...)
	first := search(t, e, "fence", index.Options{Limit: 4})
	second := search(t, e, "fence", index.Options{Limit: 4, From: 4})
	if first.Total != 10 || second.Total != 10 {
		t.Errorf("totals %d and %d", first.Total, second.Total)
	}
	var ids []string
	for _, h := range append(first.Hits, second.Hits...) {
		ids = append(ids, h.ID)
	}
	want := []string{"z", "d0", "d1", "d2", "d3", "d4", "d5", "d6"}
	if !slices.Equal(ids, want) {
		t.Errorf("pages %v, want %v", ids, want)
	}
	if first.Hits[0].Score <= first.Hits[1].Score {
		t.Error("the best hit does not score most")
	}
}

func testFrequency(t *testing.T, open Opener) {
	e := start(t, open, text("a", "Smith smith"), text("b", "O’Neill and SMITH"), text("c", "nothing"))
	for word, want := range map[string]int{"smith": 2, "Smith": 2, "o'neill": 1, "oneill": 1, "patel": 0, "": 0} {
		docs, total, err := e.Frequency(t.Context(), word)
		if err != nil || docs != want || total != 3 {
			t.Errorf("Frequency(%q) = %d of %d, %v; want %d of 3", word, docs, total, err, want)
		}
	}
}

func testReopen(t *testing.T, open Opener) {
	dir := t.TempDir()
	for i := range 2 {
		e, err := open(dir)
		if err != nil {
			t.Fatal(err)
		}
		if err := e.Update(t.Context(), []index.Document{text(fmt.Sprint(i), "fence")}, nil); err != nil {
			t.Fatal(err)
		}
		if got := find(t, e, "fence"); len(got) != i+1 {
			t.Errorf("opening %d: %v", i, got)
		}
		if err := e.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func testNotes(t *testing.T, open Opener) {
	var words string
	for i := range 2000 {
		words += fmt.Sprintf("smith%c%c%c ", 'a'+i/676, 'a'+i/26%26, 'a'+i%26)
	}
	e := start(t, open, text("a", words))
	if r := search(t, e, "smith*", index.Options{}); r.Total != 1 || len(r.Notes) == 0 {
		t.Errorf("%d hits, notes %v", r.Total, r.Notes)
	}
	if r := search(t, e, "smithaaa*", index.Options{}); len(r.Notes) != 0 {
		t.Errorf("notes %v", r.Notes)
	}
}

func testCancelled(t *testing.T, open Opener) {
	e := start(t, open, text("a", "fence"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := e.Update(ctx, []index.Document{text("b", "fence")}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("Update: %v", err)
	}
	if _, err := e.Search(ctx, query.Word{Text: "fence"}, index.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("Search: %v", err)
	}
}

func testConcurrent(t *testing.T, open Opener) {
	e := start(t, open, text("a", "fence"))
	done := make(chan error, 1)
	go func() {
		var err error
		for i := 0; i < 20 && err == nil; i++ {
			err = e.Update(context.Background(), []index.Document{text(fmt.Sprint(i), "fence")}, nil)
		}
		done <- err
	}()
	deadline := time.After(time.Minute)
	for last := 0; ; {
		select {
		case err := <-done:
			if err != nil {
				t.Error(err)
			}
			return
		case <-deadline:
			t.Fatal("updates do not end")
		default:
			if n := len(find(t, e, "fence")); n < last {
				t.Fatalf("%d hits after %d", n, last)
			} else {
				last = n
			}
		}
	}
}
