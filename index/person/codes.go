package person

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sarsen/index/fold"
)

// A code is something written in letters and digits, found however it is
// spaced: an identifier, a reference, a phone number, a postcode.
type code struct {
	fact     string
	text     string // folded letters and digits
	strength float64
	exact    bool
	misread  bool // optical misreadings count as well
	// noLetter is set for a NI number without its last letter: none may follow.
	noLetter bool
}

// codes finds codes in a folded text.
type codes struct {
	list  []code
	first [256][]int // codes by their first byte, as written or misread
}

// minMisread is how long a code must be for misread letters to be accepted.
const minMisread = 8

// minSure is how long a reference must be to be telling by itself.
const minSure = 6

func (c *codes) add(k code) {
	if !slices.ContainsFunc(c.list, func(o code) bool { return o.fact == k.fact && o.text == k.text }) {
		c.list = append(c.list, k)
	}
}

func (c *codes) addIdentifier(kind, value string) {
	text := compact(value)
	k := code{fact: kind, text: text, strength: 1, exact: true, misread: len(text) >= minMisread}
	if len(text) < minSure {
		k.strength = asInitials
	}
	c.add(k)
	if n := len(text); kind == "nino" && n == 9 && unicode.IsLetter(rune(text[n-1])) {
		c.add(code{fact: kind, text: text[:n-1], strength: asSounds, noLetter: true})
	}
}

func (c *codes) addReference(value string) {
	text := compact(value)
	if len(text) < 3 {
		return
	}
	k := code{fact: FactReference, text: text, strength: 1, exact: true}
	if len(text) < minSure || !hasDigit(text) {
		k.strength = asInitials
	}
	c.add(k)
}

// addPhone adds the spellings of a phone number at home and from abroad.
func (c *codes) addPhone(value string) {
	national := nationalNumber(value)
	if len(national) < 7 {
		return
	}
	for _, prefix := range []string{"0", "44", "0044", "440", "00440"} {
		c.add(code{fact: FactPhone, text: prefix + national, strength: 1, exact: true})
	}
	if len(national) >= 9 { // spreadsheets lose the leading 0
		c.add(code{fact: FactPhone, text: national, strength: asTyped, exact: true})
	}
}

// nationalNumber returns the digits of a phone number without country code and
// leading 0.
func nationalNumber(value string) string {
	value = strings.ReplaceAll(value, "(0)", "")
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, value)
	digits = strings.TrimPrefix(digits, "00")
	if strings.HasPrefix(digits, "44") && len(digits) > 10 {
		digits = digits[2:]
	}
	return strings.TrimPrefix(digits, "0")
}

// sort puts longer codes first and fills the table of first bytes.
func (c *codes) sort() {
	slices.SortFunc(c.list, func(a, b code) int {
		if len(a.text) != len(b.text) {
			return len(b.text) - len(a.text)
		}
		return strings.Compare(a.fact+a.text, b.fact+b.text)
	})
	for i, k := range c.list {
		for b := range 256 {
			if byte(b) == k.text[0] || k.misread && glyph(byte(b)) == glyph(k.text[0]) {
				c.first[b] = append(c.first[b], i)
			}
		}
	}
}

// match appends the codes that begin at a token.
func (c *codes) match(d *document, t token, hits []Hit) []Hit {
	for _, i := range c.first[d.s[t.start]] {
		k := c.list[i]
		end, exact, ok := k.read(d.s, t.start)
		if !ok || !k.apart(d.s, t.start, end) {
			continue
		}
		strength := k.strength
		if !exact {
			strength *= asTyped
		}
		start := t.start
		if k.fact == FactPhone && start > 0 && (d.s[start-1] == '+' || d.s[start-1] == '(') {
			start--
		}
		return append(hits, d.hit(k.fact, start, end, strength, exact && k.exact))
	}
	return hits
}

// read follows the code through s from i on, over blanks and signs. Not exact
// means that letters were misread.
func (k code) read(s string, i int) (end int, exact, ok bool) {
	exact = true
	gap := 0
	for j := 0; j < len(k.text); {
		if i >= len(s) {
			return 0, false, false
		}
		switch b := s[i]; {
		case b == k.text[j]:
			j, gap = j+1, 0
		case j > 0 && gap < 3 && strings.IndexByte(" -./()_", b) >= 0:
			gap++
		case k.misread && glyph(b) == glyph(k.text[j]):
			j, gap, exact = j+1, 0, false
		default:
			return 0, false, false
		}
		i++
	}
	return i, exact, true
}

// apart reports whether s[start:end] is not a part of a longer code.
func (k code) apart(s string, start, end int) bool {
	if !fold.Whole(s, start, end) {
		return false
	}
	if len(k.text) < minMisread && (linked(s[:start], true) || linked(s[end:], false)) {
		return false
	}
	if k.noLetter {
		rest := strings.TrimLeft(s[end:], " -")
		r, n := utf8.DecodeRuneInString(rest)
		if unicode.IsLetter(r) && fold.Whole(rest, 0, n) {
			return false // another suffix: another number
		}
	}
	return true
}

// linked reports whether a text next to a code continues it: -99, /3.
func linked(side string, left bool) bool {
	if len(side) < 2 {
		return false
	}
	sign, next := side[0], side[1]
	if left {
		sign, next = side[len(side)-1], side[len(side)-2]
	}
	return strings.IndexByte("-/_", sign) >= 0 && '0' <= next && next <= '9'
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
