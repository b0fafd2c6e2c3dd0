package index_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"sarsen/index"
	"sarsen/index/query"
)

func lines(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i%1000, (i*7)%1000)
	}
	return b.String()
}

func TestCrowded(t *testing.T) {
	tests := map[string]struct {
		text string
		want bool
	}{
		"nothing but short groups": {lines(20_000, "w%d %03d "), true},
		"nothing but numbers":      {lines(20_000, "%03d %03d "), true},
		"too short to matter":      {lines(5_000, "%03d %03d "), false},
		"a number to a line":       {lines(20_000, "07700 900%03d %03d\n"), false},
		"a table with tabs":        {lines(20_000, "%03d\t%03d\t"), false},
		"prose":                    {lines(20_000, "Dear Ms Penhaligon, your reference is %d and not %d. "), false},
		"prose, then numbers":      {lines(20_000, "Dear Ms Penhaligon, not %d. %d ") + lines(200_000, "%03d %03d "), true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := index.Crowded(tt.text); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

// TestLongTexts holds indexing to bounded memory and work for texts made to
// take much of both, and for short ones after them.
func TestLongTexts(t *testing.T) {
	e, err := index.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = e.Close() }()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	docs := []index.Document{{ID: "crowded", Text: "QQ 12 34 56 C " + lines(150_000, "w%d %03d ")}}
	for i := range 300 {
		docs = append(docs, index.Document{ID: fmt.Sprintf("short%d", i), Text: fmt.Sprintf("Dear Ms Penhaligon, %d", i)})
	}
	for _, d := range [][]index.Document{docs[:1], docs[1:]} {
		if err := e.Update(t.Context(), d, nil); err != nil {
			t.Fatal(err)
		}
	}
	runtime.ReadMemStats(&after)
	if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 800 {
		t.Errorf("took %d MB in all", mb)
	}
	for q, want := range map[string]int{`"QQ 12 34 56 C"`: 1, `"w1 007 w2"`: 1, "penhaligon": 300} {
		n, err := query.Parse(q)
		if err != nil {
			t.Fatal(err)
		}
		r, err := e.Search(t.Context(), n, index.Options{})
		if err != nil || r.Total != want {
			t.Errorf("%s: got %d hits, want %d, %v", q, r.Total, want, err)
		}
	}
}
