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
	upTo   string   // the last number of several houses, as in 12-14; "" for one
	flat   string   // number or letter of a flat; "" for none
	house  []string // a house's name of one word, with its street in street
	street []string // words of the street, or of the house's name
	begins *sieve   // words that are the first of the street
	// rest are the other parts: flat, place, county.
	rest [][]string
}

var (
	postcodePattern = regexp.MustCompile(`\b[a-z]{1,2}[0-9][a-z0-9]? ?[0-9][a-z]{2}\b`)
	numberPattern   = regexp.MustCompile(`^[0-9]+[a-z]?$`)
)

// addAddress takes an address apart: "Flat 2, 12 High Street, Anytown, AB1 2CD".
func (s *Subject) addAddress(given string) {
	folded := fold.String(strings.ReplaceAll(given, "\n", ", "))
	for _, p := range postcodePattern.FindAllString(folded, -1) {
		s.codes.addPostcode(p)
		folded = strings.Replace(folded, p, " ", 1)
	}
	a := address{}
	folded = a.takeNumbers(folded)
	var parts [][]string
	for _, part := range strings.Split(folded, ",") {
		words := words(strings.ReplaceAll(part, "'", ""))
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

var (
	rangePattern = regexp.MustCompile(`(^|[ ,])([0-9]+[a-z]?)-([0-9]+[a-z]?)( *,? *[a-z])`)
	slashPattern = regexp.MustCompile(`(^|[ ,])([0-9]+[a-z]?)/([0-9]+[a-z]?)( *,? *[a-z])`)
	flatPattern  = regexp.MustCompile(`(?:^|[ ,])(?:` + flatWords + `) *(?:no\.? *)?([0-9]+[a-z]?|[a-z])(?: *,|$| )`)
	afterStreet  = regexp.MustCompile(`(^|,) *([a-z][a-z' -]*?)[ ,]+([0-9]+[a-z]?) *(,|$)`)
)

// flatWords are words before the number of a flat.
const flatWords = `flat|flt|apartment|apt|unit|room|rm|maisonette|fflat`

func isFlat(word string) bool { return slices.Contains(strings.Split(flatWords, "|"), word) }

// takeNumbers takes the numbers of the flat and of several houses out of a folded
// address, and puts the number before the street that it follows.
func (a *address) takeNumbers(folded string) string {
	if m := flatPattern.FindStringSubmatch(folded); m != nil {
		a.flat = m[1]
	} else if m := slashPattern.FindStringSubmatch(folded); m != nil { // 2/9 Victoria Buildings
		a.flat = m[2]
		folded = slashPattern.ReplaceAllString(folded, "$1$3$4")
	}
	if m := rangePattern.FindStringSubmatch(folded); m != nil {
		a.upTo = m[3]
		folded = rangePattern.ReplaceAllString(folded, "$1$2$4")
	}
	m := afterStreet.FindStringSubmatch(folded)
	if m == nil {
		return folded
	}
	if name := strings.Fields(m[2]); len(name) > 1 && streetName(name[len(name)-1]) {
		return afterStreet.ReplaceAllString(folded, "$1$3 $2$4") // Larch Close 14
	}
	return folded
}

// takes makes words the street, if they are: after a number, or the last
// chance to have one from a house's name.
func (a *address) takes(words []string, last bool) bool {
	switch {
	case a.number != "":
		a.street = words
	case len(words) > 1 && numberPattern.MatchString(words[0]):
		a.number, a.street = words[0], words[1:]
	case len(a.rest) > 0 && len(a.rest[0]) == 1 && !numbered(a.rest[0]) && len(words) > 1 && streetName(words[len(words)-1]):
		a.house, a.street, a.rest = a.rest[0], words, a.rest[1:] // Fairview, Mill Lane
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

// long returns the long form of a word of an address.
func long(word string) string {
	if l, ok := streets[word]; ok {
		return l
	}
	return word
}

// postcodeAfter reports whether the subject's postcode, give or take one error,
// or another follows token to-1 with no number between them.
func (s *Subject) postcodeAfter(d *document, to int) (own, other bool) {
	from := d.tokens[to-1].end
	at := nextPostcode.FindStringSubmatchIndex(d.s[from:min(len(d.s), from+80)])
	if at == nil {
		return false, false
	}
	found := compact(d.s[from+at[2] : from+at[3]])
	for _, c := range s.codes.list {
		if c.fact != FactPostcode {
			continue
		}
		if distance(deOCR(c.text), deOCR(found), 1) <= 1 {
			return true, false
		}
		other = true
	}
	return false, other
}
