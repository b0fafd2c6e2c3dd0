package index

import (
	"errors"
	"fmt"
	"path/filepath"
	"sync"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
)

// failuresName is under which bleve knows failures.
const failuresName = "sarsen-failures"

// errStopped is the damage of a shard whose writing or merging met something
// that it could not bear, and has ended.
var errStopped = errors.New("a file is damaged: nothing can be written any more")

// failures tells shards when bleve's own goroutines for them have panicked, as
// they do over damaged files. Whoever waits for them would wait for ever.
type failures struct {
	mu sync.Mutex
	of map[string]chan struct{} // by the path that bleve knows
}

func newFailures() *failures { return &failures{of: map[string]chan struct{}{}} }

// watch returns a channel that is closed when a shard fails.
func (f *failures) watch(folder string) <-chan struct{} {
	f.mu.Lock()
	defer f.mu.Unlock()
	told := make(chan struct{})
	f.of[filepath.Join(folder, storeFolder)] = told
	return told
}

func (f *failures) forget(folder string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.of, filepath.Join(folder, storeFolder))
}

// event is called by bleve with what went wrong beside a call, which it tries
// again unless it panicked.
func (f *failures) event(err error, path string) {
	if !errors.Is(err, scorch.ErrAsyncPanic) {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if told, ok := f.of[path]; ok {
		close(told)
		delete(f.of, path)
	}
}

// problem returns why a shard cannot be used; nil when it can.
func (s *shard) problem() error {
	select {
	case <-s.failed:
		return errStopped
	default:
		return s.damage
	}
}

// batch writes to a shard.
func (s *shard) batch(b *bleve.Batch) error {
	if err := s.problem(); err != nil {
		return fmt.Errorf("write index: shard %s: %w: %w", s.Name, ErrDamaged, err)
	}
	done := make(chan error, 1)
	go func() { done <- s.guard(func() error { return s.bleve.Batch(b) }) }()
	select {
	case err := <-done:
		if err != nil {
			return fmt.Errorf("write index: %w", err)
		}
		return nil
	case <-s.failed:
		return fmt.Errorf("write index: shard %s: %w: %w", s.Name, ErrDamaged, errStopped)
	}
}

// close lets go of a shard's files. It does not wait for one that failed, since
// that may never end.
func (s *shard) close() error {
	if s.bleve == nil {
		return nil
	}
	defer s.failures.forget(s.folder)
	done := make(chan error, 1)
	go func() { done <- s.bleve.Close() }()
	select {
	case err := <-done:
		return err
	case <-s.failed:
		return nil
	}
}
