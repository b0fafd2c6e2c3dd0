package service

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"

	"sarsen/index"
	"sarsen/index/query"
)

// errCrawling refuses what needs a catalogue that nobody writes to.
var errCrawling = errors.New("a crawl is running: try again when it has finished")

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

// advise adds to an error what to do about it.
func advise(err error) error {
	if errors.Is(err, index.ErrDamaged) {
		return fmt.Errorf("%w; 'sarsen index repair' makes it again", err)
	}
	return err
}

// refill calls fn, until the end of which nobody gets an answer.
func (s *Service) refill(fn func() error) error {
	if w, ok := s.engine.(*whole); ok {
		w.refilling.Store(true)
		defer w.refilling.Store(false)
	}
	return fn()
}

// An IndexHealth is what is found when the index is read through and compared
// with the catalogue.
type IndexHealth struct {
	Shards  []index.Shard
	Items   int // that the index has to hold
	Missing int // of them, those that it does not hold as they stand
	Extra   int // that it holds and should not
}

// Sound reports whether nothing has to be repaired.
func (h IndexHealth) Sound() bool {
	damaged := slices.ContainsFunc(h.Shards, func(sh index.Shard) bool { return sh.Problem != "" })
	return !damaged && h.Missing == 0 && h.Extra == 0
}

// VerifyIndex reads all of the index and compares it with the catalogue. It
// changes nothing. It is refused while a crawl runs.
func (s *Service) VerifyIndex(ctx context.Context) (IndexHealth, error) {
	if !s.crawling.TryLock() {
		return IndexHealth{}, errCrawling
	}
	defer s.crawling.Unlock()
	shards, err := s.engine.Verify(ctx)
	if err != nil {
		return IndexHealth{}, err
	}
	h := IndexHealth{Shards: shards}
	damaged := slices.ContainsFunc(shards, func(sh index.Shard) bool { return sh.Problem != "" })
	d, err := s.compare(ctx)
	if err != nil && damaged { // no list of items can be read
		return h, ctx.Err()
	}
	dirty, dirtyErr := s.cat.CountDirty(ctx)
	h.Items, h.Missing, h.Extra = d.items, max(len(d.missing), dirty), len(d.extra)
	return h, errors.Join(err, dirtyErr)
}

// checkIndex says in words what VerifyIndex finds.
func (s *Service) checkIndex(ctx context.Context) (string, error) {
	h, err := s.VerifyIndex(ctx)
	if errors.Is(err, errCrawling) {
		_, total, err := s.engine.Frequency(ctx, "sarsen")
		return fmt.Sprintf("%d items; not read through, since a crawl is running", total), err
	}
	if err == nil && !h.Sound() {
		damaged := 0
		for _, sh := range h.Shards {
			if sh.Problem != "" {
				damaged++
			}
		}
		err = fmt.Errorf("%d of %d parts damaged, %d items missing, %d too many: 'sarsen index repair' makes them again",
			damaged, len(h.Shards), h.Missing, h.Extra)
	}
	return fmt.Sprintf("sound, %d items in %d parts", h.Items, len(h.Shards)), err
}

// An IndexRepair says what was done to an index.
type IndexRepair struct {
	Dropped []index.Shard // damaged, and indexed again
	Indexed int           // items
	Removed int           // items that the catalogue does not have
}

// RepairIndex reads all of the index, makes again what is damaged and nothing
// else, and adds and removes the items in which it differs from the catalogue. A
// sound index stays as it is. Killed, the next start goes on.
func (s *Service) RepairIndex(ctx context.Context, by Officer, progress func(done, of int)) (IndexRepair, error) {
	if !s.crawling.TryLock() {
		return IndexRepair{}, errCrawling
	}
	defer s.crawling.Unlock()
	if err := s.record(by, "index.repair", "", "", nil); err != nil {
		return IndexRepair{}, err
	}
	return s.repairWith(ctx, progress)
}

func (s *Service) repair(ctx context.Context) (IndexRepair, error) { return s.repairWith(ctx, nil) }

func (s *Service) repairWith(ctx context.Context, progress func(done, of int)) (done IndexRepair, err error) {
	err = s.refill(func() error {
		dropped, err := s.dropBad(ctx, s.engine.Verify)
		if err != nil {
			return err
		}
		if done, err = s.reconcile(ctx, progress); err == nil {
			done.Dropped = dropped
		}
		return err
	})
	return done, err
}

// RebuildIndex makes the whole index again from the catalogue. Killed, the next
// start goes on.
func (s *Service) RebuildIndex(ctx context.Context, by Officer, progress func(done, of int)) (items int, err error) {
	if !s.crawling.TryLock() {
		return 0, errCrawling
	}
	defer s.crawling.Unlock()
	if err := s.record(by, "index.rebuild", "", "", nil); err != nil {
		return 0, err
	}
	err = s.refill(func() error {
		// The catalogue first: killed in between, the next start fills the index.
		if err := s.cat.AllDirty(); err != nil {
			return err
		}
		shards, err := s.engine.Shards(ctx)
		if err == nil {
			err = s.drop(shards)
		}
		if err == nil {
			err = s.fill(ctx, progress)
		}
		if err == nil {
			err = s.dropUnconfigured(ctx)
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	_, items, err = s.engine.Frequency(ctx, "sarsen")
	return items, err
}

// reconcile indexes what the index misses of the catalogue, and removes what it
// has too much.
func (s *Service) reconcile(ctx context.Context, progress func(done, of int)) (IndexRepair, error) {
	d, err := s.compare(ctx)
	if err != nil {
		return IndexRepair{}, err
	}
	if err := s.cat.MarkDirty(d.missing); err != nil {
		return IndexRepair{}, err
	}
	if len(d.extra) > 0 {
		if err := s.engine.Update(ctx, nil, d.extra); err != nil {
			return IndexRepair{}, err
		}
	}
	dirty, err := s.cat.CountDirty(ctx)
	if err != nil {
		return IndexRepair{}, err
	}
	return IndexRepair{Indexed: dirty, Removed: len(d.extra)}, s.fill(ctx, progress)
}

// fill indexes everything that the catalogue has as not indexed.
func (s *Service) fill(ctx context.Context, progress func(done, of int)) error {
	c := s.crawl(nil)
	if progress != nil {
		of, err := s.cat.CountDirty(ctx)
		if err != nil {
			return err
		}
		c.Index = &told{Engine: s.engine, of: of, progress: progress}
	}
	return c.Flush(ctx)
}

// told is an index that tells how many items it took.
type told struct {
	index.Engine
	done, of int
	progress func(done, of int)
}

// Update implements index.Engine.
func (t *told) Update(ctx context.Context, docs []index.Document, gone []string) error {
	err := t.Engine.Update(ctx, docs, gone)
	t.done += len(docs) + len(gone)
	t.progress(t.done, t.of)
	return err
}

// A difference is what the index and the catalogue do not have in common.
type difference struct {
	items          int // that the index has to hold
	missing, extra []string
}

// compare compares the items that the index holds with those of the catalogue.
// One that the index holds twice is missing: indexed again, it is there once.
func (s *Service) compare(ctx context.Context) (difference, error) {
	var d difference
	held := map[string]int{}
	if err := s.engine.Items(ctx, func(item string) error { held[item]++; return nil }); err != nil {
		return d, err
	}
	err := s.cat.EachLive(ctx, func(id, source string) error {
		if !s.searched(source) {
			return nil
		}
		d.items++
		if held[id] != 1 {
			d.missing = append(d.missing, id)
		}
		delete(held, id)
		return nil
	})
	if err != nil {
		return d, fmt.Errorf("compare index: %w", err)
	}
	for id := range held {
		d.extra = append(d.extra, id)
	}
	slices.Sort(d.extra)
	return d, nil
}
