package person

import "strings"

// An index smaller than this tells nothing about how common a name is.
const tellingIndex = 500

// Shares of all documents that make a word of a name common or rare.
const (
	commonShare = 0.02
	rareShare   = 0.002
)

// common reports whether the name of a hit may well be another person's: both
// forename and surname are common in Britain or in the index. A middle name
// makes it rare.
func (s *Subject) common(h Hit, rarity func(string) (int, int)) bool {
	n := s.nameOf(h)
	if n == nil {
		return false
	}
	if h.Fact != FactInitials && len(strings.Fields(h.Value)) > 2 && h.Exact && len(n.middles) > 0 {
		return false
	}
	surname := commonWord(n.surname, rarity)
	return surname && (n.fore == "" || h.Fact == FactInitials || commonWord(n.fore, rarity))
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
// does not tell.
func commonWord(word string, rarity func(string) (int, int)) bool {
	if rarity != nil {
		if docs, total := rarity(word); total >= tellingIndex {
			switch share := float64(docs) / float64(total); {
			case share >= commonShare:
				return true
			case share <= rareShare:
				return false
			}
		}
	}
	return names().common[word]
}
