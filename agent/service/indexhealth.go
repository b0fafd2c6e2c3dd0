package service

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"sarsen/index"
)

// errCrawling refuses what needs a catalogue that nobody writes to.
var errCrawling = errors.New("a crawl is running: try again when it has finished")

// bad returns the shards that have a problem.
func bad(shards []index.Shard) []index.Shard {
	return slices.DeleteFunc(slices.Clone(shards), func(sh index.Shard) bool { return sh.Problem == "" })
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
func (h IndexHealth) Sound() bool { return len(bad(h.Shards)) == 0 && h.Missing == 0 && h.Extra == 0 }

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
	d, err := s.compare(ctx)
	if err != nil && len(bad(shards)) > 0 { // no list of items can be read
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
		items, err := s.engine.items(ctx)
		return fmt.Sprintf("%d items; not read through, since a crawl is running", items), err
	}
	if err == nil && !h.Sound() {
		err = fmt.Errorf("%d of %d parts damaged, %d items missing, %d too many: 'sarsen index repair' makes them again",
			len(bad(h.Shards)), len(h.Shards), h.Missing, h.Extra)
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
	return s.repair(ctx, progress)
}

func (s *Service) repair(ctx context.Context, progress func(done, of int)) (done IndexRepair, err error) {
	err = s.engine.refill(func() error {
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
	err = s.engine.refill(func() error {
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
	return s.engine.items(ctx)
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
