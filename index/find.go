package index

import (
	"context"
	"errors"
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"

	"sarsen/index/query"
)

// Find implements Engine.
func (e *engine) Find(ctx context.Context, queries []query.Node, only []string) (list []Finding, err error) {
	d, err := e.read(ctx)
	if err != nil {
		return nil, err
	}
	defer d.close(&err)
	list = make([]Finding, len(queries))
	runs := d.runs()
	for i, q := range queries {
		d.effort.steps.Store(0)
		list[i], err = e.find(d, runs, q, only)
		if errors.Is(err, ErrQuery) {
			list[i] = Finding{Err: err}
		} else if err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (e *engine) find(d *reading, runs []*run, q query.Node, only []string) (Finding, error) {
	p, notes, err := d.plan(q)
	if err != nil {
		return Finding{}, err
	}
	answers, err := e.answers(d, runs, q, p, only)
	if err != nil {
		return Finding{}, err
	}
	f := Finding{Notes: notes}
	once := d.moving || e.pieces.all() > 0
	seen := map[string]bool{}
	for _, a := range answers {
		err := a.guarded(func() error {
			return a.ids(a.docs, func(id string) {
				if once {
					id = e.pieces.item(id)
					if seen[id] {
						return
					}
					seen[id] = true
				}
				f.IDs = append(f.IDs, id)
			})
		})
		if err != nil {
			return Finding{}, err
		}
	}
	return f, nil
}

// plan returns the plan for a query, with remarks.
func (d *reading) plan(q query.Node) (plan, []string, error) {
	if q == nil {
		return nil, nil, refuse("there is nothing to look for")
	}
	if deeper(q, maxDepth) {
		return nil, nil, refuse("the groups are nested too deeply; use fewer parentheses")
	}
	c := &compiler{reading: d}
	p, err := c.compile(q, anywhere())
	return p, c.notes, err
}

func (d *reading) runs() []*run {
	runs := make([]*run, len(d.segments))
	for i, s := range d.segments {
		runs[i] = newRun(d, s)
	}
	return runs
}

// answers returns what a plan finds in each segment where it finds anything, in
// a fixed order.
func (e *engine) answers(d *reading, runs []*run, q query.Node, p plan, only []string) ([]*answer, error) {
	reach := map[int]bool{}
	for _, n := range d.reach(q) {
		reach[n] = true
	}
	var documents []string
	if only != nil {
		documents = e.documents(only)
	}
	found := make([]*answer, len(runs))
	err := d.each(func(s *section) error {
		if !reach[s.shard] {
			return nil
		}
		r := runs[s.at]
		var within *roaring.Bitmap
		if only != nil {
			var err error
			if within, err = s.DocNumbers(documents); err != nil || within.IsEmpty() {
				return err
			}
		}
		docs, err := p.find(r, within)
		if err == nil && !docs.IsEmpty() {
			found[s.at] = &answer{run: r, docs: docs}
		}
		return err
	})
	if err != nil {
		return nil, failed(err)
	}
	var list []*answer
	for _, a := range found {
		if a != nil {
			list = append(list, a)
		}
	}
	return list, nil
}

// failed tells what a search failed over. What is said of a query stays as it is.
func failed(err error) error {
	if errors.Is(err, ErrQuery) {
		return err
	}
	return fmt.Errorf("search index: %w", err)
}

// ids calls fn with the IDs of documents.
func (r *run) ids(docs *roaring.Bitmap, fn func(string)) error {
	n := 0
	for it := docs.Iterator(); it.HasNext(); n++ {
		if n%contextEvery == 0 && r.reading.ctx.Err() != nil {
			return r.reading.ctx.Err()
		}
		id, err := r.DocID(uint64(it.Next()))
		if err != nil {
			return fmt.Errorf("read index: %w", err)
		}
		fn(string(id))
	}
	return nil
}
