package person

import (
	"regexp"
	"slices"
	"strings"
)

// generation follows the name of a father or a son of one name.
var generation = regexp.MustCompile(`^[ ,(]*(?:senior|snr|sr|junior|jnr|jr)\b`)

// sameNamed is the most that names and addresses can say of a subject whose
// relative has the same forename and surname: which of them it is, their middle
// name tells, and what only one of them has.
func (s *Subject) sameNamed(e *Evidence, list []ground) limit {
	if !slices.ContainsFunc(s.relatives, s.namesake) || slices.ContainsFunc(list, tellsApart) {
		return unlimited
	}
	most := unlimited
	for _, h := range e.Hits {
		n := s.nameOf(h)
		switch {
		case n == nil || groupOf(h.Fact) != FactName || h.Fact == FactForename:
		case slices.ContainsFunc(e.middles(h, n), func(m string) bool { return s.isOwnMiddle(n, m) && !s.relativesMiddle(m) }):
			return unlimited
		case generation.MatchString(e.regionOf(h).text()):
			most = most.tighter(limit{mostPossible, "a relative has the same name"})
		default:
			most = most.tighter(limit{mostLikely, "a relative has the same name"})
		}
	}
	return most
}

// tellsApart reports whether a fact is none that a household shares.
func tellsApart(g ground) bool {
	return g.group != FactName && g.group != FactAddress && g.group != FactPostcode && g.group != FactPhone
}

// namesake reports whether a relative has the subject's forename and surname, as
// fathers and sons do.
func (s *Subject) namesake(r *name) bool {
	return slices.ContainsFunc(s.names, func(n *name) bool { return n.fore != "" && n.fore == r.fore && n.surname == r.surname })
}

// relativesMiddle reports whether a middle name, or its initial, is that of a
// relative who is otherwise named as the subject.
func (s *Subject) relativesMiddle(middle string) bool {
	return slices.ContainsFunc(s.relatives, func(r *name) bool {
		return s.namesake(r) && slices.ContainsFunc(r.middles, func(m string) bool { return m == middle || len(middle) == 1 && strings.HasPrefix(m, middle) })
	})
}
