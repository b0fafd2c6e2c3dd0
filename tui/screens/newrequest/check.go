package newrequest

import (
	"regexp"
	"strings"
	"time"
	"unicode"

	"sarsen/agent/request"
	"sarsen/tui/components"
)

// An entry is a form that was filled in rightly.
type entry struct {
	right    request.Right
	received time.Time
	profile  request.Profile
}

var (
	nino  = regexp.MustCompile(`^[A-Z]{2}[0-9]{6}[A-D]$`)
	email = regexp.MustCompile(`^[^\s@]+@[^\s@]+\.[^\s@]+$`)
)

// check reads the form. What is wrong is said at the fields, and the cursor
// goes to the first of them.
func check(f components.Form, today time.Time) (entry, components.Form, bool) {
	first := -1
	wrong := func(at int, problem string) {
		f = f.Complain(at, problem)
		if first < 0 {
			first = at
		}
	}
	value := func(at int) string { return f.Fields[at].Value() }
	e := entry{right: request.Right(value(fieldRight)), profile: request.Profile{
		Names: list(value(fieldName)), FormerNames: list(value(fieldFormer)), Addresses: list(value(fieldAddress)),
		Emails: list(value(fieldEmail)), Phones: list(value(fieldPhone)), References: list(value(fieldReference)),
	}}
	if len(e.profile.Names) == 0 {
		wrong(fieldName, "A name is needed to look for somebody.")
	}
	if text := value(fieldBirth); text != "" {
		born, problem := birth(text, today)
		if problem != "" {
			wrong(fieldBirth, problem)
		}
		e.profile.DateOfBirth = born
	}
	for _, a := range e.profile.Emails {
		if !email.MatchString(a) {
			wrong(fieldEmail, "An e-mail address looks like name@place.example.")
		}
	}
	for _, p := range e.profile.Phones {
		if n := digits(p); n < 9 || n > 15 {
			wrong(fieldPhone, "A phone number has 10 or 11 digits, with the area code.")
		}
	}
	if text := strings.ToUpper(strings.ReplaceAll(value(fieldNINO), " ", "")); text != "" {
		if !nino.MatchString(text) {
			wrong(fieldNINO, "Two letters, six digits and a letter from A to D.")
		}
		e.profile.Identifiers = map[string]string{"nino": text}
	}
	received, ok := components.ParseDay(value(fieldReceived))
	switch {
	case !ok:
		wrong(fieldReceived, "Write the day as 2/11/2026 or 2 Nov 2026.")
	case received.After(today):
		wrong(fieldReceived, "This day is still to come.")
	}
	e.received = received
	if first >= 0 {
		return entry{}, f.Focus(first), false
	}
	return e, f, true
}

// list splits at semicolons.
func list(text string) []string {
	var out []string
	for _, s := range strings.Split(text, ";") {
		if s = strings.Join(strings.Fields(s), " "); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func digits(text string) int {
	n := 0
	for _, r := range text {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// birth returns a date of birth as YYYY-MM-DD, or what is wrong with it.
func birth(text string, today time.Time) (string, string) {
	t, ok := components.ParseDay(text)
	switch {
	case !ok:
		return "", "Write the day as 14/3/1968 or 14 Mar 1968."
	case t.After(today):
		return "", "This day is still to come."
	case t.Year() < 1890:
		return "", "Nobody is that old: write the year with four digits."
	}
	return t.Format(time.DateOnly), ""
}
