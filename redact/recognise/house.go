package recognise

import (
	"slices"
	"strings"
)

// houseNumber reports whether w is a house number: up to four digits and a
// letter.
func houseNumber(w word) bool {
	if w.casing != numeral { // a scanner's l6 is 16
		return len(w.key) <= 3 && Count(w.key) > 0 && strings.Trim(w.key, "lo0123456789") == ""
	}
	n := Count(w.key)
	return n <= 4 && len(w.key)-n <= 1
}

// house goes back from the house number i over a range, a flat and a name.
func (t *Text) house(i, done int) int {
	ws := t.words
	for i > 0 && ws[i-1].start >= done && houseNumber(ws[i-1]) && slices.Contains([]string{"-", "–", "/", "&"}, strings.TrimSpace(t.S[ws[i-1].end:ws[i].start])) {
		i--
	}
	if i > 0 && ws[i-1].start >= done && (ws[i-1].key == "no" || ws[i-1].key == "nos" || ws[i-1].key == "number") && strings.Trim(t.S[ws[i-1].end:ws[i].start], " ") != "," && !ws[i].line {
		i--
	}
	if i > 2 && ws[i-3].start >= done && ws[i-1].key == "and" && houseNumber(ws[i-2]) && ws[i-3].key == "between" {
		return i - 2
	}
	if i > 1 && ws[i-2].start >= done && ws[i-1].key == "o" && ws[i-2].key == "c" && t.S[ws[i-2].end:ws[i-1].start] == "/" {
		return i - 2
	}
	return t.houseName(i, done)
}

// houseName goes back over "Flat 3," or "Rose Cottage," before word i.
func (t *Text) houseName(i, done int) int {
	ws := t.words
	at := i
	for n := 0; n < 6 && at > 0 && ws[at-1].start >= done; n++ {
		w, gap := ws[at-1], strings.Trim(t.S[ws[at-1].end:ws[at].start], " \r")
		if gap != "" && gap != "," && gap != "\n" && gap != ",\n" && !(gap == "/" && w.casing == numeral && ws[at].casing == numeral) || !upperWord(w) && w.casing != numeral && w.key != "and" && !slices.Contains(floors, w.key) {
			break
		}
		if strings.Contains(gap, "\n") && t.addressee(at-1) || t.surnameAt(at-1) {
			break
		}
		at--
		if slices.Contains(floors, w.key) || tenement(w) {
			i = at
		}
		if w.class&(isUnit|isStreet) != 0 && (w.casing != numeral) {
			i = at
			for i > 0 && w.class&isStreet != 0 && ws[i-1].start >= done && ws[i].joined && upperWord(ws[i-1]) && ws[i-1].class&isTitle == 0 && !ws[i].line {
				i--
			}
			at = i
		}
	}
	return i
}

// floors say where in a house a flat is.
var floors = []string{"above", "below", "over", "rear", "basement", "floor", "upper", "lower", "front", "back", "top", "flat", "maisonette"}

// tenement reports whether w is a Scottish flat by floor and door: "1F2".
func tenement(w word) bool {
	return len(w.key) == 3 && digit(w.key[0]) && (w.key[1]|0x20 == 'f') && digit(w.key[2])
}

// surnameAt reports whether word i ends a person's name: "Natalie Green, 66
// Alder Grove".
func (t *Text) surnameAt(i int) bool {
	return i > 0 && t.words[i].joined && t.words[i].class&isSurname != 0 && sure(t.words[i-1].class, isForename) && upperWord(t.words[i-1])
}

// addressee reports whether the line that word i ends is the name of whom a
// letter is sent to.
func (t *Text) addressee(i int) bool {
	for j := i; j >= 0; j-- {
		if w := t.words[j]; w.class&isTitle != 0 && w.class&(isSurname|isStreet) == 0 || sure(w.class, isForename) {
			return true
		}
		if t.words[j].line {
			break
		}
	}
	return false
}
