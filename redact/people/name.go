package people

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sarsen/index/fold"
	"sarsen/redact/recognise"
)

// A name is a person's name taken apart. All parts are folded.
type name struct {
	title string
	given []string // forenames and initials
	last  string   // surname with its particles
}

// parse takes a name apart: "Mrs S. Patel", "Patel, Sunita", "Sunita".
func parse(s string) name {
	var n name
	if last, given, ok := strings.Cut(s, ","); ok && strings.TrimSpace(given) != "" {
		n = parse(given)
		n.given = append(n.given, strings.Fields(n.last)...)
		n.last = strings.Join(words(last), " ")
		return n
	}
	ws := words(s)
	for len(ws) > 1 && (recognise.Title(ws[0]) || ws[0] == "and" || ws[0] == "&") {
		if n.title == "" {
			n.title = ws[0]
		}
		ws = ws[1:]
	}
	at := len(ws) - 1
	for at > 0 && particle(ws[at-1]) && at-1 > 0 {
		at--
	}
	switch {
	case len(ws) == 0:
	case len(ws) == 1 && n.title == "" && recognise.Forename(ws[0]):
		n.given = ws
	default:
		n.given, n.last = ws[:at], strings.Join(ws[at:], " ")
	}
	return n
}

// words returns the folded words of s without dots and possessives.
func words(s string) []string {
	return strings.FieldsFunc(strings.TrimSuffix(fold.String(s), "'s"), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '-'
	})
}

func particle(w string) bool {
	switch w {
	case "van", "von", "de", "der", "den", "da", "di", "du", "la", "le", "al", "el", "bin", "ibn", "ap", "ab", "dos", "del", "st", "mac":
		return true
	}
	return false
}

// full reports whether n has a whole forename and a surname.
func (n name) full() bool {
	return n.last != "" && len(n.given) > 0 && utf8.RuneCountInString(n.given[0]) > 1
}

// key is the form that makes two mentions one person.
func (n name) key() string {
	switch {
	case len(n.given) > 0 && n.last != "":
		return n.given[0] + " " + n.last
	case n.last != "":
		return n.title + " " + n.last
	}
	return strings.Join(n.given, " ")
}

// fits reports whether n may be a shorter or other form of the fuller name f:
// no part of it says otherwise.
func (n name) fits(f name) bool {
	if sex(n.title) != "" && sex(f.title) != "" && sex(n.title) != sex(f.title) {
		return false
	}
	switch {
	case n.last == "":
		return len(n.given) > 0 && slices.Contains(f.given, n.given[0])
	case n.last != f.last && !(len(n.given) == 0 && slices.Contains(strings.Split(f.last, "-"), n.last)):
		return false
	case len(n.given) == 0 || len(f.given) == 0:
		return true
	}
	return initials(n.given[0], f.given)
}

// initials reports whether g is one of the forenames given, the initial of
// one, or the initials of several.
func initials(g string, given []string) bool {
	first, size := utf8.DecodeRuneInString(g)
	for i, f := range given {
		r, fsize := utf8.DecodeRuneInString(f)
		if g == f || (size == len(g) || i == 0 && fsize == len(f)) && r == first {
			return true
		}
	}
	if len(g) != 2 || len(given) < 2 {
		return false
	}
	return strings.HasPrefix(given[0], g[:1]) && strings.HasPrefix(given[1], g[1:])
}

func sex(title string) string {
	switch title {
	case "mr", "sir", "fr", "father", "master", "lord":
		return "m"
	case "mrs", "ms", "miss", "dame", "lady", "sister", "mme":
		return "f"
	}
	return ""
}

// local takes the local part of an e-mail address for a name: "s.patel",
// "sunita_patel", "spatel". Its second result is false where it is a mailbox
// of a team or cannot be read.
func local(address string) (name, bool) {
	part, _, _ := strings.Cut(address, "@")
	ws := strings.FieldsFunc(fold.String(part), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' })
	for _, w := range ws {
		if generic(w) {
			return name{}, false
		}
	}
	switch len(ws) {
	case 0:
		return name{}, false
	case 1:
		return name{given: ws}, true
	}
	if utf8.RuneCountInString(ws[len(ws)-1]) == 1 { // patel.s
		return name{given: ws[len(ws)-1:], last: ws[0]}, true
	}
	return name{given: ws[:len(ws)-1], last: ws[len(ws)-1]}, true
}

// generic reports whether a word of a local part says that nobody in
// particular reads the mailbox.
func generic(w string) bool {
	switch w {
	case "info", "enquiries", "enquiry", "contact", "admin", "office", "reception", "noreply", "no", "reply", "donotreply", "help", "helpdesk",
		"support", "service", "services", "customer", "customers", "customerservices", "team", "mail", "email", "post", "postmaster", "webmaster",
		"housing", "benefits", "benefit", "council", "counciltax", "tax", "planning", "licensing", "revenues", "finance", "accounts", "payments",
		"hr", "recruitment", "jobs", "legal", "complaints", "complaint", "feedback", "foi", "sar", "dpo", "dataprotection", "information", "governance",
		"environment", "environmental", "health", "waste", "recycling", "parking", "highways", "streetcare", "elections", "electoral", "registrars",
		"social", "care", "adults", "children", "childrens", "safeguarding", "mash", "duty", "school", "schools", "admissions", "library", "libraries",
		"press", "media", "news", "newsletter", "events", "bookings", "sales", "marketing", "security", "it", "ict", "homelessness", "homeless",
		"repairs", "lettings", "rent", "rents", "antisocial", "asb", "all", "staff", "everyone", "subscriptions", "notifications", "alerts", "system", "automated", "mailer", "daemon":
		return true
	}
	return false
}
