package person

import (
	"slices"
	"strings"
)

// How much less sure a name is when it is written in an unusual way.
const (
	unknownMiddle = 0.85 // John Xavier Smith
	otherMiddle   = 0.5  // John Xavier Smith, when the subject is John Paul Smith
	otherSurname  = 0.5  // John Smith-Brown, Peter John Smith
	overLine      = 0.85 // a line end that may part what belongs to two
	smallLetters  = 0.6  // with a name that is also a word
	asInitials    = 0.5
	leastName     = 0.3 // below it nothing is said
)

// found is a name as it stands in a document.
type found struct {
	from, to int // tokens
	fact     string
	strength float64
	exact    bool
	doubtful bool // a name in its own right
}

// full finds the name around a surname: forenames or initials before it, or
// after it.
func (s *Subject) full(d *document, p *parts, surname part) (found, bool) {
	if d.at(surname.from-1).word == "o" && d.at(surname.from).link == linkTight {
		return found{}, false // O'Neill for Neill
	}
	before, ok := s.before(d, p, surname)
	after, ok2 := s.after(d, p, surname)
	switch {
	case ok && (!ok2 || before.strength >= after.strength):
		return before, true
	case ok2:
		return after, true
	default:
		return found{}, false
	}
}

// before reads "John Smith", "John P. Smith", "J P Smith" from right to left.
func (s *Subject) before(d *document, p *parts, surname part) (found, bool) {
	n := surname.name
	quality := surname.quality
	initials := ""
	k := surname.from
	middle := -1 // where a middle name stands
	for range 5 {
		t := d.at(k)
		if !binds(t.link) && (t.link != linkDot || !s.stops(n, d.at(k-1))) {
			break
		}
		if t.link == linkLine {
			quality *= s.lineFactor(d, k, surname)
		}
		if fore, ok := best(p.byEnd[k], n, foreRole); ok {
			return s.named(d, fore, surname, fore.from, surname.to, quality*fore.quality*s.companions(d, fore, surname))
		}
		k--
		t = d.at(k)
		switch {
		case t.letter():
			initials = t.word + initials
		case s.isInitials(n, t):
			initials = t.word + initials
		case n.fore == "" && n.initials != "" && names().forename[t.word] && strings.HasPrefix(t.word, initial(n.initials)):
			return s.initialled(d, k, surname, initial(t.word), quality) // Carol Allen, for a profile of C Allen
		case initials != "":
			return s.initialled(d, k+1, surname, initials, quality)
		case s.isMiddle(n, t):
			middle = k
		case slices.Contains(particles, t.word) && !t.upper:
			quality *= asSpelt
		case t.word == "and" && d.wordyBetween(k+1, surname.from):
			return s.couple(d, p, surname, k)
		case t.wordy() && !isTitle(t):
			quality *= middleFactor(n)
			if s.hyphened(d, n, k) {
				quality *= otherMiddle
			}
		case isTitle(t) && d.joinedByAnd(k):
			return s.couple(d, p, surname, k-1)
		default:
			return s.calledBy(d, middle, surname, quality)
		}
	}
	if initials != "" {
		return s.initialled(d, k, surname, initials, quality)
	}
	if d.joinedByAnd(k) && d.wordyBetween(k, surname.from) {
		return s.couple(d, p, surname, k)
	}
	return s.calledBy(d, middle, surname, quality)
}

// stops reports whether a full stop after a token may stand inside a name.
func (s *Subject) stops(n *name, t token) bool {
	return t.letter() || s.isInitials(n, t) || names().abbreviated[t.word]
}

// ownSurname reports whether a word is the surname of any of the subject's names.
func (s *Subject) ownSurname(word string) bool {
	return slices.ContainsFunc(s.names, func(n *name) bool { return !n.whole && n.surname == word })
}

// lineFactor rates a name that goes on after the line end before token k. An
// everyday word may begin a line, and a list with the surname first in each line
// has a forename at the end of one and a surname at the start of the next.
func (s *Subject) lineFactor(d *document, k int, surname part) float64 {
	next, before := d.at(surname.to), d.at(k-1)
	ends := before.link == linkComma && d.at(k-2).wordy() && names().surname[d.at(k-2).word]
	begins := next.link == linkComma && next.wordy() && s.isForename(next.word)
	switch {
	case ends && begins:
		return 0
	case ends, begins, k == surname.from && names().word[d.tokens[k].word]:
		return overLine
	default:
		return 1
	}
}

// named makes the result for a forename with a surname.
func (s *Subject) named(d *document, fore, surname part, from, to int, strength float64) (found, bool) {
	strength *= capitals(d, fore, surname)
	f := found{from: from, to: to, fact: surname.name.fact, strength: strength, exact: fore.exact && surname.exact && strength >= unknownMiddle*asNick}
	if fore.other || surname.other {
		f.doubtful = true
		if fore.other && surname.other || fore.quality < asNick && !fore.other || surname.quality < asNick && !surname.other {
			return found{}, false
		}
		return f, strength >= leastName/2
	}
	if fore.nick && f.fact == FactName {
		f.fact = FactNickname
	}
	return f, strength >= leastName
}

// initialled makes the result for initials with a surname.
func (s *Subject) initialled(d *document, from int, surname part, initials string, quality float64) (found, bool) {
	n := surname.name
	if n.initials == "" || !strings.HasPrefix(initials, n.initials[:len(initial(n.initials))]) {
		return found{}, false
	}
	if w := d.tokens[surname.to-1]; names().word[w.word] && !w.upper {
		return found{}, false // a young person
	}
	strength := asInitials * quality
	if len(initials) > 1 && len(n.initials) > 1 {
		if strings.HasPrefix(n.initials, initials) {
			strength *= 1.5
		} else {
			strength *= otherMiddle
		}
	}
	if !d.capital(surname) {
		strength *= smallLetters
	}
	if end := d.tokens[surname.to-1].end; strings.HasPrefix(d.s[end:], "@") {
		strength *= smallLetters // an e-mail address that is not the subject's own
	}
	f := found{from: from, to: surname.to, fact: FactInitials, strength: min(strength, 0.8), exact: surname.exact}
	return f, strength >= leastName/2
}

// companions lowers a name that is part of a longer one of somebody else.
func (s *Subject) companions(d *document, fore, surname part) float64 {
	q := 1.0
	if s.othersForename(d, fore.from, surname.name) {
		if surname.name.eastern {
			q *= unknownMiddle // Grace Siu Ling Wong
		} else {
			q *= otherSurname // Peter John Smith
		}
	}
	if t := d.at(surname.to); !s.ownSurname(t.word) && t.link.hyphen() && len(t.word) > 1 && strings.HasPrefix(strings.TrimLeft(d.s[d.tokens[surname.to-1].end:], " "), "-") {
		if surname.quality <= asHalf || fore.quality <= asHalf || d.capital(surname) && !t.upper {
			return 0 // My Li-ion battery
		}
		q *= otherSurname // John Smith-Brown
	}
	if s.place(d, surname.to) || places[surname.name.surname] && d.at(fore.from-1).word == "the" {
		q *= otherSurname // John Smith House, the Victoria Park
	}
	return q
}

// othersForename reports whether the token before i is a forename that is not
// one of the subject's.
func (s *Subject) othersForename(d *document, i int, n *name) bool {
	t, l := d.at(i-1), d.at(i).link
	if l != linkSpace && l != linkTight || !t.wordy() || isTitle(t) || !names().forename[t.word] {
		return false
	}
	return !s.isMiddle(n, t) && !slices.ContainsFunc(s.lookup[t.word], func(a atom) bool { return a.name == n })
}

// isMiddle reports whether a token is one of the name's middle names, or the
// initial of one.
func (s *Subject) isMiddle(n *name, t token) bool {
	return slices.ContainsFunc(n.middles, func(m string) bool {
		return t.word == m || t.letter() && strings.HasPrefix(m, t.word)
	}) || t.word != n.surname && len(t.word) > 1 && s.ownSurname(t.word)
}

// isInitials reports whether a token is the name's initials written together.
func (s *Subject) isInitials(n *name, t token) bool {
	return t.upper && len(t.word) > 1 && len(t.word) <= 4 && n.initials != "" && strings.HasPrefix(n.initials, t.word)
}

func middleFactor(n *name) float64 {
	if len(n.middles) > 0 {
		return otherMiddle
	}
	return unknownMiddle
}

// capitals lowers a name in small letters that may be everyday words, as in
// "mark the price" or "will brown".
func capitals(d *document, fore, surname part) float64 {
	f, l := d.tokens[fore.from], d.tokens[surname.from]
	foreWord, surnameWord := names().word[f.word], names().word[l.word]
	switch {
	case f.link == linkJoin || l.link == linkJoin: // jo.ng@
		return 1
	case foreWord && surnameWord && !(f.upper && l.upper):
		return 0
	case foreWord && !f.upper || surnameWord && !l.upper:
		return smallLetters
	default:
		return 1
	}
}

// binds reports whether a link may join the words of one name.
func binds(l link) bool {
	switch l {
	case linkTight, linkBreak, linkJoin, linkSpace, linkLine, linkCell:
		return true
	default:
		return false
	}
}

func isTitle(t token) bool {
	_, ok := titles[t.word]
	return ok
}
