package person

import (
	"slices"
	"strings"
)

// Match returns the places of a canonical text that refer to the subject,
// sorted by start; none lies inside another. A surname or a forename alone is
// among them only when a surer fact is, and nobody else of that name; a surname
// after a title also when there is nothing else.
func (s *Subject) Match(text string) []Hit { return s.match(read(text, false), false) }

// MatchKnown is Match for a text of which it is known otherwise that it speaks
// of the subject: a surname or a forename alone counts.
func (s *Subject) MatchKnown(text string) []Hit { return s.match(read(text, false), true) }

// Look is Match as the beginning of evidence, which remembers how the text was
// read until [Evidence.Forget]. Text and Hits are set.
func (s *Subject) Look(text string) Evidence {
	d := read(text, false)
	return Evidence{Text: text, Hits: s.match(d, false), doc: d}
}

// Known is evidence with what MatchKnown finds.
func (s *Subject) Known(e Evidence) Evidence {
	e.Hits = s.match(e.document(), true)
	return e
}

// Forget makes evidence small: what is asked of it again is read again.
func (e *Evidence) Forget() { e.doc = nil }

// document returns the text as it was read.
func (e *Evidence) document() *document {
	if e.doc == nil {
		return read(e.Text, false)
	}
	return e.doc
}

// MatchName is Match for a file name or a path, where words are also parted by
// capitals, digits and underscores, and small letters mean nothing.
func (s *Subject) MatchName(name string) []Hit { return s.match(read(name, true), false) }

func (s *Subject) match(d *document, known bool) []Hit {
	hits, alone, doubtful := s.matchNames(d)
	hits = slices.DeleteFunc(hits, func(h Hit) bool { return s.ofRelative(d, h) })
	hits = s.matchLogins(d, hits)
	for i, h := range hits {
		if slices.ContainsFunc(s.relatives, func(r *name) bool { return r.surname == compact(h.Value) }) {
			hits[i].Fact, hits[i].Strength = FactSurname, asTitled // the whole family's
		}
	}
	hits = append(hits, s.matchBorn(d, len(hits) > 0)...)
	hits = append(hits, s.matchAddress(d)...)
	hits = append(hits, s.matchEmails(d)...)
	for i := range d.tokens {
		hits = s.codes.match(d, &d.tokens[i], hits)
	}
	hits = slices.DeleteFunc(hits, func(h Hit) bool { return h.Fact == FactPostcode && s.nextDoor(d, h) })
	hits = append(hits, confirmed(doubtful, hits)...)
	if !slices.ContainsFunc(hits, func(h Hit) bool { return !h.unasked }) {
		hits = nil
	}
	if known || slices.ContainsFunc(hits, anchors) || len(hits) == 0 && s.onlySurnames() {
		hits = append(hits, alone...)
	} else if len(hits) == 0 {
		hits = titledOnly(alone)
	}
	return outermost(hits)
}

// ofRelative reports whether a name is all of a relative's surname, beside their
// forename: Nasreen Abdul Rahman is not Mohammed Abdul Rahman.
func (s *Subject) ofRelative(d *document, h Hit) bool {
	if len(s.relatives) == 0 {
		return false
	}
	i := d.tokenAt(d.folded.Folded(h.Start))
	before, value := "", compact(h.Value)
	if d.at(i).link == linkSpace {
		before = d.at(i - 1).word
	}
	after := d.at(d.tokenAt(d.folded.Folded(h.End)))
	return slices.ContainsFunc(s.relatives, func(r *name) bool {
		return r.surname == value && (r.fore == before || r.fore == after.word && (after.link == linkComma || after.link == linkSpace))
	})
}

// anchors reports whether a hit is telling enough for a surname or a forename
// elsewhere to be taken for the subject's.
func anchors(h Hit) bool {
	switch h.Fact {
	case FactName, FactFormerName, FactNickname:
		return h.Strength >= smallLetters
	case FactInitials:
		return h.Strength >= asInitials*asTyped
	default:
		return h.Strength >= asTyped || h.Exact && h.Strength > asPlace
	}
}

// onlySurnames reports whether the subject's names are without forenames.
func (s *Subject) onlySurnames() bool {
	return len(s.names) > 0 && !slices.ContainsFunc(s.names, func(n *name) bool { return n.initials != "" })
}

// outermost sorts hits and drops those inside another.
func outermost(hits []Hit) []Hit {
	slices.SortFunc(hits, func(a, b Hit) int {
		switch {
		case a.Start != b.Start:
			return a.Start - b.Start
		case a.End != b.End:
			return b.End - a.End
		case a.Strength != b.Strength && a.Strength > b.Strength:
			return -1
		case a.Strength != b.Strength:
			return 1
		default:
			return strings.Compare(a.Fact, b.Fact)
		}
	})
	kept := hits[:0]
	end := -1
	for _, h := range hits {
		if h.End <= end {
			continue
		}
		kept, end = append(kept, h), h.End
	}
	return kept
}
