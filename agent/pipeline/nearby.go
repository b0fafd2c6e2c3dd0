package pipeline

import (
	"slices"

	"sarsen/index/query"
)

// apart is how many words may stand between the parts of a name, such as those
// of other cells of its row. Further apart they are no name, and are found by
// whatever else of the subject stands there.
const apart = 24

// nearby narrows queries for a forename and a surname to those near each other:
// the two of a common name stand somewhere in a large part of all items.
func nearby(queries []query.Node) []query.Node {
	out := make([]query.Node, len(queries))
	for i, q := range queries {
		out[i] = q
		if and, ok := q.(query.And); ok && inParts(q) {
			out[i] = query.Near{First: and.Nodes[0], Second: and.Nodes[1], Words: apart}
		}
	}
	return out
}

// inParts reports whether a query asks for a forename and a surname.
func inParts(q query.Node) bool {
	and, ok := q.(query.And)
	return ok && len(and.Nodes) == 2
}

// oneWord reports whether a query asks for any of some words, each alone.
func oneWord(q query.Node) bool {
	switch q := q.(type) {
	case query.Word, query.Fuzzy, query.Sounds:
		return true
	case query.Or:
		return !slices.ContainsFunc(q.Nodes, func(n query.Node) bool { return !oneWord(n) })
	}
	return false
}
