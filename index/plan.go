package index

import "github.com/RoaringBitmap/roaring/v2"

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
	return p.each(r, docs, func(l *leaf, of *roaring.Bitmap) error {
		return fn(use{words: []*leaf{l}, boost: p.boost, docs: of})
	})
}

// each calls fn for every word that stands in the segment, with those of the
// documents that hold it.
func (p *wordPlan) each(r *run, docs *roaring.Bitmap, fn func(*leaf, *roaring.Bitmap) error) error {
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
		if err := fn(l, of); err != nil {
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
