package recognise

import (
	"slices"
	"strings"
)

// A streetRun is the words [from, to) of a street with its number.
type streetRun struct {
	from, to int
	back     bool // the number stands behind the name
	proof    int  // how much says that it is a street; 2 is enough
	reason   string
}

// anyStreet reads the street that word i begins, or, if it is the word for a
// street, that it is in.
func (t *Text) anyStreet(i, done int) (streetRun, bool) {
	w := t.words[i]
	if streetNumber(w) {
		if t.clock(i) {
			return streetRun{}, false
		}
		return t.streetFrom(i, i)
	}
	if i+1 == len(t.words) || t.words[i+1].casing == small && (w.casing == small || !slices.Contains(innerWords, t.words[i+1].key)) {
		return streetRun{}, false
	}
	if upperWord(w) && w.class&^(isSurname|isForename) == 0 && t.beside(i+1) && streetNumber(t.words[i+1]) && t.ledTo(i) == 2 {
		return t.streetFrom(i, i)
	}
	switch wayOf(w) {
	case wayFirst:
		if t.beside(i+1) && (upperWord(t.words[i+1]) || upperWord(w) && slices.Contains(innerWords, t.words[i+1].key)) {
			return t.streetFrom(i, i)
		}
	case wayEnd, wayLast:
		if !t.beside(i+1) || !streetNumber(t.words[i+1]) || w.class&isStreet != 0 {
			return streetRun{}, false
		}
		from := i
		for from > done && i-from < 3 && t.words[from].joined && upperWord(t.words[from-1]) && t.words[from-1].class&(isWord|isTitle|isLead|isGreeting) == 0 && (upperWord(w) || from < i || wayOf(w) == wayLast) {
			from--
		}
		return t.streetFrom(from, from)
	}
	return streetRun{}, false
}

// streetFrom reads up to two numbers, up to six words and a number from word i.
func (t *Text) streetFrom(from, i int) (streetRun, bool) {
	ws := t.words
	s := streetRun{from: from}
	for i < len(ws) && i-from < 2 && streetNumber(ws[i]) && (i == from || t.beside(i) || strings.Trim(t.S[ws[i-1].end:ws[i].start], " ") == "-") {
		i++
	}
	if t.year(from) {
		return s, false
	}
	front, first := i > from, i
	typed, unknown := false, 0
	for i < len(ws) && i-first < 6 && (i == from || t.beside(i)) && t.streetWord(i, first) {
		w := ws[i]
		k := wayOf(w)
		typed = typed || k == wayEnd || k == wayFirst && (i == first || w.class&isStreet != 0) || k == wayLast && i > first
		if w.class&^(isSurname|isForename|isPlace|isStreet) == 0 && len(w.key) > 2 {
			unknown++
		}
		i++
		if k != noWay && i-first > 1 && w.class&isStreet != 0 && !(i < len(ws) && ws[i].joined && wayOf(ws[i]) != noWay) {
			break
		}
	}
	if !typed && front && i-first > 1 && misspelt(ws[i-1]) {
		typed = true
	}
	if i == first || typed && i-first == 1 && wayOf(ws[first]) != wayEnd {
		return s, false
	}
	if i < len(ws) && t.beside(i) && ws[i].casing == numeral && Count(ws[i].key) <= 4 && streetNumber(ws[i]) {
		s.back = true
		i = t.numberEnd(i)
	}
	s.to = i
	switch {
	case !front && !s.back:
		return s, false
	case typed && ws[s.to-1].casing == small && slices.Contains(weakStreets, ws[s.to-1].key):
		s.proof, s.reason = 1, "number and a word for a street"
	case typed:
		s.proof, s.reason = 2, "number and a word for a street"
	case front && s.back && unknown > 0:
		s.proof, s.reason = 1, "name between two numbers"
	default:
		s.reason = "number and name"
	}
	if unknown == 0 && !typed {
		s.proof -= 2
	}
	return s, true
}

// numberEnd returns the word behind a house number, of which 12-14, 12/3 and
// 12 bis are one.
func (t *Text) numberEnd(i int) int {
	ws := t.words
	for i++; i < len(ws); i++ {
		gap := t.S[ws[i-1].end:ws[i].start]
		switch {
		case (gap == "-" || gap == "/") && (streetNumber(ws[i]) || ws[i].casing == initial):
		case gap == " " && (ws[i].key == "bis" || ws[i].key == "ter"):
		default:
			return i
		}
	}
	return i
}

// streetNumber reports whether w is a house number, of up to five digits.
func streetNumber(w word) bool {
	if w.casing != numeral {
		return false
	}
	n := Count(w.key)
	return n <= 5 && len(w.key)-n <= 1
}

// streetWord reports whether word i may be in the name of a street that begins
// with word first.
func (t *Text) streetWord(i, first int) bool {
	w := t.words[i]
	if slices.Contains(monthNames, w.key) || w.class&isUnit != 0 && w.class&isStreet == 0 && i+1 < len(t.words) && t.words[i+1].casing == numeral {
		return false
	}
	switch {
	case upperWord(w):
		return w.class&(isTitle|isGreeting|isRole|isVerb) == 0 || wayOf(w) != noWay || i > first && wayOf(t.words[first]) == wayFirst
	case t.namePart(i), i > first && t.inSmall() && wayOf(w) != noWay, i > first && len(w.key) > 4 && w.key[1] == '\'': // d'Ouchy
		return true
	case w.casing == numeral: // 184th Street
		return len(w.key)-Count(w.key) == 2
	case i+1 == len(t.words) || !t.beside(i+1):
		return wayOf(w) == wayEnd && i == first
	}
	next := t.words[i+1]
	if wayOf(w) != noWay && (i == first && (upperWord(next) || slices.Contains(innerWords, next.key) || wayOf(w) == wayEnd && streetNumber(next)) || i > first && streetNumber(next)) {
		return true
	}
	return i > first && slices.Contains(innerWords, w.key) && (upperWord(next) || slices.Contains(innerWords, next.key))
}

// streetBack goes back from word i, which begins with a number, over words that
// are not known and begin the address: "Storgarden 52 Mill Forks".
func (t *Text) streetBack(i, done int) int {
	from := i
	for from > done && i-from < 3 && t.words[i].casing == numeral && t.words[from].joined && t.words[from-1].class == 0 && upperWord(t.words[from-1]) && !t.words[from-1].owns {
		from--
	}
	if from < i && t.ledTo(from) < 1 {
		return i
	}
	return from
}

// innerWords stand in small letters in the names of streets.
var innerWords = strings.Fields("de la le les du des d l del della delle dei degli di da do das dos e y et el los las van den der het ten ter von zum zur am im an of the in och og i na pod nad")
