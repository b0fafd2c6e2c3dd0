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
	numbered := first > 0 && ws[first-1].start >= done && t.follows(first) && houseNumber(ws[first-1]) && !(ws[i].key == "dr" && strings.Contains(t.S[ws[first-1].end:ws[first].start], "."))
	for !numbered && first < i && !upperWord(ws[first]) {
		first++
	}
	if n := t.wordedNumber(first, i, done); !numbered && n > 0 {
		first, numbered = n, true
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

// wordedNumber returns the word behind a house number that is written in words right
// before or as word first of a street that ends with word i, where somebody is said to
// be there: "at forty-two Chapel Street". It is 0 when there is none.
func (t *Text) wordedNumber(first, i, done int) int {
	n := first
	if n > 0 && !numberWord(t.words[n].key) {
		n--
	}
	ws := t.words
	if n == 0 || n+1 >= i || ws[n].start < done || !ws[n].joined || !ws[n+1].joined || !numberWord(ws[n].key) || !residence(ws[n-1].key) && ws[n-1].key != "number" {
		return 0
	}
	return n + 1
}

// numberWord reports whether s is a number in words: "twelve", "forty-two".
func numberWord(s string) bool {
	ten, one, ok := strings.Cut(s, "-")
	return numberWords[ten] && (!ok || numberWords[one])
}

var numberWords = set("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety")

// loneStreets are the words that are the whole name of a street.
var loneStreets = strings.Fields("broadway kingsway queensway parkway fairway causeway ringway highway strand cheapside riverside hillside esplanade promenade embankment southway northway westway eastway highstreet")

// counters stand before numbers that count something else than houses.
var counters = strings.Fields("section sections sec article articles art rule rules page pages paragraph paragraphs para paras part chapter exhibit schedule phase stage version table figure fig step level grade class band zone year week day item question annex appendix volume vol clause regulation protocol lot")

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
	return strings.Trim(gap, " .\u00a0") == "" && (slices.Contains(counters, before.key) || slices.Contains(monthNames, before.key))
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
	return i == len(t.S) || strings.IndexByte(",.;)\n\r\"", t.S[i]) >= 0 || strings.HasPrefix(t.S[i:], " (")
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
