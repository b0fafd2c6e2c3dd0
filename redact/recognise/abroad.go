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
	if i < len(ws) && t.beside(i) && ws[i].casing == numeral && countDigits(ws[i].key) <= 4 && streetNumber(ws[i]) {
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
	n := countDigits(w.key)
	return n <= 5 && len(w.key)-n <= 1
}

// year reports whether word i is the year of a date: "11 June 2024 via Teams".
func (t *Text) year(i int) bool {
	w := t.words[i]
	return i > 0 && len(w.key) == 4 && countDigits(w.key) == 4 && w.joined && slices.Contains(monthNames, t.words[i-1].key)
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
		return len(w.key)-countDigits(w.key) == 2
	case i+1 == len(t.words) || !t.beside(i+1):
		return wayOf(w) == wayEnd && i == first
	}
	next := t.words[i+1]
	if wayOf(w) != noWay && (i == first && (upperWord(next) || slices.Contains(innerWords, next.key) || wayOf(w) == wayEnd && streetNumber(next)) || i > first && streetNumber(next)) {
		return true
	}
	return i > first && slices.Contains(innerWords, w.key) && (upperWord(next) || slices.Contains(innerWords, next.key))
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
