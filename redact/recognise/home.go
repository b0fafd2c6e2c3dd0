package recognise

import (
	"strings"

	"sarsen/redact"
)

// homes finds addresses that name no kind of street: "of 39 Fellside", and the
// cells of a column of addresses.
func homes(t *Text) []redact.Found {
	var out []redact.Found
	for _, h := range t.Hints {
		if h.Kind != "cell" || !addresses(lower(h.Label)) {
			continue
		}
		start, end := trimmed(t.S, h.Start, h.End)
		if start < end && hasLetter(t.S[start:end]) && !strings.EqualFold(t.S[start:end], strings.TrimSpace(h.Label)) { // the heading itself
			out = append(out, t.found(start, end, redact.Address, 0.7, "address", "address: the column says so"))
		}
	}
	out = append(out, t.labelledLines()...)
	ws := t.split()
	for i := 1; i+1 < len(ws); i++ {
		if !houseNumber(ws[i]) {
			continue
		}
		if t.S[ws[i-1].end:ws[i].start] == ", " && ws[i-1].class&isSurname != 0 && upperWord(ws[i-1]) && homeName(ws[i+1]) && ws[i+1].class&isStreet == 0 {
			out = append(out, t.found(ws[i].start, ws[i+1].end, redact.Address, 0.45, "address", "address: number and name behind a name"))
			continue
		}
		if i > 1 && (ws[i-1].key == "number" || ws[i-1].key == "no") && residence(ws[i-2].key) && ws[i-1].casing == small && homeName(ws[i+1]) {
			out = append(out, t.found(ws[i].start, ws[i+1].end, redact.Address, 0.5, "address", "address: number and name"))
			continue
		}
		if !ws[i].joined || ws[i-1].casing != small || !residence(ws[i-1].key) && !(i > 1 && ws[i-1].key == "to" && strings.HasPrefix(ws[i-2].key, "mov")) || !homeName(ws[i+1]) {
			continue
		}
		to := i + 1
		for to+1 < len(ws) && to < i+3 && homeName(ws[to+1]) {
			to++
		}
		to = t.throughPlaces(to+1, false) - 1
		out = append(out, t.found(ws[i].start, ws[to].end, redact.Address, 0.5, "address", `address: number and name after "`+ws[i-1].key+`"`))
	}
	return out
}

// addresses reports whether a column with this heading holds addresses of
// places.
func addresses(heading string) bool {
	return (HasWord(heading, "address") || HasWord(heading, "property") || lineLabels[strings.TrimSpace(heading)]) &&
		!strings.Contains(heading, "mail") && !HasWord(heading, "ip") && !HasWord(heading, "web")
}

// lineLabels stand before an address or a line of one in forms, and head columns
// of them.
var lineLabels = map[string]bool{
	"address": true, "home address": true, "current address": true, "previous address": true, "postal address": true, "correspondence address": true,
	"property address": true, "address line 1": true, "address line 2": true, "address line 3": true, "street": true, "street address": true, "street name": true,
	"house name": true, "house number": true, "house no": true, "house name or number": true, "cyfeiriad": true,
}

// labelledLines finds what stands behind such a label on its line and is written
// as an address is: with a number or a capital.
func (t *Text) labelledLines() []redact.Found {
	var out []redact.Found
	for i := strings.IndexByte(t.S, ':'); i >= 0; {
		head := strings.Trim(t.Lower[max(lineStart(t.S, i), i-32):i], " \t\r*|.-")
		if lineLabels[head] {
			end := i + 1 + len(lineRest(t.S, i+1))
			start, end := trimmed(t.S, i+1, end)
			if start < end && end-start < 120 && t.likeAddress(start, end) {
				out = append(out, t.found(start, end, redact.Address, 0.6, "address", `address: follows "`+head+`"`))
			}
		}
		next := strings.IndexByte(t.S[i+1:], ':')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return out
}

// likeAddress reports whether [start, end) has a number or a capital at its start,
// and nothing that an address does not have.
func (t *Text) likeAddress(start, end int) bool {
	if strings.ContainsAny(t.S[start:end], "@:?!{}<>") {
		return false
	}
	t.split()
	w := t.words[min(t.wordAt(start), len(t.words)-1)]
	if w.casing == numeral {
		return true
	}
	return upperWord(w) && (w.class&isWord == 0 || strings.Contains(t.S[start:end], ",") || len(strings.Fields(t.S[start:end])) > 1 && t.words[t.wordAt(end)-1].class&(isStreet|isPlace) != 0)
}

// residence reports whether a word goes before an address.
func residence(w string) bool {
	return w == "at" || w == "of" || w == "from" || w == "outside" || w == "near"
}

// homeName reports whether a word may be a part of a name of a street that is
// not known as anything else.
func homeName(w word) bool {
	return w.joined && !w.line && w.casing == capital && (w.class&^isSurname == 0 || w.class&isStreet != 0)
}

func hasLetter(s string) bool {
	for i := range len(s) {
		if letterByte(s[i]) {
			return true
		}
	}
	return false
}

// trimmed returns the range without the blanks at its ends.
func trimmed(s string, start, end int) (int, int) {
	left := len(s[start:end]) - len(strings.TrimLeft(s[start:end], " \t\n\r"))
	return start + left, start + left + len(strings.TrimRight(s[start+left:end], " \t\n\r"))
}
