package person

import (
	"slices"
	"strings"
)

// objections are facts that speak against the subject.
type objections []Reason

// lower returns the score for a sum of weights less the objections, and why it
// is not lower. People move: an address alone lowers it by one step at the most.
func (list objections) lower(sum float64) (score float64, why string) {
	before := probability(sum)
	least := 0.0
	switch {
	case slices.ContainsFunc(list, func(o Reason) bool { return o.Fact != FactAddress }):
	case before >= leastCertain:
		least = leastLikely
	case before >= leastLikely:
		least = leastPossible
	}
	for _, o := range list {
		sum += o.Weight
	}
	if score = probability(sum); score < least {
		return least, "people move: another address alone says little"
	}
	return score, ""
}

// tell reports whether the objections may be those to a namesake.
func (list objections) tell() bool {
	return slices.ContainsFunc(list, func(o Reason) bool { return o.Weight < weighMoved })
}

// decide reports whether the date of birth is another, and no error, or a number
// is: not even one household shares these.
func (list objections) decide() bool {
	return slices.ContainsFunc(list, func(o Reason) bool { return o.Weight <= weighOtherBorn })
}

// objections returns those of the details beside the name that contradict the
// profile, the first of each fact. None does where the subject's own fact of
// that kind stands as well; and where the name stands with the subject's
// address, numbers and other addresses are those of people named later, unless
// they are in its row. Another
// address says little where the name has a form that hardly anybody shares.
func (s *Subject) objections(e *Evidence, details []Detail) objections {
	home := atHome(e.Hits)
	firm := s.firm(e)
	var list objections
	seen := map[string]bool{}
	for _, found := range details {
		elsewhere := home && (found.Fact == FactAddress || e.row == nil && found.Fact != FactDateOfBirth)
		if found.weight == 0 || seen[found.Fact] || hasFact(e.Hits, found.Fact) || elsewhere {
			continue
		}
		seen[found.Fact] = true
		if firm && found.Fact == FactAddress {
			found.weight = weighMoved
		}
		list = append(list, found.reason())
	}
	return append(list, s.described(e)...)
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

// relativeIn finds a relative of the subject who is named in a text.
func (s *Subject) relativeIn(e *Evidence) (Reason, bool) {
	if len(s.relatives) == 0 {
		return Reason{}, false
	}
	d := e.document()
	for i, t := range d.tokens {
		for _, r := range s.relatives {
			if r.fore == "" || t.word != r.fore || s.namesake(r) {
				continue
			}
			for n := 1; n <= maxPieces && i+1+n <= len(d.tokens); n++ {
				if word, ok := d.joined(i+1, i+1+n); ok && word == r.surname && strings.Trim(d.s[t.end:d.tokens[i+1].start], " -") == "" {
					h := d.hit(FactRelative, t.start, d.tokens[i+n].end, 1, true)
					return Reason{Fact: h.Fact, Text: h.Value, Start: h.Start, End: h.End, Weight: weighRelative}, true
				}
			}
		}
	}
	return Reason{}, false
}
