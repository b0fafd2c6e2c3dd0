package person

import (
	"slices"
	"strings"
)

// Match returns the places of a canonical text that refer to the subject,
// sorted by start; none lies inside another. A surname or a forename alone is
// among them only when a surer fact is, and nobody else of that name.
func (s *Subject) Match(text string) []Hit { return s.match(read(text, false)) }

// MatchName is Match for a file name or a path, where words are also parted by
// capitals, digits and underscores, and small letters mean nothing.
func (s *Subject) MatchName(name string) []Hit { return s.match(read(name, true)) }

func (s *Subject) match(d *document) []Hit {
	hits, alone := s.matchNames(d)
	hits = append(hits, s.matchBorn(d)...)
	hits = append(hits, s.matchAddress(d)...)
	hits = append(hits, s.matchEmails(d)...)
	for _, t := range d.tokens {
		hits = s.codes.match(d, t, hits)
	}
	if slices.ContainsFunc(hits, anchors) || len(hits) == 0 && s.onlySurnames() {
		hits = append(hits, alone...)
	}
	return outermost(hits)
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

// matchEmails returns the places of the subject's e-mail addresses.
func (s *Subject) matchEmails(d *document) []Hit {
	var hits []Hit
	for _, e := range s.emails {
		for i := 0; ; {
			at := strings.Index(d.s[i:], e)
			if at < 0 {
				break
			}
			start, end := i+at, i+at+len(e)
			if wholeAddress(d.s, start, end) {
				hits = append(hits, d.hit(FactEmail, start, end, 1, true))
			}
			i = end
		}
	}
	return hits
}

// wholeAddress reports whether s[start:end] is not a part of a longer e-mail
// address. A full stop after it may end a sentence.
func wholeAddress(s string, start, end int) bool {
	part := func(b byte) bool {
		return 'a' <= b && b <= 'z' || '0' <= b && b <= '9' || strings.IndexByte("_%+-", b) >= 0
	}
	if start > 0 && (part(s[start-1]) || s[start-1] == '.') {
		return false
	}
	if end < len(s) && part(s[end]) {
		return false
	}
	return end+1 >= len(s) || s[end] != '.' || !part(s[end+1])
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
