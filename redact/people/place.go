package people

import (
	"slices"
	"strings"

	"sarsen/redact"
)

// A place is an address taken apart, as far as it tells one home from
// another.
type place struct {
	number   string // house or flat numbers, joined
	words    []string
	postcode string
	compact  string // all of it
}

// parsePlace takes an address apart.
func parsePlace(s string) place {
	p := place{compact: compact(s)}
	ws := words(s)
	for i, w := range ws {
		switch {
		case i+1 < len(ws) && outwardLike(w) && inwardLike(ws[i+1]):
			p.postcode = w + ws[i+1]
		case i > 0 && inwardLike(w) && outwardLike(ws[i-1]):
		case len(w) >= 5 && len(w) <= 7 && inwardLike(w[len(w)-3:]) && outwardLike(w[:len(w)-3]):
			p.postcode = w
		case w[0] >= '0' && w[0] <= '9':
			p.number += w + " "
		case w != "flat" && w != "the":
			p.words = append(p.words, w)
		}
	}
	return p
}

func inwardLike(w string) bool {
	return len(w) == 3 && digit(w[0]) && !digit(w[1]) && !digit(w[2])
}

func outwardLike(w string) bool {
	return len(w) >= 2 && len(w) <= 4 && !digit(w[0]) && (digit(w[len(w)-1]) || len(w) > 2 && digit(w[len(w)-2]))
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

// same reports whether two addresses are of one home: numbers agree, and the
// postcode or the first words of the street do.
func (p place) same(q place) bool {
	if p.compact != "" && len(p.compact) > 7 && strings.HasSuffix(q.compact, p.compact) {
		return true // the end of it: the rest was not read
	}
	if p.number != q.number || p.postcode != "" && q.postcode != "" && p.postcode != q.postcode {
		return false
	}
	if p.postcode != "" && p.postcode == q.postcode && (p.number != "" || len(p.words) == 0) {
		return true
	}
	if len(p.words) == 0 || len(q.words) == 0 {
		return false
	}
	return (p.number != "" || len(p.words) > 1) && p.words[0] == q.words[0]
}

// homeOf reports whether an address or postcode is one of the subject's.
func (b *builder) homeOf(f redact.Found) bool {
	got := parsePlace(f.Text)
	for _, a := range b.subj.addresses {
		if f.Kind == redact.Postcode && got.postcode != "" && got.postcode == a.postcode || got.same(a) {
			return true
		}
	}
	return false
}

// mentionsHome reports whether an address of the subject stands in a text.
func (b *builder) mentionsHome(t *text) bool {
	for _, f := range t.found {
		if f.Kind == redact.Address && b.homeOf(f) {
			return true
		}
	}
	return false
}

// office reports whether an address, the part in front of its comma, or the
// line above it, says that it is nobody's home. A part that names somebody says
// nothing of the kind.
func office(t *text, s redact.Span) bool {
	head := partBefore(t.s[max(0, s.Start-80):s.Start])
	if len(words(head)) > 6 || len(t.within(s.Start-len(head), s.Start)) > 0 {
		head = ""
	}
	text := strings.ToLower(head + t.s[s.Start:s.End])
	for _, w := range words(text) {
		switch w {
		case "council", "civic", "town-hall", "guildhall", "library", "school", "academy", "hospital", "surgery", "clinic", "office", "offices", "constabulary", "court-house", "university", "college", "solicitors", "ltd", "limited", "depot", "department":
			return true
		}
	}
	return slices.ContainsFunc([]string{"town hall", "county hall", "city hall", "health centre", "medical practice", "medical centre"}, func(w string) bool { return strings.Contains(text, w) })
}

// partBefore returns the end of s that belongs to an address behind it: what
// stands between two commas, or the last whole line.
func partBefore(s string) string {
	trimmed := strings.TrimRight(s, " \r\n")
	switch {
	case strings.HasSuffix(trimmed, ","):
		return s[strings.LastIndexAny(strings.TrimRight(trimmed, ","), ",.;:\n\t(")+1:]
	case strings.Contains(s[len(trimmed):], "\n"):
		return s[strings.LastIndexByte(trimmed, '\n')+1:]
	}
	return ""
}
