package person

import (
	"slices"

	"sarsen/index/query"
)

// Queries returns the queries that together find every item that may be about
// the subject, and many that are not: Match and Weigh decide. Each is short
// enough to be shown. Their order is fixed.
func (s *Subject) Queries() []query.Node {
	var list []query.Node
	seen := map[string]bool{}
	add := func(n query.Node) {
		if n != nil && !seen[n.String()] {
			seen[n.String()] = true
			list = append(list, n)
		}
	}
	for _, q := range s.nameQueries() {
		add(q)
	}
	for _, q := range slices.Concat(s.codes.queries(), s.mailQueries(), s.addressQueries(), s.bornQueries()) {
		add(q)
	}
	return list
}
