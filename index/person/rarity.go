package person

import (
	"slices"
	"strings"

	"sarsen/index/fold"
)

// An index smaller than this tells nothing about how common a name is.
const tellingIndex = 500

// Shares of all documents that make a word of a name common or rare.
const (
	commonShare = 0.02
	rareShare   = 0.002
)

// common reports whether the name of a hit may well be another person's: both
// forename and surname are common in Britain, or common in the index and known
// as names. A middle name makes it rare.
func (s *Subject) common(h Hit, rarity func(string) (int, int)) bool {
	n := s.nameOf(h)
	if n == nil {
		return false
	}
	if s.withMiddle(h) && h.Exact {
		return false
	}
	surname := commonWord(n.surname, rarity)
	return surname && (n.fore == "" || h.Fact == FactInitials || commonWord(n.fore, rarity))
}

// withMiddle reports whether a hit is the name with a middle name in full.
func (s *Subject) withMiddle(h Hit) bool {
	n := s.nameOf(h)
	if n == nil || h.Fact != FactName && h.Fact != FactFormerName && h.Fact != FactNickname {
		return false
	}
	words := strings.FieldsFunc(fold.String(h.Value), func(r rune) bool { return !fold.IsWord(r) })
	return slices.ContainsFunc(n.middles, func(m string) bool { return len(m) > 1 && slices.Contains(words, m) })
}

// A form is a way to write the subject's name. A namesake who is seen with one
// need not bear another.
type form struct {
	fore, surname string
	more          string // a middle name or the profile's nickname, which not everybody of that name would share
}

// within reports whether who bears another form may go by this one as well:
// Smith is less than Smith-Jones.
func (f form) within(other form) bool {
	return f.more == other.more && (f.more != "" || f.fore == other.fore && strings.Contains(other.surname, f.surname))
}

// forms tells in which ways a unit writes the name.
func (s *Subject) forms(e Evidence) []form {
	var list []form
	add := func(hits []Hit) {
		for _, h := range hits {
			n := s.nameOf(h)
			if n == nil || groupOf(h.Fact) != FactName || h.Fact == FactForename {
				continue
			}
			for _, f := range []form{{fore: n.fore, surname: n.surname}, {more: s.addition(h)}} {
				if f != (form{}) && !slices.Contains(list, f) {
					list = append(list, f)
				}
			}
		}
	}
	add(e.Hits)
	for _, f := range e.Fields {
		add(f.Hits)
	}
	return list
}

// addition returns what a hit has beyond forename and surname; "" for nothing.
func (s *Subject) addition(h Hit) string {
	first, _, _ := strings.Cut(fold.String(h.Value), " ")
	switch {
	case s.withMiddle(h):
		return "middle name"
	case h.Fact == FactNickname && s.nicknames[first]:
		return "nickname " + first
	default:
		return ""
	}
}

// firm reports whether a unit has a form of the name that hardly anybody
// shares: with a middle name, a former name, the profile's nickname.
func (s *Subject) firm(e *Evidence) bool {
	telling := func(h Hit) bool { return h.Fact == FactFormerName || s.addition(h) != "" }
	return slices.ContainsFunc(e.Hits, telling) ||
		slices.ContainsFunc(e.Fields, func(f FieldHits) bool { return slices.ContainsFunc(f.Hits, telling) })
}

// otherName returns the reason for a second name of the subject beside the one
// found: who is called by both is hardly somebody else.
func (s *Subject) otherName(groups []ground, hits []Hit) (Reason, bool) {
	i := slices.IndexFunc(groups, func(g ground) bool { return g.group == FactName && g.hit.Strength >= smallLetters })
	if i < 0 || groups[i].hit.Fact == FactSurname {
		return Reason{}, false
	}
	n := s.nameOf(groups[i].hit)
	for _, h := range hits {
		if o := s.nameOf(h); groupOf(h.Fact) == FactName && h.Fact != FactForename && o != nil && o.surname != n.surname && strings.Contains(compact(h.Value), o.surname) {
			return Reason{Fact: h.Fact, Text: h.Value, Start: h.Start, End: h.End}, true
		}
	}
	return Reason{}, false
}

// nameOf returns the name of the subject whose surname a hit holds, the longest
// of several: Smith-Jones holds Smith as well.
func (s *Subject) nameOf(h Hit) *name {
	value := compact(h.Value)
	var first, held *name
	for _, n := range s.names {
		if n.whole {
			continue
		}
		if first == nil {
			first = n
		}
		if strings.Contains(value, n.surname) && (held == nil || len(n.surname) > len(held.surname)) {
			held = n
		}
	}
	if held != nil {
		return held
	}
	return first
}

// commonWord asks the index, and the list of common names where the index
// does not tell. A word that is frequent in the index and known as nobody's
// name is that of one family with much business.
func commonWord(word string, rarity func(string) (int, int)) bool {
	if rarity != nil {
		if docs, total := rarity(word); total >= tellingIndex {
			switch share := float64(docs) / float64(total); {
			case share >= commonShare:
				return names().surname[word] || names().forename[word]
			case share <= rareShare:
				return false
			}
		}
	}
	return names().common[word]
}
