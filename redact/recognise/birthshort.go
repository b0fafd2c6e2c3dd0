package recognise

import (
	"strings"
	"time"

	"sarsen/redact"
)

// shortBirth reads what is no whole date and still tells of a birth behind its
// label: six digits, a year, a day without its year.
func (t *Text) shortBirth(i int) (redact.Found, bool) {
	if !digit(t.S[i]) {
		return redact.Found{}, false
	}
	n, end := number(t.S, i, 9)
	whole := end == len(t.S) || !alnum(t.S[end]) && !(strings.IndexByte("/-.", t.S[end]) >= 0 && end+1 < len(t.S) && digit(t.S[end+1]))
	switch {
	case end-i == 6 && whole:
		_, day, ok := date(n%100, n/100%100, n/10000, 2, end, t.S)
		if w, near := t.labelled(i, birthWords[:4]); ok && near && t.plausible(day) {
			return t.found(i, end, redact.DateOfBirth, 0.8, "birth", `date of birth: six digits behind "`+w+`"`), true
		}
	case end-i == 4 && whole && n > 1900 && n < 2100:
		if w, near := t.labelled(i, []string{"born in", "born", "year of birth", "ganwyd yn", "ganed yn", "b"}); near && (w != "b" || t.smallB(i)) && t.plausible(time.Date(n, 1, 1, 0, 0, 0, 0, time.UTC)) {
			return t.found(i, end, redact.Age, likely, "birth", `age: the year behind "`+w+`"`), true
		}
	case end-i <= 2:
		if w, near := t.labelled(i, []string{"birthday", "birthday is", "birthday is on", "birthday on", "birthday is the", "born on"}); near {
			if to := t.dayMonth(i, n); to > 0 {
				return t.found(i, to, redact.Age, likely, "birth", `age: the day behind "`+w+`"`), true
			}
		}
	}
	return redact.Found{}, false
}

// dayMonth returns the end of a day and month at i, "12 March", "12/03", whose day
// is given; 0 when there is none.
func (t *Text) dayMonth(i, day int) int {
	_, j := number(t.S, i, 2)
	j = ordinal(t.Lower, j)
	k := separatorText(t.S, j)
	if strings.HasPrefix(t.Lower[k:], "of ") {
		k += 3
	}
	if day < 1 || day > 31 {
		return 0
	}
	if m := monthAt(t.Lower, k); m > 0 && k > j {
		return monthEnd(t.Lower, k, m)
	}
	m, end := number(t.S, k, 2)
	if k == j+1 && t.S[j] == '/' && m >= 1 && m <= 12 && (end == len(t.S) || !alnum(t.S[end])) {
		return end
	}
	return 0
}

// scannedBirth reads a date behind a label of birth in which a scanner has taken
// digits for letters: "DOB l2/O4/1987".
func (t *Text) scannedBirth(i int) (redact.Found, bool) {
	end := i
	for end < len(t.S) && end-i < 12 && strings.IndexByte("0123456789lIiOo|S/-.", t.S[end]) >= 0 {
		end++
	}
	end = i + len(strings.TrimRight(t.S[i:end], ".-/"))
	if end-i < 6 || Count(t.S[i:end]) < 4 || end < len(t.S) && alnum(t.S[end]) {
		return redact.Found{}, false
	}
	clean := strings.NewReplacer("l", "1", "I", "1", "i", "1", "|", "1", "O", "0", "o", "0", "S", "5").Replace(t.S[i:end])
	to, day, ok := dateAt(clean, clean, 0)
	if w, near := t.labelled(i, birthWords[:14]); ok && near && to == len(clean) && clean != t.S[i:end] && t.plausible(day) {
		return t.found(i, end, redact.DateOfBirth, 0.8, "birth", `date of birth: scanned, follows "`+w+`"`), true
	}
	return redact.Found{}, false
}
