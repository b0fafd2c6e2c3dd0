package person

import "slices"

// How surely a forename or surname alone refers to the subject, in a document
// that names them in full.
const (
	asTitled  = 0.5 // Mr Smith
	asSurname = 0.35
	asFore    = 0.3
	// asSomebody is for a surname with a forename, when no forename is known.
	asSomebody = 0.25
)

// matchNames returns the subject's names in a document. Surnames and forenames
// alone are kept apart, and names that may well be somebody else's: whether they
// count depends on everything else.
func (s *Subject) matchNames(d *document) (hits, alone, doubtful []Hit) {
	p := s.findParts(d)
	used := make(map[int]bool)
	for _, q := range p.list {
		var f found
		var ok bool
		switch q.role {
		case surnameRole:
			f, ok = s.full(d, p, q)
		case wholeRole:
			if ok = q.to-q.from > 1; ok { // a nickname of several words
				f = found{from: q.from, to: q.to, fact: FactNickname, strength: smallLetters, exact: true}
			}
		}
		if ok {
			h := d.hit(f.fact, d.tokens[f.from].start, d.tokens[f.to-1].end, f.strength, f.exact)
			if f.doubtful {
				doubtful = append(doubtful, h)
				continue
			}
			hits = append(hits, h)
			for i := f.from; i < f.to; i++ {
				used[i] = true
			}
		}
	}
	if len(p.list) > 0 && d.boxed() {
		hits = append(hits, s.boxes(d, p, used)...)
	}
	return hits, s.alone(d, p, used), doubtful
}

// confirmed returns the doubtful names that stand near a detail of the subject's.
func confirmed(doubtful, hits []Hit) []Hit {
	return slices.DeleteFunc(doubtful, func(n Hit) bool {
		return !slices.ContainsFunc(hits, func(h Hit) bool {
			return groupOf(h.Fact) != FactName && h.Strength >= asHalf && h.Start < n.End+near && n.Start < h.End+near
		})
	})
}

// alone returns the surnames and forenames that stand by themselves. There are
// none of a kind when other people of that name are about.
func (s *Subject) alone(d *document, p *parts, used map[int]bool) []Hit {
	var surnames, forenames []Hit
	var othersSurname, othersForename bool
	var sexes [2]bool
	longest := part{}
	least := asNick
	if s.onlySurnames() {
		least = asHalf
	}
	for _, q := range p.list {
		if used[q.from] || q.other || q.quality < least && !(q.role == surnameRole && (d.titled(q.from) || d.family(q))) || !d.capital(q) {
			continue
		}
		if q.from > longest.from && q.to <= longest.to {
			continue // Jones, of Smith-Jones
		}
		if q.to > longest.to {
			longest = q
		}
		start, end := d.tokens[q.from].start, d.tokens[q.to-1].end
		if q.role == surnameRole {
			strength, other := s.loneSurname(d, q, &sexes)
			if other && s.onlySurnames() {
				strength, other = asSomebody*q.quality, false
			}
			othersSurname = othersSurname || other
			if strength > 0 {
				surnames = append(surnames, d.hit(FactSurname, start, end, strength, q.exact))
			}
			continue
		}
		other, ok := loneForename(d, q)
		othersForename = othersForename || other
		if ok {
			forenames = append(forenames, d.hit(FactForename, start, end, asFore*q.quality, q.exact))
		}
	}
	if othersSurname || sexes[0] && sexes[1] {
		surnames = nil
	}
	if othersForename {
		forenames = nil
	}
	return append(surnames, forenames...)
}

// titled reports whether a title stands before token i: a misspelt name may
// follow it, but hardly a word that looks like one.
func (d *document) titled(i int) bool {
	l := d.at(i).link
	return isTitle(d.at(i-1)) && (l == linkSpace || l == linkDot || l == linkLine)
}

// family reports whether a part is the plural of its surname: the Smiths.
func (d *document) family(q part) bool {
	return d.at(q.from-1).word == "the" && d.at(q.from).link == linkSpace && d.tokens[q.to-1].word == q.name.surname+"s"
}

// loneSurname rates a surname without the subject's forename, and reports
// whether it is another person's. It notes the sexes of titles seen.
func (s *Subject) loneSurname(d *document, q part, sexes *[2]bool) (strength float64, other bool) {
	first := q.from
	for d.at(first).link == linkSpace && !d.at(first-1).letter() && s.isMiddle(q.name, d.at(first-1)) {
		first-- // Nasreen Abdul Rahman
	}
	t, l := d.at(first-1), d.at(first).link
	switch sex := titles[t.word]; {
	case d.titled(first):
		sexes[0] = sexes[0] || sex == 'm'
		sexes[1] = sexes[1] || sex == 'f'
		if q.name.male && sex == 'f' || q.name.female && sex == 'm' {
			return 0, true
		}
		return asTitled * q.quality, false
	case (l == linkSpace || l == linkCell) && t.wordy() && s.isForename(t.word),
		(l == linkSpace || l == linkDot) && t.letter() && t.upper && t.word != "i" && t.word != "a":
		return 0, true // Ann Smith, B Smith
	case l.hyphen() && t.wordy():
		return 0, true // Brown-Smith
	}
	switch next := d.at(q.to); {
	case (next.link == linkComma || next.link == linkCell) && next.wordy() && s.isForename(next.word):
		return 0, true // Smith, Ann
	case next.link == linkSpace && next.wordy() && s.isForename(next.word) && !names().word[next.word] && !names().surname[next.word]:
		return 0, true // SMITH Ann
	case next.link.hyphen() && len(next.word) > 1 && next.word != "s":
		return 0, true // Smith-Brown
	}
	if names().word[d.tokens[q.from].word] && sentenceStart(d, q.from) && !s.onlySurnames() {
		return 0, false
	}
	return asSurname * q.quality, false
}

// loneForename reports whether a forename stands alone, and whether it is
// another person's: John Brown, when the subject is John Smith.
func loneForename(d *document, q part) (other, ok bool) {
	word, next := d.tokens[q.from].word, d.at(q.to)
	if q.role == middleRole || q.role == foreRole && q.nick && q.name.fact != FactNickname && names().word[word] {
		return false, false
	}
	if next.link == linkSpace && next.wordy() && !names().word[next.word] && d.between(q.to) == " " {
		return names().surname[next.word], false
	}
	if before, l := d.at(q.from-1), d.at(q.from).link; (l == linkComma || l == linkCell) && before.wordy() && names().surname[before.word] {
		return true, false // Brown, John
	}
	if next.link == linkCell && next.wordy() && names().surname[next.word] {
		return true, false
	}
	if l := d.tokens[q.from].link; l == linkSpace && d.at(q.from-1).wordy() && names().forename[d.at(q.from-1).word] {
		return false, false // Mary John
	}
	if names().word[word] && !addressed(d, q.from) {
		return false, false
	}
	return false, true
}

// isForename reports whether a word is a forename in general, or that of one
// of the subject's relatives.
func (s *Subject) isForename(word string) bool {
	return names().forename[word] || slices.ContainsFunc(s.relatives, func(r *name) bool { return r.fore == word })
}

// sentenceStart reports whether token i may have its capital from beginning a
// sentence.
func sentenceStart(d *document, i int) bool {
	l := d.tokens[i].link
	return l != linkSpace && l != linkComma
}

// addressed reports whether token i is spoken to: Dear Mark, Hi May.
func addressed(d *document, i int) bool {
	switch d.at(i - 1).word {
	case "dear", "hi", "hello", "hey", "thanks", "regards":
		return true
	default:
		return false
	}
}
