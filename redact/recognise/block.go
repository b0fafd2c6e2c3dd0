package recognise

import (
	"slices"
	"strings"
)

// What a part of an address is.
type partKind uint8

const (
	noPart   partKind = iota
	unitPart          // Apt. 12
	codePart          // a postcode, with state or town
	landPart          // a country, or a place that is known
	townPart          // capitals that may be a town
)

// block reads the parts of an address that follow the street before word i,
// and returns the word behind the last of them and how much they prove. What
// may be a town is one when a comma leads to it and it closes, or when a code
// or a country comes behind it. Where the address stands on lines of its own, so
// is a line of capitals.
func (t *Text) block(i int, loose, lines bool) (int, int) {
	end, proof, last := i, 0, noPart
	for k, n := i, 0; k < len(t.words) && n < 8; n++ {
		gap := blockGap(t.S[t.words[k-1].end:t.words[k].start])
		kind, to := t.blockPart(k, last)
		if gap == 0 || kind == noPart {
			break
		}
		if kind == townPart && gap == ' ' && !loose && n > 0 && last != unitPart && last != codePart {
			break
		}
		switch kind {
		case unitPart:
			proof += 2
		case codePart:
			proof++
			if last == townPart || to > k+1 {
				proof++
			}
		case landPart:
			proof++
		}
		whole := to == len(t.words) || t.words[to].line
		if kind != townPart || gap == ',' && t.closes(t.words[to-1].end) || gap == '\n' && lines && whole && t.townLine(k, to) || gap == ' ' && (last == codePart || last == unitPart) {
			end = to
		}
		if kind == codePart && last == landPart || kind == landPart && last == codePart && gap == ' ' && t.country(k) > k {
			return end, proof
		}
		k, last = to, kind
		loose = loose || kind == unitPart
	}
	return end, proof
}

// townLine reports whether the words [i, to) of a line name a place: none is an
// everyday word, of a body or the name of a person.
func (t *Text) townLine(i, to int) bool {
	if strings.Count(t.S[t.words[i-1].end:t.words[i].start], "\n") > 1 {
		return false
	}
	if slices.Contains(streetWords, t.words[to-1].key) && to-i > 1 {
		return true
	}
	for k, w := range t.words[i:to] {
		if w.class&(isGreeting|isLead|isKin|isOrg|isRole) != 0 || w.class&isWord != 0 && w.class&(isPlace|isStreet|isSurname) == 0 && w.casing != small || k > 0 && t.surnameAt(i+k) {
			return false
		}
	}
	return true
}

// blockGap says what parts two words of an address: ' ' blanks, ',' a comma,
// '\n' one or two ends of lines, 0 anything else.
func blockGap(gap string) byte {
	lines := strings.Count(gap, "\n")
	rest := strings.Trim(gap, " \t\r\n>*|\u00a0")
	switch {
	case lines > 2 || rest != "" && rest != "," && rest != "." && rest != "#":
		return 0
	case lines > 0:
		return '\n'
	case rest == ",":
		return ','
	case strings.Contains(gap, "\t"):
		return 0
	}
	return ' '
}

// blockPart says what word i begins, and where it ends.
func (t *Text) blockPart(i int, before partKind) (partKind, int) {
	ws := t.words
	w := ws[i]
	if t.unitWord(i) {
		return unitPart, t.numberEnd(i + 1)
	}
	if to := t.floorPart(i); to > i {
		return unitPart, to
	}
	if to := t.zip(i); to > i && (before == landPart || before == townPart || t.codeEnds(to)) {
		return codePart, to
	}
	if to := t.country(i); to > i && (upperWord(w) || t.inSmall()) {
		return landPart, to
	}
	if !t.namePart(i) || w.class&(isTitle|isGreeting|isRole|isVerb) != 0 && w.class&isPlace == 0 || t.forenameAt(i) {
		return noPart, i
	}
	to := i + 1
	for to < len(ws) && to-i < 4 && ws[to].joined && !ws[to].line && (t.namePart(to) && t.zip(to) == to && t.country(to) == to || slices.Contains(innerWords, ws[to].key) && to+1 < len(ws) && upperWord(ws[to+1])) {
		to++
	}
	if w.class&isPlace != 0 && to == i+1 {
		return landPart, to
	}
	return townPart, to
}

// unitWord reports whether word i and the next are a flat or the like.
func (t *Text) unitWord(i int) bool {
	k := t.words[i].key
	return (units[k] || k == "suite" || k == "ste" || k == "floor" || k == "room") && t.beside(i+1) && streetNumber(t.words[i+1])
}

// floorPart returns the word behind a floor or door that is a part by itself:
// "2nd Floor", "3º B", "1er étage".
func (t *Text) floorPart(i int) int {
	w := t.words[i]
	if n := Count(w.key); w.casing != numeral || n == 0 || n > 2 || len(w.key) == n {
		return i
	}
	to := i + 1
	if t.beside(to) && (t.words[to].casing == initial || t.words[to].class&isUnit != 0 || t.words[to].key == "etage") {
		to++
	}
	if !t.closes(t.words[to-1].end) {
		return i
	}
	return to
}

// zip returns the word behind a postcode with its state that begins with word
// i: 62704, IL 62704, 53-320, 840 24, 7412 SL, B0J 2H0, D-10115, SW1A 1AA.
func (t *Text) zip(i int) int {
	ws := t.words
	w := ws[i]
	if (w.casing == shout || w.casing == initial) && w.class&isWord == 0 && len(w.key) <= 3 && i+1 < len(ws) && ws[i+1].casing == numeral {
		gap := t.S[w.end:ws[i+1].start]
		if strings.Trim(gap, " \n") == "" || gap == "-" {
			if to := t.zip(i + 1); to > i+1 {
				return to
			}
		}
	}
	next := i+1 < len(ws) && t.beside(i+1)
	switch {
	case (w.casing == shout || w.casing == initial) && next && Count(w.key) > 0 && len(w.key) >= 2 && len(w.key) <= 4 && len(ws[i+1].key) == 3 && ws[i+1].casing == numeral && Count(ws[i+1].key) < 3:
		return i + 2
	case len(w.key) == 2 && Count(w.key) == 2 && i+1 < len(ws) && t.S[w.end:ws[i+1].start] == "-" && len(ws[i+1].key) == 3 && Count(ws[i+1].key) == 3:
		return i + 2
	case w.casing != numeral || Count(w.key) != len(w.key) || len(w.key) < 3 || len(w.key) > 6:
		return i
	case len(w.key) == 4 && next && ws[i+1].casing == shout && len(ws[i+1].key) == 2:
		return i + 2
	}
	to := i + 1
	if to < len(ws) && ws[to].casing == numeral && Count(ws[to].key) == len(ws[to].key) {
		switch gap := t.S[w.end:ws[to].start]; {
		case gap == "-" && len(ws[to].key) >= 3 && len(ws[to].key) <= 4:
			to++
		case gap == " " && len(w.key) == 3 && len(ws[to].key) == 2:
			to++
		case gap == " " || gap == "-":
			return i
		}
	}
	return to
}

// codeEnds reports whether a postcode may end before word i: nothing follows, or
// a town.
func (t *Text) codeEnds(i int) bool {
	return t.closes(t.words[i-1].end) || t.beside(i) && upperWord(t.words[i])
}
