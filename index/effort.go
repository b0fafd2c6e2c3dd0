package index

import "sync/atomic"

// Work is counted in steps of some 50 ns, so that what a query may cost does not
// depend on the machine: the same query of the same index is always answered, or
// always refused.
const (
	// mostWork is how many steps one query may take: a second.
	mostWork   = 20_000_000
	lookupWork = 8  // to look a word up in a segment
	entryWork  = 6  // to pass a word while going through those of a segment
	placeWork  = 2  // to read a place of a word of a phrase
	setWork    = 16 // an operation on a set, for each 65,536 documents of a segment
)

// An effort counts work. It is safe for concurrent use.
type effort struct {
	steps atomic.Int64
	most  int64
}

func (e *effort) spend(n int) error {
	if e.steps.Add(int64(n)) > e.most {
		return refuse("it would take too long; search in parts, or add a word that is less common")
	}
	return nil
}
