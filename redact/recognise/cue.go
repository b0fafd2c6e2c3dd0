package recognise

import (
	"cmp"
	"slices"
	"strings"
)

// A cue is what the surroundings say of a word.
type cue uint16

const (
	cueLabel    cue = 1 << iota // after a label, in a header field, in a column of names
	cueGreeting                 // after "Dear"
	cueSignOff                  // below "Kind regards"
	cueAlone                    // by itself on a line, with a comma
	cueAddress                  // before an e-mail address in angle brackets
	cueLine                     // in a line of two to four capitals
	cueCell                     // in a cell of a column of names
	cueHeader                   // in a line of a message's header that names people
	cueLead                     // after "FAO", "seen by" and their like
	cueNever                    // inside an e-mail or web address
)

const strong = cueLabel | cueGreeting | cueSignOff

func sortNames(names []name) {
	slices.SortFunc(names, func(a, b name) int { return cmp.Compare(a.from, b.from) })
}

// mark gives a cue to the words that start in [start, end).
func (n *namer) mark(start, end int, c cue) {
	for i := n.t.wordAt(start); i < len(n.ws) && n.ws[i].start < end; i++ {
		n.cues[i] |= c
	}
}

// addresses keeps words of e-mail and web addresses out, and notes the words
// before an address in angle brackets.
func (n *namer) addresses() {
	for _, f := range Email(n.t) {
		n.mark(f.Start, f.End, cueNever)
		head := strings.TrimRight(n.t.S[max(0, f.Start-9):f.Start], "<[( \t")
		head = strings.TrimSuffix(head, "mailto:")
		head = strings.TrimRight(head, "<[( \t\"'")
		if f.Start == 0 || strings.IndexByte("<[(", n.t.S[f.Start-1]) < 0 || head == "" {
			continue
		}
		for i := n.t.wordAt(f.Start) - 1; i >= 0 && f.Start-n.ws[i].end < 48; i-- {
			between := n.t.S[n.ws[i].end:f.Start]
			if strings.ContainsAny(between, "\n:;>") || !upperWord(n.ws[i]) && n.ws[i].class&isParticle == 0 {
				break
			}
			n.cues[i] |= cueAddress
		}
	}
	for _, f := range URL(n.t) {
		n.mark(f.Start, f.End, cueNever)
	}
}

// phrases keeps out what looks like a name and is a place or a body.
func (n *namer) phrases() {
	for i := 1; i < len(n.ws); i++ {
		if n.ws[i].joined && upperWord(n.ws[i]) && upperWord(n.ws[i-1]) && known(n.ws[i-1].key+"-"+n.ws[i].key)&isPhrase != 0 {
			n.cues[i-1] |= cueNever
			n.cues[i] |= cueNever
		}
	}
}

// notPersons are words in the heading of a column, or before a label's "name",
// that say the name is not a person's.
var notPersons = []string{"file", "street", "road", "company", "business", "organisation", "organization", "school", "team", "user", "host", "property", "product", "project", "scheme", "place", "town", "bank", "document", "site", "service", "department", "ward", "sheet", "premises", "trading", "domain", "event", "building"}

// people reports whether a label is that of a person's name.
func people(label string) bool {
	lead := false
	for _, w := range strings.FieldsFunc(lower(label), func(r rune) bool { return !letterOrDigit(r) }) {
		if slices.Contains(notPersons, w) || w == "id" || w == "no" || w == "number" || w == "ref" || w == "date" || w == "address" || w == "phone" || w == "email" || w == "type" || w == "status" || w == "postcode" {
			return false
		}
		lead = lead || w == "who" || known(w)&isLead != 0
	}
	return lead
}

// fields takes cues from the hints: header fields with people in them and
// columns of names.
func (n *namer) fields() {
	for _, h := range n.t.Hints {
		switch h.Kind {
		case "field":
			switch lower(h.Label) {
			case "from", "to", "cc", "bcc", "sender", "reply-to":
				start := h.Start
				if k := strings.IndexByte(n.t.S[h.Start:h.End], ':'); k >= 0 && k < 12 {
					start += k + 1
				}
				n.mark(start, h.End, cueLabel|cueHeader)
			}
		case "cell":
			if people(h.Label) {
				n.mark(h.Start, h.End, cueLabel|cueCell)
			}
		}
	}
}

// cells takes what fills a cell in a column of names, and is written as a name
// is, for one: two to four capitals or initials, none of a body or a post.
func (n *namer) cells() {
	for _, h := range n.t.Hints {
		if h.Kind != "cell" || h.End-h.Start > 60 || !people(h.Label) {
			continue
		}
		from := n.t.wordAt(h.Start)
		to, whole := from, 0
		for to < len(n.ws) && n.ws[to].end <= h.End && upperWord(n.ws[to]) && (to == from || n.ws[to].joined) && n.ws[to].class&(isOrg|isRole|isLead|isGreeting) == 0 {
			if n.ws[to].casing != initial && n.ws[to].class&isTitle == 0 {
				whole++
			}
			to++
		}
		if to-from < 2 || to-from > 4 || whole == 0 || strings.TrimSpace(strings.Trim(n.t.S[n.ws[to-1].end:h.End], ". ")) != "" {
			continue
		}
		n.take(name{from, to, 0.75, "name: fills a cell in a column of names"})
	}
}

// lines takes cues from the layout of letters and forms.
func (n *namer) lines() {
	closing := 0 // lines below the closing of a letter that may hold its name
	for i := 0; i < len(n.ws); {
		end := i + 1
		for end < len(n.ws) && !n.ws[end].line {
			end++
		}
		if closing > 0 {
			closing--
			if n.signature(i, end) {
				n.markWords(i, end, cueSignOff)
			} else {
				closing = 0
			}
		}
		n.greeting(i, end)
		n.alone(i, end)
		n.whole(i, end)
		n.labels(i, end)
		if n.closes(i, end) {
			closing = 2
		}
		i = end
	}
}

func (n *namer) markWords(i, end int, c cue) {
	for ; i < end; i++ {
		n.cues[i] |= c
	}
}

// greeting marks who is greeted: "Dear Sarah and Tom", "Good morning Ali".
func (n *namer) greeting(i, end int) {
	if n.ws[i].key == "good" && i+1 < end {
		i++
	}
	if n.ws[i].class&isGreeting == 0 && !(n.ws[i].key == "thank" && i+1 < end && n.ws[i+1].key == "you") {
		return
	}
	if n.ws[i].key == "thank" {
		i++
	}
	for j := i + 1; j < end && j < i+7; j++ {
		gap := strings.TrimSpace(n.t.S[n.ws[j-1].end:n.ws[j].start])
		known := n.ws[j].class&(isWord|isRole|isOrg) != 0 && n.ws[j].class&(isForename|isSurname) == 0
		if gap == "," && j > i+1 || gap != "" && gap != "," && gap != "/" && gap != "&" && gap != "." || n.ws[j].casing == small && n.ws[j].class&(isForename|isParticle) == 0 && n.ws[j].key != "and" {
			return
		}
		if !known {
			n.cues[j] |= cueGreeting
		}
	}
}

// alone marks a line that holds one or two capitals and ends in a comma or
// dash, as messages begin, and a forename that ends one.
func (n *namer) alone(i, end int) {
	if end-i > 2 || !n.ws[i].line {
		return
	}
	tail := n.t.S[n.ws[end-1].end:]
	last := strings.TrimSpace(tail) == "" || strings.HasPrefix(tail, "\n\n")
	if last && end-i == 1 && n.ws[i].class&isForename != 0 && !slices.Contains(monthNames, n.ws[i].key) {
		n.cues[i] |= cueSignOff // a note that ends with a forename
	}
	if k := strings.IndexByte(tail, '\n'); k >= 0 {
		tail = tail[:k]
	}
	if tail = strings.TrimSpace(tail); tail == "," || tail == "-" || tail == "--" || tail == ":" && n.ws[i].class&isLead == 0 {
		n.markWords(i, end, cueAlone)
	}
}

// whole marks a line of two to four capitals none of which is a word or a
// place, as the first line of an address is.
func (n *namer) whole(i, end int) {
	if end-i < 2 || end-i > 4 || n.ws[i].opens != n.ws[i].line {
		return
	}
	for j, w := range n.ws[i:end] {
		if !upperWord(w) && w.class&isParticle == 0 || w.class&(isForename|isSurname) == 0 && w.class != 0 || j > 0 && !w.joined || w.casing == shout {
			return
		}
	}
	tail := n.t.S[n.ws[end-1].end:]
	if k := strings.IndexByte(tail, '\n'); k >= 0 {
		tail = tail[:k]
	}
	if strings.Trim(tail, " \t\r,") == "" {
		n.markWords(i, end, cueLine)
	}
}

// closes reports whether the line of words [i, end) is the closing of a
// letter.
func (n *namer) closes(i, end int) bool {
	if end-i > 5 {
		return false
	}
	switch n.ws[end-1].key {
	case "regards", "sincerely", "faithfully", "wishes", "truly", "thanks", "cheers", "rgds", "love", "advance", "best", "br", "you", "ever", "x", "xx", "respectfully", "behalf":
		return n.ws[i].key != "dear"
	}
	return false
}

// signature reports whether the line of words [i, end) may be a signature:
// short, and no sentence.
func (n *namer) signature(i, end int) bool {
	if end-i > 5 {
		return false
	}
	for _, w := range n.ws[i:end] {
		if w.casing == numeral || w.class&(isRole|isOrg) != 0 && w.class&(isForename|isSurname) == 0 || w.casing == small && w.class&(isForename|isSurname|isParticle) == 0 && end-i > 1 {
			return false
		}
	}
	return true
}

// labels marks what stands behind a label such as "Tenant:" on its line, or
// on the next when nothing does.
func (n *namer) labels(i, end int) {
	for j := i; j < end; j++ {
		if n.ws[j].class&isLead == 0 {
			continue
		}
		colon, ok := n.colon(j)
		if !ok || !n.leads(i, j) {
			continue
		}
		line := n.t.S[colon:]
		if k := strings.IndexByte(line, '\n'); k >= 0 {
			if strings.TrimSpace(line[:k]) == "" && end < len(n.ws) {
				next := line[k+1:]
				if m := strings.IndexByte(next, '\n'); m >= 0 {
					next = next[:m]
				}
				if len(next) < 40 && !strings.Contains(next, ":") {
					n.mark(colon+k+1, colon+k+1+len(next), cueLabel)
				}
			}
			line = line[:k]
		}
		if k := strings.IndexAny(line, "|\t."); k > 2 && (line[k] != '.' || k > 24) {
			line = line[:k]
		}
		n.mark(colon, colon+min(len(line), 90), cueLabel)
	}
}

// colon returns the offset after the colon that makes word j a label.
func (n *namer) colon(j int) (int, bool) {
	rest := n.t.S[n.ws[j].end:min(len(n.t.S), n.ws[j].end+8)]
	k := strings.IndexByte(rest, ':')
	if k < 0 || strings.Trim(rest[:k], " \t)(s*_") != "" {
		return 0, false
	}
	return n.ws[j].end + k + 1, true
}

// leads reports whether word j is a label in the line that begins at i: not
// one of a thing's name, and "From", "To" and their like only at the start.
func (n *namer) leads(i, j int) bool {
	switch n.ws[j].key {
	case "from", "to", "cc", "bcc":
		return j == i
	case "name", "names", "manager", "contact":
		return j == i || !slices.Contains(notPersons, n.ws[j-1].key)
	}
	return true
}
