package person

import "sort"

// A list of more people than this says little about each.
const manyPeople = 10

// shortText is how many bytes a text may have to be about everybody in it.
const shortText = 1500

// about tells an item about the subject from one that only mentions them: one
// name in a long text, or one of many recipients.
func (s *Subject) about(e Evidence) About {
	for _, f := range e.Fields {
		if len(f.Hits) > 0 && f.People <= manyPeople {
			return AboutSubject
		}
	}
	count := 0
	for _, h := range e.Hits {
		switch groupOf(h.Fact) {
		case FactName:
			count++
		case FactEmail: // as a name: it may be one of many
			count++
		default:
			return AboutSubject
		}
	}
	if count > 1 && !listed(e) || count == 1 && len(e.Text) <= shortText && !listed(e) {
		return AboutSubject
	}
	return AboutMention
}

// listed reports whether the subject is among many recipients.
func listed(e Evidence) bool {
	for _, f := range e.Fields {
		if len(f.Hits) > 0 && f.People > manyPeople {
			return true
		}
	}
	return false
}

// Rows returns the indexes of the rows of a table that are about the subject:
// those in which Match's hits make them at least possible, and nothing speaks
// against it. Rows are byte ranges of the text; hits are as Match sorted them.
func (s *Subject) Rows(text string, hits []Hit, rows []Span) []int {
	var list []int
	for i, r := range rows {
		if r.Start < 0 || r.End > len(text) || r.Start >= r.End {
			continue
		}
		var inside []Hit
		first := sort.Search(len(hits), func(i int) bool { return hits[i].Start >= r.Start })
		for _, h := range hits[first:] {
			if h.Start >= r.End {
				break
			}
			if h.End <= r.End {
				h.Start, h.End = h.Start-r.Start, h.End-r.Start
				inside = append(inside, h)
			}
		}
		if len(inside) == 0 {
			continue
		}
		v := s.Weigh(Evidence{Text: text[r.Start:r.End], Hits: inside})
		if v.Likelihood != Unlikely && len(v.Contradictions) == 0 {
			list = append(list, i)
		}
	}
	return list
}
