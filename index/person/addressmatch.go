package person

import (
	"math/bits"
	"regexp"
	"slices"
	"strings"
)

// Strengths of addresses.
const (
	asAddress  = 1.0
	asStreet   = 0.8 // with a misspelling
	asPostcode = 0.8
	asPlace    = 0.1 // another part of the address, next to it
)

// matchAddress returns the places of the subject's addresses, and the other
// parts of each next to them.
func (s *Subject) matchAddress(d *document) []Hit {
	var hits []Hit
	for n := range s.addresses {
		a := &s.addresses[n]
		for i := range d.tokens {
			to, exact, asked, ok := a.match(d, i)
			if !ok || s.elsewhere(d, to) {
				continue
			}
			strength := asAddress
			if !exact {
				strength = asStreet
			}
			h := d.hit(FactAddress, d.tokens[i].start, d.tokens[to-1].end, strength, exact)
			h.unasked = !asked
			hits = append(hits, h)
			hits = append(hits, a.around(d, i, to)...)
		}
	}
	return hits
}

// match reads number and street from token i on, in either order. Not exact
// means that a word was misspelt, not asked that no query finds it.
func (a *address) match(d *document, i int) (to int, exact, asked, ok bool) {
	switch {
	case a.number == "" && len(a.house) == 0:
		to, exact, ok = d.words(i, a.street)
		return to, exact, exact, ok
	case a.number == "":
		if to, _, ok = d.words(i, a.house); !ok || !d.addressGap(to) {
			return 0, false, false, false
		}
		to, exact, ok = d.words(to, a.street)
		return to, exact, exact, ok
	}
	if from, ok := a.matchNumber(d, i); ok {
		if to, exact, ok = d.words(from, a.street); ok {
			return to, exact, exact && slices.Contains(a.leads(), d.plain(i, from)), true
		}
	}
	to, ok = a.matchReversed(d, i)
	return to, ok, ok, ok
}

// plain returns tokens [from, to) with blanks between them.
func (d *document) plain(from, to int) string {
	list := make([]string, 0, to-from)
	for _, t := range d.tokens[from:to] {
		list = append(list, t.word)
	}
	return strings.Join(list, " ")
}

// matchNumber reads the house number, and what may stand between it and the
// street: the flat, the label of a form's next field.
func (a *address) matchNumber(d *document, i int) (to int, ok bool) {
	first := d.at(i).word
	if n := len(first); n < len(a.number) && a.number[:n] == first && a.number[n:] == d.at(i+1).word && d.addressGap(i+1) {
		i++ // 14 a
	} else if first != a.number && (a.upTo == "" || first != a.upTo) {
		return 0, false
	}
	i++
	if d.at(i).link == linkTight && numberPattern.MatchString(d.at(i).word) && len(d.at(i).word) <= len(a.number)+1 {
		i++ // 12-14
	}
	if !d.addressGap(i) {
		return 0, false
	}
	switch w := d.at(i).word; {
	case a.flat != "" && w == a.flat && isFlat(d.at(i-2).word):
		return 0, false // Flat 9, 2 Victoria Buildings
	case a.flat != "" && (w == a.flat || isFlat(w) && d.at(i+1).word == a.flat):
		if w != a.flat {
			i++
		}
		i++
	case (w == "street" || w == "road" || w == "address") && d.at(i).word != a.street[0] && d.at(i+1).word == a.street[0]:
		i++
	}
	return i, d.addressGap(i)
}

// matchReversed reads "Larch Close 14". A number that belongs to a date or a
// further street is another.
func (a *address) matchReversed(d *document, i int) (to int, ok bool) {
	if w := d.tokens[i].word; len(a.street) < 2 || !a.begins.may(w[0], len(w)) {
		return 0, false
	}
	to, exact, ok := d.words(i, a.street)
	if !ok || !exact || !d.addressGap(to) || i > 0 && numberPattern.MatchString(d.at(i-1).word) && d.at(i).link == linkSpace {
		return 0, false
	}
	if w := d.at(to).word; w == "no" || w == "number" {
		to++
	}
	next := d.at(to + 1)
	if d.at(to).word != a.number || months[next.word] > 0 || next.link == linkSpace && (streetName(d.at(to+2).word) || dayNumber(next.word) >= 0) {
		return 0, false
	}
	if _, dated := d.date(to); dated {
		return 0, false
	}
	return to + 1, true
}

// around returns the rest of an address before token from and after token to.
func (a *address) around(d *document, from, to int) []Hit {
	var hits []Hit
	rest := a.rest
	for i := 0; i < len(rest); i++ {
		words := rest[i]
		if start := from - len(words); start >= 0 && d.addressGap(from) {
			if end, _, ok := d.words(start, words); ok && end == from {
				hits = append(hits, d.hit(FactAddress, d.tokens[start].start, d.tokens[end-1].end, asPlace, true))
				from, i, rest = start, -1, without(rest, i)
				continue
			}
		}
		if !d.addressGap(to) {
			continue
		}
		if end, _, ok := d.words(to, words); ok {
			hits = append(hits, d.hit(FactAddress, d.tokens[to].start, d.tokens[end-1].end, asPlace, true))
			to, i, rest = end, -1, without(rest, i)
		}
	}
	return hits
}

func without(list [][]string, i int) [][]string {
	return append(append([][]string{}, list[:i]...), list[i+1:]...)
}

// words reads words of an address from token i on. Not exact means that one
// was misspelt.
func (d *document) words(i int, words []string) (to int, exact, ok bool) {
	exact = true
	for j, w := range words {
		if j > 0 && !d.addressGap(i) {
			return 0, false, false
		}
		word := d.at(i).word
		if next := d.at(i + 1); next.word == "s" && next.link == linkTight {
			word += "s" // mary's
			i++
		}
		switch {
		case word != "" && sameWord(word, w, j == 0 && len(words) > 1):
		case len(w) >= minInexact && bits.OnesCount64(letters(word)^letters(w)) <= 2 && distance(word, w, 1) == 1:
			exact = false
		default:
			return 0, false, false
		}
		i++
	}
	return i, exact, len(words) > 0
}

// addressGap reports whether what stands before token i may be inside an
// address.
func (d *document) addressGap(i int) bool {
	if i <= 0 || i >= len(d.tokens) {
		return false
	}
	gap := d.s[d.tokens[i-1].end:d.tokens[i].start]
	return len(gap) <= 4 && strings.Trim(gap, " ,.'-/|:\"") == ""
}

// elsewhere reports whether another postcode than the subject's follows the
// street before token to: there are many High Streets.
func (s *Subject) elsewhere(d *document, to int) bool {
	_, other := s.postcodeAfter(d, to)
	return other
}

// nextPostcode finds the postcode at the end of an address, with nothing but
// names of places before it.
var nextPostcode = regexp.MustCompile(`^[^0-9@]{0,60}?\b([a-z]{1,2}[0-9][a-z0-9]? ?[0-9][a-z]{2})\b`)

// housePattern finds the house and street before a postcode.
var housePattern = regexp.MustCompile(`(?:^|[^a-z0-9])([0-9]+[a-z]?),? ([a-z][a-z' ,.-]*)$`)

// nextDoor reports whether a postcode belongs to another house than the
// subject's: neighbours share it.
func (s *Subject) nextDoor(d *document, h Hit) bool {
	at := d.folded.Folded(h.Start)
	m := housePattern.FindStringSubmatch(d.s[max(0, at-80):at])
	if m == nil || len(s.addresses) == 0 {
		return false
	}
	if !strings.Contains(m[2], ",") && !slices.ContainsFunc(strings.Fields(m[2]), streetName) {
		return false
	}
	return !slices.ContainsFunc(s.addresses, func(a address) bool { return a.number == m[1] || a.number == "" })
}
