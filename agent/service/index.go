package service

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"sarsen/index"
)

// openIndex opens the index and brings it up to date with the catalogue. It is
// made again when there is none, and when the one there is of another version. Of
// a damaged one, what is damaged is made again.
func (s *Service) openIndex(ctx context.Context) error {
	dir := s.path("index")
	there, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("open index: %w", err)
	}
	if len(there) == 0 {
		return s.newIndex(ctx)
	}
	err = s.takeIndex(dir)
	if errors.Is(err, index.ErrRebuild) {
		s.remark("The index is of another version of the program, or was never finished. It is made again.")
		return s.newIndex(ctx)
	}
	if err != nil {
		return err
	}
	if err = s.bringUp(ctx); err == nil || ctx.Err() != nil {
		return err
	}
	// Damage that only shows when it is read.
	fixed, repairErr := s.repair(ctx, nil)
	if repairErr != nil {
		return errors.Join(err, repairErr)
	}
	if len(fixed.Dropped) == 0 {
		return err
	}
	return nil
}

func (s *Service) takeIndex(dir string) error {
	e, err := index.Open(dir)
	if err != nil {
		return fmt.Errorf("open index: %w", err)
	}
	s.engine = &whole{Engine: e}
	return nil
}

// newIndex fills a new index. The catalogue is told before it is made: killed
// in between, the next start fills it.
func (s *Service) newIndex(ctx context.Context) error {
	if err := s.cat.AllDirty(); err != nil {
		return err
	}
	if err := os.RemoveAll(s.path("index")); err != nil {
		return fmt.Errorf("remove index: %w", err)
	}
	if err := s.takeIndex(s.path("index")); err != nil {
		return err
	}
	return s.fill(ctx, nil)
}

// bringUp makes the index hold what the catalogue does, where that shows without
// reading it: shards that cannot be opened are dropped, and where the numbers
// differ, the items are compared.
func (s *Service) bringUp(ctx context.Context) error {
	dropped, err := s.dropBad(ctx, s.engine.Shards)
	if err != nil {
		return err
	}
	for _, sh := range dropped {
		s.remark("A part of the index (%s) was damaged. Its items are indexed again.", partName(sh))
	}
	left, err := s.cat.CountDirty(ctx)
	if err != nil {
		return err
	}
	if left > slowItems {
		s.remark("Indexing %d items that are not in the index yet.", left)
	}
	if err := s.fill(ctx, nil); err != nil {
		return err
	}
	if err := s.dropUnconfigured(ctx); err != nil {
		return err
	}
	held, err := s.engine.items(ctx)
	if err != nil {
		return err
	}
	bySource, err := s.cat.LiveBySource(ctx)
	if err != nil {
		return err
	}
	due := 0
	for source, n := range bySource {
		if s.searched(source) {
			due += n
		}
	}
	if held == due {
		return nil
	}
	_, err = s.reconcile(ctx, nil)
	return err
}

// slowItems take so long to index that somebody should know why nothing happens.
const slowItems = 5000

// searched reports whether the index holds a source: one that is taken out of the
// configuration is not searched any more.
func (s *Service) searched(source string) bool {
	_, ok := s.source(source)
	return ok
}

// dropBad drops the shards in which look finds a problem.
func (s *Service) dropBad(ctx context.Context, look func(context.Context) ([]index.Shard, error)) ([]index.Shard, error) {
	shards, err := look(ctx)
	if err != nil {
		return nil, err
	}
	damaged := bad(shards)
	return damaged, s.drop(damaged)
}

func (s *Service) drop(shards []index.Shard) error {
	names := make([]string, len(shards))
	for i, sh := range shards {
		names[i] = sh.Name
	}
	return s.engine.Drop(names...)
}

// dropUnconfigured drops the shards of sources that are no longer configured.
// The catalogue keeps their items: a source that comes back is indexed again
// without being read.
func (s *Service) dropUnconfigured(ctx context.Context) error {
	shards, err := s.engine.Shards(ctx)
	if err != nil {
		return err
	}
	var gone []index.Shard
	said := map[string]bool{}
	for _, sh := range shards {
		if s.searched(sh.Source) {
			continue
		}
		gone = append(gone, sh)
		if !said[sh.Source] {
			said[sh.Source] = true
			s.remark("Source %q is no longer configured: what was read from it is not searched any more.", sh.Source)
		}
	}
	return s.drop(gone)
}

// partName names a shard for people.
func partName(sh index.Shard) string {
	if sh.Period == "all" {
		return sh.Source
	}
	return sh.Source + ", " + sh.Period
}

func (s *Service) remark(format string, args ...any) {
	if s.say != nil {
		s.say(fmt.Sprintf(format, args...))
	}
}
