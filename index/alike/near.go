package alike

import "slices"

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
