package person

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

var (
	// elsePattern begins what is no longer the named person's: the next line of
	// a message's header, a council's office.
	elsePattern = regexp.MustCompile(`\b(?:to|cc|bcc|from|sent|reply-to) ?:|\b(?:officer|team|office|helpline|switchboard|reception|enquiries|contact us|call us|ring us|fax)\b`)
	// publicPattern are numbers that nobody has at home: freephone and the like.
	publicPattern = regexp.MustCompile(`^(?:3|8[047]|9|116|1159)`)
	// oddPattern is no way to part a number: only area codes of 02 have three digits.
	oddPattern = regexp.MustCompile(`^0[013-9][0-9][ -]`)
	// sharedPattern are local parts of mailboxes that belong to an office.
	sharedPattern = regexp.MustCompile(`^(?:no-?reply|do-?not-?reply|info|admin|office|enquir(?:y|ies)|contact|help|helpdesk|support|mail|post|postmaster|webmaster|reception|customer[a-z.-]*|feedback|complaints?|foi|dpo|sar|hr|payroll|finance|housing[a-z.-]*|repairs?|rents?|benefits?|council-?tax|revenues?|planning|licensing|parking|permits?|elections?|democratic[a-z.-]*|registrars?|library|libraries|schools?|admissions|social[a-z.-]*|adult[a-z.-]*|children[a-z.-]*|safeguarding|environment[a-z.-]*|waste|legal|committee|members|all|staff|team|service|services|[a-z.-]*(?:team|services?|desk|office|department|enquiries))$`)
	// officialMail are domains of public bodies.
	officialMail = regexp.MustCompile(`\.(?:gov|nhs|police|parliament)\.uk$|\.gov\.(?:wales|scot)$|\.llyw\.cymru$|\.nhs\.net$|^nhs\.net$`)
)

// otherContacts finds a phone number or an e-mail address that follows the
// name. They only tell: many people have several. What belongs to an office,
// or is written like somebody else's name, is left out.
func (s *Subject) otherContacts(r region) []Detail {
	text := r.text()
	full := text // what is cut off is nobody's: it is read to its end
	if !r.row {
		text = text[:min(len(text), beside)]
		for !utf8.ValidString(text) {
			text = text[:len(text)-1]
		}
	}
	if at := elsePattern.FindStringIndex(text); at != nil {
		text = text[:at[0]]
	}
	var list []Detail
	for _, at := range phonePattern.FindAllStringIndex(full, -1) {
		national, end := phoneIn(full[at[0]:at[1]])
		own := slices.ContainsFunc(s.codes.list, func(c code) bool { return c.fact == FactPhone && strings.HasSuffix(c.text, national) })
		_, dated := r.d.date(r.d.tokenAt(r.from + at[0]))
		if at[0] < len(text) && len(national) >= 9 && !own && !dated && !oddPattern.MatchString(full[at[0]:at[1]]) && !publicPattern.MatchString(national) {
			list = append(list, r.detail(FactPhone, national, r.from+at[0], r.from+at[0]+end, 0).tells())
		}
	}
	for _, at := range mailPattern.FindAllStringIndex(full, -1) {
		start, end := r.from+at[0], r.from+at[1]
		for start > 0 && mailByte(r.d.s[start-1]) {
			start-- // the name ends inside of it
		}
		address := r.d.s[start:end]
		if s.emailLike(address) > 0 || !s.maybeOwn(address) {
			continue
		}
		switch officer := s.atOffice(address); {
		case officer && !s.officer && len(s.emails) > 0:
			list = append(list, r.detail(FactEmail, address, start, end, weighOfficer))
		case at[0] < len(text):
			list = append(list, r.detail(FactEmail, address, start, end, 0).tells())
		}
	}
	return list
}

// atOffice reports whether an e-mail address is at the organisation itself.
func (s *Subject) atOffice(address string) bool {
	_, domain, _ := strings.Cut(address, "@")
	return slices.ContainsFunc(s.offices, func(o string) bool { return domain == o || strings.HasSuffix(domain, "."+o) })
}

// mostDigits is how many digits a British number has without the leading 0.
const mostDigits = 10

// phoneIn reads a number from the start of a text, without a number that follows
// it: groups that are too many are left off.
func phoneIn(text string) (national string, end int) {
	for end = len(text); ; {
		national = nationalNumber(text[:end])
		cut := strings.LastIndexAny(text[:end], " -(")
		if len(national) <= mostDigits || cut <= 0 {
			return national, end
		}
		end = len(strings.TrimRight(text[:cut], " -("))
	}
}

// maybeOwn reports whether an e-mail address may be the subject's: it is no
// office's, and if it holds a person's name, then theirs.
func (s *Subject) maybeOwn(address string) bool {
	local, domain, _ := strings.Cut(address, "@")
	if s.inLocal(local) {
		return true
	}
	if sharedPattern.MatchString(local) || officialMail.MatchString(domain) || s.atOffice(address) {
		return false
	}
	return !someonesName(local)
}

// inLocal reports whether a name of the subject's stands in the local part of
// an e-mail address.
func (s *Subject) inLocal(local string) bool {
	joined := compact(local)
	return slices.ContainsFunc(s.names, func(n *name) bool {
		return len(n.surname) > 2 && strings.Contains(joined, n.surname) || len(n.fore) > 2 && strings.Contains(joined, n.fore)
	})
}

// someonesName reports whether a local part is a forename and a surname, or an
// initial and a surname.
func someonesName(local string) bool {
	parts := strings.FieldsFunc(local, func(r rune) bool { return r < 'a' || r > 'z' })
	if len(parts) != 2 {
		return false
	}
	fore, sur := names().forename, names().surname
	return (fore[parts[0]] || len(parts[0]) == 1) && sur[parts[1]] || sur[parts[0]] && fore[parts[1]]
}

// otherNamePattern introduces another name of the person named before it.
var otherNamePattern = regexp.MustCompile(`^[ ,;(]*(?:\b(nee|ne|born|formerly|previously|maiden name|birth name|ganwyd|gynt)\b|\b(also known as|known as|a\.?k\.?a\b\.?|alias|prefers|preferred name|likes to be called))[ :,"]*(?:(?:is|was)\b )?`)

// otherNames finds a former name or another name that is said to be the
// subject's: "née Brown", "also known as Kit". It only tells.
func (s *Subject) otherNames(r region) []Detail {
	text := r.text()
	at := otherNamePattern.FindStringSubmatchIndex(text)
	if at == nil {
		return nil
	}
	fact := FactFormerName
	if at[2] < 0 {
		fact = FactNickname
	}
	first := r.d.tokenAt(r.from + at[1])
	for isTitle(r.d.at(first)) {
		first++
	}
	last := first
	for last < first+maxPieces && r.d.at(last).wordy() && (last == first || r.d.at(last).link == linkSpace && r.d.between(last) == " " || r.d.at(last).link.hyphen()) {
		last++
	}
	if last == first || s.called(r.d, first, last) || at[2] >= 0 && text[at[2]:at[3]] == "born" && !r.d.named(first, last) {
		return nil
	}
	start, end := r.d.at(first).start, r.d.at(last-1).end
	return []Detail{r.detail(fact, compact(r.d.s[start:end]), start, end, 0)}
}

// named reports whether one of some words is known as a name: to be born on a
// Wednesday makes none.
func (d *document) named(from, to int) bool {
	for _, t := range d.tokens[from:to] {
		if (names().surname[t.word] || names().forename[t.word]) && months[t.word] == 0 {
			return true
		}
	}
	return false
}

// called reports whether all words from one token to another are parts of the
// subject's names.
func (s *Subject) called(d *document, from, to int) bool {
	for i := from; i < to; i++ {
		word := d.at(i).word
		if !slices.ContainsFunc(s.names, func(n *name) bool {
			return n.fore == word || strings.Contains(n.surname, word) && len(word) > 2 || slices.Contains(n.middles, word) || n.whole && strings.Contains(n.surname, word)
		}) {
			return false
		}
	}
	return true
}

// labelPattern finds a reference after a word that says it is one.
var labelPattern = regexp.MustCompile(`\b(?:(?:our|your|case|claim|account|tenancy|application|customer|client|file|council tax|payroll|complaint) ?)?(?:ref(?:erence)?|case|claim|account|tenancy|application|customer|file)(?: ?(?:no|number|num|id))?\b[ .:#]*(?:(?:is|was|of|on|no) )?([a-z]{0,5}[-/ ]?[0-9][0-9a-z]*(?:[-/][0-9a-z]+)*)\b`)

// minReference is how many digits a reference needs to be told from a year or a
// house number.
const minReference = 5

// labelled finds references of any build that are called so. They only tell.
func (s *Subject) labelled(r region) []Detail {
	var list []Detail
	text := r.text()
	for _, at := range labelPattern.FindAllStringSubmatchIndex(text, -1) {
		if _, dated := r.d.date(r.d.tokenAt(r.from + at[2])); dated {
			continue
		}
		value := compact(text[at[2]:at[3]])
		own := slices.ContainsFunc(s.codes.list, func(c code) bool { return distance(c.text, value, 1) <= 1 })
		if own || len(strings.Trim(shape(value), "abcdefghijklmnopqrstuvwxyz")) < minReference || s.shapes[shape(value)] {
			continue
		}
		list = append(list, r.detail(FactReference, value, r.from+at[2], r.from+at[3], 0))
	}
	return list
}
