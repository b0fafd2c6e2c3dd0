package person

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"sarsen/index/query"
)

// A Clue is a detail that stands beside the subject's name and is not in the
// profile: another e-mail address, a former address, a case reference. It is
// offered to an officer, and never used before they take it over.
type Clue struct {
	// Fact is FactEmail, FactAddress, FactPhone, FactReference, FactFormerName,
	// FactNickname, FactDateOfBirth or an identifier's kind.
	Fact  string
	Value string   // as it is written most often
	Items []string // IDs of the items in which it stands beside the name, sorted
	// Likelihood is how surely the surest of these items is about the subject.
	Likelihood Likelihood
}

// Queries finds what holds a clue. There are none for a name, an address or a date
// of birth: others have them as well.
func (c Clue) Queries() []query.Node {
	p := Profile{}
	switch c.Fact {
	case FactFormerName, FactNickname, FactAddress, FactDateOfBirth:
		return nil
	case FactEmail:
		p.Emails = []string{c.Value}
	case FactPhone:
		p.Phones = []string{c.Value}
	case FactReference:
		p.References = []string{c.Value}
	default:
		p.Identifiers = map[string]string{c.Fact: c.Value}
	}
	s, err := Compile(p)
	if err != nil {
		return nil
	}
	return s.Queries()
}

// A Seen is an item that was weighed.
type Seen struct {
	Item    string // its ID
	Verdict Verdict
}

// Clues returns what stands beside the subject's name in items that are certain
// or likely and is not in the profile: the surest first, then what stands in
// most items. What also stands in an item that is a namesake's is not offered,
// nor is what contradicts the profile; but another address is, since people
// move.
func Clues(seen []Seen) []Clue {
	found := map[string]*clue{}
	shared := map[string]bool{}
	for _, s := range seen {
		for _, g := range s.Verdict.Sightings {
			trusted := s.Verdict.trusts(g)
			for _, d := range g.Details {
				switch {
				case trusted && (d.weight == 0 || d.Fact == FactAddress):
					c := found[d.key]
					if c == nil {
						c = &clue{fact: d.Fact, values: map[string]int{}, items: map[string]bool{}, surest: Likely}
						found[d.key] = c
					}
					c.add(s, d)
				case s.Verdict.Likelihood == Unlikely || g.Other:
					shared[d.key] = true
				}
			}
		}
	}
	var list []Clue
	for key, c := range found {
		if !shared[key] {
			list = append(list, Clue{Fact: c.fact, Value: c.value(), Items: slices.Sorted(maps.Keys(c.items)), Likelihood: c.surest})
		}
	}
	slices.SortFunc(list, func(a, b Clue) int {
		return cmp.Or(compareLikelihood(a.Likelihood, b.Likelihood), cmp.Compare(len(b.Items), len(a.Items)),
			strings.Compare(a.Fact, b.Fact), strings.Compare(a.Value, b.Value))
	})
	return list
}

// trusts reports whether what stands beside a sighting of the name is the
// subject's: the item is, and of several rows this one.
func (v Verdict) trusts(g Sighting) bool {
	if v.Likelihood != Certain && v.Likelihood != Likely || g.Other || g.Faint {
		return false
	}
	score, _ := g.unit.score()
	return len(v.Sightings) == 1 || g.Own || score >= leastLikely
}

// A clue is a Clue in the making.
type clue struct {
	fact   string
	values map[string]int
	items  map[string]bool
	surest Likelihood
}

func (c *clue) add(s Seen, d Detail) {
	c.values[oneLine(d.Text)]++
	c.items[s.Item] = true
	if s.Verdict.Likelihood == Certain {
		c.surest = Certain
	}
}

// value is the commonest spelling, of several the first.
func (c *clue) value() string {
	best := ""
	for _, v := range slices.Sorted(maps.Keys(c.values)) {
		if c.values[v] > c.values[best] {
			best = v
		}
	}
	return best
}

// compareLikelihood puts the surer first.
func compareLikelihood(a, b Likelihood) int {
	order := []Likelihood{Certain, Likely, Possible, Unlikely}
	return cmp.Compare(slices.Index(order, a), slices.Index(order, b))
}
