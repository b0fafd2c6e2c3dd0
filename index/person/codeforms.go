package person

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"sarsen/index/fold"
)

func (c *codes) add(k code) {
	if k.of == "" {
		k.of = k.text
	}
	if !slices.ContainsFunc(c.list, func(o code) bool { return o.fact == k.fact && o.text == k.text }) {
		c.list = append(c.list, k)
	}
}

// addIdentifier adds the spellings of an identifier: a NI number without its last
// letter, a tax reference with the K of companies and employers, a number that a
// spreadsheet took the zeros off.
func (c *codes) addIdentifier(kind, value string) {
	text := compact(value)
	if kind == "utr" {
		text = strings.TrimSuffix(text, "k")
	}
	k := code{fact: kind, text: text, strength: 1, exact: true, misread: len(text) >= minMisread}
	if len(text) < minSure {
		k.strength = asInitials
	}
	c.add(k)
	n := len(text)
	if kind == "nino" && n == 9 && unicode.IsLetter(rune(text[n-1])) {
		c.add(code{fact: kind, text: text[:n-1], of: text, strength: asSounds, noLetter: true})
	}
	if kind == "utr" {
		c.add(code{fact: kind, text: text + "k", of: text, strength: 1, exact: true})
	}
	if bare := strings.TrimLeft(text, "0"); len(bare) >= minSure && len(bare) < n && number(bare) >= 0 {
		c.add(code{fact: kind, text: bare, of: text, strength: asTyped})
	}
}

// zeros is how many leading zeros a number in a reference may gain.
const zeros = 4

// lastNumber takes the number at the end of a reference, and what leads to it.
var lastNumber = regexp.MustCompile(`^(.*?)(0*)([1-9][0-9]*)$`)

// addReference adds the spellings of a reference: with more or fewer zeros before
// the last number, and without the letters that it begins with.
func (c *codes) addReference(value string) {
	text := compact(value)
	if len(text) < 3 {
		return
	}
	k := code{fact: FactReference, text: text, strength: 1, exact: true, misread: len(text) >= minMisread && hasDigit(text)}
	if len(text) < minSure || !hasDigit(text) {
		k.strength = asInitials
	}
	if groups := words(fold.String(value)); len(groups) > 1 {
		k.groups = strings.Join(groups, " ")
	}
	c.add(k)
	add := func(spelling string, strength float64) {
		if spelling != text && len(spelling) >= minSure {
			c.add(code{fact: FactReference, text: spelling, of: text, strength: strength})
		}
	}
	folded := strings.TrimSpace(fold.String(value))
	last := folded[strings.LastIndexFunc(folded, func(r rune) bool { return r < '0' || r > '9' })+1:]
	if m := lastNumber.FindStringSubmatch(last); m != nil && len(text) > len(last) {
		lead := text[:len(text)-len(last)]
		for n := range zeros + 1 {
			add(lead+strings.Repeat("0", n)+m[3], asTyped)
		}
	}
	if digits := strings.TrimLeftFunc(text, unicode.IsLetter); number(digits) >= 0 {
		add(digits, asInitials)
	}
	if m := office.FindStringSubmatch(folded); m != nil {
		c.addRest(m[1], text)
	}
}

// addRest adds what follows the first word of a reference, where it has letters
// of its own and tells by itself.
func (c *codes) addRest(rest, of string) {
	k := code{fact: FactReference, text: compact(rest), of: of, strength: asTyped, misread: true}
	if len(k.text) < minMisread || !hasDigit(k.text) || number(k.text) >= 0 {
		return
	}
	if groups := words(rest); len(groups) > 1 {
		k.groups = strings.Join(groups, " ")
	}
	c.add(k)
}

// office takes what follows the word that a reference begins with: PCN
// AB12345678, PLAN/25/00462/FUL.
var office = regexp.MustCompile(`^[a-z]+[ /:.-]+([^ ].*)$`)

// addPhone adds the spellings of a phone number at home and from abroad.
func (c *codes) addPhone(value string) {
	national := nationalNumber(value)
	if len(national) < 7 {
		return
	}
	home := "0" + national
	if sign := strings.TrimSpace(value); (strings.HasPrefix(sign, "+") || strings.HasPrefix(sign, "00")) && !strings.HasPrefix(strings.TrimLeft(sign, "+0 "), "44") {
		home = national // of another country
		c.add(code{fact: FactPhone, text: "00" + national, of: home, strength: 1, exact: true})
		c.add(code{fact: FactPhone, text: national, strength: 1, exact: true})
		return
	}
	c.add(code{fact: FactPhone, text: home, strength: 1, exact: true, misread: len(home) >= minMisread})
	for _, prefix := range []string{"44", "0044", "440", "00440"} {
		c.add(code{fact: FactPhone, text: prefix + national, of: home, strength: 1, exact: true})
	}
	if len(national) >= 9 { // spreadsheets lose the leading 0
		c.add(code{fact: FactPhone, text: national, of: home, strength: asTyped, exact: true})
	}
}

// addPostcode adds a postcode.
func (c *codes) addPostcode(value string) {
	c.add(code{fact: FactPostcode, text: compact(value), strength: asPostcode, exact: true, misread: true})
}

// lookalikes are the letters that are taken for digits, and these for them.
var lookalikes = map[byte]string{
	'0': "o", '1': "il", '2': "z", '5': "s", '6': "g", '8': "b",
	'o': "0", 'i': "1l", 'l': "1i", 'z': "2", 's': "5", 'g': "6", 'b': "8",
}

// glyph brings bytes that look alike to one of them.
func glyph(b byte) byte {
	switch b {
	case 'o':
		return '0'
	case 'i', 'l':
		return '1'
	case 's':
		return '5'
	case 'b':
		return '8'
	case 'z':
		return '2'
	case 'g':
		return '6'
	default:
		return b
	}
}

// misreadCodes returns a code with one letter misread, and with all of a kind
// misread, in order.
func misreadCodes(text string) []string {
	var list []string
	for i := range len(text) {
		for _, r := range lookalikes[text[i]] {
			list = append(list, text[:i]+string(r)+text[i+1:], strings.ReplaceAll(text, text[i:i+1], string(r)))
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}
