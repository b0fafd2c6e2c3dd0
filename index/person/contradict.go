package person

import (
	"slices"
	"strings"
)

// An objection is a fact that speaks against the subject.
type objection struct {
	reason Reason
	weight float64
}

type objections []objection

func (list objections) reasons() []Reason {
	var reasons []Reason
	for _, o := range list {
		reasons = append(reasons, o.reason)
	}
	return reasons
}

// lower returns the score for a sum of weights less the objections. People
// move: an address alone lowers it by one step at the most.
func (list objections) lower(sum float64) float64 {
	score := probability(sum)
	least := 0.0
	switch {
	case slices.ContainsFunc(list, func(o objection) bool { return o.reason.Fact != FactAddress }):
	case score >= leastCertain:
		least = leastLikely
	case score >= leastLikely:
		least = leastPossible
	}
	for _, o := range list {
		sum += o.weight
	}
	return max(probability(sum), least)
}

// tell reports whether the objections may be those to a namesake.
func (list objections) tell() bool {
	return slices.ContainsFunc(list, func(o objection) bool { return o.weight < weighMoved })
}

// objections returns those of the details beside the name that contradict the
// profile, the first of each fact. None does where the subject's own fact of
// that kind stands as well; and where the name stands with the subject's
// address, numbers and other addresses are those of people named later. Another
// address says little where the name has a form that hardly anybody shares.
func (s *Subject) objections(e *Evidence, details []Detail) objections {
	home := atHome(e.Hits)
	firm := s.firm(e)
	var list objections
	seen := map[string]bool{}
	for _, found := range details {
		if found.weight == 0 || seen[found.Fact] || hasFact(e.Hits, found.Fact) || home && found.Fact != FactDateOfBirth {
			continue
		}
		seen[found.Fact] = true
		if firm && found.Fact == FactAddress {
			found.weight = weighMoved
		}
		list = append(list, objection{Reason{Fact: found.Fact, Text: found.Text, Start: found.Start, End: found.End}, found.weight})
	}
	return list
}

// atHome reports whether the subject's address follows their name.
func atHome(hits []Hit) bool {
	for _, n := range hits {
		if groupOf(n.Fact) != FactName || n.Fact == FactForename || n.Fact == FactSurname {
			continue
		}
		for _, a := range hits {
			if a.Fact == FactAddress && a.Strength >= asStreet && a.Start >= n.End && a.Start < n.End+near/2 {
				return true
			}
		}
	}
	return false
}

func hasFact(hits []Hit, fact string) bool {
	for _, h := range hits {
		if h.Fact == fact {
			return true
		}
	}
	return false
}

// relativeIn reports whether a relative of the subject is named in a text.
func (s *Subject) relativeIn(text string) bool {
	d := read(text, false)
	for i, t := range d.tokens {
		for _, r := range s.relatives {
			if r.fore == "" || t.word != r.fore {
				continue
			}
			for n := 1; n <= maxPieces && i+1+n <= len(d.tokens); n++ {
				if word, ok := d.joined(i+1, i+1+n); ok && word == r.surname && strings.Trim(d.s[t.end:d.tokens[i+1].start], " -") == "" {
					return true
				}
			}
		}
	}
	return false
}
