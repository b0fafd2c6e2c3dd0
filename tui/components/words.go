package components

import (
	"fmt"
	"strings"
	"time"

	"sarsen/agent/request"
	"sarsen/tui/screen"
	"sarsen/tui/styles"
)

// Date writes a date that nobody can misread, "" for none.
func Date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2 Jan 2006")
}

// ParseDay reads a day as people in Britain write it; the day comes first.
func ParseDay(text string) (time.Time, bool) {
	text = strings.Join(strings.Fields(text), " ")
	for _, layout := range []string{"2/1/2006", "2.1.2006", "2-1-2006", "2 Jan 2006", "2 January 2006", time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// Count writes a number with its noun, such as match or day.
func Count(n int, one string) string {
	switch {
	case n == 1:
		return "1 " + one
	case strings.HasSuffix(one, "ch"):
		return fmt.Sprintf("%d %ses", n, one)
	}
	return fmt.Sprintf("%d %ss", n, one)
}

// Left says how much time a request has, and in which tone.
func Left(r screen.RequestLine) (string, styles.Tone) {
	switch {
	case r.State == request.Closed:
		return "closed", styles.Dim
	case r.State == request.Waiting || r.Due.IsZero():
		return "not started", styles.Warn
	case r.Left < 0:
		return Count(-r.Left, "day") + " overdue", styles.Bad
	case r.State == request.Paused:
		return "clock stopped", styles.Warn
	case r.Left == 0:
		return "due today", styles.Bad
	case r.Left <= 7:
		return Count(r.Left, "day") + " left", styles.Warn
	}
	return Count(r.Left, "day") + " left", styles.Plain
}

// Clock is Left as a sentence, with the date.
func Clock(r screen.RequestLine) (string, styles.Tone) {
	left, tone := Left(r)
	switch {
	case r.State == request.Closed:
		return "Closed.", tone
	case r.State == request.Waiting || r.Due.IsZero():
		return "The time has not started to run: something is still to come from the requester.", tone
	case r.Late != "":
		return sentence(r.Late), tone
	}
	return fmt.Sprintf("Due on %s: %s.", Date(r.Due), left), tone
}

func sentence(s string) string {
	s = strings.TrimSpace(Clean(s))
	if s == "" {
		return ""
	}
	s = strings.ToUpper(s[:1]) + s[1:]
	if !strings.ContainsAny(s[len(s)-1:], ".!?") {
		s += "."
	}
	return s
}

// Spoken puts the name of a fact, a kind or a reason as people say it.
func Spoken(name string) string {
	if name == "needs_ocr" {
		return "scanned pictures"
	}
	return Clean(request.FactWords(name))
}

// Problem says what went wrong, as a sentence.
func Problem(err error) string {
	if err == nil {
		return ""
	}
	return "That did not work: " + Clean(err.Error()) + "."
}
