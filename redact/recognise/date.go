package recognise

import (
	"strconv"
	"strings"
	"time"
)

var monthNames = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

var welshMonths = []string{"ionawr", "chwefror", "mawrth", "ebrill", "mai", "mehefin", "gorffennaf", "awst", "medi", "hydref", "tachwedd", "rhagfyr"}

// softMonths are the Welsh months as they are written behind "o", where they differ.
var softMonths = []string{"", "", "fawrth", "", "fai", "fehefin", "orffennaf", "", "fedi", "", "dachwedd", "ragfyr"}

// monthAt returns the month whose name, or its first letters, starts at i.
func monthAt(s string, i int) int {
	if i+3 > len(s) {
		return 0
	}
	m, ok := monthStarts[[3]byte{s[i], s[i+1], s[i+2]}]
	if !ok {
		return 0
	}
	if m > 12 {
		names := welshMonths
		if m > 24 {
			names = softMonths
		}
		m = (m-1)%12 + 1
		if name := names[m-1]; !strings.HasPrefix(s[i:], name) || letterAfter(s, i+len(name)) {
			return 0
		}
	}
	return m
}

// monthStarts are the first letters of months: of the English ones from 1, of the
// Welsh ones that begin otherwise from 13, softened from 25.
var monthStarts = func() map[[3]byte]int {
	m := map[[3]byte]int{}
	for i, name := range softMonths {
		if name != "" {
			m[[3]byte([]byte(name[:3]))] = 25 + i
		}
	}
	for i, name := range welshMonths {
		m[[3]byte([]byte(name[:3]))] = 13 + i
	}
	for i, name := range monthNames {
		m[[3]byte([]byte(name[:3]))] = 1 + i
	}
	return m
}()

// monthEnd returns the end of the month's name at i.
func monthEnd(s string, i, month int) int {
	name := monthNames[month-1]
	switch {
	case strings.HasPrefix(s[i:], welshMonths[month-1]):
		return i + len(welshMonths[month-1])
	case softMonths[month-1] != "" && strings.HasPrefix(s[i:], softMonths[month-1]):
		return i + len(softMonths[month-1])
	case strings.HasPrefix(s[i:], name):
		i += len(name)
	case strings.HasPrefix(s[i:], "sept"):
		i += 4
	default:
		i += 3
	}
	if i < len(s) && s[i] == '.' {
		i++
	}
	return i
}

// Date reads a text that is a date and nothing else, in any of the forms that
// Birth knows. A year of two digits is taken from 1930 to 2029.
func Date(s string) (time.Time, bool) {
	end, day, ok := dateAt(s, lower(s), 0)
	return day, ok && end == len(s)
}

// dateAt reads the date at i: 12/03/1980, 12-3-80, 12.03.1980, 1980-03-12,
// 12 March 1980, 12th of Mar 80, March 12, 1980 and 12031980. Day before
// month; the other order is taken where only it is a date.
func dateAt(s, low string, i int) (int, time.Time, bool) {
	if m := monthAt(low, i); m > 0 && !digit(s[i]) {
		return monthFirst(s, low, i, m)
	}
	a, j := number(s, i, 8)
	switch n := j - i; {
	case n == 8:
		return date(a%10000, a/10000%100, a/1000000, 4, j, s)
	case n == 4:
		return yearFirst(s, low, j, a)
	case n > 2:
		return 0, time.Time{}, false
	}
	j = ordinal(low, j)
	k := separatorText(s, j)
	for _, of := range []string{"of ", "o "} {
		if strings.HasPrefix(low[k:], of) {
			k += len(of)
			break
		}
	}
	if m := monthAt(low, k); m > 0 {
		k = separatorText(s, monthEnd(low, k, m))
		year, end := number(s, k, 4)
		return date(year, m, a, end-k, end, s)
	}
	return dayFirst(s, j, a)
}

// monthFirst reads the date that begins at i with the name of month m.
func monthFirst(s, low string, i, m int) (int, time.Time, bool) {
	day, j := number(s, separatorText(s, monthEnd(low, i, m)), 2)
	j = separatorText(s, ordinal(low, j))
	year, end := number(s, j, 4)
	return date(year, m, day, end-j, end, s)
}

// yearFirst reads the month and day behind a year that ends at j.
func yearFirst(s, low string, j, year int) (int, time.Time, bool) {
	sep := separator(s, j)
	m, k := number(s, j+sep, 2)
	sep2 := separator(s, k)
	d, end := number(s, k+sep2, 2)
	if sep == 0 || sep2 == 0 {
		return 0, time.Time{}, false
	}
	if strings.HasPrefix(low[end:], "t00:00") {
		end += strings.IndexAny(low[end:]+" ", " \n,;|")
	}
	return date(year, m, d, 4, end, s)
}

// dayFirst reads the month and year, in numbers, behind a day that ends at j.
func dayFirst(s string, j, day int) (int, time.Time, bool) {
	sep := separator(s, j)
	m, k := number(s, j+sep, 2)
	sep2 := separator(s, k)
	year, end := number(s, k+sep2, 4)
	if sep == 0 || sep2 == 0 {
		return 0, time.Time{}, false
	}
	if m > 12 && day <= 12 {
		day, m = m, day
	}
	return date(year, m, day, end-k-sep2, end, s)
}

// date checks a date read up to end; width is how many digits the year has.
func date(year, month, day, width, end int, s string) (int, time.Time, bool) {
	if width == 2 {
		year += 1900
		if year < 1930 {
			year += 100
		}
	} else if width != 4 {
		return 0, time.Time{}, false
	}
	got := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	ok := month >= 1 && month <= 12 && got.Day() == day && year >= 1880 && year < 2100 && (end == len(s) || !alnum(s[end]) || s[end] == 'T')
	return end, got, ok
}

// number reads up to n digits at i.
func number(s string, i, n int) (int, int) {
	j := i
	for j < len(s) && j-i < n && digit(s[j]) {
		j++
	}
	v, _ := strconv.Atoi(s[i:j]) // no digits: 0, which is no day, month or year
	return v, j
}

// separator returns the width of the separator between the numbers of a date.
func separator(s string, i int) int {
	if i < len(s) && strings.IndexByte("/-. ", s[i]) >= 0 {
		if i+2 < len(s) && s[i] != ' ' && s[i+1] == ' ' && digit(s[i+2]) {
			return 2
		}
		return 1
	}
	return 0
}

// separatorText skips what may stand beside the name of a month.
func separatorText(s string, i int) int {
	for j := 0; i < len(s) && j < 3 && strings.IndexByte(" -/.,'", s[i]) >= 0; j++ {
		i++
	}
	return i
}

// ordinal skips "st", "nd", "rd" or "th" after a day, or what Welsh has for them.
func ordinal(low string, i int) int {
	for _, o := range []string{"st", "nd", "rd", "th", "af", "il", "ydd", "ed", "fed", "eg", "ain"} {
		if strings.HasPrefix(low[min(i, len(low)):], o) && !letterAfter(low, i+len(o)) {
			return i + len(o)
		}
	}
	return i
}
