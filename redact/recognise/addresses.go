package recognise

import (
	"cmp"
	"slices"
	"strings"

	"sarsen/redact"
	"sarsen/redact/tagger"
)

// Address finds postal addresses, on one line or over several, British or of
// other countries, with and without a postcode. Several readers look for them,
// each for one form; what overlaps is one address, to which each adds what it
// saw. The reason says so where the text shows the address to be an office's.
func Address(t *Text) []redact.Found {
	var all []redact.Found
	for _, find := range []Recogniser{streets, dwellings, homes, lanes, abroad, taggedAddresses} {
		all = append(all, find(t)...)
	}
	slices.SortStableFunc(all, func(a, b redact.Found) int { return cmp.Compare(a.Start, b.Start) })
	out := all[:0]
	for _, f := range all {
		if n := len(out); n > 0 && f.Start < out[n-1].End && f.Kind == out[n-1].Kind {
			out[n-1] = t.joined(out[n-1], f)
			continue
		}
		out = append(out, f)
	}
	out = slices.DeleteFunc(out, t.dated)
	for i := range out {
		out[i] = t.wholeNumber(out[i])
		if w := t.office(out[i].Start); w != "" {
			out[i].Reason += `, of an office: behind "` + w + `"`
		}
	}
	return out
}

// dated reports whether what was read as an address begins with a date, or with
// a year and how something is done then: "12/12/1983, NI", "2024 via Teams".
func (t *Text) dated(f redact.Found) bool {
	i := t.wordAt(f.Start)
	if i+1 >= len(t.words) || t.words[i].casing != numeral {
		return false
	}
	if n, end := number(t.S, f.Start, 4); end-f.Start == 4 && n > 1900 && n < 2100 && t.words[i+1].class&isBefore != 0 {
		return true
	}
	for k := i; k >= 0 && k > i-3; k-- {
		start := t.words[k].start
		end, _, ok := dateAt(t.S, t.Lower, start)
		if ok && strings.Contains(t.S[start:end], "/") && strings.Contains(t.S[start:end], " ") {
			break // "1/2 45 Langlands", a flat
		}
		if ok && end > t.words[i].end || ok && end == t.words[i].end && k < i {
			return true
		}
		if k == 0 || strings.ContainsAny(t.S[t.words[k-1].end:t.words[k].start], ",\n") {
			break
		}
	}
	return false
}

// joined is the address of which two readers saw parts that overlap.
func (t *Text) joined(a, b redact.Found) redact.Found {
	start, end := a.Start, max(a.End, b.End)
	if b.Score > a.Score {
		a = b
	}
	return t.found(start, end, a.Kind, a.Score, a.Rule, a.Reason)
}

// wholeNumber takes the first number of a range in: "28-30", "12 / 14".
func (t *Text) wholeNumber(f redact.Found) redact.Found {
	i := t.wordAt(f.Start)
	if f.Kind != redact.Address || i == 0 || i >= len(t.words) || !houseNumber(t.words[i]) || !houseNumber(t.words[i-1]) {
		return f
	}
	if gap := strings.TrimSpace(t.S[t.words[i-1].end:f.Start]); gap != "-" && gap != "–" && gap != "/" {
		return f
	}
	return t.found(t.words[i-1].start, f.End, f.Kind, f.Score, f.Rule, f.Reason)
}

// office returns the word that shows an address which begins at start to be that
// of a body: in the part of the line before it, or in the line above.
func (t *Text) office(start int) string {
	i := t.wordAt(start)
	for j := i - 1; j >= 0 && i-j <= 6; j-- {
		gap := strings.Trim(t.S[t.words[j].end:t.words[j+1].start], " \t\r")
		if gap != "" && gap != "," && gap != "\n" && gap != ",\n" {
			return ""
		}
		if w := t.words[j]; upperWord(w) && offices[w.key] {
			return t.S[w.start:w.end]
		}
		if w := t.words[j]; !upperWord(w) && w.casing != small {
			return ""
		}
	}
	return ""
}

var offices = set("council ltd limited plc llp department directorate school academy college university hospital surgery clinic library court tribunal police constabulary solicitors solicitor office offices ombudsman association trust charity bank hotel pharmacy nursery centre agency commission authority depot")

// sureWord is how likely a word of an address is one, at least; a run of them
// is taken where they are so as a whole.
const sureWord, sureRun = 0.5, 0.75

// likePlace reports whether something in the words [i, to) belongs to an address
// and nothing in them is the name of a person.
func (t *Text) likePlace(i, to int) bool {
	like := false
	for k := i; k < to; k++ {
		w := t.words[k]
		if t.forenameAt(k) && t.words[k+1].class&isStreet == 0 {
			return false
		}
		like = like || w.class&(isStreet|isUnit|isPlace) != 0 || wayOf(w) != noWay || t.country(k) > k || t.zip(k) > k+1 ||
			w.class&^(isSurname|isForename) == 0 && w.casing != numeral
	}
	return like
}

// longNumber reports whether word i is of a number too long for an address, as a
// telephone's is, alone or with the word beside it.
func (t *Text) longNumber(i int) bool {
	w := t.words[i]
	if w.casing != numeral {
		return false
	}
	n := Count(w.key)
	if i > 0 && w.joined && t.words[i-1].casing == numeral {
		n = max(n, n+Count(t.words[i-1].key))
	}
	if i+1 < len(t.words) && t.words[i+1].joined && t.words[i+1].casing == numeral {
		n = max(n, Count(w.key)+Count(t.words[i+1].key))
	}
	return n > 9
}

// taggedAddresses takes what the statistical recogniser reads as an address.
func taggedAddresses(t *Text) []redact.Found {
	tags := t.tagged()
	ws := t.words
	var out []redact.Found
	for i := 0; i < len(tags); i++ {
		to, sum, number := i, 0.0, false
		for to < len(tags) && tags[to][tagger.Address] >= sureWord && !t.longNumber(to) && (to == i || !ws[to].edge && blockGap(t.S[ws[to-1].end:ws[to].start]) != 0) {
			sum += float64(tags[to][tagger.Address])
			number = number || streetNumber(ws[to])
			to++
		}
		n, end := to-i, to
		for end > i && ws[end-1].casing == small && ws[end-1].class&isStreet == 0 && ws[end-1].class&(isWord|isGreeting) != 0 {
			end-- // "cheers"
		}
		if n > 1 && end-i > 1 && number && sum/float64(n) >= sureRun && t.likePlace(i, end) {
			out = append(out, t.found(ws[i].start, ws[end-1].end, redact.Address, 0.8*sum/float64(n), "tagger", "address: the words read as those of an address"))
		}
		i = max(i, to-1)
	}
	return out
}
