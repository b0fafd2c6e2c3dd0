package index

import (
	"cmp"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
)

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
