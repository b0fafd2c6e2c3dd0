package person

import (
	"slices"
	"strings"
	"unicode/utf8"

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
}

// particles are words that belong to the surname after them.
var particles = []string{
	"de", "da", "di", "du", "del", "della", "des", "la", "le", "van", "von", "der", "den", "ter",
	"bin", "binti", "bint", "al", "el", "ap", "ab", "mac", "mc", "o", "st", "dos", "das", "ibn", "ben",
}

// titles tell the sex where they do.
var titles = map[string]byte{
	"mr": 'm', "mrs": 'f', "ms": 'f', "miss": 'f', "master": 'm', "sir": 'm', "dame": 'f', "lady": 'f', "lord": 'm',
	"dr": 0, "prof": 0, "professor": 0, "rev": 0, "revd": 0, "reverend": 0, "cllr": 0, "councillor": 0, "mx": 0,
	"doctor": 0, "fr": 0, "sister": 'f', "pc": 0, "sgt": 0, "capt": 0, "madam": 'f',
}

// parseName takes a name apart: "Mr John Paul Smith-Jones" or "Smith, John".
// It returns nil when there is none.
func parseName(given, fact string) *name {
	n := &name{fact: fact}
	folded := fold.String(given)
	if last, first, ok := strings.Cut(folded, ","); ok {
		folded = reorder(last, first)
	}
	var parts []string
	for _, w := range strings.Fields(folded) {
		w = strings.Trim(w, ".,;:()\"")
		if sex, ok := titles[w]; ok && len(parts) == 0 {
			n.male, n.female = n.male || sex == 'm', n.female || sex == 'f'
			continue
		}
		if w != "" && compact(w) != "" {
			parts = append(parts, splitInitials(w)...)
		}
	}
	if len(parts) == 0 {
		return nil
	}
	first := len(parts) - 1
	for first > 1 && slices.Contains(particles, parts[first-1]) {
		first--
	}
	n.surname = compact(strings.Join(parts[first:], ""))
	n.bare = withoutParticle(parts[len(parts)-1])
	n.apart = strings.Join(parts[first:], " ")
	for i, w := range parts[:first] {
		w = compact(w)
		r, size := utf8.DecodeRuneInString(w)
		n.initials += string(r)
		switch {
		case i > 0:
			n.middles = append(n.middles, w)
		case size < len(w):
			n.fore = w
		}
	}
	n.whole = first == 0
	return n
}

// withoutParticle returns hassan for al-hassan.
func withoutParticle(word string) string {
	if particle, rest, ok := strings.Cut(word, "-"); ok && slices.Contains(particles, particle) {
		word = rest
	}
	return compact(word)
}

// reorder puts "smith, john" the other way round. What follows the comma of
// "john smith, obe" is no name.
func reorder(last, first string) string {
	words := strings.Fields(last)
	names := slices.DeleteFunc(slices.Clone(words), func(w string) bool {
		_, title := titles[strings.Trim(w, ".")]
		return title || slices.Contains(particles, w)
	})
	if len(names) > 1 {
		return last
	}
	return first + " " + strings.Join(words, " ")
}

// splitInitials takes j.p. apart.
func splitInitials(w string) []string {
	if !strings.Contains(w, ".") {
		return []string{w}
	}
	return strings.FieldsFunc(w, func(r rune) bool { return r == '.' })
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
}

// How surely a word stands for a part of a name.
const (
	asGiven   = 1.0
	asSpelt   = 0.95 // a known other spelling
	asNick    = 0.9
	asSounds  = 0.85
	asTyped   = 0.8 // one typing error, or misread letters
	asTyped2  = 0.7
	maxPieces = 4
)

// addNames makes names known to the subject.
func (s *Subject) addNames(given []string, fact string) {
	for _, g := range given {
		n := parseName(g, fact)
		if n == nil || len(n.surname) < 2 {
			continue
		}
		if n.whole && fact != FactNickname {
			n.whole = false // a surname without a forename
		}
		if fact == FactNickname && !n.whole {
			s.addWhole(g, n)
			continue
		}
		s.names = append(s.names, n)
		pieces := len(strings.FieldsFunc(fold.String(g), func(r rune) bool { return !fold.IsWord(r) }))
		s.longest = min(max(s.longest, pieces), maxPieces)
		s.addAtoms(n)
		if fact == FactNickname {
			s.addNickname(n.surname)
		}
	}
}

// addWhole adds a nickname of several words, and reads it as a name as well.
func (s *Subject) addWhole(given string, n *name) {
	whole := &name{fact: FactNickname, surname: compact(given), whole: true}
	s.names = append(s.names, whole, n)
	s.longest = maxPieces
	s.addAtoms(whole)
	s.addAtoms(n)
}

// addNickname lets a nickname take the place of the forename in every name.
func (s *Subject) addNickname(nick string) {
	s.nicknames[nick] = true
	for _, n := range s.names {
		if !n.whole && n.fore != "" {
			s.put(nick, atom{n, foreRole, asSpelt, true, true})
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
		s.put(n.surname, atom{n, wholeRole, asGiven, true, false})
		return
	}
	s.put(n.surname, atom{n, surnameRole, asGiven, true, false})
	for _, v := range names().surnames[n.surname] {
		s.put(v, atom{n, surnameRole, asSpelt, false, false})
	}
	s.put(n.bare, atom{n, surnameRole, asSounds, false, false})
	for _, m := range n.middles {
		if len(m) > 1 {
			s.put(m, atom{n, middleRole, asGiven, true, false})
		}
	}
	if n.fore == "" {
		return
	}
	s.put(n.fore, atom{n, foreRole, asGiven, true, false})
	for _, v := range names().spellings[n.fore] {
		s.put(v, atom{n, foreRole, asSpelt, false, false})
	}
	for _, v := range names().variantsOf(n.fore) {
		s.put(v, atom{n, foreRole, asNick, true, true})
	}
}
