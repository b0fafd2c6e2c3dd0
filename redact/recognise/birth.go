package recognise

import (
	"strconv"
	"strings"
	"time"

	"sarsen/redact"
)

var birthWords = []string{"dob", "d.o.b", "date of birth", "birth date", "birthdate", "birthday", "born", "born on", "was born on", "birth", "date of birth is", "dob is", "born in", "d o b", "born at", "date-of-birth", "date of birth (dd/mm/yyyy)", "b", "bom"}

// Birth finds dates of birth: any common form of date, with a word that says
// so beside it or as the heading of its column, and a plausible year.
func Birth(t *Text) []redact.Found {
	var out []redact.Found
	for i := 0; i < len(t.S); i++ {
		if c := t.S[i]; i > 0 && alnum(t.S[i-1]) || !digit(c) && monthAt(t.Lower, i) == 0 {
			continue
		}
		end, day, ok := dateAt(t.S, t.Lower, i)
		if !ok {
			if digit(t.S[i]) {
				for i+1 < len(t.S) && digit(t.S[i+1]) {
					i++
				}
			}
			continue
		}
		reason := t.birth(i, end)
		if n := len(out); reason == "" && n > 0 && i-out[n-1].End < 48 && strings.HasPrefix(strings.TrimLeft(t.S[out[n-1].End:i], ")"), ";") && strings.HasSuffix(t.S[:i], ", ") {
			reason = "date of birth: in a list of them"
		}
		if reason != "" && t.plausible(day) {
			out = append(out, t.found(i, end, redact.DateOfBirth, 0.9, "birth", reason))
		}
		i = end - 1
	}
	return out
}

func (t *Text) birth(start, end int) string {
	if w, ok := t.labelled(start, birthWords); ok {
		return `date of birth: follows "` + w + `"`
	}
	after := strings.TrimLeft(t.Lower[end:min(len(t.Lower), end+24)], " (,-")
	for _, w := range birthWords[:6] {
		rest, ok := strings.CutPrefix(after, w)
		if ok && !letterAfter(rest, 0) && !strings.HasPrefix(rest, ":") {
			return `date of birth: "` + w + `" follows`
		}
	}
	head := strings.ToLower(t.label(start, "cell"))
	if strings.Contains(head, "birth") || hasWord(head, "dob") || strings.Contains(head, "d.o.b") {
		return "date of birth: the column says so"
	}
	if t.bracketed(start, end) {
		return "date of birth: right behind a name"
	}
	return ""
}

// bracketed reports whether a date stands right behind a name, as a date of
// birth does: in brackets, after a comma and before a semicolon or the line's
// end, or with nothing between and a colon or comma after it.
func (t *Text) bracketed(start, end int) bool {
	head := strings.TrimRight(t.S[max(0, start-8):start], " ")
	tail := t.S[end:]
	stop := tail == "" || strings.IndexByte(";\n\r", tail[0]) >= 0
	round := strings.HasSuffix(head, "(") && (strings.HasPrefix(tail, ")") || strings.HasPrefix(tail, ",") || strings.HasPrefix(tail, ";"))
	listed := strings.HasSuffix(head, ",") && (stop || tail[0] == ',' || tail[0] == ')')
	bare := head != "" && letterByte(head[len(head)-1]) && !stop && (tail[0] == ':' || tail[0] == ',')
	if !digit(t.S[start]) || !round && !listed && !bare {
		return false
	}
	return t.nameBefore(start, round) || bare && tail[0] == ':' && t.entry(start)
}

// entry reports whether nothing but a time and two or three words stand before i on
// its line, as at the head of an entry in a log: "14:10 jane doe 01/02/1980:".
func (t *Text) entry(i int) bool {
	ws := strings.Fields(t.S[lineStart(t.S, i):i])
	if len(ws) > 0 && len(ws[0]) == 5 && ws[0][2] == ':' {
		ws = ws[1:]
	}
	return (len(ws) == 2 || len(ws) == 3) && digits(strings.Join(ws, "")) == "" && known(lower(ws[0]))&isWord == 0
}

// nameBefore reports whether a name of two words or more ends right before i.
// In brackets a known forename or surname is enough.
func (t *Text) nameBefore(i int, bracket bool) bool {
	t.split()
	n := t.wordAt(i) - 1
	if n < 0 || i-t.words[n].end > 3 || strings.IndexByte(t.S[t.words[n].end:i], '\n') >= 0 {
		return false
	}
	last := t.words[n]
	if bracket && sure(last.class, isForename|isSurname) {
		return true
	}
	if n == 0 || !last.joined {
		return false
	}
	first := t.words[n-1]
	known := (first.class&(isForename|isTitle) != 0 || first.casing == initial || first.class&^isSurname == 0) && (last.class&isSurname != 0 || last.class == 0)
	return known && (upperWord(first) && capitalWord(last) || sure(first.class, isForename) && last.class&isSurname != 0)
}

func (t *Text) plausible(day time.Time) bool {
	return t.Today.IsZero() || !day.After(t.Today) && day.Year() > t.Today.Year()-125
}

const months = "janfebmaraprmayjunjulaugsepoctnovdec"

var monthNames = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// monthAt returns the month whose name, or its first letters, starts at i.
func monthAt(s string, i int) int {
	if i+3 > len(s) {
		return 0
	}
	k := strings.Index(months, s[i:i+3])
	if k < 0 || k%3 != 0 {
		return 0
	}
	return k/3 + 1
}

// monthEnd returns the end of the month's name at i.
func monthEnd(s string, i, month int) int {
	name := monthNames[month-1]
	switch {
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
		j := blanks(s, monthEnd(low, i, m))
		day, j := number(s, j, 2)
		j = blanks(s, ordinal(low, j))
		year, end := number(s, j, 4)
		return date(year, m, day, end-j, end, s)
	}
	a, j := number(s, i, 8)
	switch n := j - i; {
	case n == 8:
		return date(a%10000, a/10000%100, a/1000000, 4, j, s)
	case n == 4:
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
		return date(a, m, d, 4, end, s)
	case n > 2:
		return 0, time.Time{}, false
	}
	j = ordinal(low, j)
	k := separatorText(s, j)
	if strings.HasPrefix(low[k:], "of ") {
		k += 3
	}
	if m := monthAt(low, k); m > 0 {
		k = separatorText(s, monthEnd(low, k, m))
		year, end := number(s, k, 4)
		return date(year, m, a, end-k, end, s)
	}
	sep := separator(s, j)
	m, k := number(s, j+sep, 2)
	sep2 := separator(s, k)
	year, end := number(s, k+sep2, 4)
	if sep == 0 || sep2 == 0 {
		return 0, time.Time{}, false
	}
	if m > 12 && a <= 12 {
		a, m = m, a
	}
	return date(year, m, a, end-k-sep2, end, s)
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

func blanks(s string, i int) int { return separatorText(s, i) }

// ordinal skips "st", "nd", "rd" or "th" after a day.
func ordinal(low string, i int) int {
	for _, o := range []string{"st", "nd", "rd", "th"} {
		if strings.HasPrefix(low[min(i, len(low)):], o) && !letterAfter(low, i+2) {
			return i + 2
		}
	}
	return i
}
