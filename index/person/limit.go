package person

import "slices"

// A limit is a score that is not passed, and why.
type limit struct {
	score float64
	why   string
}

var unlimited = limit{score: 1}

// tighter returns the lower of two limits.
func (l limit) tighter(other limit) limit {
	if other.score < l.score {
		return other
	}
	return l
}

// most is the highest score that a unit may have. An address is shared: alone
// it makes no more than possible, and with the surname of a whole family not
// either. A forename next to it tells who of them. Names alone make likely.
func (s *Subject) most(list []ground, hits []Hit, sex byte) limit {
	name, home := "", false
	for _, g := range list {
		switch {
		case g.group == FactName:
			name = g.hit.Fact
		case g.group == FactAddress || g.group == FactPostcode:
			home = true
		case g.group == FactDateOfBirth && name == FactForename:
			return limit{mostLikely, "a part of the name alone does not make certain"}
		default:
			return unlimited
		}
	}
	switch {
	case (name == FactForename || name == FactSurname) && s.foreAtHome(hits), name == FactSurname && !s.shared(sex):
		return limit{mostLikely, "a part of the name alone does not make certain"}
	case name == "":
		return limit{mostPossible, "an address is shared by a household"}
	case name == FactForename || name == FactSurname:
		return limit{mostPossible, "a household shares an address and a surname"}
	case !home:
		return limit{mostLikely, "a name alone does not make certain"}
	default:
		return unlimited
	}
}

// shared reports whether a relative of the subject has the same surname, and may
// have the title of the sex that was found, 0 for none, as well as the subject or
// rather.
func (s *Subject) shared(sex byte) bool {
	other := func(n *name) bool { return sex != 0 && n.sex() != 0 && n.sex() != sex }
	return slices.ContainsFunc(s.relatives, func(r *name) bool {
		return slices.ContainsFunc(s.names, func(n *name) bool { return n.surname == r.surname && (other(n) || !other(r)) })
	})
}

// foreAtHome reports whether a forename of the subject's, and no relative's
// surname, stands next to their address.
func (s *Subject) foreAtHome(hits []Hit) bool {
	return s.foreBeside(hits, func(h Hit) bool { return h.Fact == FactAddress && h.Strength >= asStreet })
}

// foreAtBirth is foreAtHome for the date of birth, which is labelled where its year
// is short.
func (s *Subject) foreAtBirth(hits []Hit) bool {
	return s.foreBeside(hits, func(h Hit) bool { return h.Fact == FactDateOfBirth && h.Strength > bornShort })
}

func (s *Subject) foreBeside(hits []Hit, fact func(Hit) bool) bool {
	for _, n := range hits {
		if n.Fact != FactForename || slices.ContainsFunc(s.relatives, func(r *name) bool { return r.surname == compact(n.Value) }) {
			continue
		}
		for _, h := range hits {
			if fact(h) && h.Start < n.End+near/2 && n.Start < h.End+near {
				return true
			}
		}
	}
	return false
}
