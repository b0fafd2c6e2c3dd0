package people

import (
	"regexp"
	"slices"
	"strings"

	"sarsen/redact"
	"sarsen/redact/recognise"
)

// kin are what people are to each other, and what they are to a council when
// they are not staff. In front of a name, as its label or its column's heading,
// they say that it is a private person's.
var kin = slices.Concat(kinOfSubject, []string{
	"parent", "parents", "guardian", "carer", "children", "sibling", "siblings", "ex-partner", "ex-husband", "ex-wife", "friend", "friends", "relative", "family",
	"neighbour", "neighbours", "witness", "witnesses", "complainant", "tenant", "tenants", "lodger", "landlord", "landlady", "applicant", "appellant", "claimant", "respondent",
	"resident", "occupier", "householder", "household", "victim", "perpetrator", "suspect", "offender", "informant", "objector", "pupil", "student", "patient", "client",
	"customer", "payee", "keeper", "debtor", "visitor", "nominee", "emergency", "kin", "lives", "living",
})

// private reports whether mention i stands where a private person does: in a
// column or behind a label of such people, behind or in front of a word of
// kinship, or directly before a date of birth or a home.
func (t *text) private(i int) bool {
	m := t.mentions[i]
	return related(t.column(m.Start)) || related(t.labelOf(m.Start)) || t.kinBefore(m.Start) || t.kinAfter(m.End) || t.personal(m.Found)
}

// intimacies are words of health, discipline and family, as they are said of
// somebody at work.
var intimacies = regexp.MustCompile(`(?i)\b(?:diagnosed|(?:being|is|was) treated for|cancer|depression|pregnan\w+|disabled|off sick|sick leave|sickness absence|his illness|her illness|heart attack|stroke|(?:live|written|final|verbal) warning|` +
	`disciplined|disciplinary (?:action|hearing|record)|dismissed for|suspended|divorc\w+|miscarriage|bankrupt|arrested|convicted|convictions?|criminal record|drink problem)\b`)

// intimate reports whether the sentence of mention m, which does not speak of the
// subject, tells something private behind the name.
func (t *text) intimate(m *mention) bool {
	if t.field != "" {
		return false
	}
	s := t.sentence(m.Start)
	rest := t.s[min(m.End, s.End):s.End]
	return intimacies.MatchString(rest) && !t.touches(s) && !ofReader.MatchString(rest)
}

var ofReader = regexp.MustCompile(`(?i)\byour?s?\b`)

// parties are what people are in a procedure, staff as well.
var parties = []string{"respondent", "appellant", "complainant", "claimant", "applicant", "witness", "witnesses"}

// party reports whether mention i is named as a party of a procedure and nothing
// more private.
func (t *text) party(i int) bool {
	m := t.mentions[i]
	if t.personal(m.Found) || t.kinAfter(m.End) {
		return false
	}
	before := words(t.s[max(0, m.Start-24):m.Start])
	said := slices.Concat(words(t.column(m.Start)), words(t.labelOf(m.Start)), before[max(0, len(before)-1):])
	return slices.ContainsFunc(said, func(w string) bool { return slices.Contains(parties, w) })
}

// related reports whether a label or heading has a word of kin in it.
func related(label string) bool {
	ws := words(label)
	return len(ws) <= 5 && slices.ContainsFunc(ws, func(w string) bool { return slices.Contains(kin, w) }) && !slices.ContainsFunc(ws, postWord)
}

// labelOf returns the label in front of offset i on its line: what ends in a
// colon there, or the cell before in a row of two.
func (t *text) labelOf(i int) string {
	line := strings.LastIndexByte(t.s[:i], '\n') + 1
	head := strings.TrimRight(t.s[line:i], " ")
	switch {
	case strings.HasSuffix(head, ":"):
		head = strings.TrimRight(head, ":")
		return head[strings.LastIndexAny(head, "\t.;,|")+1:]
	case strings.HasSuffix(head, "\t") && strings.Count(head, "\t") == 1 && recognise.Label(t.doc.Hints, i, "cell") == "" && t.field == "":
		return strings.TrimRight(head, "\t")
	}
	return ""
}

// kinBefore reports whether a word of kin, or whose somebody is, stands right
// before offset i.
func (t *text) kinBefore(i int) bool {
	head := t.s[max(0, i-40):i]
	if k := strings.LastIndexAny(head, ".;:\n\t|()"); k >= 0 {
		head = head[k+1:]
	}
	ws := strings.Fields(strings.ToLower(head))
	if n := len(ws); n > 1 && (ws[n-1] == "with" || ws[n-1] == "called" || ws[n-1] == "named") {
		ws = ws[:n-1]
	}
	if len(ws) == 0 {
		return false
	}
	if paragraph17(strings.Join(ws[max(0, len(ws)-2):], " ")) != "" { // "Children's Guardian Ms Parry"
		return false
	}
	last := strings.Trim(ws[len(ws)-1], ",'\"")
	return last == "his" || last == "her" || last == "their" || last == "my" || slices.Contains(kin, last)
}

// relative are the words that may lead from a name to a word of kin.
var relative = []string{"who", "is", "was", "his", "her", "their", "the", "a", "an", "main", "next", "of"}

// kinAfter reports whether what follows offset i tells of a relation: ", his
// carer", "(neighbour)", ", who is her main carer".
func (t *text) kinAfter(i int) bool {
	rest := t.s[i:min(len(t.s), i+40)]
	if rest == "" || strings.IndexByte(",(", rest[0]) < 0 {
		return false
	}
	rest = strings.TrimLeft(rest[1:], " ")
	if k := strings.IndexAny(rest, ".;:\n\t|()"); k >= 0 {
		rest = rest[:k]
	}
	for n, w := range strings.Fields(strings.ToLower(rest)) {
		w = strings.Trim(w, ",'\"")
		switch {
		case slices.Contains(kin, w):
			return true
		case n > 4 || !slices.Contains(relative, w):
			return false
		}
	}
	return false
}

// personal reports whether a date of birth, a number of a person or a home
// stands directly behind a name.
func (t *text) personal(f redact.Found) bool {
	i, _ := slices.BinarySearchFunc(t.found, f.End, func(g redact.Found, end int) int { return g.Start - end })
	if i == len(t.found) {
		return false
	}
	g := t.found[i]
	if gap := t.s[f.End:g.Start]; len(gap) > 4 || strings.Trim(gap, " ,(") != "" {
		return strings.TrimSpace(gap) == "of" && g.Kind == redact.Address && !office(t, g.Span)
	}
	switch g.Kind {
	case redact.DateOfBirth, redact.NINO, redact.NHSNumber, redact.UPN:
		return true
	case redact.Address:
		return !office(t, g.Span)
	}
	return false
}
