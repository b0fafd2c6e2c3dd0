package person

import (
	"slices"
	"strings"
)

// A part is a run of tokens that may stand for a part of a name.
type part struct {
	from, to int // tokens, to exclusive
	atom
}

// parts holds all parts found in a document, by where they begin and end.
type parts struct {
	list    []part
	byStart map[int][]part
	byEnd   map[int][]part
}

// findParts looks every token up, alone and joined with those after it.
func (s *Subject) findParts(d *document) *parts {
	p := &parts{}
	if len(s.names) == 0 {
		return p
	}
	for i := range d.tokens {
		t := &d.tokens[i]
		if s.longest > 1 || i+1 < len(d.tokens) && d.tokens[i+1].link == linkBreak {
			for n := s.reach(d, i); n > 1; n-- {
				p.add(i, i+n, s.several(d, i, i+n))
			}
		}
		p.add(i, i+2, s.cut(d, i))
		var atoms []atom
		if s.may(t.word[0], len(t.word), t.mask) {
			atoms = s.word(t.word)
		}
		if len(atoms) == 0 && strings.HasPrefix(d.s[t.end:], "@") {
			atoms = s.numbered(t.word)
		}
		p.add(i, i+1, atoms)
	}
	return p
}

// word returns what one word may stand for.
func (s *Subject) word(word string) []atom {
	if atoms := s.lookup[word]; atoms != nil {
		return atoms
	}
	return s.inexact(word)
}

// numbered returns what a word of an e-mail address stands for, whose number tells
// people of one name apart: john.smith84@. Only the surname is asked for so.
func (s *Subject) numbered(word string) []atom {
	bare := strings.TrimRight(word, "0123456789")
	if bare == word {
		return nil
	}
	var list []atom
	for _, a := range s.lookup[bare] {
		if a.role == surnameRole && bare == a.name.surname && numberable(bare) {
			a.quality, a.exact = asSounds, false
			list = append(list, a)
		}
	}
	return list
}

// numberable reports whether so few words begin like a surname that all are asked
// for.
func numberable(surname string) bool { return len(surname) >= minInexact && !names().word[surname] }

// reach returns how many tokens from i on may be one part of a name.
func (s *Subject) reach(d *document, i int) int {
	if i+1 == len(d.tokens) || s.longest == 1 && d.tokens[i+1].link != linkBreak {
		return 1
	}
	switch next := d.tokens[i+1].link; {
	case next == linkBreak:
		return s.longest + 1
	case next == linkTight, next == linkJoin, s.isHead(d.tokens[i].word):
	case s.doubled && d.tokens[i].wordy() && d.tokens[i+1].wordy() && (next == linkSpace || next == linkLine || next == linkDash):
	default:
		return 1
	}
	if d.broken(i, i+s.longest+1) {
		return s.longest + 1
	}
	return s.longest
}

func (s *Subject) isHead(word string) bool { return s.headed.may(word[0], len(word)) && s.heads[word] }

// several returns what tokens [from, to) may stand for as one part of a name.
func (s *Subject) several(d *document, from, to int) []atom {
	if to > len(d.tokens) || !s.mayJoin(d.tokens[from:to]) {
		return nil
	}
	word, ok := d.joined(from, to)
	if !ok || possessive(d.tokens[to-1]) {
		return nil
	}
	loose := d.loose(from, to)
	atoms := s.lookup[word]
	if loose && !s.heads[d.tokens[from].word] {
		atoms = nil
	}
	if loose && slices.ContainsFunc(atoms, func(a atom) bool { return a.glued }) {
		atoms = slices.DeleteFunc(slices.Clone(atoms), func(a atom) bool { return a.glued })
	}
	if len(atoms) > 0 || !compound(d.tokens[from:to]) {
		return atoms
	}
	if loose {
		return sideBySide(word, s.inexact(word))
	}
	return s.inexact(word)
}

// mayJoin is may for the words of tokens as one.
func (s *Subject) mayJoin(tokens []token) bool {
	length, mask := 0, uint64(0)
	for i := range tokens {
		length += len(tokens[i].word)
		mask |= tokens[i].mask
	}
	return s.may(tokens[0].word[0], length, mask)
}

// loose reports whether a blank parts two of the tokens [from, to).
func (d *document) loose(from, to int) bool {
	return slices.ContainsFunc(d.tokens[from+1:to], func(t token) bool { return !t.link.hyphen() && t.link != linkJoin })
}

// sideBySide keeps what words side by side may be misspellings of: a
// double-barrelled surname, or one with a particle that has one error.
func sideBySide(word string, atoms []atom) []atom {
	var list []atom
	for _, a := range atoms {
		if a.role == surnameRole && (a.name.doubled() || a.name.pieces() > 1 && distance(word, a.name.surname, 1) <= 1) {
			list = append(list, a)
		}
	}
	return list
}

// compound reports whether tokens may be one word that is misspelt: linked, but
// not by a possessive s, or capitalised words side by side, of
// which particles before the last may be small.
func compound(tokens []token) bool {
	capitals := true
	for i, t := range tokens {
		capitals = capitals && (t.wordy() || i+1 < len(tokens) && slices.Contains(particles, t.word))
		apart := t.link == linkSpace || t.link == linkLine || t.link == linkDash
		if i > 0 && !t.link.hyphen() && !(apart && capitals) {
			return false
		}
	}
	return len(tokens) == 1 || !possessive(tokens[len(tokens)-1])
}

// possessive reports whether a token is the s of Smith's.
func possessive(t token) bool { return t.word == "s" && t.link == linkTight }

// capital reports whether a part is written as a name: with a capital, if only
// after particles that are small, as in ap Dafydd.
func (d *document) capital(p part) bool {
	i := p.from
	for i+1 < p.to && !d.tokens[i].upper && slices.Contains(particles, d.tokens[i].word) {
		i++
	}
	return d.tokens[i].upper
}

func (p *parts) add(from, to int, atoms []atom) {
	if p.byStart == nil && len(atoms) > 0 {
		p.byStart, p.byEnd = map[int][]part{}, map[int][]part{}
	}
	for _, a := range atoms {
		q := part{from, to, a}
		p.list = append(p.list, q)
		p.byStart[from] = append(p.byStart[from], q)
		p.byEnd[to] = append(p.byEnd[to], q)
	}
}

// best returns the likeliest part among list that plays a role in a name.
func best(list []part, n *name, r role) (part, bool) {
	var found part
	for _, p := range list {
		if p.name == n && p.role == r && p.quality > found.quality {
			found = p
		}
	}
	return found, found.quality > 0
}
