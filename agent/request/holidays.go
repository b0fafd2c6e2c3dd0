package request

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"strings"
	"time"
)

//go:embed holidays.csv
var holidaysCSV string

// A Calendar knows the days on which a period does not end: weekends and bank
// holidays.
type Calendar struct {
	holidays map[time.Time]string
	last     int // last year with holidays in the table
}

// NewCalendar returns the calendar of a jurisdiction (england-and-wales,
// scotland or northern-ireland) with further holidays given as YYYY-MM-DD.
// The table that comes with sarsen covers 2024 to 2030; one-off holidays
// proclaimed since have to be added. It may be read concurrently.
func NewCalendar(jurisdiction string, further []string) (*Calendar, error) {
	rows, err := csv.NewReader(strings.NewReader(holidaysCSV)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read table of bank holidays: %w", err)
	}
	c := &Calendar{holidays: map[time.Time]string{}}
	for _, row := range rows[1:] {
		if row[0] != jurisdiction {
			continue
		}
		day, err := ParseDate(row[1])
		if err != nil {
			return nil, fmt.Errorf("read table of bank holidays: %w", err)
		}
		c.holidays[day] = row[2]
		c.last = max(c.last, day.Year())
	}
	if len(c.holidays) == 0 {
		return nil, fmt.Errorf("no bank holidays known for jurisdiction %q", jurisdiction)
	}
	for _, text := range further {
		day, err := ParseDate(text)
		if err != nil {
			return nil, err
		}
		c.holidays[day] = "holiday of this council's configuration"
	}
	return c, nil
}

// WorkingDay reports whether the date is neither weekend nor holiday; if not,
// why says which.
func (c *Calendar) WorkingDay(day time.Time) (ok bool, why string) {
	switch day.Weekday() {
	case time.Saturday, time.Sunday:
		return false, "a " + day.Weekday().String()
	}
	if name, ok := c.holidays[day]; ok {
		return false, name
	}
	return true, ""
}

// Date returns midnight UTC of a calendar date.
func Date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// Today is the calendar date at now, where now's location says what day it is.
func Today(now time.Time) time.Time {
	y, m, d := now.Date()
	return Date(y, m, d)
}

// ParseDate reads YYYY-MM-DD and refuses dates that do not exist.
func ParseDate(text string) (time.Time, error) {
	day, err := time.Parse(time.DateOnly, strings.TrimSpace(text))
	if err != nil {
		return time.Time{}, fmt.Errorf("%q is not a date that exists: write YYYY-MM-DD, such as 2026-02-28", text)
	}
	return day, nil
}

// long is how dates are shown to people.
const long = "Mon 2 Jan 2006"
