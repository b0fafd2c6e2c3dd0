package numfmt

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// lastDay is the serial number of the day after the last one, 31 December 9999.
const lastDay = 2958466

// serialTime makes a serial number of days a time; false when it is none.
// Milliseconds are kept.
func serialTime(v float64, date1904 bool) (time.Time, bool) {
	if v < 0 || v >= lastDay {
		return time.Time{}, false
	}
	base := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case date1904:
		base = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case v < 60: // before the leap day that 1900 did not have
		base = base.AddDate(0, 0, 1)
	}
	days, part := math.Modf(v)
	ms := int64(math.Round(part * 24 * 60 * 60 * 1000))
	return base.AddDate(0, 0, int(days)).Add(time.Duration(ms) * time.Millisecond), true
}

// showDate shows a serial number of days as a date or time.
func (s *section) showDate(v float64, date1904 bool) (string, bool) {
	t, ok := serialTime(v, date1904)
	if !ok {
		return "", false
	}
	if !s.showsFraction() {
		t = t.Round(time.Second)
	}
	twelve := slices.ContainsFunc(s.tokens, func(t token) bool { return t.kind == datePart && strings.Contains(t.text, "/") })
	var b strings.Builder
	for i := 0; i < len(s.tokens); i++ {
		switch tok := s.tokens[i]; tok.kind {
		case datePart:
			b.WriteString(s.part(i, t, twelve))
		case elapsed:
			b.WriteString(elapsedTime(tok.text, v))
		case point:
			digits := 0
			for i+1 < len(s.tokens) && s.tokens[i+1].kind == digit {
				i++
				digits++
			}
			if digits > 0 {
				b.WriteString(fmt.Sprintf("%.3f", float64(t.Nanosecond())/1e9)[1 : 2+min(digits, 3)])
			} else {
				b.WriteString(".")
			}
		case generalNumber:
			b.WriteString(general(v))
		case text, digit:
		default:
			b.WriteString(tok.text)
		}
	}
	return strings.TrimSpace(b.String()), true
}

func (s *section) showsFraction() bool {
	return slices.ContainsFunc(s.tokens, func(t token) bool { return t.kind == digit })
}

// part shows one part of a date. An m is minutes beside hours or seconds.
func (s *section) part(i int, t time.Time, twelve bool) string {
	code := s.tokens[i].text
	switch code[0] {
	case 'y':
		if len(code) <= 2 {
			return t.Format("06")
		}
		return t.Format("2006")
	case 'd':
		return t.Format(pickLayout(code, "2", "02", "Mon", "Monday"))
	case 'h':
		if twelve {
			return t.Format(pickLayout(code, "3", "03"))
		}
		return padded(t.Hour(), len(code))
	case 's':
		return padded(t.Second(), len(code))
	case 'm':
		if s.isMinute(i) {
			return padded(t.Minute(), len(code))
		}
		if len(code) == 5 {
			return t.Format("Jan")[:1]
		}
		return t.Format(pickLayout(code, "1", "01", "Jan", "January"))
	}
	if code == "a/p" {
		return t.Format("PM")[:1]
	}
	return t.Format("PM")
}

func (s *section) isMinute(i int) bool {
	if len(s.tokens[i].text) > 2 {
		return false
	}
	for j := i - 1; j >= 0; j-- {
		if k := s.tokens[j]; k.kind == elapsed || k.kind == datePart && !strings.Contains(k.text, "/") {
			if k.text[0] == 'h' {
				return true
			}
			break
		}
	}
	for _, k := range s.tokens[i+1:] {
		if k.kind == elapsed || k.kind == datePart {
			return k.text[0] == 's'
		}
	}
	return false
}

func pickLayout(code string, layouts ...string) string {
	return layouts[min(len(code), len(layouts))-1]
}

func padded(n, width int) string { return fmt.Sprintf("%0*d", min(width, 2), n) }

// elapsedTime shows whole hours, minutes or seconds since zero.
func elapsedTime(code string, days float64) string {
	perDay := map[byte]float64{'h': 24, 'm': 24 * 60, 's': 24 * 60 * 60}[code[0]]
	n := int64(days*perDay + 1e-6)
	s := strconv.FormatInt(n, 10)
	return strings.Repeat("0", max(0, min(len(code), 4)-len(s))) + s
}
