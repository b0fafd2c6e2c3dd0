package recognise

import (
	"net/netip"
	"strings"
)

// ringWords stand in sentences about ringing somebody.
var ringWords = []string{"call", "calls", "calling", "ring", "text to", "texts to", "texted", "message to", "messages to", "sms", "phone", "telephone", "mobile", "reach", "contact", "registered", "dial", "whatsapp", "phoned", "rang"}

// foreign reads numbers as other countries write them: groups of digits, the
// first beginning with 0 or in brackets, or in a sentence about ringing.
func (t *Text) foreign(i int, g groups) (dialled, bool) {
	if _, no := t.labelled(i, notPhone); no {
		return dialled{}, false
	}
	for n := 12; n >= 7; n-- {
		e, ok := g.upTo(n)
		if !ok || !t.sure(e) || g.groupsIn(n) < 2 || !even(t.S[i:e]) {
			continue
		}
		if t.Figure(i, e) || otherGroups(t.S[i:e], g, n) {
			return dialled{}, false
		}
		_, near := t.Near(i, e, 48, ringWords)
		trunk := g.d[0] == '0' && n >= 9 && g.size[0] >= 2 && g.size[0] <= 5 || t.S[i] == '('
		switch {
		case trunk && near, trunk && n >= 9 && g.groupsIn(n) >= 3:
			return dialled{e, 0.55, "telephone number: as other countries write them"}, true
		case near && g.groupsIn(n) >= 2 && g.size[0] >= 2 && g.size[0] <= 4:
			return dialled{e, 0.45, "telephone number: digits in groups, in a sentence about ringing"}, true
		}
	}
	return dialled{}, false
}

// otherGroups reports whether digits in groups are something else: a date, an
// internet address, opening hours, years, a decimal, a version, or groups of three, two and four as a Social
// Security number has them.
func otherGroups(s string, g groups, n int) bool {
	if _, ok := Date(s); ok {
		return true
	}
	if _, err := netip.ParseAddr(s); err == nil {
		return true
	}
	if len(g.size) == 3 && g.size[0] == 3 && g.size[1] == 5 && g.size[2] == 9 {
		return true
	}
	if len(g.size) == 2 && g.size[0] == 4 && g.size[1] == 8 && clock(g.d[:4]) && clock(g.d[4:]) {
		return true
	}
	from := 0
	for _, size := range g.size[:g.groupsIn(n)] {
		if size-from < 2 || strings.Count(s, ".") == 1 {
			return true
		}
		if size-from == 4 && (string(g.d[from:from+2]) == "19" || string(g.d[from:from+2]) == "20") {
			return true
		}
		from = size
	}
	return false
}

// even reports whether all separators of groups in s are the same, those of
// brackets aside.
func even(s string) bool {
	var seen byte
	for i := range len(s) {
		c := s[i]
		if digit(c) || c == '(' || c == ')' || c == ' ' && i > 0 && s[i-1] == ')' {
			continue
		}
		if seen != 0 && seen != c && !strings.Contains(s, ")") {
			return false
		}
		seen = c
	}
	return true
}
