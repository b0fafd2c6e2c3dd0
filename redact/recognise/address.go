package recognise

import (
	"slices"
	"strings"

	"sarsen/redact"
)

// streets finds addresses as Britain writes them, on one line or over several:
// by a house number and a street, by a street and a place, and backwards from a
// postcode.
func streets(t *Text) []redact.Found {
	ws := t.split()
	codes := Postcode(t)
	var out []redact.Found
	done := 0
	for i := range ws {
		if ws[i].start < done || ws[i].class&isStreet == 0 || !upperWord(ws[i]) {
			continue
		}
		if i+1 < len(ws) && ws[i+1].joined && !ws[i+1].line && upperWord(ws[i+1]) && (ws[i+1].class&isStreet != 0 || ws[i].key == "st" && i > 0 && ws[i-1].casing == numeral) {
			continue // "High Street", "72 St Loyes Street": the type is yet to come
		}
		if f, ok := t.street(i, done, codes); ok {
			out = append(out, f)
			done = f.End
		}
	}
	return t.fromCodes(codes, out)
}

func upperWord(w word) bool { return w.casing == capital || w.casing == shout || w.casing == initial }

// follows reports whether word i follows the one before within an address: by
// blanks or one comma.
func (t *Text) follows(i int) bool {
	ws := t.words
	if i == 0 {
		return false
	}
	gap := strings.Trim(t.S[ws[i-1].end:ws[i].start], " ")
	return gap == "" || ws[i].wrapped || gap == "," || gap == "." || gap == "-" || gap == "–" || gap == "'" || gap == "&"
}

// street reads the address whose street's type is word i.
func (t *Text) street(i, done int, codes []redact.Found) (redact.Found, bool) {
	ws := t.words
	first := i
	for first > 0 && i-first < 4 && ws[first-1].start >= done && t.follows(first) && streetPart(ws[first-1]) && !strings.Contains(t.S[ws[first-1].end:ws[first].start], ",") {
		first--
	}
	numbered := first > 0 && ws[first-1].start >= done && t.follows(first) && houseNumber(ws[first-1])
	for !numbered && first < i && !upperWord(ws[first]) {
		first++
	}
	if first == i && !(numbered && slices.Contains(loneStreets, ws[i].key)) {
		return redact.Found{}, false
	}
	if numbered && t.counted(first-1) {
		return redact.Found{}, false
	}
	from := first
	if numbered {
		from = t.house(first-1, done)
	}
	end, code, place := t.locality(i, codes)
	if !numbered && !place && t.letterLine(first, i) {
		place = true
	}
	if !numbered && !code && !place || numbered && !code && !place && t.doubtful(first, i) {
		return redact.Found{}, false
	}
	reason, score := "address: street and place", 0.55
	switch {
	case numbered && code:
		reason, score = "address: house number, street and postcode", 0.95
	case numbered:
		reason, score = "address: house number and street", 0.8
	case code:
		from = t.houseName(first, done)
		reason, score = "address: street and postcode", 0.85
	}
	if !numbered && !code && ws[i].class&isOrg != 0 && !slices.Contains(streetWords, ws[i].key) {
		return redact.Found{}, false
	}
	start := ws[from].start
	return t.found(start, end, redact.Address, score, "address", reason), true
}

// loneStreets are the words that are the whole name of a street.
var loneStreets = strings.Fields("broadway kingsway queensway parkway fairway causeway ringway highway strand cheapside riverside hillside esplanade promenade embankment southway northway westway eastway highstreet")

// counters stand before numbers that count something else than houses.
var counters = strings.Fields("section sections sec article articles art rule rules page pages paragraph paragraphs para paras part chapter exhibit schedule phase stage version table figure fig step level grade class band zone year week day item question annex appendix volume vol clause regulation protocol lot number-of january february march april may june july august september october november december")

// counted reports whether the number at word i is no house's: it counts a page
// or section, is a year behind a month, or a part of a larger number.
func (t *Text) counted(i int) bool {
	if i == 0 {
		return false
	}
	if t.clock(i) {
		return true
	}
	before, gap := t.words[i-1], t.S[t.words[i-1].end:t.words[i].start]
	if before.casing == numeral && !strings.ContainsAny(gap, ",\n") && strings.Contains(gap, ".") || strings.Contains(gap, "§") {
		return true
	}
	return strings.Trim(gap, " .\u00a0") == "" && slices.Contains(counters, before.key)
}

// clock reports whether word i is the minutes of a time of day.
func (t *Text) clock(i int) bool {
	return i > 0 && t.words[i-1].casing == numeral && t.S[t.words[i-1].end:t.words[i].start] == ":"
}

// doubtful reports whether the words [first, i] behind a number are more likely
// not to be a street, though the last can be one: "1999 the Court", "2 Term Loan".
func (t *Text) doubtful(first, i int) bool {
	ws := t.words
	if slices.Contains(streetWords, ws[i].key) {
		return false
	}
	if !upperWord(ws[first]) || len(ws[first-1].key) == 4 && (ws[first-1].key[:2] == "19" || ws[first-1].key[:2] == "20") {
		return true
	}
	if i-first == 1 && t.surnameAt(i) && !ws[first].owns {
		return true
	}
	for _, w := range ws[first:i] {
		if w.casing == small && w.key != "of" || w.class&(isOrg|isRole) != 0 && w.class&(isSurname|isStreet) == 0 || w.key == "this" || w.key == "term" {
			return true
		}
	}
	next := i+1 < len(ws) && ws[i+1].joined && ws[i+1].casing != numeral
	return next && (upperWord(ws[i+1]) && ws[i+1].class&(isWord|isOrg|isRole) != 0 || ws[i].key == "loan") || ws[i].key == "loan" && i-first == 1 && ws[first].class&isWord != 0
}

// letterLine reports whether the words [first, i] are a line of their own below the
// name of whom a letter is sent to.
func (t *Text) letterLine(first, i int) bool {
	ws := t.words
	return ws[first].line && first > 0 && (i+1 == len(ws) || ws[i+1].line) && t.addressee(first-1) &&
		strings.Count(t.S[ws[first-1].end:ws[first].start], "\n") == 1 && slices.Contains(streetWords, ws[i].key)
}

// streetPart reports whether w may be a part of a street's name.
func streetPart(w word) bool {
	if upperWord(w) {
		return w.class&isTitle == 0 || w.key == "st" || w.key == "dr"
	}
	return w.key == "of" || w.key == "the" || w.key == "and" || w.key == "le" || w.key == "on"
}

// houseNumber reports whether w is a house number: up to four digits and a
// letter.
func houseNumber(w word) bool {
	if w.casing != numeral { // a scanner's l6 is 16
		return len(w.key) <= 3 && countDigits(w.key) > 0 && strings.Trim(w.key, "lo0123456789") == ""
	}
	n := countDigits(w.key)
	return n <= 4 && len(w.key)-n <= 1
}

// countDigits returns how many digits s has.
func countDigits(s string) int {
	n := 0
	for i := range len(s) {
		if digit(s[i]) {
			n++
		}
	}
	return n
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

// locality returns the end of what follows street word i: parts of the same
// line or the next ones, up to a postcode. It reports whether a postcode ends
// it and whether a known place is in it.
func (t *Text) locality(i int, codes []redact.Found) (end int, code, place bool) {
	ws := t.words
	end = ws[i].end
	if c, ok := t.codeAfter(i, codes); ok {
		return c.End, true, true
	}
	for j := i + 1; j < len(ws) && j <= i+6; j++ {
		gap := t.S[ws[j-1].end:ws[j].start]
		trimmed := strings.TrimSpace(gap)
		comma := trimmed == ","
		if trimmed != "" && !comma || strings.Count(gap, "\n") > 1 || !upperWord(ws[j]) || ws[j].class&(isTitle|isGreeting) != 0 && ws[j].class&isPlace == 0 {
			break
		}
		known := ws[j].class&isPlace != 0 && !(j+1 < len(ws) && ws[j+1].joined && !ws[j+1].line && upperWord(ws[j+1]) && slices.Contains(streetWords, ws[j+1].key))
		line := strings.Contains(gap, "\n")
		switch {
		case known:
			place, end = true, ws[j].end
		case line && !comma || ws[j].class&(isWord|isForename) != 0 && !comma:
			return end, false, place
		case comma && ws[j].class&isWord == 0 && t.closes(ws[j].end):
			end = ws[j].end
		case comma && ws[j].class&isStreet != 0:
			end = ws[j].end
		}
	}
	return end, false, place
}

// closes reports whether a part of an address may end at i.
func (t *Text) closes(i int) bool {
	return i == len(t.S) || strings.IndexByte(",.;)\n\r\"", t.S[i]) >= 0
}

// codeAfter returns the postcode that follows word i with nothing between but
// words that an address may hold.
func (t *Text) codeAfter(i int, codes []redact.Found) (redact.Found, bool) {
	from := t.words[i].end
	lo, hi := 0, len(codes)
	for lo < hi {
		if mid := (lo + hi) / 2; codes[mid].Start < from {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(codes) || codes[lo].Start-from > 110 {
		return redact.Found{}, false
	}
	c := codes[lo]
	if strings.Contains(t.S[from:c.Start], "\n\n") || strings.ContainsAny(t.S[from:c.Start], ":;!?@\t") {
		return redact.Found{}, false
	}
	for j := i + 1; j < len(t.words) && t.words[j].start < c.Start; j++ {
		if !t.addressWord(j) {
			return redact.Found{}, false
		}
	}
	return c, true
}

// addressWord reports whether word i may stand in an address before its postcode.
func (t *Text) addressWord(i int) bool {
	w := t.words[i]
	if upperWord(w) {
		return w.class&isTitle == 0 || w.class&(isStreet|isPlace) != 0
	}
	switch w.key {
	case "of", "and", "the", "on", "upon", "by", "le", "in", "near", "under", "next", "cum", "co", "c", "postcode", "y", "yr":
		return true
	}
	return houseNumber(w) || ordinalWord(w.key) && !slices.Contains(monthNames, t.next(i+1))
}

// fromCodes adds the addresses that end in a postcode and have no street that
// was found already.
func (t *Text) fromCodes(codes, found []redact.Found) []redact.Found {
	out := make([]redact.Found, 0, len(found)+len(codes))
	k, done := 0, 0
	for _, c := range codes {
		for k < len(found) && found[k].Start < c.End {
			out = append(out, found[k])
			done = found[k].End
			k++
		}
		if c.Start < done {
			continue
		}
		start := t.backFrom(c.Start, done)
		if start == c.Start {
			start = t.smallBack(c.Start, done)
		}
		if start < c.Start {
			out = append(out, t.found(start, c.End, redact.Address, 0.8, "address", "address: lines before a postcode"))
			done = c.End
		}
	}
	return append(out, found[k:]...)
}

// backFrom returns where the address that ends in a postcode at end begins,
// end itself when there is none.
func (t *Text) backFrom(end, done int) int {
	ws := t.words
	hi := t.wordAt(end)
	i := hi
	for i > 0 && hi-i < 14 && ws[i-1].start >= done {
		stop := end
		if i < hi {
			stop = ws[i].start
		}
		if ws[i-1].end > stop {
			break // the postcode begins inside a word
		}
		gap := strings.TrimSpace(t.S[ws[i-1].end:stop])
		if gap != "" && gap != "," && gap != "." && gap != "&" && gap != "-" || strings.Count(t.S[ws[i-1].end:stop], "\n") > 1 || strings.Contains(t.S[ws[i-1].end:stop], "\t") || !t.addressWord(i-1) {
			break
		}
		i--
		if houseNumber(ws[i]) {
			return ws[t.house(i, done)].start
		}
	}
	// No house number: leave out small words in front and the name of whom it is sent to.
	for i < hi && (!upperWord(ws[i]) || (ws[i].line || i == 0) && ws[i].class&isForename != 0 && ws[i].class&(isPlace|isStreet) == 0 && t.nameLine(i, hi)) {
		if upperWord(ws[i]) {
			for i++; i < hi && !ws[i].line; i++ {
				continue
			}
			continue
		}
		i++
	}
	if i == hi {
		return end
	}
	return ws[i].start
}

// nameLine reports whether the line of word i looks like a person's name: no
// number and no word of a street in it.
func (t *Text) nameLine(i, hi int) bool {
	for j := i; j < hi && (j == i || !t.words[j].line); j++ {
		if t.words[j].class&(isStreet|isPlace|isUnit) != 0 && t.words[j].class&isSurname == 0 || t.words[j].casing == numeral {
			return false
		}
	}
	return true
}

// wordAt returns the index of the first word that starts at or after i.
func (t *Text) wordAt(i int) int {
	lo, hi := 0, len(t.words)
	for lo < hi {
		if mid := (lo + hi) / 2; t.words[mid].start < i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
