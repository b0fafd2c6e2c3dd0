package rule

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// TestWorkGrowsWithTheText: ten times the text is no more than about ten times
// the work, counted in what is allocated: a try of a pattern that matches takes
// memory for its groups, and no clock is asked.
func TestWorkGrowsWithTheText(t *testing.T) {
	r := Rule{ID: "list", Kind: "reference", Description: "reference", Regexp: `[0-9]{6}\b`, Score: 0.6, Labels: []string{"ref"}, Match: []string{"ref 123456"}}
	if err := r.Validate(); err != nil {
		t.Fatal(err)
	}
	work := func(n int) float64 {
		var b strings.Builder
		for i := range n { // a list in which each has the label again
			fmt.Fprintf(&b, "ref %06d, ", i)
		}
		text := b.String()
		if got := len(r.Find(NewText(text))); got != n {
			t.Fatalf("%d found of %d", got, n)
		}
		return testing.AllocsPerRun(1, func() { r.Find(NewText(text)) })
	}
	if few, many := work(100), work(1000); many > 15*few {
		t.Errorf("%v allocations for 100 references, %v for 1000", few, many)
	}
}

// TestLooksNoFurther: what a pattern is tried on has a bound, and a match that
// lies across two such ranges is found.
func TestLooksNoFurther(t *testing.T) {
	r := Rule{ID: "greedy", Kind: "reference", Description: "reference", Regexp: `(?s)a.*z|a|[0-9]{9}`, Score: 0.6, Match: []string{"a"}}
	if err := r.Validate(); err != nil {
		t.Fatal(err)
	}
	text := NewText(strings.Repeat("a ", 3*look))
	part := text.parts(&r)[0]
	if _, _, within := r.match(text, 100, part); within.End != 100+look {
		t.Errorf("looked up to %d from 100", within.End)
	}
	for i := look - 12; i < look+12; i++ {
		s := strings.Repeat("–", i/3) + strings.Repeat("-", i%3) + "123456789" + strings.Repeat("-", look)
		if found := r.Find(NewText(s)); len(found) != 1 || found[0].Text != "123456789" {
			t.Errorf("at %d found %v", i, found)
		}
	}
}

func TestLongPatternIsRefused(t *testing.T) {
	for pattern, want := range map[string]bool{`[A-Z]{2}[0-9]{6}`: false, `\pL{1000}`: false, strings.Repeat(`(a?){1000}`, 9): true} {
		if got := long(pattern); got != want {
			t.Errorf("%.20s: %v", pattern, got)
		}
	}
}

func TestScoreIsANumber(t *testing.T) {
	for _, score := range []string{".nan", ".inf", "-0.1", "0", "1.1"} {
		data := "rules:\n  - {id: x, kind: reference, regexp: 'AB[0-9]{4}', score: " + score + ", match: [AB1234]}\n"
		if _, err := Parse([]byte(data), "rules.yaml"); !errors.Is(err, ErrRule) {
			t.Errorf("%s: %v", score, err)
		}
	}
}
