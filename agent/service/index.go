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
// made again when there is none, when the one there cannot be used, and when
// it does not hold as many items as the catalogue: the engine passes over a
// damaged part of it without an error.
func (s *Service) openIndex(ctx context.Context) error {
	dir := s.path("index")
	there, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("open index: %w", err)
	}
	if len(there) == 0 {
		return s.newIndex(ctx)
	}
	s.engine, err = index.Open(dir)
	if errors.Is(err, index.ErrRebuild) {
		return s.newIndex(ctx)
	}
	if err != nil {
		return fmt.Errorf("open index: %w", err)
	}
	damaged, err := s.damaged(ctx)
	if err != nil {
		return err
	}
	if err := s.engine.Drop(damaged...); err != nil {
		return err
	}
	if err := s.crawl(nil).Flush(ctx); err != nil {
		return err
	}
	if whole, err := s.indexWhole(ctx); whole || err != nil {
		return err
	}
	err = s.engine.Close()
	s.engine = nil
	if err != nil {
		return fmt.Errorf("close index: %w", err)
	}
	return s.newIndex(ctx)
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
	var err error
	if s.engine, err = index.Open(s.path("index")); err != nil {
		return fmt.Errorf("open index: %w", err)
	}
	return s.crawl(nil).Flush(ctx)
}

// indexWhole reports whether the index holds as many items as the catalogue.
func (s *Service) indexWhole(ctx context.Context) (bool, error) {
	_, held, err := s.engine.Frequency(ctx, "sarsen")
	if err != nil {
		return false, err
	}
	live, err := s.cat.Live(ctx)
	return held == live, err
}

// damaged returns the names of the shards that were found damaged.
func (s *Service) damaged(ctx context.Context) ([]string, error) {
	shards, err := s.engine.Shards(ctx)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, sh := range shards {
		if sh.Problem != "" {
			names = append(names, sh.Name)
		}
	}
	return names, nil
}
