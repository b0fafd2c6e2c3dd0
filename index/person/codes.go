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
	of       string // the code of which this is a spelling
	groups   string // folded words as they were given; "" for one
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

// match appends the codes that begin at a token. One in which letters of several
// kinds were misread is unasked: no query asks for it.
func (c *codes) match(d *document, t *token, hits []Hit) []Hit {
	for _, i := range c.first[d.s[t.start]] {
		k := &c.list[i]
		end, misread, ok := k.read(d.s, t.start)
		if !ok || !k.apart(d.s, t.start, end) {
			continue
		}
		strength := k.strength
		if misread > 0 {
			strength *= asTyped
		}
		start := t.start
		if k.fact == FactPhone && start > 0 && (d.s[start-1] == '+' || d.s[start-1] == '(') {
			start--
		}
		h := d.hit(k.fact, start, end, strength, misread == 0 && k.exact)
		h.unasked = misread > 1
		return append(hits, h)
	}
	return hits
}

// mostGap is how many blanks and signs may stand in one place of a code.
const mostGap = 3

func isGap(b byte) bool { return strings.IndexByte(" -./()_|", b) >= 0 }

// read follows the code through s from i on, over blanks and signs. Misread is
// how many kinds of letters were misread.
func (k *code) read(s string, i int) (end, misread int, ok bool) {
	gap := 0
	var kinds [3]byte
	for j := 0; j < len(k.text); {
		if i >= len(s) {
			return 0, 0, false
		}
		switch b := s[i]; {
		case b == k.text[j]:
			j, gap = j+1, 0
		case j > 0 && gap < mostGap && isGap(b):
			gap++
		case k.misread && glyph(b) == glyph(k.text[j]):
			if kind := glyph(b); misread < len(kinds) && strings.IndexByte(string(kinds[:misread]), kind) < 0 {
				kinds[misread] = kind
				misread++
			}
			j, gap = j+1, 0
		default:
			return 0, 0, false
		}
		i++
	}
	return i, misread, true
}

// apart reports whether s[start:end] is not a part of a longer code.
func (k *code) apart(s string, start, end int) bool {
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
