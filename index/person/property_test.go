package person_test

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sarsen/index/person"
)

// Sentences about a person: what names them, what supports that it is the
// subject, what contradicts it, and what says nothing.
var (
	naming     = []string{"Catherine O'Neill came in. ", "C O'Neill. ", "Ms O'Neill rang. ", "Catherine Mary O'Neill. ", "Cathrine O'Niell. ", "Kitty O'Neill. "}
	supporting = []string{
		"NI QQ123456C. ", "HB/2024/0017. ", "c.oneill@home.example. ", "07700 900123. ", "At 12 St Mary's Road. ", "AB1 2CD. ", "Born 12 March 1984. ",
		"Patrick O'Neill let us in. ", "Catherine Mary O'Neill. ",
	}
	against = []string{"Catherine O'Neill, DOB 01/01/1950. ", "Catherine O'Neill, NI QQ 99 88 77 B. ", "Catherine Lee O'Neill. ", "the late Catherine O'Neill. "}
	neutral = []string{"The hedge is high. ", "We met on Monday. ", strings.Repeat("Nothing of note was said there. ", 60)}
)

func some(t *rapid.T, name string, of []string, most int) []string {
	return rapid.SliceOfN(rapid.SampledFrom(of), 0, most).Draw(t, name)
}

// A supporting fact never lowers the score.
func TestSupportNeverLowers(t *testing.T) {
	s := compile(t, profile())
	rapid.Check(t, func(t *rapid.T) {
		base := strings.Join(slices.Concat(some(t, "naming", naming, 2), some(t, "neutral", neutral, 2), some(t, "supporting", supporting, 3)), "")
		more := rapid.SampledFrom(supporting).Draw(t, "more")
		if strings.HasPrefix(more, "Patrick") && !strings.Contains(base, "Catherine") {
			return // a surname alone may be the relative's
		}
		before, after := weigh(s, base), weigh(s, base+more)
		if after.Score < before.Score {
			t.Fatalf("%q: %.3f for %v against %v (%s)\nwith %q: %.3f for %v against %v (%s)", base, before.Score, before.Reasons, before.Contradictions, before.Limit,
				more, after.Score, after.Reasons, after.Contradictions, after.Limit)
		}
	})
}

// A contradiction never raises it, where the name stands already, and near.
func TestContradictionNeverRaises(t *testing.T) {
	s := compile(t, profile())
	rapid.Check(t, func(t *rapid.T) {
		base := "Catherine O'Neill came in. " + strings.Join(slices.Concat(some(t, "neutral", neutral[:2], 2), some(t, "supporting", supporting[:6], 2)), "")
		more := rapid.SampledFrom(against).Draw(t, "more")
		before, after := weigh(s, base), weigh(s, base+more)
		if after.Score > before.Score {
			t.Fatalf("%q: %.3f for %v\nwith %q: %.3f for %v against %v", base, before.Score, before.Reasons, more, after.Score, after.Reasons, after.Contradictions)
		}
	})
}

// What stands in the reasons and contradictions adds up to the score.
func TestWeightsAddUp(t *testing.T) {
	s := compile(t, profile())
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(slices.Concat(some(t, "naming", naming, 3), some(t, "neutral", neutral, 1), some(t, "supporting", supporting, 3), some(t, "against", against, 2)), "")
		v := s.Weigh(person.Evidence{Text: text, Hits: s.Match(text), Date: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)})
		sum := person.Prior
		for _, r := range slices.Concat(v.Reasons, v.Contradictions) {
			sum += r.Weight
		}
		if score := 1 / (1 + math.Exp(-sum)); v.Limit == "" && math.Abs(score-v.Score) > 0.001 {
			t.Fatalf("%q: %.3f, but %v and %v make %.3f", text, v.Score, v.Reasons, v.Contradictions, score)
		}
	})
}

// The order of the items, and asking again, change nothing.
func TestLearningKnowsNoOrder(t *testing.T) {
	s := compile(t, profile())
	pieces := slices.Concat(naming, supporting, against, []string{"Catherine O'Neill, 44 Oak Avenue, 07700 900555. ", "Catherine O'Neill 07700 900555. ", "Catherine O'Neill <co@mail.example>. "})
	rapid.Check(t, func(t *rapid.T) {
		var texts []string
		for range rapid.IntRange(1, 6).Draw(t, "items") {
			texts = append(texts, strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 3).Draw(t, "item"), ""))
		}
		lessons := rapid.IntRange(0, len(texts)).Draw(t, "lessons")
		mine := rapid.Bool().Draw(t, "mine")
		judged := func(order []string) map[string]person.Verdict {
			var verdicts []person.Verdict
			var taught []person.Lesson
			for _, text := range order {
				if slices.Index(texts, text) < lessons {
					taught = append(taught, person.Lesson{Item: text, Mine: mine, Verdict: weigh(s, text)})
				} else {
					verdicts = append(verdicts, weigh(s, text))
				}
			}
			k := person.Learn(verdicts, taught)
			out := map[string]person.Verdict{}
			for _, text := range order {
				out[text] = k.Review(weigh(s, text), person.Evidence{Text: text, Hits: s.Match(text)})
			}
			return out
		}
		want := judged(texts)
		got := judged(rapid.Permutation(texts).Draw(t, "order"))
		for text, w := range want {
			g := got[text]
			if g.Likelihood != w.Likelihood || g.Score != w.Score {
				t.Fatalf("%q: %s %.3f against %v, in another order %s %.3f against %v", text, w.Likelihood, w.Score, w.Contradictions, g.Likelihood, g.Score, g.Contradictions)
			}
		}
		again := judged(texts)
		for text, w := range want {
			if diff := cmp.Diff(w.Reasons, again[text].Reasons); diff != "" || w.Score != again[text].Score {
				t.Fatalf("%q: again %s", text, diff)
			}
		}
	})
}
