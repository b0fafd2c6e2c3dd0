package pipeline

import (
	"slices"
	"unicode/utf8"

	"sarsen/index/query"
)

// apart is how many words may stand between the parts of a name, such as those
// of other cells of its row. Further apart they are no name, and are found by
// whatever else of the subject stands there.
const apart = 24

// initialApart is the same for an initial: further off an "a" is a word.
const initialApart = 5

// nearby narrows queries for a forename and a surname to those near each other:
// the two of a common name stand somewhere in a large part of all items.
func nearby(queries []query.Node) []query.Node {
	out := make([]query.Node, len(queries))
	for i, q := range queries {
		out[i] = q
		if and, ok := q.(query.And); ok && inParts(q) {
			out[i] = beside(and.Nodes[0], and.Nodes[1])
		}
	}
	return out
}

// beside asks for a forename, or its initial nearer still, near a surname.
func beside(forename, surname query.Node) query.Node {
	either, ok := forename.(query.Or)
	if !ok {
		return query.Near{First: forename, Second: surname, Words: apart}
	}
	var words, initials []query.Node
	for _, n := range either.Nodes {
		if w, ok := n.(query.Word); ok && utf8.RuneCountInString(w.Text) == 1 {
			initials = append(initials, n)
		} else {
			words = append(words, n)
		}
	}
	if len(initials) == 0 || len(words) == 0 {
		return query.Near{First: forename, Second: surname, Words: apart}
	}
	return query.Any(
		query.Near{First: query.Any(words...), Second: surname, Words: apart},
		query.Near{First: query.Any(initials...), Second: surname, Words: initialApart})
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
