package index

import (
	"context"
	"errors"

	"github.com/RoaringBitmap/roaring/v2"

	"sarsen/index/query"
)

// Places are the parts of a long text in which queries found anything.
type Places struct{ blocks *roaring.Bitmap }

// blockBytes is how exactly Places are kept.
const blockBytes = 16

// Touch reports whether something was found in a byte range of the text, or
// within a few bytes of it.
func (p Places) Touch(start, end int) bool {
	if start < 0 || start >= end {
		return false
	}
	first, last := uint64(start/blockBytes), uint64((end-1)/blockBytes) //nolint:gosec // not negative
	return p.blocks.IntersectsWithInterval(first, last+1)
}

func (p Places) add(s Span) {
	p.blocks.AddRange(uint64(s.Start/blockBytes), uint64(max(s.Start, s.End-1)/blockBytes)+1) //nolint:gosec // offsets of a text
}

// Places implements Engine.
func (e *engine) Places(ctx context.Context, queries []query.Node, items []string) (found map[string]Places, err error) {
	found = map[string]Places{}
	var long []string
	for _, item := range items {
		if e.pieces.of(item) > 0 {
			long = append(long, item)
			found[item] = Places{roaring.New()}
		}
	}
	if len(long) == 0 {
		return found, nil
	}
	d, err := e.read(ctx)
	if err != nil {
		return nil, err
	}
	defer d.close(&err)
	runs := d.runs()
	for _, q := range queries {
		d.effort.steps.Store(0)
		if err := e.mark(d, runs, q, long, found); err != nil && !errors.Is(err, ErrQuery) {
			return nil, err
		}
	}
	return found, nil
}

// mark adds what a query finds in the items to found.
func (e *engine) mark(d *reading, runs []*run, q query.Node, items []string, found map[string]Places) error {
	p, _, err := d.plan(q)
	if err != nil {
		return err
	}
	answers, err := e.answers(d, runs, q, p, items)
	if err != nil {
		return err
	}
	for _, a := range answers {
		err := a.guarded(func() error {
			of := map[uint32]Places{}
			it := a.docs.Iterator()
			err := a.ids(a.docs, func(id string) { of[it.Next()] = found[e.pieces.item(id)] })
			if err != nil {
				return err
			}
			return p.uses(a.run, a.docs, func(u use) error {
				return u.spans(a.run, func(doc uint32, s Span) { of[doc].add(s) })
			})
		})
		if err != nil {
			return failed(err)
		}
	}
	return nil
}
