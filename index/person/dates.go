package person

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A date is a date as it stands in a text.
type date struct {
	year, month, day int
	from, to         int  // tokens
	short            bool // the year has two digits
	// swapped is set when day and month may be the other way round.
	swapped bool
}

// How surely a date in a text is the subject's date of birth.
const (
	bornLabelled = 1.0
	bornFull     = 0.9
	bornShort    = 0.7
	bornSwapped  = 0.4
	bornSlip     = 0.5 // labelled, and one slip of the pen away
)

var months = map[string]int{
	"january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5,
	"june": 6, "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sep": 9, "sept": 9,
	"october": 10, "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
}

// matchBorn returns the places of the subject's date of birth. One that is a
// slip of the pen away counts only where a name is found as well.
func (s *Subject) matchBorn(d *document, named bool) []Hit {
	if s.born.IsZero() {
		return nil
	}
	var hits []Hit
	for i := 0; i < len(d.tokens); i++ {
		t, ok := d.date(i)
		if !ok {
			continue
		}
		strength := s.bornLike(t)
		if d.bornLabel(i) {
			switch {
			case strength > 0:
				strength = min(bornLabelled, strength+0.1)
			case named && !t.short && bornErrors(t, s.born) <= 1:
				strength = bornSlip
			}
		}
		if strength > 0 {
			hits = append(hits, d.hit(FactDateOfBirth, d.tokens[t.from].start, d.tokens[t.to-1].end, strength, strength >= bornShort))
		}
		i = t.to - 1
	}
	return hits
}

// String writes a date as YYYY-MM-DD.
func (t date) String() string { return fmt.Sprintf("%04d-%02d-%02d", t.year, t.month, t.day) }

// bornLike rates how surely a date is the date of birth.
func (s *Subject) bornLike(t date) float64 {
	y, m, day := s.born.Date()
	if t.year != y && !(t.short && t.year%100 == y%100) {
		return 0
	}
	switch {
	case t.month == int(m) && t.day == day && t.short:
		return bornShort
	case t.month == int(m) && t.day == day:
		return bornFull
	case t.swapped && t.day == int(m) && t.month == day:
		return bornSwapped
	default:
		return 0
	}
}

// date reads the date that begins at token i.
func (d *document) date(i int) (date, bool) {
	w := d.tokens[i].word
	if !('0' <= w[0] && w[0] <= '9') && months[w] == 0 {
		return date{}, false
	}
	if t, ok := d.packedDate(i); ok {
		return t, true
	}
	var part [3]string
	n := 0
	j := i
	for ; n < 3 && j < len(d.tokens); j++ {
		if j > i && !d.dateGap(j) {
			break
		}
		if w := d.tokens[j].word; w != "of" && w != "the" || n == 0 {
			part[n] = w
			n++
		}
	}
	if n < 3 {
		return date{}, false
	}
	t, ok := readDate(part)
	t.from, t.to = i, j
	return t, ok
}

// packedDate reads 19840312, 12031984 or 12mar1984.
func (d *document) packedDate(i int) (date, bool) {
	w := d.tokens[i].word
	t := date{from: i, to: i + 1}
	if len(w) == 9 && months[w[2:5]] > 0 {
		t.day, t.month, t.year = number(w[:2]), months[w[2:5]], number(w[5:])
		return t, t.valid()
	}
	if len(w) != 8 || number(w) < 0 {
		return date{}, false
	}
	t.year, t.month, t.day = number(w[:4]), number(w[4:6]), number(w[6:])
	if !t.valid() {
		t.day, t.month, t.year = number(w[:2]), number(w[2:4]), number(w[4:])
	}
	return t, t.valid()
}

// dateGap reports whether what stands before token i may be inside a date.
func (d *document) dateGap(i int) bool {
	gap := d.s[d.tokens[i-1].end:d.tokens[i].start]
	return gap != "" && len(gap) <= 3 && strings.Trim(gap, " /-.,") == ""
}

// readDate makes a date of its three parts in any common order.
func readDate(part [3]string) (date, bool) {
	var t date
	a, b, c := dayNumber(part[0]), dayNumber(part[1]), dayNumber(part[2])
	year := part[2]
	switch {
	case months[part[1]] > 0 && a < 0: // 1984 March 12
		t.day, t.month, year = c, months[part[1]], part[0]
	case months[part[1]] > 0: // 12 March 1984
		t.day, t.month = a, months[part[1]]
	case months[part[0]] > 0: // March 12, 1984
		t.day, t.month = b, months[part[0]]
	case len(part[0]) == 4: // 1984-03-12
		t.day, t.month, year = c, b, part[0]
	default: // 12/03/1984
		t.day, t.month = a, b
		t.swapped = true
		if b > 12 {
			t.day, t.month = b, a // 03/12/1984 in America, with a day above 12
		}
	}
	switch t.year = number(year); len(year) {
	case 4:
	case 2:
		t.short = true
		t.year += 1900
	default:
		return date{}, false
	}
	return t, t.valid()
}

func (t date) valid() bool {
	return t.year >= 1000 && t.year < 2100 && t.month >= 1 && t.month <= 12 && t.day >= 1 && t.day <= 31
}

// number returns the value of a word of digits, or -1.
func number(w string) int {
	n, err := strconv.Atoi(w)
	if err != nil || n < 0 {
		return -1
	}
	return n
}

// dayNumber also reads 1st, 2nd, 3rd, 4th.
func dayNumber(w string) int {
	for _, suffix := range []string{"st", "nd", "rd", "th"} {
		if rest, ok := strings.CutSuffix(w, suffix); ok {
			return number(rest)
		}
	}
	if len(w) > 2 {
		return -1
	}
	return number(w)
}

// bornLabel reports whether a label before token i says that a date of birth
// follows.
func (d *document) bornLabel(i int) bool {
	from := max(0, i-5)
	words := make([]string, 0, 5)
	for _, t := range d.tokens[from:i] {
		words = append(words, t.word)
	}
	before := " " + strings.Join(words, " ")
	for _, label := range []string{" dob", " d o b", " date of birth", " born", " birth date", " birthday", " birthdate"} {
		if strings.Contains(before, label) {
			return true
		}
	}
	return false
}

// bornErrors counts the digits in which two dates differ, up to 3. Day and
// month swapped count as one.
func bornErrors(t date, born time.Time) int {
	y, m, day := born.Date()
	if t.year == y && t.day == int(m) && t.month == day {
		return 1
	}
	a := time.Date(t.year, time.Month(t.month), t.day, 0, 0, 0, 0, time.UTC).Format("20060102")
	return distance(a, born.Format("20060102"), 2)
}
