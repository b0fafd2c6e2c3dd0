package service

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"sarsen/index"
	"sarsen/index/query"
)

// errRefilling is what a search gets while the index is not whole.
var errRefilling = errors.New("the index is being filled again: search when that has finished")

// whole is the index, which refuses to answer while it does not hold everything:
// an officer would take the answer for complete.
type whole struct {
	index.Engine
	refilling atomic.Bool
}

// Search implements index.Engine.
func (w *whole) Search(ctx context.Context, q query.Node, opts index.Options) (index.Result, error) {
	if w.refilling.Load() {
		return index.Result{}, errRefilling
	}
	result, err := w.Engine.Search(ctx, q, opts)
	return result, advise(err)
}

// Find implements index.Engine.
func (w *whole) Find(ctx context.Context, queries []query.Node, only []string) ([]index.Finding, error) {
	if w.refilling.Load() {
		return nil, errRefilling
	}
	list, err := w.Engine.Find(ctx, queries, only)
	return list, advise(err)
}

// Update implements index.Engine.
func (w *whole) Update(ctx context.Context, docs []index.Document, gone []string) error {
	return advise(w.Engine.Update(ctx, docs, gone))
}

// advise adds to an error what to do about it.
func advise(err error) error {
	if errors.Is(err, index.ErrDamaged) {
		return fmt.Errorf("%w; 'sarsen index repair' makes it again", err)
	}
	return err
}

// refill calls fn, until the end of which nobody gets an answer.
func (w *whole) refill(fn func() error) error {
	w.refilling.Store(true)
	defer w.refilling.Store(false)
	return fn()
}

// items returns how many items the index holds.
func (w *whole) items(ctx context.Context) (int, error) {
	_, total, err := w.Frequency(ctx, "sarsen") // any word will do
	return total, err
}
