package person

import "slices"

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
	p := &parts{byStart: map[int][]part{}, byEnd: map[int][]part{}}
	if len(s.names) == 0 {
		return p
	}
	seen := map[string][]atom{} // misspellings already judged
	for i := range d.tokens {
		for n := s.longest + 1; n > 0; n-- {
			word := d.tokens[i].word
			if n > s.longest && !d.broken(i, i+n) {
				continue
			}
			if n > 1 {
				var ok bool
				if word, ok = d.joined(i, i+n); !ok || possessive(d.tokens[i+n-1]) {
					continue
				}
			}
			loose := n > 1 && d.loose(i, i+n)
			atoms := s.lookup[word]
			if loose {
				if atoms = slices.DeleteFunc(slices.Clone(atoms), func(a atom) bool { return a.glued }); !s.heads[d.tokens[i].word] || len(atoms) == 0 {
					atoms = nil
				}
			}
			if atoms == nil && compound(d.tokens[i:i+n]) {
				var known bool
				if atoms, known = seen[word]; !known {
					atoms = s.inexact(word)
					seen[word] = atoms
				}
				if loose {
					atoms = sideBySide(word, atoms)
				}
			}
			p.add(i, i+n, atoms)
		}
	}
	return p
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
