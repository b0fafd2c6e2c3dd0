package recognise

import (
	"regexp"
	"slices"
	"strings"
)

// notPersons are words in the heading of a column, or before a label's "name",
// that say the name is not a person's.
var notPersons = []string{
	"file", "street", "road", "company", "business", "organisation", "organization", "school", "team", "user", "host", "property", "product", "project",
	"scheme", "place", "town", "bank", "document", "site", "service", "department", "ward", "sheet", "premises", "trading", "domain", "event", "building",
}

// notNames are words in the heading of a column that say it holds something
// else than names.
var notNames = []string{
	"id", "no", "number", "ref", "date", "address", "phone", "email", "type", "status", "postcode",
	"due", "pay", "paid", "reply", "required",
}

// people reports whether a label is that of a person's name.
func people(label string) bool {
	lead := false
	for _, w := range strings.FieldsFunc(lower(label), func(r rune) bool { return !letterOrDigit(r) }) {
		if slices.Contains(notPersons, w) || slices.Contains(notNames, w) {
			return false
		}
		lead = lead || w == "who" || known(w)&isLead != 0
	}
	return lead
}

// rosters are labels behind which many names stand, on the line and on those
// below it.
var rosters = []string{"attendees", "attending", "present", "apologies", "absent", "members", "councillors", "officers", "participants", "invitees", "attendance", "names", "children", "household"}

// things are labels behind which names stand that are no persons'.
var things = []string{"wards affected", "wards", "ward(s)", "ward(s) affected", "ward affected", "suppliers", "software", "streets", "roads", "venues", "sites", "parishes", "electoral divisions", "divisions"}

// thingsListed keeps out what stands behind such a label, up to the end of its
// sentence.
func (n *namer) thingsListed(i, end int) {
	for j := i; j < end; j++ {
		if !strings.HasPrefix(n.t.S[n.ws[j].end:], ":") && !strings.HasPrefix(n.t.S[n.ws[j].end:], "):") {
			continue
		}
		if _, ok := n.t.labelled(n.ws[j].end, things); !ok {
			continue
		}
		at := n.ws[j].end
		line, _, _ := strings.Cut(n.t.S[at:], "\n")
		n.mark(at, at+valueLen(line, true), cuePhrase)
	}
}

// labels marks what stands behind a label such as "Tenant:" on its line, or
// on the next when nothing does.
func (n *namer) labels(i, end int) {
	for j := i; j < end; j++ {
		if !n.ws[j].is(isLead) || !n.leads(i, j) {
			continue
		}
		at, ok := n.value(i, j)
		if !ok {
			continue
		}
		c := cueLabel
		if slices.Contains([]string{"from", "to", "cc", "bcc"}, n.ws[j].key) {
			c |= cueHeader
		}
		roster := slices.Contains(rosters, n.ws[j].key)
		line := lineRest(n.t.S, at)
		if strings.TrimSpace(line) == "" {
			if next := lineRest(n.t.S, min(len(n.t.S), at+len(line)+1)); len(next) < 40 && !strings.Contains(next, ":") {
				n.mark(at+len(line)+1, at+len(line)+1+len(next), c)
			}
		} else {
			n.mark(at, at+valueLen(line, roster), c)
		}
		if roster {
			n.roster(at + len(line) + 1)
		}
	}
}

// valueLen returns how much of the rest of a line belongs to its label: a list
// of names may be long, another value ends at the next column; both end with
// their sentence.
func valueLen(line string, roster bool) int {
	longest := 90
	if roster || strings.IndexByte(line, ';') >= 0 {
		longest = 800
	} else if k := strings.IndexAny(line, "|\t"); k > 2 {
		line = line[:k]
	}
	line = line[:min(len(line), longest)]
	for at := 0; ; {
		k := strings.Index(line[at:], ". ")
		if k < 0 {
			return len(line)
		}
		at += k
		if word := line[strings.LastIndexAny(line[:at], " \t.,;(")+1 : at]; len(word) > 2 && known(Key(word))&isTitle == 0 {
			return at
		}
		at++
	}
}

// roster marks the short lines from offset at on, up to an empty one or the
// next label.
func (n *namer) roster(at int) {
	for range 60 {
		if at >= len(n.t.S) {
			return
		}
		line := lineRest(n.t.S, at)
		if strings.TrimSpace(line) == "" || len(line) > 80 || strings.Contains(line, ":") {
			return
		}
		n.mark(at, at+len(line), cueLabel)
		at += len(line) + 1
	}
}

// value returns the offset of what word j labels: behind its colon; behind a
// dash where the line of words from i begins with the label; or in the next
// column of a form.
func (n *namer) value(i, j int) (int, bool) {
	end := n.ws[j].end
	rest := n.t.S[end:min(len(n.t.S), end+10)]
	if k := strings.IndexByte(rest, ':'); k >= 0 && strings.Trim(rest[:k], " \t)(sS*_") == "" {
		return end + k + 1, true
	}
	if behind := formColumn.FindString(rest); behind != "" && n.beginsColumn(i, j) {
		return end + len(behind), true
	}
	for _, dash := range []string{" - ", " – "} {
		if j <= i+1 && strings.HasPrefix(rest, dash) {
			return n.ws[j].end + len(dash), true
		}
	}
	return 0, false
}

// formColumn is what parts a label, perhaps with a number, from its value in the
// columns of a form.
var formColumn = regexp.MustCompile(`^( ?[0-9])?(   |\t)`)

// beginsColumn reports whether word j, or the one before it, begins the line
// or a column of it.
func (n *namer) beginsColumn(i, j int) bool {
	if j > i && n.ws[j].joined {
		j--
	}
	if j == i {
		return true
	}
	gap := n.t.S[n.ws[j-1].end:n.ws[j].start]
	return strings.Contains(gap, "   ") || strings.Contains(gap, "\t")
}

// leads reports whether word j is a label in the line that begins at i: not
// one of a thing's name, and "From", "To" and their like only at the start.
func (n *namer) leads(i, j int) bool {
	switch n.ws[j].key {
	case "from", "to", "cc", "bcc":
		return j == i
	case "subject": // of a message
		return i == 0 || !n.header(i-1)
	case "by":
		return j > i && !slices.Contains(notNames, n.ws[j-1].key)
	case "name", "names", "manager", "contact":
		return j == i || !slices.Contains(notPersons, n.ws[j-1].key)
	}
	return true
}

// header reports whether the line that word i ends begins as a message's header
// does.
func (n *namer) header(i int) bool {
	for from := i; i > 0 && !n.ws[i].line; i-- {
		if n.ws[from].start-n.ws[i].start > lineReach {
			return false
		}
	}
	return slices.Contains([]string{"from", "to", "cc", "bcc", "sent", "date", "importance"}, n.ws[i].key)
}

// doings are what is done by somebody.
var doings = []string{
	"seen", "completed", "signed", "prepared", "written", "reported", "referred", "approved", "assessed", "authorised", "witnessed", "interviewed", "visited",
	"attended", "reviewed", "compiled", "submitted", "raised", "recorded", "taken", "logged", "actioned", "typed", "checked", "supervised", "chaired", "seconded", "proposed",
}

// leadIns marks the capitals behind words that lead to a name without a colon:
// "FAO", "pp", "/s/", "c/o", "for the attention of", "seen by", "known as".
func (n *namer) leadIns(i, end int) {
	for j := i; j+1 < end; j++ {
		if !n.leadIn(j) {
			continue
		}
		for k := j + 1; k < end && k < j+6 && (k == j+1 || n.ws[k].joined) && (upperWord(n.ws[k]) || n.ws[k].is(isParticle)); k++ {
			n.cues[k] |= cueLead
		}
	}
}

// leadIn reports whether word j is the last of words that lead to a name.
func (n *namer) leadIn(j int) bool {
	slash := n.ws[j].start > 0 && n.t.S[n.ws[j].start-1] == '/'
	switch n.ws[j].key {
	case "fao", "attn", "nok":
		return true
	case "pp":
		return n.ws[j].line || n.ws[j].opens
	case "s":
		return slash && n.ws[j].end < len(n.t.S) && n.t.S[n.ws[j].end] == '/'
	case "o":
		return slash && j > 0 && n.ws[j-1].key == "c"
	case "of":
		return j > 0 && n.ws[j].joined && n.ws[j-1].key == "attention"
	case "by":
		return j > 0 && n.ws[j].joined && slices.Contains(doings, n.ws[j-1].key)
	case "as":
		return j > 0 && n.ws[j].joined && slices.Contains([]string{"known", "aka"}, n.ws[j-1].key) && !n.aboutSite(j-1)
	case "aka", "nicknamed":
		return true
	}
	return false
}
