package index

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"sarsen/index/query"
)

// crowd fills an index with documents all of which have all of a few words, and
// many words of their own.
func crowd(t *testing.T, n int) *engine {
	t.Helper()
	e, err := openWith(t.TempDir(), usual)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	docs := make([]Document, n)
	for i := range docs {
		var b strings.Builder
		for j := range 10 {
			fmt.Fprintf(&b, "the of and a smith%c%c%d number%d ", 'a'+i%26, 'a'+j, i, i*10+j)
		}
		docs[i] = Document{ID: fmt.Sprintf("%05d", i), Source: "mail", Path: fmt.Sprintf("box/%d.eml", i), Text: b.String()}
	}
	if err := e.Update(t.Context(), docs, nil); err != nil {
		t.Fatal(err)
	}
	return e.(*engine)
}

// cost answers a query as Find does, with a bound, and returns the steps it took.
func cost(t *testing.T, e *engine, q query.Node, most int64) (int64, Finding, error) {
	t.Helper()
	d, err := e.read(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if d.close(&err); err != nil && !errors.Is(err, ErrQuery) {
			t.Error(err)
		}
	}()
	d.effort.most = most
	f, err := e.find(d, d.runs(), q, nil)
	return d.effort.steps.Load(), f, err
}

func repeat(format string, n int) []query.Node {
	list := make([]query.Node, n)
	for i := range list {
		list[i] = query.Word{Text: fmt.Sprintf(format, i)}
	}
	return list
}

// TestQueriesAreBounded holds what may be typed, by accident or not, to the work
// that one query may cause, or to a message that says what to do instead.
func TestQueriesAreBounded(t *testing.T) {
	e := crowd(t, 3000)
	pairs := func(n int) query.Node {
		var list []query.Node
		for range 2 {
			list = append(list, query.Any(repeat("number%d", n)...))
		}
		return query.All(query.All(list[0], query.Word{Text: "the"}), list[1])
	}
	deep := query.Node(query.Word{Text: "the"})
	for range 100_000 {
		deep = query.Not{Node: deep}
	}
	for name, tc := range map[string]struct {
		q      query.Node
		refuse string // part of the message; "" where there is an answer
	}{
		"leading wildcard":      {query.Wildcard{Pattern: "*son"}, "two letters before *"},
		"wildcards only":        {query.Wildcard{Pattern: "**"}, "two letters before *"},
		"one letter":            {query.Wildcard{Pattern: "a*"}, "two letters before *"},
		"one letter in a field": {query.Field{Name: "path", Node: query.Wildcard{Pattern: "b*"}}, "two letters before *"},
		"many words fit":        {query.Wildcard{Pattern: "nu*"}, ""},
		"many paths fit":        {query.Field{Name: "path", Node: query.Wildcard{Pattern: "box/*"}}, ""},
		"everything":            {query.Wildcard{Pattern: "*"}, ""},
		"nothing but not":       {query.Not{Node: query.Word{Text: "the"}}, ""},
		"10,000 words":          {query.Any(repeat("number%d", 10_000)...), "search in parts"},
		"10,000 words, all":     {query.All(repeat("number%d", 10_000)...), "search in parts"},
		"200 by 200":            {pairs(200), ""},
		"1,000 fuzzy words":     {query.Any(fuzzy(1000)...), "search in parts"},
		"short fuzzy":           {query.Fuzzy{Text: "th", Edits: 1}, "three letters"},
		"fuzzy, two of three":   {query.Fuzzy{Text: "the", Edits: 2}, ""},
		"a common sound":        {query.Sounds{Text: "a"}, ""},
		"huge phrase":           {query.Phrase{Text: strings.Repeat("the of ", 5000)}, "phrase of more than"},
		"long phrase":           {query.Phrase{Text: strings.Repeat("the of ", 100)}, ""},
		"deep":                  {deep, "nested"},
	} {
		t.Run(name, func(t *testing.T) {
			steps, _, err := cost(t, e, tc.q, mostWork)
			if steps > mostWork/2 {
				t.Errorf("%d steps for 3000 documents", steps)
			}
			if tc.refuse == "" && err != nil {
				t.Errorf("refused: %v", err)
			}
			if tc.refuse != "" && (!errors.Is(err, ErrQuery) || !strings.Contains(err.Error(), tc.refuse)) {
				t.Errorf("error %v, want one that says %q", err, tc.refuse)
			}
		})
	}
}

func fuzzy(n int) []query.Node {
	list := make([]query.Node, n)
	for i := range list {
		list[i] = query.Fuzzy{Text: fmt.Sprintf("number%d", i), Edits: 2}
	}
	return list
}

// TestWorkEnds: whatever a query does, it stops at the bound, and what it does
// beyond that is little.
func TestWorkEnds(t *testing.T) {
	e := crowd(t, 3000)
	for name, q := range map[string]query.Node{
		"phrase":   query.Phrase{Text: "the of and a"},
		"words":    query.Any(repeat("number%d", 4000)...),
		"wildcard": query.Wildcard{Pattern: "number*"},
		"fuzzy":    query.Fuzzy{Text: "number12", Edits: 2},
		"paths":    query.Field{Name: "path", Node: query.Wildcard{Pattern: "box/*"}},
	} {
		t.Run(name, func(t *testing.T) {
			const most = 2000
			steps, _, err := cost(t, e, q, most)
			if !errors.Is(err, ErrQuery) || !strings.Contains(err.Error(), "too long") {
				t.Fatalf("error %v", err)
			}
			if steps > most+20*entryBatch*entryWork {
				t.Errorf("%d steps, and %d are allowed", steps, most)
			}
		})
	}
}

// A bound is for each query of a call; what one is refused for costs no other.
func TestFindAnswersTheOthers(t *testing.T) {
	e := crowd(t, 100)
	list, err := e.Find(t.Context(), []query.Node{query.Word{Text: "the"}, query.Wildcard{Pattern: "*x"}, nil, query.Word{Text: "number7"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(list[0].IDs) != 100 || !errors.Is(list[1].Err, ErrQuery) || !errors.Is(list[2].Err, ErrQuery) || !slices.Equal(list[3].IDs, []string{"00000"}) {
		t.Errorf("found %d, %v, %v, %v", len(list[0].IDs), list[1].Err, list[2].Err, list[3].IDs)
	}
}

// An expiring context is cancelled after it was looked at so often.
type expiring struct {
	context.Context
	left *atomic.Int64
}

func (c expiring) Err() error {
	if c.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// TestCancelledAtOnce: a search ends when its context does, however far it is.
func TestCancelledAtOnce(t *testing.T) {
	e := crowd(t, 3000)
	for name, q := range map[string]query.Node{
		"phrase":   query.Phrase{Text: "the of and a"},
		"words":    query.Any(repeat("number%d", 4000)...),
		"wildcard": query.Wildcard{Pattern: "number*"},
		"paths":    query.Field{Name: "path", Node: query.Wildcard{Pattern: "box/*"}},
	} {
		for _, looks := range []int64{0, 1, 2, 5, 10} {
			left := &atomic.Int64{}
			left.Store(looks)
			ctx := expiring{t.Context(), left}
			if _, err := e.Search(ctx, q, Options{}); !errors.Is(err, context.Canceled) {
				t.Errorf("%s: Search answers %v after %d looks", name, err, looks)
			}
			left.Store(looks)
			if _, err := e.Find(ctx, []query.Node{q}, nil); !errors.Is(err, context.Canceled) {
				t.Errorf("%s: Find answers %v after %d looks", name, err, looks)
			}
			if over := -left.Load(); over > 100 {
				t.Errorf("%s: looked %d times after it was cancelled", name, over)
			}
		}
	}
}
