package recognise

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sarsen/redact"
)

// Email finds e-mail addresses, and those that are spelt out for people only:
// "tom dot baker at sarsen dot example".
func Email(t *Text) []redact.Found {
	out := t.spelt()
	for i := 0; i < len(t.S); i++ {
		at := strings.IndexByte(t.S[i:], '@')
		if at < 0 {
			break
		}
		at += i
		i = at
		start, end := localStart(t.S, at), domainEnd(t.S, at+1)
		if start == at || end == 0 {
			continue
		}
		f := t.found(start, end, redact.Email, 0.95, "email", mailReason(t.Lower[at+1:end]))
		if officeMail(t.Lower[start:at]) {
			f.Score, f.Reason = OfficeScore, f.Reason+", of an office"
		}
		out = append(out, f)
		i = end - 1
	}
	slices.SortStableFunc(out, func(a, b redact.Found) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// OfficeScore is the score of an address or a number that is an office's: it is
// marked, and weighs little.
const OfficeScore = 0.5

// officeMail reports whether the local part of an address, in lower case, is of
// a mailbox that nobody has for himself.
func officeMail(local string) bool {
	return slices.Contains(mailboxes, strings.NewReplacer(".", "", "-", "", "_", "").Replace(local))
}

// mailboxes are local parts of addresses, without the signs in them.
var mailboxes = []string{
	"noreply", "donotreply", "nepasrepondre", "info", "information", "enquiries", "enquiry", "contact", "contactus", "admin", "office", "reception", "mail", "email", "hello", "post",
	"help", "helpdesk", "support", "servicedesk", "customerservices", "customerservice", "contactcentre", "switchboard", "feedback", "complaints", "foi", "dpo", "dataprotection",
	"informationgovernance", "infogov", "press", "pressoffice", "news", "newsletter", "webmaster", "postmaster", "abuse", "security", "accounts", "accountspayable", "finance", "payroll",
	"hr", "humanresources", "recruitment", "jobs", "legal", "legalservices", "procurement", "housing", "housingbenefit", "benefits", "counciltax", "businessrates", "revenues", "planning",
	"buildingcontrol", "licensing", "environmentalhealth", "parking", "education", "admissions", "schooladmissions", "childrensservices", "adultcare", "adultsocialcare", "safeguarding",
	"repairs", "highways", "waste", "recycling", "libraries", "elections", "registrars", "democraticservices", "councillors", "members", "allstaff", "everyone", "team",
}

// mailReason says what an address with this domain is.
func mailReason(domain string) string {
	top := domain[strings.LastIndexByte(domain, '.')+1:]
	if top == "example" || top == "test" || top == "invalid" || strings.HasPrefix(domain, "example.") {
		return "e-mail address, of a domain kept for examples"
	}
	return "e-mail address"
}

func localStart(s string, at int) int {
	i := at
	for i > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("._%+-'&=!#$*/?^`{|}~", r) {
			break
		}
		i -= n
	}
	for i < at && strings.IndexByte(".'-/=`|*{}#?&!", s[i]) >= 0 {
		i++
	}
	if k := strings.LastIndexAny(s[i:at], "/=|"); k >= 0 { // a path or a query before it
		i += k + 1
	}
	return i
}

// domainEnd returns where the domain that starts at i ends, 0 if there is none.
func domainEnd(s string, i int) int {
	end, label, dots, last := 0, 0, 0, 0
	for j := i; ; {
		r, n := utf8.DecodeRuneInString(s[j:])
		switch {
		case n > 0 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' && label > 0):
			label++
			last = j + n
		case r == '.' && label > 0:
			dots, label = dots+1, 0
		default:
			n = 0
		}
		if dots > 0 && label >= 2 {
			end = last
		}
		if n == 0 {
			break
		}
		j += n
	}
	if end == 0 {
		return 0
	}
	end = i + len(strings.TrimRight(s[i:end], "-"))
	top := s[i+strings.LastIndexByte(s[i:end], '.')+1 : end]
	if digit(top[0]) {
		return 0
	}
	return end
}

// ats and dots are how people write the two signs in words.
var (
	ats  = []string{" at ", " (at) ", "(at)", " [at] ", "[at]", "{at}", " @ ", "<at>"}
	dots = []string{" dot ", "(dot)", " (dot) ", "[dot]", " [dot] ", "{dot}", ".", "<dot>"}
)

// spelt finds addresses with "at" and "dot" in words.
func (t *Text) spelt() []redact.Found {
	var out []redact.Found
	for i := 1; i < len(t.Lower); i++ {
		if strings.IndexByte(" ([{<", t.Lower[i]) < 0 {
			continue
		}
		sign := longest(t.Lower[i:], ats)
		if sign == 0 {
			continue
		}
		start, end, words := t.localWords(i), t.domainWords(i+sign), 0
		if start == i || end == 0 {
			continue
		}
		words = strings.Count(t.Lower[start:end], "dot")
		// " at " is a word: a "dot" in words must be there as well, or it is the time or the place of something.
		if plain := t.Lower[i : i+sign]; plain == " at " && words == 0 || plain == " @ " && !strings.Contains(t.Lower[i:end], ".") && words == 0 {
			continue
		}
		out = append(out, t.found(start, end, redact.Email, 0.75, "email", "e-mail address, spelt out"))
		i = end - 1
	}
	return out
}

// longest returns the length of the longest of list that s begins with.
func longest(s string, list []string) int {
	n := 0
	for _, w := range list {
		if len(w) > n && strings.HasPrefix(s, w) {
			n = len(w)
		}
	}
	return n
}

// spelled is how many parts an address in words has before its sign, at most.
const spelled = 8

// localWords returns where the part before the sign at i begins.
func (t *Text) localWords(i int) int {
	start := i
	for range spelled {
		from := start
		for start > 0 && (alnum(t.S[start-1]) && t.S[start-1] < utf8.RuneSelf || strings.IndexByte("._-+", t.S[start-1]) >= 0) {
			start--
		}
		k := slices.IndexFunc(dots[:6], func(dot string) bool { return strings.HasSuffix(t.Lower[:start], dot) })
		if start == from || k < 0 {
			break
		}
		start -= len(dots[k])
	}
	return start
}

// domainWords returns where the domain that begins at i ends, with "dot" in
// words or as a sign; 0 when there is none below a known domain.
func (t *Text) domainWords(i int) int {
	end, known := 0, false
	for j := i; ; {
		k := j
		for k < len(t.S) && (alnum(t.S[k]) && t.S[k] < utf8.RuneSelf || t.S[k] == '-') {
			k++
		}
		if k == j {
			break
		}
		if j > i && topLevel(t.Lower[j:k]) {
			end, known = k, true
		}
		n := longest(t.Lower[k:], dots)
		if n == 0 {
			break
		}
		j = k + n
	}
	if !known {
		return 0
	}
	return end
}
