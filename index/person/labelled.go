package person

import "slices"

// farLabel is how many words may lie between the boxes of a form that hold
// surname and forename.
const farLabel = 16

// asLabelled is how surely boxes of a form belong together.
const asLabelled = 0.95

// labelBefore tells which part of a name the label before token i announces:
// Surname: Smith, Forename(s): John, First name: John.
func (d *document) labelBefore(i int) (r role, ok bool) {
	at := i - 1
	if d.at(at).word == "s" && d.at(at-1).word != "" { // forename(s)
		at--
	}
	switch d.at(at).word {
	case "surname":
		return surnameRole, true
	case "forename", "forenames":
		return foreRole, true
	case "name", "names":
		switch d.at(at - 1).word {
		case "last", "family":
			return surnameRole, true
		case "first", "given", "christian":
			return foreRole, true
		}
	}
	return 0, false
}

// boxes finds the names of forms, whose parts stand in boxes of their own, and
// notes their tokens as used. What stands in the other box belongs to a surname: so
// the surname of somebody else is used as well.
func (s *Subject) boxes(d *document, p *parts, used map[int]bool) []Hit {
	var hits []Hit
	for _, q := range p.list {
		if q.role != surnameRole || q.other || used[q.from] {
			continue
		}
		if r, ok := d.labelBefore(q.from); !ok || r != surnameRole {
			continue
		}
		box, ok := d.foreBox(q)
		if !ok {
			continue
		}
		used[q.from] = true
		fore, own := best(p.byStart[box], q.name, foreRole)
		switch t := d.at(box); {
		case own && !fore.other:
			strength := asLabelled * q.quality * fore.quality
			fact := q.name.fact
			if fore.nick && fact == FactName {
				fact = FactNickname
			}
			for _, part := range []part{q, fore} {
				hits = append(hits, d.hit(fact, d.tokens[part.from].start, d.tokens[part.to-1].end, strength, part.exact))
				used[part.from] = true
			}
		case t.letter() && t.word == initial(q.name.initials):
			hits = append(hits, d.hit(FactInitials, d.tokens[q.from].start, d.tokens[q.to-1].end, asInitials*q.quality, q.exact))
		}
	}
	return hits
}

// foreBox returns the token in the box for forenames nearest to a surname.
func (d *document) foreBox(q part) (int, bool) {
	for n := 1; n <= farLabel; n++ {
		for _, i := range []int{q.to + n, q.from - n} {
			if i < 0 || i >= len(d.tokens) || d.tokens[i].word == "s" {
				continue
			}
			if r, ok := d.labelBefore(i); ok && r == foreRole {
				return i, true
			}
		}
	}
	return 0, false
}

// boxed reports whether the text has any of the labels, which few have.
func (d *document) boxed() bool {
	return slices.ContainsFunc(d.tokens, func(t token) bool { return t.word == "surname" || t.word == "family" || t.word == "last" })
}
