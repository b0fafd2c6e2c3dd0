package recognise

import (
	"slices"
	"strings"
)

// A part is a piece of an address between commas or the ends of lines: words with
// capitals, perhaps behind a house number.
type part struct {
	from, name, to int // words: where it begins, its name behind the number, the word behind it
	lane           bool
	person         bool
}

func (p part) numbered() bool { return p.name > p.from }

// parts returns the parts from word i on, five at most, each behind a comma, the end
// of a line or both.
func (t *Text) parts(i int) []part {
	ws := t.words
	var ps []part
	for i < len(ws) && len(ps) < 5 {
		if len(ps) > 0 {
			gap := strings.Trim(t.S[ws[i-1].end:ws[i].start], " \r")
			if gap != "," && gap != "\n" && gap != ",\n" || ws[i].edge {
				break
			}
		}
		p, ok := t.part(i)
		if !ok {
			break
		}
		ps = append(ps, p)
		if ws[p.to-1].end < len(t.S) && strings.IndexByte(",\r\n", t.S[ws[p.to-1].end]) < 0 {
			break
		}
		i = p.to
	}
	return ps
}

// part reads the part that begins with word i.
func (t *Text) part(i int) (part, bool) {
	ws := t.words
	p := part{from: i, name: i}
	if houseNumber(ws[i]) {
		if p.name++; p.name == len(ws) || !ws[p.name].joined || ws[p.name].line {
			return p, false
		}
	}
	if !upperWord(ws[p.name]) || ws[p.name].edge && p.name > i {
		return p, false
	}
	p.to = p.name + 1
	for p.to < len(ws) && p.to < p.name+5 && ws[p.to].joined && !ws[p.to].line && (upperWord(ws[p.to]) || houseNumber(ws[p.to]) || p.to+1 < len(ws) && inStreet[ws[p.to].key] && ws[p.to+1].joined && upperWord(ws[p.to+1])) {
		p.to++
	}
	first, last := ws[p.name], ws[p.to-1]
	p.person = first.class&isTitle != 0 && first.key != "st" ||
		(t.forenameAt(p.name) || t.surnameAt(p.to-1)) && !(last.class&isStreet != 0 && i > 0 && first.joined && residence(ws[i-1].key))
	p.lane = !p.person && p.to-p.name > 1 && (slices.Contains(streetWords, last.key) || shortWays[last.key] || welshWays[first.key]) &&
		!slices.ContainsFunc(ws[p.name:p.to-1], func(w word) bool {
			return w.class&(isOrg|isRole) != 0 && w.class&(isStreet|isSurname|isPlace) == 0 && !namesStreets[w.key] || w.casing == numeral || slices.Contains(monthNames, w.key)
		})
	return p, true
}

// throughPlaces returns the word behind the places that follow word to-1, two at
// most: behind commas or, where the address is a block of lines, on lines of
// their own.
func (t *Text) throughPlaces(to int, block bool) int {
	for range 2 {
		if to >= len(t.words) || t.words[to].edge {
			break
		}
		gap := strings.Trim(t.S[t.words[to-1].end:t.words[to].start], " \r")
		if gap != "," && !(block && (gap == "\n" || gap == ",\n")) {
			break
		}
		p, ok := t.part(to)
		if !ok || !t.place(p) {
			break
		}
		to = p.to
	}
	return to
}

// place reports whether p may be a village or town: no number, no person, nothing
// but a name.
func (t *Text) place(p part) bool {
	ws := t.words
	if p.numbered() || p.person || p.lane || p.to-p.from > 4 || !t.closes(ws[p.to-1].end) && !(p.to < len(ws) && ws[p.to].casing == small) {
		return false
	}
	known := false
	for _, w := range ws[p.from:p.to] {
		if w.class&(isGreeting|isTitle|isRole|isLead|isKin) != 0 && w.class&isPlace == 0 || w.casing == numeral || slices.Contains(monthNames, w.key) {
			return false
		}
		known = known || w.class&(isPlace|isStreet) != 0 || w.only(isSurname)
	}
	return known
}
