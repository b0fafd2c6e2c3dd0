package alike

import (
	"regexp"
	"slices"
	"strings"
)

// A Kind says what differs between two texts that are near each other.
type Kind string

// The kinds of difference.
const (
	Date      Kind = "date"      // a date, or a time of day
	Number    Kind = "number"    // an amount, a count, a page number
	Reference Kind = "reference" // letters with digits
	Quoted    Kind = "quotation" // a quoted message
	Footer    Kind = "footer"    // signature, notice of a mail system
)

// A Difference is a place in which two texts differ.
type Difference struct {
	// Span is the place in the text, Other that in the other one. Either is empty
	// where only the other text has something.
	Span
	Other Span
	Kind  Kind
}

const (
	// same is the fewest words that two texts near each other share.
	same = 20
	// changing is one in how many words may differ, beside footers and quotations.
	changing = 4
	// mostGaps is in how many places two versions differ at most.
	mostGaps = 1000
	// connecting is how many words without digits a date may have.
	connecting = 3
)

// Near reports whether two texts are one in two versions, and where a differs
// from b. Only these may differ: dates, numbers, references, quotations of other
// messages, signatures and notices, and white space and punctuation. What tells
// one person from another may not, even when it is a number: a postcode, the
// number of a house, a date of birth, a National Insurance number, a telephone
// number, an e-mail address. Beside quotations and footers at least 20 words must be
// the same, and no more than one in four differ.
//
// Texts that are the same but for white space are near, without a difference.
func Near(a, b string) (differs []Difference, ok bool) {
	x, y := newSide(a), newSide(b)
	gaps := compare(x.words, y.words)
	shared := len(x.words)
	for _, g := range gaps {
		shared -= g.aEnd - g.a
	}
	if shared < same || len(gaps) > mostGaps {
		return nil, false
	}
	changed := 0
	for _, g := range gaps {
		kind := kindOf(x, y, g)
		if kind == "" {
			return nil, false
		}
		if kind != Quoted && kind != Footer {
			changed += max(g.aEnd-g.a, g.bEnd-g.b)
		}
		differs = append(differs, Difference{x.span(g.a, g.aEnd), y.span(g.b, g.bEnd), kind})
	}
	if own := min(shared, x.own()-changed); own < same || changed*changing > own {
		return nil, false
	}
	return differs, true
}

// side is one of two texts that are compared.
type side struct {
	text  string
	words []word
	// set apart once a difference asks for them
	parts []segment
	foot  []Span
	cut   bool
}

func newSide(text string) *side { return &side{text: text, words: words(text)} }

// span is the place of words [from, to); an empty one after the word before.
func (s *side) span(from, to int) Span {
	switch {
	case from < to:
		return cover(s.words, from, to)
	case from > 0:
		return Span{int(s.words[from-1].end), int(s.words[from-1].end)}
	}
	return Span{}
}

// split finds quotations and footers.
func (s *side) split() {
	if s.cut {
		return
	}
	s.cut, s.parts = true, segments(s.text, 0, true)
	for _, p := range s.parts {
		if at := signed(s.text, p.start, p.end); at < p.end && !p.marked {
			s.foot = append(s.foot, Span{at, p.end})
		}
	}
}

// own counts the words that stand in no quotation and no footer.
func (s *side) own() int {
	s.split()
	n := 0
	for _, p := range s.parts {
		if p.marked {
			continue
		}
		end := p.end
		for _, f := range s.foot {
			if p.start <= f.Start && f.Start < end {
				end = f.Start
			}
		}
		n += len(from(s.words, p.start)) - len(from(s.words, end))
	}
	return n
}

// quotes reports whether words [from, to) stand in a quotation, true for none.
func (s *side) quotes(from, to int) bool {
	if from == to {
		return true
	}
	s.split()
	at := s.span(from, to)
	for _, p := range s.parts { // neighbours that are quoted count as one
		if !p.marked && p.start < at.End && at.Start < p.end {
			return false
		}
	}
	return true
}

func (s *side) footer(from, to int) bool {
	if from == to {
		return true
	}
	s.split()
	at := s.span(from, to)
	return slices.ContainsFunc(s.foot, func(f Span) bool { return f.Start <= at.Start && at.End <= f.End })
}

// kindOf says what a gap is; "" for one that makes the texts different.
func kindOf(x, y *side, g gap) Kind {
	switch {
	case x.quotes(g.a, g.aEnd) && y.quotes(g.b, g.bEnd):
		return Quoted
	case x.footer(g.a, g.aEnd) && y.footer(g.b, g.bEnd):
		return Footer
	case x.tells(g.a, g.aEnd) || y.tells(g.b, g.bEnd):
		return ""
	}
	k, l := x.variable(g.a, g.aEnd), y.variable(g.b, g.bEnd)
	switch {
	case k == "" || l == "":
		return ""
	case k == Date || l == Date:
		return Date
	case k == Reference || l == Reference:
		return Reference
	}
	return Number
}

// months are months and days of the week, in English and Welsh, in full and
// short.
var months = hashed(`january february march april may june july august september october november december
	jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun
	ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr
	ion chwe maw ebr meh gor gorff hyd tach rhag llun mawrth mercher iau gwener sadwrn sul am pm yb yh noon midday midnight st nd rd th`)

// connectives may stand inside a date, beside something that is one.
var connectives = hashed("of the o y and to at ar i on")

func hashed(list string) map[uint64]bool {
	out := map[uint64]bool{}
	for w := range strings.FieldsSeq(list) {
		out[mix(hashOf(w))] = true
	}
	return out
}

// variable reports whether a word is one that differs between versions of a text:
// it has a digit, or belongs to dates.
func (w word) variable(text string) bool {
	return strings.ContainsAny(w.in(text), "0123456789") || months[w.hash]
}

// variable says what words [from, to) are, "" when they are no date, number or
// reference. No words at all are a number.
func (s *side) variable(from, to int) Kind {
	kind, loose, firm := Number, 0, from == to
	for i := from; i < to; i++ {
		w := s.words[i]
		switch text := w.in(s.text); {
		case months[w.hash]:
			kind, firm = Date, true
		case strings.ContainsAny(text, "0123456789"):
			firm = true
			if kind == Number && s.dated(w) {
				kind = Date
			} else if kind == Number && (strings.ContainsFunc(text, letter) || s.inReference(w)) {
				kind = Reference
			}
		case s.inReference(w):
			kind, firm = Reference, true
		case connectives[w.hash]:
			loose++
		default:
			return ""
		}
	}
	if !firm || loose > connecting {
		return ""
	}
	return kind
}

func letter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

// token is the run without white space in which a word stands.
func (s *side) token(w word) string {
	start, end := int(w.start), int(w.end)
	for start > 0 && s.text[start-1] > ' ' && int(w.start)-start < longest {
		start--
	}
	for end < len(s.text) && s.text[end] > ' ' && end-int(w.end) < longest {
		end++
	}
	return s.text[start:end]
}

var dateToken = regexp.MustCompile(`^[("'\[]*(?:\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?|\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}-\d{2}(?:-\d{2}.*)?|\d{1,2}:\d{2}(?::\d{2})?(?i:am|pm)?|(?:19|20)\d{2}|\d{1,2}(?i:st|nd|rd|th|am|pm)|\d{1,2}\.\d{2}(?i:am|pm))\W*$`)

// dated reports whether a word is a part of a date or time, by how it is written
// or the month beside it.
func (s *side) dated(w word) bool {
	if dateToken.MatchString(s.token(w)) {
		return true
	}
	i, _ := slices.BinarySearchFunc(s.words, w.start, func(o word, at int32) int { return int(o.start - at) })
	return i > 0 && months[s.words[i-1].hash] || i+1 < len(s.words) && months[s.words[i+1].hash]
}

// inReference reports whether a word belongs to a reference such as HB/2024/117.
func (s *side) inReference(w word) bool {
	t := s.token(w)
	return len(t) <= 40 && strings.ContainsAny(t, "0123456789") && strings.ContainsFunc(t, letter) && strings.ContainsAny(t, "/-") && !strings.Contains(t, "//")
}

// personal are numbers that tell one person from another.
var personal = regexp.MustCompile(`(?i)\b[a-z]{1,2}\d[a-z\d]?[ \t\n]?\d[a-z]{2}\b|\b[a-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[a-d]\b|(?:\+44|\b0)(?:[ \-()]*\d){9,10}\b`)

// around is how many words beside a difference say what it is.
const around = 6

var (
	births  = hashed("born birth dob geni ganwyd ganed")
	streets = hashed(`street st road rd avenue ave close cl lane drive dr way court ct crescent cres place terrace gardens grove hill row square walk park
		mews green house heol stryd ffordd lon rhodfa clos maes teras`)
	dwellings = hashed("flat unit apartment apt room fflat nhs")
)

// tells reports whether words [from, to) hold what belongs to one person: the
// texts are then about two.
func (s *side) tells(from, to int) bool {
	if from == to {
		return false
	}
	for i := from; i < to; i++ {
		if strings.Contains(s.token(s.words[i]), "@") {
			return true
		}
	}
	for i := max(0, from-around); i < from; i++ {
		if births[s.words[i].hash] || dwellings[s.words[i].hash] && from-i <= 3 {
			return true
		}
	}
	for i := to; i < min(len(s.words), to+4) && to-from <= 2; i++ {
		if streets[s.words[i].hash] && !months[s.words[to-1].hash] && s.sameLine(to-1, i) {
			return true
		}
	}
	at := s.span(from, to)
	start, end := at.Start, at.End
	if from > 0 {
		start = int(s.words[max(0, from-around)].start)
	}
	if to < len(s.words) {
		end = int(s.words[min(len(s.words), to+around)-1].end)
	}
	for _, m := range personal.FindAllStringIndex(s.text[start:end], -1) {
		if start+m[0] < at.End && at.Start < start+m[1] {
			return true
		}
	}
	return false
}

func (s *side) sameLine(i, k int) bool {
	return !strings.Contains(s.text[s.words[i].end:s.words[k].start], "\n")
}
