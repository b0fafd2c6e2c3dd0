package indextest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"sarsen/index"
	"sarsen/index/query"
)

func testRefused(t *testing.T, open Opener) {
	e := start(t, open, text("a", "smith smithson smythe"))
	long := strings.Repeat("a", 60000)
	for name, n := range map[string]query.Node{
		"nothing":            nil,
		"leading wildcard":   query.Wildcard{Pattern: "*son"},
		"one letter":         query.Wildcard{Pattern: "s*"},
		"wildcard and signs": query.Wildcard{Pattern: "smith.so*"},
		"long wildcard":      query.Wildcard{Pattern: "ab" + strings.Repeat("*a", 20000)},
		"signs":              query.Word{Text: "&"},
		"short fuzzy":        query.Fuzzy{Text: "ab", Edits: 1},
		"too fuzzy":          query.Fuzzy{Text: "smith", Edits: 3},
		"long fuzzy":         query.Fuzzy{Text: long, Edits: 2},
		"long sound":         query.Sounds{Text: long},
		"inside a group":     query.Any(query.Word{Text: "smith"}, query.Wildcard{Pattern: "*x"}),
		"many words":         query.Any(words(t, "smith%d")...),
		"many wildcards":     query.Any(words(t, "sm%d*")...),
		"many sounds":        query.All(words(t, "sounds:smith%d")...),
		"a long phrase":      query.Phrase{Text: strings.Repeat("smith son ", 20000)},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := e.Search(t.Context(), n, index.Options{})
			if !errors.Is(err, index.ErrQuery) {
				t.Fatalf("error %v, want ErrQuery", err)
			}
			if len(err.Error()) > 200 {
				t.Errorf("a message of %d bytes", len(err.Error()))
			}
		})
	}
}

// testBounded searches for what people may type by accident, which ends soon
// whether it is refused or not.
func testBounded(t *testing.T, open Opener) {
	e := start(t, open, text("a", "smith"), text("b", strings.Repeat("smith son ", 10000)))
	for name, n := range map[string]query.Node{
		"one word":   query.Any(slices.Repeat([]query.Node{query.Word{Text: "smith"}}, 10000)...),
		"all words":  query.All(words(t, "smith%d")[:5000]...),
		"long word":  query.Word{Text: strings.Repeat("a", 60000)},
		"humps":      query.Word{Text: strings.Repeat("a1", 30000)},
		"long fuzzy": query.Fuzzy{Text: strings.Repeat("ab", 32), Edits: 2},
		"long sound": query.Sounds{Text: strings.Repeat("ab", 32)},
	} {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			if _, err := e.Search(t.Context(), n, index.Options{Spans: true}); err != nil && !errors.Is(err, index.ErrQuery) {
				t.Errorf("error %v, want none or ErrQuery", err)
			}
			if d := time.Since(began); d > 20*time.Second {
				t.Errorf("searched for %v", d)
			}
		})
	}
}

// words returns 10,000 parts of a query, numbered.
func words(t *testing.T, format string) []query.Node {
	t.Helper()
	list := make([]query.Node, 10000)
	for i := range list {
		n, err := query.Parse(fmt.Sprintf(format, i))
		if err != nil {
			t.Fatal(err)
		}
		list[i] = n
	}
	return list
}
