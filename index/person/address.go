package person

import (
	"regexp"
	"slices"
	"strings"

	"sarsen/index/fold"
)

// An address is the subject's, in folded words.
type address struct {
	number string   // house number; "" for a named house
	street []string // words of the street, or of the house's name
	// rest are the other parts: flat, place, county.
	rest [][]string
}

// Strengths of addresses.
const (
	asAddress  = 1.0
	asStreet   = 0.8 // with a misspelling
	asPostcode = 0.8
	asPlace    = 0.1 // another part of the address, next to it
)

var (
	postcodePattern = regexp.MustCompile(`\b[a-z]{1,2}[0-9][a-z0-9]? ?[0-9][a-z]{2}\b`)
	numberPattern   = regexp.MustCompile(`^[0-9]+[a-z]?$`)
)

// streets maps the short forms of the last word of a street to the long ones.
var streets = map[string]string{
	"st": "street", "str": "street", "rd": "road", "ave": "avenue", "av": "avenue", "ln": "lane", "cl": "close",
	"dr": "drive", "drv": "drive", "ct": "court", "crt": "court", "cres": "crescent", "cr": "crescent", "crs": "crescent",
	"gdns": "gardens", "gdn": "gardens", "pl": "place", "sq": "square", "ter": "terrace", "terr": "terrace", "tce": "terrace",
	"gr": "grove", "grv": "grove", "wy": "way", "pk": "park", "wlk": "walk", "bldgs": "buildings", "hse": "house", "mt": "mount",
	"blvd": "boulevard", "pde": "parade", "est": "estate", "cotts": "cottages", "flt": "flat",
}

// addAddress takes an address apart: "Flat 2, 12 High Street, Anytown, AB1 2CD".
func (s *Subject) addAddress(given string) {
	folded := fold.String(strings.ReplaceAll(given, "\n", ", "))
	for _, p := range postcodePattern.FindAllString(folded, -1) {
		s.codes.add(code{fact: FactPostcode, text: compact(p), strength: asPostcode, exact: true})
		folded = strings.Replace(folded, p, " ", 1)
	}
	a := address{}
	var parts [][]string
	for _, part := range strings.Split(folded, ",") {
		words := strings.FieldsFunc(strings.ReplaceAll(part, "'", ""), func(r rune) bool { return !fold.IsWord(r) })
		if len(words) == 1 && numberPattern.MatchString(words[0]) && a.number == "" {
			a.number = words[0] // 12, High Street
			continue
		}
		if len(words) > 0 {
			parts = append(parts, words)
		}
	}
	for i, words := range parts {
		if a.street == nil && a.takes(words, i+1 == len(parts)) {
			continue
		}
		a.rest = append(a.rest, words)
	}
	if a.street != nil {
		s.addresses = append(s.addresses, a)
	}
}

// takes makes words the street, if they are: after a number, or the last
// chance to have one from a house's name.
func (a *address) takes(words []string, last bool) bool {
	switch {
	case a.number != "":
		a.street = words
	case len(words) > 1 && numberPattern.MatchString(words[0]):
		a.number, a.street = words[0], words[1:]
	case last && len(a.rest) > 0 && len(a.rest[0]) > 1 && !numbered(a.rest[0]):
		a.street, a.rest = a.rest[0], append(a.rest[1:], words)
		return true
	default:
		return false
	}
	return true
}

func numbered(words []string) bool {
	for _, w := range words {
		if hasDigit(w) {
			return true
		}
	}
	return false
}

// matchAddress returns the places of the subject's addresses, and the other
// parts of each next to them.
func (s *Subject) matchAddress(d *document) []Hit {
	var hits []Hit
	for _, a := range s.addresses {
		for i := range d.tokens {
			to, exact, ok := a.match(d, i)
			if !ok || s.elsewhere(d, to) {
				continue
			}
			strength := asAddress
			if !exact {
				strength = asStreet
			}
			hits = append(hits, d.hit(FactAddress, d.tokens[i].start, d.tokens[to-1].end, strength, exact))
			hits = append(hits, a.around(d, i, to)...)
		}
	}
	return hits
}

// match reads number and street from token i on.
func (a *address) match(d *document, i int) (to int, exact, ok bool) {
	if a.number != "" {
		if d.tokens[i].word != a.number || !d.addressGap(i+1) {
			return 0, false, false
		}
		i++
	}
	return d.words(i, a.street)
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
		case word == w, word != "" && long(word) == long(w):
		case len(w) >= minInexact && distance(word, w, 1) == 1:
			exact = false
		default:
			return 0, false, false
		}
		i++
	}
	return i, exact, len(words) > 0
}

func long(word string) string {
	if l, ok := streets[word]; ok {
		return l
	}
	return word
}

// addressGap reports whether what stands before token i may be inside an
// address.
func (d *document) addressGap(i int) bool {
	if i <= 0 || i >= len(d.tokens) {
		return false
	}
	gap := d.s[d.tokens[i-1].end:d.tokens[i].start]
	return len(gap) <= 4 && strings.Trim(gap, " ,.'-/|\"") == ""
}

// elsewhere reports whether another postcode than the subject's follows the
// street before token to: there are many High Streets.
func (s *Subject) elsewhere(d *document, to int) bool {
	from := d.tokens[to-1].end
	at := nextPostcode.FindStringSubmatchIndex(d.s[from:min(len(d.s), from+80)])
	if at == nil {
		return false
	}
	found, known := compact(d.s[from+at[2]:from+at[3]]), false
	for _, c := range s.codes.list {
		if c.fact != FactPostcode {
			continue
		}
		known = true
		if distance(deOCR(c.text), deOCR(found), 1) <= 1 {
			return false
		}
	}
	return known
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
