package recognise

import (
	"slices"
	"strings"

	"sarsen/redact"
)

// dwellings finds addresses that have no house number beside a street: "Flat 2,
// The Maltings, Quay St", "The Old Forge, Church Lane", "PO Box 771", and those
// in small letters: "3 hope street".
func dwellings(t *Text) []redact.Found {
	ws := t.split()
	var out []redact.Found
	for i := 0; i+1 < len(ws); i++ {
		to, reason := t.dwelling(i)
		if to == 0 {
			continue
		}
		start := ws[i].start
		if i > 0 && houseNumber(ws[i-1]) && t.S[ws[i-1].end:start] == "-" {
			start = ws[i-1].start
		}
		out = append(out, t.found(start, ws[to-1].end, redact.Address, 0.6, "dwelling", "address: "+reason))
		i = to - 1
	}
	return out
}

// dwelling returns the end of the address that starts with word i, and what it
// was known by; 0 when none does.
func (t *Text) dwelling(i int) (int, string) {
	ws := t.words
	switch w := ws[i]; {
	case w.key == "c" && ws[i+1].key == "o" && t.S[w.end:ws[i+1].start] == "/" && i+2 < len(ws):
		if to := t.onward(i + 2); to > i+2 && strings.Contains(t.S[w.end:ws[to-1].end], ",") {
			return to, "in care of"
		}
	case w.key == "po" && i+2 < len(ws) && ws[i+1].key == "box" && ws[i+2].casing == numeral && ws[i+2].joined:
		return t.onward(i + 3), "a box of the post"
	case ws[i+1].joined && houseNumber(ws[i+1]) && units[w.key] && (upperWord(w) || i+2 < len(ws) && upperWord(ws[i+2]) && !ws[i+2].opens):
		j := i + 2
		if j < len(ws) && ws[j].casing == numeral && t.S[ws[j-1].end:ws[j].start] == "/" {
			j++
		}
		if to := t.onward(j); to > j && (upperWord(w) || houses[ws[to-1].key] || t.streetIn(j, to)) {
			return to, "a flat or unit and its building"
		}
	case w.key == "corner" && ws[i+1].key == "of" && ws[i+1].joined:
		return t.corner(i + 2), "the corner of two streets"
	case w.key == "room" && upperWord(w) && w.opens && ws[i+1].joined && houseNumber(ws[i+1]):
		if to := t.onward(i + 2); to > i+2 && t.streetIn(i+2, to) {
			return to, "a room and its building"
		}
	case upperWord(w) && ws[i+1].joined && upperWord(ws[i+1]):
		return t.namedHouse(i)
	case houseNumber(w) && ws[i+1].joined && ws[i+1].casing == small && !t.clock(i):
		if to := t.smallStreet(i); to > 0 {
			return to, "house number and street in small letters"
		}
	}
	return 0, ""
}

// namedHouse reads the name of a house from word i with the street or place that
// follows it, "The Hollies, Station Approach", "Croft House, Low Row", or by
// itself where somebody is said to be at it: "at Rose Cottage".
func (t *Text) namedHouse(i int) (int, string) {
	ws := t.words
	j := i + 1
	for j < len(ws) && j < i+3 && ws[j].joined && !ws[j].line && upperWord(ws[j]) && !houses[ws[j].key] {
		j++
	}
	for _, w := range ws[i:min(j, len(ws))] {
		if w.class&isOrg != 0 && w.class&isStreet == 0 {
			return 0, "" // a church hall
		}
	}
	house := j < len(ws) && ws[j].joined && !ws[j].line && upperWord(ws[j]) && houses[ws[j].key]
	if house {
		j++
	}
	if ws[i].class&(isTitle|isGreeting|isRole) != 0 || !house && ws[i].key != "the" || j-i < 2 {
		return 0, ""
	}
	if strings.HasPrefix(t.S[ws[j-1].end:], ",") {
		to := t.onward(j)
		if last := to - 1; to > j && (house && ws[i].key == "the" || ws[last].class&isPlace != 0 || t.streetIn(j, to)) {
			return to, "the name of a house and what follows"
		}
	}
	if house && (ws[j-1].key != "house" && ws[j-1].key != "mill" && ws[j-1].key != "hall" || someone[t.word(i-2)]) && i > 0 && ws[i].joined && (ws[i-1].key == "at" || ws[i-1].key == "from" || ws[i-1].key == "of" && someone[t.word(i-2)]) && t.closesHouse(j) {
		return j, `the name of a house after "` + ws[i-1].key + `"`
	}
	return 0, ""
}

// smallBack returns where the address in small letters begins that ends in a
// postcode at end: behind the word that leads to it, else at its house number; end
// itself when there is neither.
func (t *Text) smallBack(end, done int) int {
	ws := t.words
	hi := t.wordAt(end)
	start, street := end, false
	for i := hi - 1; i >= 0 && hi-i < 14 && ws[i].start >= done; i-- {
		next := end
		if i+1 < hi {
			next = ws[i+1].start
		}
		if ws[i].end > next {
			break // the postcode begins inside a word
		}
		gap := strings.Trim(t.S[ws[i].end:next], " ")
		if gap != "" && gap != "," && gap != "-" || upperWord(ws[i]) {
			break
		}
		if street && (residence(ws[i].key) || ws[i].key == "is" || ws[i].key == "to" || ws[i].key == "in") && i+1 < hi {
			return ws[i+1].start
		}
		street = street || ws[i].class&isStreet != 0
		if street && houseNumber(ws[i]) && !t.clock(i) {
			start = ws[i].start
		}
	}
	return start
}

// corner returns the end of "Mill Lane and High Street" that begins with word i, 0
// when it is not two names with capitals.
func (t *Text) corner(i int) int {
	to, and := i, 0
	for ; to < len(t.words) && to-i < 12 && t.next(to) != ""; to++ {
		if w := t.words[to]; w.key == "and" && and == 0 {
			and = to
		} else if !upperWord(w) && w.casing != numeral && w.key != "of" && w.key != "the" {
			break
		}
	}
	if and == 0 || to < and+3 || and < i+2 || t.words[and+1].casing == small {
		return 0
	}
	return to
}

// streetIn reports whether one of the words [i, to) is the word for a street
// behind its name.
func (t *Text) streetIn(i, to int) bool {
	for k := i + 1; k < to; k++ {
		if t.words[k].class&isStreet != 0 && t.words[k].joined {
			return true
		}
	}
	return false
}

// closesHouse reports whether the name of a house may end before word i: nothing
// written with a capital follows.
func (t *Text) closesHouse(i int) bool {
	return i >= len(t.words) || !t.words[i].joined || !upperWord(t.words[i])
}

// smallStreet returns the word behind a street in small letters whose number is
// word i, 0 when there is none.
func (t *Text) smallStreet(i int) int {
	ws := t.words
	if ws[i+1].key == "the" && i > 0 && ws[i].joined && residence(ws[i-1].key) && i+2 < len(ws) && ws[i+2].joined && slices.Contains(loneStreets, ws[i+2].key) {
		return i + 3
	}
	strong := t.ledTo(i) == 2
	led := strong || i > 0 && ws[i].joined && (residence(ws[i-1].key) || ws[i-1].key == "to" || ws[i-1].key == "number" || ws[i-1].key == "no")
	names := 0 // words that are nothing else
	for j := i + 1; j < len(ws) && j < i+5 && ws[j].joined && ws[j].casing == small; j++ {
		k := ws[j].key
		if j > i+1 && slices.Contains(smallStreets, k) || (led || len(k) < 4 && t.closes(ws[j].end)) && (strong || names > 0 && names == j-i-1) && j > i+1 && slices.Contains(weakStreets, k) {
			return j + 1
		}
		if slices.Contains(between, k) && !(j > i+1 && (k == "of" || k == "the")) {
			return 0
		}
		if ws[j].class&^(isSurname|isForename|isPlace|isParticle) == 0 {
			names++
		}
	}
	return 0
}

var (
	units        = set("caravan pitch chalet plot houseboat mooring berth flat apartment apt unit maisonette bedsit studio")
	houses       = set("hse hall grange croft villa cottages hollies bungalows lodge forge vicarage rectory cottage house barn farm farmhouse mill manse bungalow gatehouse granary stables")
	smallStreets = []string{"street", "road", "avenue", "lane", "crescent", "terrace", "grove", "rd", "ave", "mews", "cres"}
	// weakStreets are everyday words: in small letters "at" and a name have to stand before them.
	weakStreets = []string{"st", "close", "drive", "way", "walk", "place", "gardens", "square", "court", "hill", "park", "row", "green", "yard", "view", "rise", "ln", "cl", "dr", "gdns", "parade", "chase", "heol", "broadway"}
	between     = []string{"of", "the", "a", "an", "in", "on", "to", "per", "at", "by", "off", "from", "for", "and", "or", "along", "down", "up", "mph", "car", "cars", "main", "side", "different", "other"}
)

// onward returns the end of the parts of an address that follow word i-1: runs
// of up to four capitals, each behind a comma or blanks, of which the second and
// later end in a word of streets or in a place, or the line ends behind them.
func (t *Text) onward(i int) int {
	ws := t.words
	for part := 0; part < 4 && i < len(ws) && !ws[i].line && upperWord(ws[i]); part++ {
		gap := strings.Trim(t.S[ws[i-1].end:ws[i].start], " ")
		if gap != "" && gap != "," {
			break
		}
		j := i + 1
		for j < len(ws) && j < i+4 && ws[j].joined && !ws[j].line && (upperWord(ws[j]) || houses[ws[j].key] || slices.Contains(smallStreets, ws[j].key)) {
			j++
		}
		last := ws[j-1].class
		if t.surnameAt(j-1) || (ws[i].class|last)&(isTitle|isRole|isGreeting|isLead) != 0 && last&(isPlace|isStreet) == 0 || last&(isStreet|isPlace) == 0 && !t.closes(ws[j-1].end) {
			break
		}
		i = j
	}
	return i
}
