package index

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"
)

// all returns the shards there are.
func (e *engine) all() []*shard {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.shards
}

// Shards implements Engine.
func (e *engine) Shards(ctx context.Context) ([]Shard, error) {
	e.using.RLock()
	defer e.using.RUnlock()
	var list []Shard
	for _, s := range e.all() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		list = append(list, s.about())
	}
	return list, nil
}

// about describes a shard as far as that costs nothing.
func (s *shard) about() Shard {
	out := Shard{Name: s.Name, Source: s.Source, Period: s.Period.String()}
	bytes, err := sizeOf(s.folder)
	out.Bytes = bytes
	if s.bleve != nil && err == nil {
		var n uint64
		n, err = s.bleve.DocCount()
		out.Documents = int(n) //nolint:gosec // far below the limit
	}
	if err = errors.Join(err, s.problem()); err != nil {
		out.Problem = err.Error()
	}
	return out
}

// Drop implements Engine.
func (e *engine) Drop(names ...string) error {
	e.using.Lock()
	defer e.using.Unlock()
	e.mu.Lock()
	defer e.mu.Unlock()
	var keep, gone []*shard
	l := list{Next: e.list.Next}
	for _, s := range e.shards {
		if slices.Contains(names, s.Name) {
			gone = append(gone, s)
			continue
		}
		keep = append(keep, s)
		l.Shards = append(l.Shards, s.entry)
	}
	if len(gone) == 0 {
		return nil
	}
	if err := l.write(e.dir); err != nil {
		return fmt.Errorf("drop shards: %w", err)
	}
	e.list, e.shards = l, keep
	var errs []error
	for _, s := range gone {
		errs = append(errs, s.close(), os.RemoveAll(s.folder))
	}
	errs = append(errs, e.pieces.reload(keep))
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("drop shards: %w", err)
	}
	return nil
}

// place returns the shard that takes a new document, and makes one where there
// is none that takes any more.
func (e *engine) place(source string, date time.Time) (*shard, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	begun := false // the source has a shard for all periods
	for _, s := range e.shards {
		if s.Source != source || s.bleve == nil {
			continue
		}
		begun = begun || s.Period == always
		if !s.Period.holds(date) {
			continue
		}
		full, err := s.full(e.most)
		if err != nil || !full {
			return s, err
		}
	}
	p := always
	if begun {
		p = periodOf(date)
	}
	s, err := newShard(e.dir, entry{Name: shardName(e.list.Next), Source: source, Period: p}, e.failures)
	if err != nil {
		return nil, fmt.Errorf("make shard: %w", err)
	}
	l := list{Next: e.list.Next + 1, Shards: append(slices.Clone(e.list.Shards), s.entry)}
	if err := l.write(e.dir); err != nil {
		return nil, errors.Join(err, s.close())
	}
	e.list, e.shards = l, append(slices.Clone(e.shards), s)
	return s, nil
}
