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
	if !('0' <= w[0] && w[0] <= '9') && (!dateWords.may(w[0], len(w)) || months[w] == 0 && ordinalWords[w] == 0) {
		return date{}, false
	}
	if t, ok := d.packedDate(i); ok {
		return t, true
	}
	if t, ok := d.boxedDate(i); ok {
		return t, true
	}
	var part [3]string
	n := 0
	j := i
	for ; n < 3 && j < len(d.tokens); j++ {
		if j > i && !d.dateGap(j) {
			break
		}
		if w := d.tokens[j].word; n == 0 || !inDates(w) {
			part[n] = w
			if v := ordinalWords[w]; v > 0 {
				if next := ordinalWords[d.at(j+1).word]; v >= 20 && 0 < next && next < 10 {
					v += next
					j++
				}
				part[n] = strconv.Itoa(v)
			}
			n++
		}
	}
	if n < 3 {
		return date{}, false
	}
	part[2] = strings.TrimSuffix(part[2], "t00") // 1958-04-03T00:00
	t, ok := readDate(part)
	t.from, t.to = i, j
	return t, ok
}

// inDates reports whether a word may stand between the parts of a date.
func inDates(w string) bool { return w == "of" || w == "the" || w == "day" || w == "o" }

// boxedDate reads a date of a form with a box for each digit: 0 3 0 4 1 9 5 8.
func (d *document) boxedDate(i int) (date, bool) {
	digits := ""
	for j := i; j < i+packedDigits && len(d.at(j).word) == 1 && number(d.at(j).word) >= 0 && (j == i || d.dateGap(j)); j++ {
		digits += d.tokens[j].word
	}
	if len(digits) < packedDigits || len(d.at(i+packedDigits).word) == 1 && number(d.at(i+packedDigits).word) >= 0 && d.dateGap(i+packedDigits) {
		return date{}, false
	}
	t, ok := packed(digits)
	t.from, t.to = i, i+packedDigits
	return t, ok
}

// packedDigits is how many digits a whole date has.
const packedDigits = 8

// packedDate reads 19840312, 12031984 or 12mar1984.
func (d *document) packedDate(i int) (date, bool) {
	w := d.tokens[i].word
	t := date{from: i, to: i + 1}
	if len(w) == 9 && months[w[2:5]] > 0 {
		t.day, t.month, t.year = number(w[:2]), months[w[2:5]], number(w[5:])
		return t, t.valid()
	}
	if len(w) != packedDigits || number(w) < 0 {
		return date{}, false
	}
	t, ok := packed(w)
	t.from, t.to = i, i+1
	return t, ok
}

// packed reads eight digits as year, month and day, or the other way round.
func packed(w string) (date, bool) {
	t := date{year: number(w[:4]), month: number(w[4:6]), day: number(w[6:])}
	if !t.valid() {
		t.day, t.month, t.year = number(w[:2]), number(w[2:4]), number(w[4:])
	}
	return t, t.valid()
}

// near puts a year of two digits into the century of another date.
func (t date) near(born time.Time) date {
	if t.short && !born.IsZero() {
		t.year = born.Year()/100*100 + t.year%100
	}
	return t
}

// dateGap reports whether what stands before token i may be inside a date.
func (d *document) dateGap(i int) bool {
	gap := d.s[d.tokens[i-1].end:d.tokens[i].start]
	return gap != "" && len(gap) <= 3 && strings.Trim(gap, " /-.,'|") == ""
}

// readDate makes a date of its three parts in any common order.
func readDate(part [3]string) (date, bool) {
	var t date
	a, b, c := dayNumber(part[0]), dayNumber(part[1]), dayNumber(part[2])
	year := part[2]
	month := monthNamed(part[1], true)
	switch {
	case month > 0 && a < 0: // 1984 March 12
		t.day, t.month, year = c, month, part[0]
	case month > 0: // 12 March 1984
		t.day, t.month = a, month
	case months[part[0]] > 0: // March 12, 1984
		t.day, t.month = b, months[part[0]]
	case len(part[0]) == 4, len(part[0]) == 2 && a > 31: // 1984-03-12, 84-03-12
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
