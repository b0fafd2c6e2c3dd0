package pdfium

import (
	"strings"
	"time"
)

// parseDate reads a PDF date, "D:20261122093000+01'00'", of which all after
// the year may be missing. Without a zone it is taken as UTC. It returns the
// zero time for anything else.
func parseDate(s string) time.Time {
	s = strings.TrimPrefix(strings.TrimSpace(s), "D:")
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	layout := "20060102150405"
	if digits < 4 {
		return time.Time{}
	}
	digits = min(digits, len(layout)) &^ 1
	t, err := time.Parse(layout[:digits], s[:digits])
	if err != nil {
		return time.Time{}
	}
	zone := strings.ReplaceAll(s[digits:], "'", "")
	if len(zone) < 5 {
		return t
	}
	off, err := time.Parse("-0700", zone[:5])
	if err != nil {
		return t
	}
	_, seconds := off.Zone()
	return t.Add(-time.Duration(seconds) * time.Second)
}
