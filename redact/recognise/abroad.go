package recognise

import (
	"slices"
	"strings"
	"unicode"

	"sarsen/redact"
)

// abroad finds addresses that are not written as British ones are: a number
// before or behind the name of the street, words for streets of other
// languages, a state and ZIP code, a code before the town, a flat on a line of
// its own. A street has to be known by its word, or by what leads to it and
// what follows.
func abroad(t *Text) []redact.Found {
	ws := t.split()
	var out []redact.Found
	done := 0
	for i := range ws {
		if i < done {
			continue
		}
		s, ok := t.anyStreet(i, done)
		if !ok {
			if f, ok := t.labelledCode(i); ok {
				out = append(out, f)
			}
			if from, to, ok := t.forces(i, done); ok {
				out = append(out, t.found(ws[from].start, ws[to-1].end, redact.Address, 0.8, "abroad", "address: a post of the forces"))
				done = to
			}
			continue
		}
		to, proof := t.block(s.to, s.back, ws[s.from].line)
		proof += s.proof + t.ledTo(s.from)
		if ws[s.from].line && (to == len(ws) || ws[to].line) {
			proof++ // the line is nothing else
		}
		if proof < 2 {
			continue
		}
		s.from = t.streetBack(s.from, done)
		if streetNumber(ws[s.from]) {
			s.from = t.wordAt(max(ws[t.house(s.from, 0)].start, lastEnd(out)))
		}
		out = append(out, t.found(ws[s.from].start, ws[to-1].end, redact.Address, min(0.5+0.08*float64(proof), 0.85), "abroad", "address: "+s.reason))
		done = to
	}
	return out
}

// lastEnd returns where the last of what was found ends.
func lastEnd(found []redact.Found) int {
	if len(found) == 0 {
		return 0
	}
	return found[len(found)-1].End
}

// year reports whether word i is the year of a date: "11 June 2024 via Teams".
func (t *Text) year(i int) bool {
	w := t.words[i]
	return i > 0 && len(w.key) == 4 && Count(w.key) == 4 && w.joined && slices.Contains(monthNames, t.words[i-1].key)
}

// namePart reports whether word i is written as a part of a name: with a capital,
// or in a text without any as no word that is known.
func (t *Text) namePart(i int) bool {
	w := t.words[i]
	return upperWord(w) || w.casing == small && w.class&^(isSurname|isForename|isPlace|isStreet) == 0 && len(w.key) > 2 && t.inSmall()
}

// inSmall reports whether the text has no capital letter.
func (t *Text) inSmall() bool {
	if !t.cased {
		t.cased, t.uncapped = true, len(t.S) < 4096 && !strings.ContainsFunc(t.S, unicode.IsUpper)
	}
	return t.uncapped
}

// forenameAt reports whether a person's name begins with word i.
func (t *Text) forenameAt(i int) bool {
	ws := t.words
	return sure(ws[i].class, isForename) && i+1 < len(ws) && ws[i+1].joined && ws[i+1].class&isSurname != 0
}

// beside reports whether word i stands right behind the one before, with
// nothing but blanks or a dot of an abbreviation between.
func (t *Text) beside(i int) bool {
	if i <= 0 || i >= len(t.words) {
		return false
	}
	gap := t.S[t.words[i-1].end:t.words[i].start]
	return gap != "" && len(gap) <= 3 && (strings.Trim(gap, " \u00a0") == "" || gap == "." || gap == ". " && t.words[i-1].casing != numeral || gap == "'" || gap == "’")
}

// ledTo returns how much says in front of word i that an address follows.
func (t *Text) ledTo(i int) int {
	start := t.words[i].start
	head := strings.TrimRight(t.Lower[max(0, start-40):start], " \t\r\n:;>\"'(-*|")
	for _, w := range addressLeads {
		if strings.HasSuffix(head, w) {
			return 2
		}
	}
	for _, w := range addressHints {
		if strings.HasSuffix(head, w) {
			return 1
		}
	}
	return 0
}

var (
	addressLeads = []string{
		" address", "address is", "address was", "addresses", " lives at", " lives on", " live at", " live on", " lived at", " living at", " located at", " located on",
		" situated at", " based at", " resides at", " reside at", " residing at", " resided at", " domiciled at", " registered at", " staying at", " stayed at",
		" moved to", " moved from", " moving to", " return to", " deliver to", " delivered to", " ship to", " office is at", " property at", " premises at", " house at", " flat at",
	}
	addressHints = []string{" at", " to", " from", " near", " outside", " opposite", " off"}
)

// labelledCode reads a postcode of another country behind its label.
func (t *Text) labelledCode(i int) (redact.Found, bool) {
	w := t.words[i]
	if i == 0 || !codeWords[t.words[i-1].key] || w.casing != numeral && (w.casing != shout || len(w.key) > 4) {
		return redact.Found{}, false
	}
	label, ok := t.labelled(w.start, codeLabels)
	if !ok {
		return redact.Found{}, false
	}
	to := t.zip(i)
	if to == i || !t.closes(t.words[to-1].end) {
		return redact.Found{}, false
	}
	return t.found(w.start, t.words[to-1].end, redact.Postcode, 0.7, "abroad", `postcode: follows "`+label+`"`), true
}

var codeLabels = []string{"zip", "zip code", "zipcode", "postal code", "postcode", "post code", "plz", "code postal", "cap", "eircode"}

// codeWords are the last words of codeLabels.
var codeWords = set("zip code zipcode postcode plz postal cap eircode")

// forces reads the address of a post of the forces: "PSC 12, Box 34, APO AE
// 09012", "BFPO 105".
func (t *Text) forces(i, done int) (from, to int, ok bool) {
	ws := t.words
	switch k := ws[i].key; {
	case k == "bfpo" && t.beside(i+1) && streetNumber(ws[i+1]):
		return i, i + 2, true
	case k != "apo" && k != "fpo" && k != "dpo" || i+2 >= len(ws) || !t.beside(i+1) || !t.beside(i+2) || ws[i+2].casing != numeral || !slices.Contains([]string{"aa", "ae", "ap"}, ws[i+1].key):
		return 0, 0, false
	}
	from = i
	for j := i - 1; j >= done && i-j <= 5; j-- {
		if slices.Contains([]string{"psc", "unit", "cmr", "uss", "usns", "usnv", "usnv", "uscgc", "usav"}, ws[j].key) {
			from = j
		}
	}
	return from, i + 3, true
}
