package numfmt

import (
	"strconv"
	"strings"
)

// exact is the number from which a float has no room for halves.
const exact = 1e14

// showNumber shows a number by digits, or its sign and digits where the
// format has no section for negative ones.
func (s *section) showNumber(v float64) string {
	var l layout
	l.read(s.tokens)
	if l.fraction || l.scientific || l.whole+l.decimals == 0 {
		return s.around(v)
	}
	for range l.percents {
		v *= 100
	}
	for range l.thousands {
		v /= 1000
	}
	sign := ""
	if v < 0 {
		sign, v = "-", -v
	}
	if v < exact {
		v *= 1 + 4e-16 // halves are rounded up, as sheets do
	}
	whole, decimals, _ := strings.Cut(strconv.FormatFloat(v, 'f', min(l.decimals, 15), 64), ".")
	if strings.Trim(whole+decimals, "0") == "" {
		sign = ""
	}
	return strings.TrimSpace(sign + l.fill(s.tokens, strings.TrimLeft(whole, "0"), decimals))
}

// around shows the number as it is between the format's literals.
func (s *section) around(v float64) string {
	var b strings.Builder
	done := false
	for _, t := range s.tokens {
		switch t.kind {
		case literal:
			b.WriteString(t.text)
		case percent:
			b.WriteString("%")
		case digit, generalNumber, text:
			if !done {
				b.WriteString(general(v))
			}
			done = true
		}
	}
	return strings.TrimSpace(b.String())
}

// A layout counts what a section's tokens ask for.
type layout struct {
	whole, decimals      int // places
	percents, thousands  int
	group                bool
	fraction, scientific bool
}

func (l *layout) read(tokens []token) {
	last := -1
	for i, t := range tokens {
		if t.kind == digit {
			last = i
		}
	}
	seenPoint := false
	for i, t := range tokens {
		switch t.kind {
		case digit:
			if seenPoint {
				l.decimals++
			} else {
				l.whole++
			}
		case point:
			seenPoint = true
		case comma:
			if i > last && l.whole > 0 {
				l.thousands++
			} else if l.whole > 0 {
				l.group = true
			}
		case percent:
			l.percents++
		case slash:
			l.fraction = true
		case exponent:
			l.scientific = true
		}
	}
}

// fill lays the digits over the places, the whole ones from the right.
func (l *layout) fill(tokens []token, whole, decimals string) string {
	var b strings.Builder
	place, seenPoint := 0, false
	for i, t := range tokens {
		switch t.kind {
		case digit:
			if seenPoint {
				b.WriteString(decimalDigit(t.text, &decimals))
				continue
			}
			l.wholeDigits(&b, t.text, whole, l.whole-place, place == 0)
			place++
		case point:
			seenPoint = true
			if strings.Trim(decimals, "0") != "" || hasZero(tokens[i:]) {
				b.WriteString(".")
			}
		case comma:
		case text:
		default:
			b.WriteString(t.text)
		}
	}
	return b.String()
}

// wholeDigits writes the digit of a place counted from the right; the first
// place takes all digits that are left of it too.
func (l *layout) wholeDigits(b *strings.Builder, sign, whole string, place int, first bool) {
	from := place
	if first {
		from = max(len(whole), place)
	}
	for p := from; p >= place; p-- {
		switch {
		case p <= len(whole):
			b.WriteByte(whole[len(whole)-p])
		case sign == "0":
			b.WriteByte('0')
		case sign == "?":
			b.WriteByte(' ')
			continue
		default:
			continue
		}
		if l.group && p > 1 && (p-1)%3 == 0 {
			b.WriteByte(',')
		}
	}
}

// decimalDigit takes the next decimal; those that are zero are shown by 0 only.
func decimalDigit(sign string, decimals *string) string {
	if *decimals == "" {
		return ""
	}
	d := (*decimals)[:1]
	if sign != "0" && strings.Trim(*decimals, "0") == "" {
		d = ""
	}
	*decimals = (*decimals)[1:]
	return d
}

func hasZero(tokens []token) bool {
	for _, t := range tokens {
		if t.kind == digit && t.text == "0" {
			return true
		}
	}
	return false
}
