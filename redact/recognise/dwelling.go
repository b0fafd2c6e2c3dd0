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
	case ws[i+1].casing == numeral && ws[i+1].joined && upperWord(w) && slices.Contains(units, w.key) && houseNumber(ws[i+1]):
		j := i + 2
		if j < len(ws) && ws[j].casing == numeral && t.S[ws[j-1].end:ws[j].start] == "/" {
			j++
		}
		if to := t.onward(j); to > j {
			return to, "a flat or unit and its building"
		}
	case w.key == "the" && upperWord(w) && ws[i+1].joined && upperWord(ws[i+1]):
		j := i + 2
		if ws[i+1].key == "old" && j < len(ws) && ws[j].joined && upperWord(ws[j]) {
			j++
		} else if !slices.Contains(houses, ws[i+1].key) {
			return 0, ""
		}
		if to := t.onward(j); to > j && strings.HasPrefix(t.S[ws[j-1].end:], ",") {
			return to, "the name of a house and what follows"
		}
	case houseNumber(w) && ws[i+1].joined && ws[i+1].casing == small:
		for j := i + 1; j < len(ws) && j < i+4 && ws[j].joined && ws[j].casing == small && !slices.Contains(between, ws[j].key); j++ {
			if j > i+1 && slices.Contains(smallStreets, ws[j].key) {
				return j + 1, "house number and street in small letters"
			}
		}
	}
	return 0, ""
}

var (
	units        = []string{"flat", "apartment", "apt", "unit", "maisonette", "bedsit", "studio"}
	houses       = []string{"lodge", "forge", "vicarage", "rectory", "cottage", "house", "barn", "farm", "farmhouse", "mill", "manse", "bungalow", "gatehouse", "granary", "stables"}
	smallStreets = []string{"street", "road", "avenue", "lane", "crescent", "terrace", "grove", "rd", "ave"}
	between      = []string{"of", "the", "a", "an", "in", "on", "to", "per", "at", "by", "off", "from", "for", "and", "or", "along", "down", "up", "mph", "car", "cars", "main", "side", "different", "other"}
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
		for j < len(ws) && j < i+4 && ws[j].joined && !ws[j].line && upperWord(ws[j]) {
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
