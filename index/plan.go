package index

import (
	"cmp"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

// A plan is a query in the words of one reading. Sets that plans take and return
// are never changed. The plans are everyPlan, wordPlan, rangePlan,
// phrasePlan, andPlan and orPlan.
type plan interface {
	// most is how many documents it can find at most.
	most() int
	// slow is set where to look at fewer documents takes less time.
	slow() bool
	// find returns the documents it finds in a segment: of those within, or of
	// all for nil.
	find(r *run, within *roaring.Bitmap) (*roaring.Bitmap, error)
	// uses calls fn for every word by which it finds any of the documents, all
	// of which it finds.
	uses(r *run, docs *roaring.Bitmap, fn func(use) error) error
	// weighed calls fn for every word that counts for the order of hits.
	weighed(fn func(*leaf))
}

// A use is a word, or a phrase, by which documents were found.
type use struct {
	words  []*leaf // one, or those of the phrase
	phrase *phrasePlan
	boost  float64
	docs   *roaring.Bitmap // which hold it
}

// A run is the answering of queries for one segment. It remembers what several
// of them need.
type run struct {
	*section
	reading *reading
	unions  map[plan]*roaring.Bitmap
	phrases map[string]*checked
}

func newRun(d *reading, s *section) *run {
	return &run{s, d, map[plan]*roaring.Bitmap{}, map[string]*checked{}}
}

// guarded calls do, which reads the segment.
func (r *run) guarded(do func() error) error { return r.reading.guard(r.section, do) }

// and intersects sets; nil stands for all documents.
func (r *run) and(a, b *roaring.Bitmap) (*roaring.Bitmap, error) {
	switch {
	case a == nil:
		return b, nil
	case b == nil:
		return a, nil
	}
	if err := r.reading.spend(r.size()); err != nil {
		return nil, err
	}
	return roaring.And(a, b), nil
}

func (r *run) without(a, b *roaring.Bitmap) (*roaring.Bitmap, error) {
	if a == nil {
		a = r.live
	}
	if err := r.reading.spend(r.size()); err != nil {
		return nil, err
	}
	return roaring.AndNot(a, b), nil
}

func (r *run) union(sets []*roaring.Bitmap) (*roaring.Bitmap, error) {
	switch len(sets) {
	case 0:
		return roaring.New(), nil
	case 1:
		return sets[0], nil
	}
	if err := r.reading.spend(r.size() * len(sets)); err != nil {
		return nil, err
	}
	return roaring.FastOr(sets...), nil
}

// everyPlan finds all documents.
type everyPlan struct{ docs int }

func (p everyPlan) most() int                                              { return p.docs }
func (everyPlan) slow() bool                                               { return false }
func (everyPlan) uses(*run, *roaring.Bitmap, func(use) error) error        { return nil }
func (everyPlan) weighed(func(*leaf))                                      {}
func (everyPlan) find(r *run, in *roaring.Bitmap) (*roaring.Bitmap, error) { return r.and(in, r.live) }

// wordPlan finds documents with any of the words. Without a boost they do not
// count for the order.
type wordPlan struct {
	leaves []*leaf
	boost  float64
}

func (p *wordPlan) most() int {
	n := 0
	for _, l := range p.leaves {
		n += l.docs
	}
	return n
}

func (*wordPlan) slow() bool { return false }

func (p *wordPlan) find(r *run, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	all, ok := r.unions[p]
	if !ok {
		var sets []*roaring.Bitmap
		for _, l := range p.leaves {
			if set := l.set(r.section); set != nil {
				sets = append(sets, set)
			}
		}
		var err error
		if all, err = r.union(sets); err != nil {
			return nil, err
		}
		r.unions[p] = all
	}
	return r.and(within, all)
}

func (p *wordPlan) uses(r *run, docs *roaring.Bitmap, fn func(use) error) error {
	if p.boost == 0 {
		return nil
	}
	for _, l := range p.leaves {
		set := l.set(r.section)
		if set == nil {
			continue
		}
		of, err := r.and(docs, set)
		if err != nil {
			return err
		}
		if of.GetCardinality() == set.GetCardinality() {
			of = set // which is read sooner
		}
		if err := fn(use{words: []*leaf{l}, boost: p.boost, docs: of}); err != nil {
			return err
		}
	}
	return nil
}

func (p *wordPlan) weighed(fn func(*leaf)) {
	for _, l := range p.leaves {
		if p.boost > 0 {
			fn(l)
		}
	}
}

// andPlan finds documents that all of must find and none of not.
type andPlan struct{ must, not []plan }

// both returns the plan for must without not.
func both(must, not []plan, docs int) plan {
	if len(must) == 0 {
		must = []plan{everyPlan{docs}}
	}
	if len(must) == 1 && len(not) == 0 {
		return must[0]
	}
	// Those that leave least go first, so that few are left for a slow one.
	slices.SortStableFunc(must, func(a, b plan) int {
		return cmp.Or(cmp.Compare(number(a.slow()), number(b.slow())), cmp.Compare(a.most(), b.most()))
	})
	return &andPlan{must, not}
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (p *andPlan) most() int { return p.must[0].most() }

func (p *andPlan) slow() bool {
	return slices.ContainsFunc(p.must, plan.slow) || slices.ContainsFunc(p.not, plan.slow)
}

func (p *andPlan) find(r *run, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	var err error
	for _, q := range p.must {
		if within, err = q.find(r, within); err != nil || within.IsEmpty() {
			return within, err
		}
	}
	for _, q := range p.not {
		found, err := q.find(r, within)
		if err == nil {
			within, err = r.without(within, found)
		}
		if err != nil || within.IsEmpty() {
			return within, err
		}
	}
	return within, nil
}

func (p *andPlan) uses(r *run, docs *roaring.Bitmap, fn func(use) error) error {
	for _, q := range p.must {
		if err := q.uses(r, docs, fn); err != nil {
			return err
		}
	}
	return nil
}

func (p *andPlan) weighed(fn func(*leaf)) {
	for _, q := range p.must {
		q.weighed(fn)
	}
}

// orPlan finds documents that any of its plans finds.
type orPlan struct{ quick, slower []plan }

// either returns the plan for any of a list. Words are joined into one plan.
func either(list []plan) plan {
	var flat []plan
	words := map[float64]*wordPlan{}
	var add func(list []plan)
	add = func(list []plan) {
		for _, p := range list {
			switch p := p.(type) {
			case *orPlan:
				add(p.quick)
				add(p.slower)
			case *wordPlan:
				w, ok := words[p.boost]
				if !ok {
					w = &wordPlan{boost: p.boost}
					words[p.boost] = w
					flat = append(flat, w)
				}
				w.leaves = append(w.leaves, p.leaves...)
			default:
				flat = append(flat, p)
			}
		}
	}
	add(list)
	for _, w := range words {
		w.leaves = distinctLeaves(w.leaves)
	}
	switch len(flat) {
	case 0:
		return &wordPlan{}
	case 1:
		return flat[0]
	}
	o := &orPlan{}
	for _, p := range flat {
		if p.slow() {
			o.slower = append(o.slower, p)
		} else {
			o.quick = append(o.quick, p)
		}
	}
	return o
}

func distinctLeaves(list []*leaf) []*leaf {
	seen := make(map[*leaf]bool, len(list))
	return slices.DeleteFunc(list, func(l *leaf) bool {
		twice := seen[l] || l.docs == 0
		seen[l] = true
		return twice
	})
}

func (p *orPlan) most() int {
	n := 0
	for _, q := range slices.Concat(p.quick, p.slower) {
		n += q.most()
	}
	return n
}

func (p *orPlan) slow() bool { return len(p.slower) > 0 }

// find asks the slow ones only for what was not found by the others, where it is
// narrowed: else to leave that out costs more than it saves.
func (p *orPlan) find(r *run, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	var sets []*roaring.Bitmap
	for _, q := range p.quick {
		set, err := q.find(r, within)
		if err != nil {
			return nil, err
		}
		sets = append(sets, set)
	}
	found, err := r.union(sets)
	for _, q := range p.slower {
		rest := within
		var more *roaring.Bitmap
		if err == nil && rest != nil {
			rest, err = r.without(rest, found)
		}
		if err == nil {
			more, err = q.find(r, rest)
		}
		if err != nil {
			return nil, err
		}
		if !more.IsEmpty() {
			found, err = r.union([]*roaring.Bitmap{found, more})
		}
	}
	return found, err
}

func (p *orPlan) uses(r *run, docs *roaring.Bitmap, fn func(use) error) error {
	for _, q := range slices.Concat(p.quick, p.slower) {
		of, err := q.find(r, docs)
		if err != nil {
			return err
		}
		if of.IsEmpty() {
			continue
		}
		if err := q.uses(r, of, fn); err != nil {
			return err
		}
	}
	return nil
}

func (p *orPlan) weighed(fn func(*leaf)) {
	for _, q := range slices.Concat(p.quick, p.slower) {
		q.weighed(fn)
	}
}
