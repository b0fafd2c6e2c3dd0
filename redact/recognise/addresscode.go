package recognise

import (
	"slices"
	"strings"

	"sarsen/redact"
)

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
	if i > 0 && i < hi && ws[i].joined && ws[i-1].class&isTitle != 0 && ws[i].class&isStreet == 0 { // "Mrs Patel of LS1 4AP"
		for i < hi && upperWord(ws[i]) && (ws[i].joined || ws[i].class&isTitle != 0) {
			i++
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
