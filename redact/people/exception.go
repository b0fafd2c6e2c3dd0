package people

import (
	"cmp"
	"slices"
	"strings"

	"sarsen/index/fold"
	"sarsen/redact"
)

// An Exception is a value that is not treated alike everywhere it is marked.
type Exception struct {
	Value  string         `json:"value"` // as it stands first
	Kind   redact.Kind    `json:"kind"`
	Person string         `json:"person,omitempty"`
	Cases  []Circumstance `json:"cases"` // the commonest treatment first; two or more
}

// A Circumstance is one of the ways in which a value is treated.
type Circumstance struct {
	Verdict redact.Verdict `json:"verdict"`
	Marks   []string       `json:"marks"` // their IDs, in the order of the marks given
	Reason  string         `json:"reason"`
}

// Exceptions returns the values of which some marks are to be disclosed and
// others not, by the decision of each where there is one and its proposal where
// there is none; values of the same person, kind and folded text are the same.
// They come in the order in which they stand first. Phrases and whole rows are
// no values.
func Exceptions(marks []redact.Mark) []Exception {
	type key struct {
		kind   redact.Kind
		person string
		value  string
	}
	at := make(map[key]int)
	var all []Exception
	for _, m := range marks {
		if phrased(m.Kind) || m.Kind == redact.Row || m.Kind == redact.Drawn {
			continue
		}
		k := key{m.Kind, m.Person, strings.Join(strings.Fields(fold.String(m.Text)), " ")}
		i, ok := at[k]
		if !ok {
			i = len(all)
			at[k] = i
			all = append(all, Exception{Value: m.Text, Kind: m.Kind, Person: m.Person})
		}
		all[i].add(m)
	}
	all = slices.DeleteFunc(all, func(e Exception) bool { return len(e.Cases) < 2 })
	for _, e := range all {
		slices.SortStableFunc(e.Cases, func(a, b Circumstance) int { return cmp.Compare(len(b.Marks), len(a.Marks)) })
	}
	return all
}

func (e *Exception) add(m redact.Mark) {
	verdict := m.Decision
	if !verdict.Valid() || verdict == redact.Open {
		verdict = m.Proposal
	}
	i := slices.IndexFunc(e.Cases, func(c Circumstance) bool { return c.Verdict == verdict })
	if i < 0 {
		i = len(e.Cases)
		e.Cases = append(e.Cases, Circumstance{Verdict: verdict, Reason: m.Reason})
	}
	e.Cases[i].Marks = append(e.Cases[i].Marks, m.ID)
}
