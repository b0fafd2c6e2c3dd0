package person

import (
	"slices"
	"strings"

	"sarsen/index/fold"
)

// A name is one name of the subject, in folded words without signs. Compound
// words such as smith-jones are kept joined, with the number of their parts.
type name struct {
	fact    string
	fore    string   // first forename; "" when only an initial or nothing is known
	middles []string // further forenames, or single letters
	surname string
	bare    string // the surname without particles: berg of van der berg
	apart   string // the surname with its particles apart: van der berg
	// initials of forename and middles, in order.
	initials string
	// whole is set for a nickname that stands on its own: its one word or
	// phrase is in surname.
	whole  bool
	female bool // by title
	male   bool

	given   string   // the surname as the profile writes it, for its special letters
	called  string   // likewise the forename
	foreOf  []string // the words of a compound forename: siu and ling
	eastern bool     // the surname comes first at home, and forenames are compounds
	seconds []variant
}

// A role is the part a word plays in a name.
type role byte

const (
	foreRole role = iota
	middleRole
	surnameRole
	wholeRole
)

// An atom says that a word may stand for a part of one of the subject's names.
type atom struct {
	name    *name
	role    role
	quality float64
	exact   bool
	nick    bool // by way of a nickname
	glued   bool // only as one word, not of words side by side
	// other is set for a word that is a name in its own right: it is somebody
	// else's, unless everything around it speaks for the subject.
	other bool
}

// How surely a word stands for a part of a name.
const (
	asGiven   = 1.0
	asSpelt   = 0.95 // a known other spelling
	asNick    = 0.9
	asSounds  = 0.85
	asTyped   = 0.8  // one typing error, or misread letters
	asAbroad  = 0.7  // the form of another language or romanisation
	asHalf    = 0.6  // a half of what is double
	asMeant   = 0.6  // a known name, of which the profile's may be a misspelling
	asAnother = 0.45 // a name in its own right, one error off
	maxPieces = 4
)

// addNames makes names known to the subject.
func (s *Subject) addNames(given []string, fact string) {
	for _, g := range given {
		for _, n := range s.readings(g, fact) {
			s.addName(g, n)
		}
	}
}

// readings are those of the profile's name; a former surname that is given alone
// belongs to the forenames of the present name.
func (s *Subject) readings(given, fact string) []*name {
	list := readings(given, fact)
	for _, n := range list {
		if n.fact == FactFormerName && n.whole && len(s.names) > 0 {
			n.takeForenames(s.names[0])
		}
	}
	return list
}

func (s *Subject) addName(given string, n *name) {
	if len(n.surname) < 2 {
		return
	}
	if n.whole && n.fact != FactNickname {
		n.whole = false // a surname without a forename
	}
	if n.fact == FactNickname && !n.whole {
		whole := &name{fact: FactNickname, surname: compact(given), whole: true}
		s.longest = maxPieces
		s.names = append(s.names, whole)
		s.addAtoms(whole)
	}
	s.names = append(s.names, n)
	pieces := len(strings.FieldsFunc(fold.String(given), func(r rune) bool { return !fold.IsWord(r) }))
	s.longest = min(max(s.longest, pieces, n.pieces()), maxPieces)
	s.addAtoms(n)
	s.cutUp(n)
	s.aim(n)
	s.head(given, n)
	s.doubled = s.doubled || n.doubled()
	s.addLogins(n)
	if n.fact == FactNickname && n.whole {
		s.addNickname(n.surname)
	}
}

// pieces is in how many words a part of the name may be written that the profile
// writes as one: Mac Donald.
func (n *name) pieces() int {
	if _, ok := cutPrefix(n.surname, joinedParticles); ok || len(n.foreOf) > 0 {
		return 2
	}
	return 1
}

// head notes the words that a part of several words may begin with.
func (s *Subject) head(given string, n *name) {
	for _, w := range strings.FieldsFunc(fold.String(given), func(r rune) bool { return !fold.IsWord(r) }) {
		s.heads[w] = true
	}
	for _, v := range n.seconds {
		s.heads[v.word] = true
	}
	for _, w := range n.foreOf {
		s.heads[w] = true
		for _, other := range names().syllables[w] {
			s.heads[other] = true
		}
	}
	for _, w := range slices.Concat(particles, servants, joinedParticles) {
		s.heads[w] = true
	}
}

// addNickname lets a nickname take the place of the forename in every name.
func (s *Subject) addNickname(nick string) {
	s.nicknames[nick] = true
	for _, n := range s.names {
		if !n.whole && n.fore != "" {
			s.put(nick, atom{name: n, role: foreRole, quality: asSpelt, exact: true, nick: true})
		}
	}
}

func (s *Subject) put(word string, a atom) {
	for i, b := range s.lookup[word] {
		if b.name == a.name && b.role == a.role {
			if a.quality > b.quality {
				s.lookup[word][i] = a
			}
			return
		}
	}
	s.lookup[word] = append(s.lookup[word], a)
}

// addAtoms enters every exact and known form of a name's parts.
func (s *Subject) addAtoms(n *name) {
	if n.whole {
		s.put(n.surname, atom{name: n, role: wholeRole, quality: asGiven, exact: true})
		return
	}
	for _, v := range n.surnames() {
		s.put(v.word, v.as(n, surnameRole))
	}
	for _, m := range n.middles {
		if len(m) > 1 {
			s.put(m, atom{name: n, role: middleRole, quality: asGiven, exact: true})
		}
	}
	for _, v := range n.forenames() {
		s.put(v.word, v.as(n, foreRole))
	}
}

// takeForenames gives a surname that stands alone the forenames of another name.
func (n *name) takeForenames(o *name) {
	if o.whole || o.initials == "" {
		return
	}
	n.fore, n.called, n.foreOf, n.middles, n.initials = o.fore, o.called, o.foreOf, slices.Clone(o.middles), o.initials
	n.male, n.female, n.whole = o.male, o.female, false
}
