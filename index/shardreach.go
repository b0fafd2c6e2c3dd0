package index

import (
	"sarsen/index/fold"
	"sarsen/index/query"
)

// reach returns the numbers of the parts in which a query can find anything, as
// far as sources and dates tell that at its top.
func (v *view) reach(q query.Node) []int {
	var parts []int
	for n, p := range v.parts {
		if reaches(q, p.entry) {
			parts = append(parts, n)
		}
	}
	return parts
}

// reaches reports whether a query may find a document of a shard.
func reaches(q query.Node, e entry) bool {
	switch q := q.(type) {
	case query.And:
		for _, n := range q.Nodes {
			if !reaches(n, e) {
				return false
			}
		}
	case query.Date:
		return reachesDate(q, e.Period)
	case query.Field:
		if q.Name != sourceField {
			return true
		}
		switch value := q.Node.(type) {
		case query.Word:
			return fold.String(value.Text) == fold.String(e.Source)
		case query.Phrase:
			return fold.String(value.Text) == fold.String(e.Source)
		}
	}
	return true
}

func reachesDate(q query.Date, p period) bool {
	year := q.Day.Year()
	switch {
	case p.Undated:
		return false
	case q.Before:
		return p.First == 0 || p.First <= year
	default:
		return p.Last == 0 || p.Last >= year
	}
}
