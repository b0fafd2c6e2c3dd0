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
	cuePhrase                   // in two words that are a place, a body or a brand
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
	n.internal()
	for _, f := range URL(n.t) {
		n.mark(f.Start, f.End, cueNever)
	}
}

// internal notes the words before an address of an office system that has no
// domain, as quoted headers keep them: "Xola Qwerty@SARSEN", "Xola
// Qwerty/Housing/SARSEN@SARSEN".
func (n *namer) internal() {
	for i := 1; i+1 < len(n.ws); i++ {
		w := n.ws[i]
		if !w.joined || !capitalWord(w) || !capitalWord(n.ws[i-1]) || w.end >= len(n.t.S)-1 || !alnum(n.t.S[w.end+1]) {
			continue
		}
		if c := n.t.S[w.end]; c == '@' || c == '/' && strings.Contains(n.t.S[w.end:min(len(n.t.S), w.end+40)], "@") {
			n.cues[i] |= cueAddress
			for k := i - 1; k >= max(0, i-3) && n.ws[k+1].joined && upperWord(n.ws[k]); k-- {
				n.cues[k] |= cueAddress
			}
		}
	}
}

// phrases notes what looks like a name and is a place, a body or a brand, with
// "and", "&" or "of" in it too. Some of them are names of people as well.
func (n *namer) phrases() {
	for i := 1; i < len(n.ws); i++ {
		if !upperWord(n.ws[i]) {
			continue
		}
		j := i - 1
		if between := n.ws[j].key; j > 0 && (between == "and" || between == "of") {
			j--
		}
		ampersand := j == i-1 && strings.TrimSpace(n.t.S[n.ws[j].end:n.ws[i].start]) == "&"
		if !upperWord(n.ws[j]) || !n.ws[i].joined && !ampersand {
			continue
		}
		both := known(n.ws[j].key + "-" + n.ws[i].key)
		switch law := n.ws[j].owns && i == j+1 && slices.Contains(namedAfter, n.ws[i].key); {
		case both&isBrand != 0 || law:
			n.cues[j] |= cueNever
			n.cues[i] |= cueNever
		case both&isPhrase != 0:
			n.cues[j] |= cuePhrase
			n.cues[i] |= cuePhrase
		}
	}
}

// namedAfter are things that are named after somebody with a possessive:
// "Clare's Law", "Crohn's Disease".
var namedAfter = []string{"law", "disease", "syndrome", "palsy", "guidelines", "scale", "charter", "principle", "arms", "hospital", "hospice"}

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
		case headings:
			n.mark(h.Start, h.End, cueNever)
		case "cell":
			switch {
			case people(h.Label):
				n.mark(h.Start, h.End, cueLabel|cueCell)
			case h.End-h.Start < 40 && slices.Contains(postHeadings, lower(strings.TrimSpace(h.Label))):
				n.mark(h.Start, h.End, cueNever)
			}
		}
	}
}

// cells takes what fills a cell in a column of names, and is written as a name
// is, for one: two to four capitals or initials, none of a body or a post. In a
// column of surnames or forenames any word is one, and one is enough.
func (n *namer) cells() {
	for _, h := range n.t.Hints {
		if h.Kind != "cell" || h.End-h.Start > 60 || !people(h.Label) || strings.EqualFold(strings.TrimSpace(n.t.S[h.Start:h.End]), strings.TrimSpace(h.Label)) {
			continue
		}
		from, part := n.t.wordAt(h.Start), partOfName(h.Label)
		to, whole := from, 0
		for to < len(n.ws) && n.ws[to].end <= h.End && upperWord(n.ws[to]) && (to == from || n.ws[to].joined) && (part || n.ws[to].class&(isOrg|isRole|isLead|isGreeting) == 0) {
			if n.ws[to].casing != initial && n.ws[to].class&isTitle == 0 {
				whole++
			}
			to++
		}
		if to-from < 2 && !part || to-from > 4 || whole == 0 || slices.Contains(nobody, n.ws[from].key) || strings.TrimSpace(strings.Trim(n.t.S[n.ws[to-1].end:h.End], ". ")) != "" {
			continue
		}
		n.take(name{from, to, 0.75, "name: fills a cell in a column of names"})
	}
}

// postHeadings are the headings of columns of what people are, and not who.
var postHeadings = []string{"post", "job", "job title", "role", "position", "occupation", "department", "directorate", "gender", "ethnicity", "religion", "nationality"}

// nobody are words that fill a cell of a column of names and name nobody.
var nobody = []string{"none", "unknown", "vacant", "void", "n", "na", "tbc", "tba", "not", "no", "yes", "withheld", "anonymous", "various", "same", "as", "see", "empty"}

// partOfName reports whether the heading of a column says that nothing but
// surnames or forenames stand below.
func partOfName(label string) bool {
	switch strings.Join(strings.FieldsFunc(lower(label), func(r rune) bool { return !letterOrDigit(r) }), " ") {
	case "surname", "surnames", "last name", "family name", "forename", "forenames", "first name", "first names", "given name", "given names", "middle name", "preferred name", "known as", "maiden name", "christian name":
		return true
	}
	return false
}
