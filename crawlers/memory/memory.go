// Package memory is a source that lives in memory, for tests: the twin of the
// real ones, whose content a test changes between two walks.
package memory

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"sarsen/crawlers"
)

// A Source holds entries with their content. It is safe for concurrent use;
// Close leaves the content in place.
type Source struct {
	mu      sync.Mutex
	entries []entry
	version int
}

type entry struct {
	crawlers.Entry
	data []byte
}

// New returns an empty source.
func New() *Source { return &Source{} }

// PutFile adds or replaces the file at path.
func (s *Source) PutFile(path string, data []byte) {
	s.Put(crawlers.Entry{Key: path, Path: path}, data)
}

// Put adds an entry or replaces the one with its Key. Size is set, and Stamp,
// Locator and Path where they are empty. A Store's messages are those with its
// Path and a Part.
func (s *Source) Put(e crawlers.Entry, data []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.version++
	if e.Stamp == "" {
		e.Stamp = fmt.Sprint("version ", s.version)
	}
	if e.Locator == "" {
		e.Locator = e.Key
	}
	if e.Path == "" {
		e.Path = e.Key
	}
	e.Size = int64(len(data))
	s.remove(e.Key)
	s.entries = append(s.entries, entry{e, bytes.Clone(data)})
	slices.SortStableFunc(s.entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), first(b.Store)-first(a.Store))
	})
}

func first(store bool) int {
	if store {
		return 1
	}
	return 0
}

// Remove takes the entry with this key away.
func (s *Source) Remove(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.remove(key)
}

func (s *Source) remove(key string) {
	s.entries = slices.DeleteFunc(s.entries, func(e entry) bool { return e.Key == key })
}

// Walk implements crawlers.Source, in the order of paths. It walks what was
// there when it began.
func (s *Source) Walk(ctx context.Context, fn func(crawlers.Entry) error) error {
	s.mu.Lock()
	entries := slices.Clone(s.entries)
	s.mu.Unlock()
	skip := ""
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		if skip != "" && e.Path == skip {
			continue
		}
		skip = ""
		err := fn(e.Entry)
		switch {
		case errors.Is(err, crawlers.SkipStore) && e.Store:
			skip = e.Path
		case errors.Is(err, crawlers.SkipStore):
		case err != nil:
			return err
		}
	}
	return nil
}

// Open implements crawlers.Source.
func (s *Source) Open(ctx context.Context, e crawlers.Entry) (crawlers.Content, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, have := range s.entries {
		if have.Locator == e.Locator {
			return Content(have.data), nil
		}
	}
	return nil, fmt.Errorf("open entry: %w", crawlers.ErrGone)
}

// Close implements crawlers.Source.
func (s *Source) Close() error { return nil }

// Content returns data as an opened entry.
func Content(data []byte) crawlers.Content { return content{bytes.NewReader(data)} }

type content struct{ *bytes.Reader }

func (content) Close() error { return nil }
