package person

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
				if word, ok = d.joined(i, i+n); !ok {
					continue
				}
			}
			atoms := s.lookup[word]
			if atoms == nil && compound(d.tokens[i:i+n]) {
				var known bool
				if atoms, known = seen[word]; !known {
					atoms = s.inexact(word)
					seen[word] = atoms
				}
			}
			p.add(i, i+n, atoms)
		}
	}
	return p
}

// compound reports whether tokens may be one word that is misspelt: linked, but
// not by a possessive s, or capitalised words side by side.
func compound(tokens []token) bool {
	capitals := tokens[0].wordy()
	for _, t := range tokens[1:] {
		capitals = capitals && t.wordy()
		switch t.link {
		case linkTight, linkBreak:
		case linkSpace, linkLine, linkDash:
			if !capitals {
				return false
			}
		default:
			return false
		}
	}
	return len(tokens) == 1 || tokens[len(tokens)-1].word != "s"
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
