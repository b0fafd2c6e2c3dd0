package pack

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	clockTail  = regexp.MustCompile(`(?i)[ T,:]+(?:at )?\d{1,2}[:.]\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?(?:Z| ?(?:UTC|GMT|BST)| ?[+-]\d{2}:?\d{2})?$`)
	weekday    = regexp.MustCompile(`^\p{L}+day,? `)
	isoDay     = regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})$`)
	britishDay = regexp.MustCompile(`^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$`)
	spokenDay  = regexp.MustCompile(`^(\d{1,2})(?:st|nd|rd|th)?[ /-](\p{L}+)\.?,?[ /-](\d{4})$`)
)

// months are the names of months, English ones by their first three letters.
var months = map[string]time.Month{
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
	"ionawr": 1, "chwefror": 2, "mawrth": 3, "ebrill": 4, "mai": 5, "mehefin": 6, "gorffennaf": 7, "awst": 8, "medi": 9, "hydref": 10, "tachwedd": 11, "rhagfyr": 12,
}

// dayIn returns the day that a text names when it is nothing but a date, in
// figures as they are written in Britain or in words, with a time or without.
// Years have four figures, so that none is guessed.
func dayIn(s string) (time.Time, bool) {
	if len(s) < len("1/1/2000") || len(s) > 60 {
		return time.Time{}, false
	}
	s = weekday.ReplaceAllString(clockTail.ReplaceAllString(s, ""), "")
	if m := isoDay.FindStringSubmatch(s); m != nil {
		return dayOf(m[1], monthNumber(m[2]), m[3])
	}
	if m := britishDay.FindStringSubmatch(s); m != nil {
		return dayOf(m[3], monthNumber(m[2]), m[1])
	}
	if m := spokenDay.FindStringSubmatch(s); m != nil {
		return dayOf(m[3], monthNamed(m[2]), m[1])
	}
	return time.Time{}, false
}

func monthNumber(s string) time.Month {
	n, _ := strconv.Atoi(s) // digits only
	return time.Month(n)
}

func monthNamed(s string) time.Month {
	s = strings.ToLower(s)
	if m, ok := months[s]; ok {
		return m
	}
	if len(s) < 3 {
		return 0
	}
	m := months[s[:3]]
	if m != 0 && strings.HasPrefix(strings.ToLower(m.String()), strings.TrimSuffix(s, "t")) { // Sept
		return m
	}
	return 0
}

// dayOf returns a day that is in the calendar, of a year that people remember.
func dayOf(year string, month time.Month, day string) (time.Time, bool) {
	y, _ := strconv.Atoi(year)
	d, _ := strconv.Atoi(day)
	t := time.Date(y, month, d, 0, 0, 0, 0, time.UTC)
	return t, y >= 1900 && y < 2100 && t.Month() == month && t.Day() == d
}
