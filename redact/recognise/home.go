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
	ws := t.split()
	for i := 1; i+1 < len(ws); i++ {
		if houseNumber(ws[i]) && t.S[ws[i-1].end:ws[i].start] == ", " && ws[i-1].class&isSurname != 0 && upperWord(ws[i-1]) && homeName(ws[i+1]) && ws[i+1].class&isStreet == 0 {
			out = append(out, t.found(ws[i].start, ws[i+1].end, redact.Address, 0.45, "address", "address: number and name behind a name"))
			continue
		}
		if !houseNumber(ws[i]) || !ws[i].joined || ws[i-1].casing != small || !residence(ws[i-1].key) && !(i > 1 && ws[i-1].key == "to" && strings.HasPrefix(ws[i-2].key, "mov")) || !homeName(ws[i+1]) {
			continue
		}
		to := i + 1
		for to+1 < len(ws) && to < i+3 && homeName(ws[to+1]) {
			to++
		}
		out = append(out, t.found(ws[i].start, ws[to].end, redact.Address, 0.5, "address", `address: number and name after "`+ws[i-1].key+`"`))
	}
	return out
}

// addresses reports whether a column with this heading holds addresses of
// places.
func addresses(heading string) bool {
	return (hasWord(heading, "address") || hasWord(heading, "property")) &&
		!strings.Contains(heading, "mail") && !hasWord(heading, "ip") && !hasWord(heading, "web")
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
	cell := s[start:end]
	return start + len(cell) - len(strings.TrimLeft(cell, " \t\n\r")), start + len(strings.TrimRight(cell, " \t\n\r"))
}
