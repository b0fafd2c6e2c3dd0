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

// forms tells in which ways a unit writes the name that not everybody of that
// name would share: with a middle name, a former name, the profile's nickname.
func (s *Subject) forms(e Evidence) []string {
	var list []string
	add := func(h Hit) {
		form := ""
		switch first, _, _ := strings.Cut(fold.String(h.Value), " "); {
		case s.withMiddle(h):
			form = "middle name"
		case h.Fact == FactFormerName:
			form = "former name"
		case h.Fact == FactNickname && s.nicknames[first]:
			form = "nickname " + first
		default:
			return
		}
		if !slices.Contains(list, form) {
			list = append(list, form)
		}
	}
	for _, h := range e.Hits {
		add(h)
	}
	for _, f := range e.Fields {
		for _, h := range f.Hits {
			add(h)
		}
	}
	return list
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

// nameOf returns the name of the subject whose surname a hit holds.
func (s *Subject) nameOf(h Hit) *name {
	value := compact(h.Value)
	var first *name
	for _, n := range s.names {
		if n.whole {
			continue
		}
		if first == nil {
			first = n
		}
		if strings.Contains(value, n.surname) {
			return n
		}
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
