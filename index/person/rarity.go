package person

import (
	"math"
	"slices"
	"strings"

	"sarsen/index/fold"
)

// An index smaller than this tells nothing about how common a name is.
const tellingIndex = 500

// Shares of all documents that make a word of a name common or rare. Between
// them it is more or less so, by the logarithm. A name that is common in Britain
// is so in the index from a smaller share on.
const (
	rareShare   = 0.002
	knownShare  = 0.005
	commonShare = 0.02
)

// ownBusiness is how many documents one person may have, who makes their name
// look common where it is not known to be.
const ownBusiness = 100

// halfCommon parts the rather common from the rather rare.
const halfCommon = 0.5

// commonness tells how far the name of a hit may be another person's: 1 where
// both forename and surname are common in Britain, or common in the index and
// known as names; 0 where one of them is rare here. A middle name makes it rare.
func (s *Subject) commonness(h Hit, rarity func(string) (int, int)) float64 {
	n := s.nameOf(h)
	if n == nil || s.withMiddle(h) && h.Exact {
		return 0
	}
	surname := commonWord(n.surname, names().family, rarity)
	if n.fore == "" || h.Fact == FactInitials {
		return surname
	}
	return min(surname, commonWord(n.fore, names().common, rarity))
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

// commonWord tells how common a name is, 0 to 1, by the index, and by those that
// are common in Britain where the index is too small to tell. A word that is frequent
// in the index and known as nobody's name is that of one family with much
// business.
func commonWord(word string, inBritain map[string]bool, rarity func(string) (int, int)) float64 {
	listed := inBritain[word]
	most := commonShare
	switch {
	case listed:
		most = knownShare
	case !names().surname[word] && !names().forename[word]:
		return 0
	}
	share, ok := shareOf(word, rarity)
	switch {
	case ok && !listed:
		_, total := rarity(word)
		return between(share-float64(ownBusiness)/float64(total), rareShare, most)
	case ok:
		return between(share, rareShare, most)
	case listed:
		return 1
	default:
		return 0
	}
}

// shareOf returns the part of all documents that have a word, if the index is
// large enough to tell.
func shareOf(word string, rarity func(string) (int, int)) (share float64, ok bool) {
	if rarity == nil {
		return 0, false
	}
	docs, total := rarity(word)
	if total < tellingIndex {
		return 0, false
	}
	return float64(docs) / float64(total), true
}

// between places a share between two others, by logarithms: 0 at least, 1 at
// most.
func between(share, least, most float64) float64 {
	if share <= least {
		return 0
	}
	return min(1, math.Log(share/least)/math.Log(most/least))
}

// sharedNumber is the part of all documents from which on a phone number or a
// reference is not one person's.
const sharedNumber = 0.01

// unshared lowers the weight of a number that stands in a good part of all
// documents: a switchboard, the number of a form.
func unshared(weight float64, value string, rarity func(string) (int, int)) float64 {
	if share, ok := shareOf(compact(value), rarity); ok && share > sharedNumber {
		return min(weight, weighReference-math.Log(share/sharedNumber)-1)
	}
	return weight
}

// Shares of documents that make the word of a street rare or common.
const (
	rareStreet   = 0.0005
	commonStreet = 0.02
)

// streetRarity rates the street of an address from 1, rare in the index, to -1,
// common; 0 where the index does not tell.
func streetRarity(value string, rarity func(string) (int, int)) float64 {
	least, known := 0.0, false
	for _, w := range strings.FieldsFunc(fold.String(value), func(r rune) bool { return !fold.IsWord(r) }) {
		if hasDigit(w) || streetName(w) {
			continue
		}
		if share, ok := shareOf(w, rarity); ok && (!known || share < least) {
			least, known = share, true
		}
	}
	if !known {
		return 0
	}
	return 1 - 2*between(least, rareStreet, commonStreet)
}
