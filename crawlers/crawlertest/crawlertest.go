// Package crawlertest is the suite that every source passes: it holds a
// [crawlers.Source] to the contract in that package.
//
// A source's test makes a small place with the oddities of its kind, then
// calls [Run]:
//
//	crawlertest.Run(t, crawlertest.Config{
//		New:  func(t *testing.T) crawlers.Source { ... },
//		Want: map[string]string{"letters/a.txt": "Dear Sir", "mail.mbox // message 1": "Subject: ..."},
//	})
package crawlertest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"sarsen/crawlers"
)

// A Config says what to run the suite on.
type Config struct {
	// New returns a source for one and the same unchanged place at each call,
	// as processes that follow each other would. Its walks are to be in the
	// same order, so the place itself has to list what it holds in one order.
	New func(t *testing.T) crawlers.Source
	// Want is the content of entries by Path, or "Path // Part". Entries that
	// are not in it may be there as well. There must be one at least.
	Want map[string]string
}

// Run runs the suite as subtests of t.
func Run(t *testing.T, c Config) {
	t.Run("entries are well formed", c.wellFormed)
	t.Run("walks are the same", c.repeatable)
	t.Run("stores come before their messages", c.stores)
	t.Run("stores can be skipped", c.skip)
	t.Run("content is right", c.content)
	t.Run("content can be read while walking", c.concurrent)
	t.Run("an error of fn ends the walk", c.stops)
	t.Run("the end of ctx ends the walk", c.cancelled)
	t.Run("what is not there is gone", c.gone)
}

func (c Config) open(t *testing.T) crawlers.Source {
	t.Helper()
	s := c.New(t)
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close source: %v", err)
		}
	})
	return s
}

// Walk returns all entries of a source.
func Walk(t *testing.T, s crawlers.Source) []crawlers.Entry {
	t.Helper()
	var all []crawlers.Entry
	err := s.Walk(t.Context(), func(e crawlers.Entry) error {
		all = append(all, e)
		return nil
	})
	if err != nil {
		t.Fatalf("walk: %v", err)
	}
	return all
}

// Read returns the whole content of an entry.
func Read(t *testing.T, s crawlers.Source, e crawlers.Entry) []byte {
	t.Helper()
	data, err := read(t.Context(), s, e)
	if err != nil {
		t.Fatalf("read %s: %v", Name(e), err)
	}
	return data
}

func read(ctx context.Context, s crawlers.Source, e crawlers.Entry) (data []byte, err error) {
	content, err := s.Open(ctx, e)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, content.Close()) }()
	data, err = io.ReadAll(io.NewSectionReader(content, 0, content.Size()))
	if err == nil && int64(len(data)) != content.Size() {
		err = fmt.Errorf("content of %d bytes says it has %d", len(data), content.Size())
	}
	return data, err
}

// Name is how Config.Want names an entry.
func Name(e crawlers.Entry) string {
	if e.Part == "" {
		return e.Path
	}
	return e.Path + " // " + e.Part
}

func readable(e crawlers.Entry) bool { return e.State == "" && !e.Store }

func (c Config) wellFormed(t *testing.T) {
	keys := map[string]bool{}
	for _, e := range Walk(t, c.open(t)) {
		if e.Key == "" || keys[e.Key] {
			t.Errorf("%s: key %q is empty or not unique", Name(e), e.Key)
		}
		keys[e.Key] = true
		if !utf8.ValidString(e.Key + e.Path + e.Part + e.Locator + e.Stamp + e.Owner + e.Reason) {
			t.Errorf("%q: not all of the entry is UTF-8", Name(e))
		}
		if e.Path == "" || strings.HasPrefix(e.Path, "/") || strings.Contains("/"+e.Path+"/", "/../") {
			t.Errorf("%q: not a path inside the source", e.Path)
		}
		if (e.State == "") != (e.Reason == "") {
			t.Errorf("%s: state %q with reason %q", Name(e), e.State, e.Reason)
		}
		if readable(e) && e.Stamp == "" {
			t.Errorf("%s: no stamp", Name(e))
		}
	}
}

func (c Config) repeatable(t *testing.T) {
	s := c.open(t)
	first, second, third := Walk(t, s), Walk(t, s), Walk(t, c.open(t))
	for i, again := range [][]crawlers.Entry{second, third} {
		if len(again) != len(first) {
			t.Fatalf("walk %d has %d entries, the first %d", i+2, len(again), len(first))
		}
		for j, e := range again {
			if e.Key != first[j].Key || e.Stamp != first[j].Stamp || e.Locator != first[j].Locator || e.State != first[j].State {
				t.Errorf("walk %d, entry %d: got %+v, first %+v", i+2, j, e, first[j])
			}
		}
	}
}

func (c Config) stores(t *testing.T) {
	store := ""
	for _, e := range Walk(t, c.open(t)) {
		if e.Store {
			store = e.Path
		}
		if e.Part != "" && e.Path != store {
			t.Errorf("%s: not directly after its store", Name(e))
		}
		if e.Part == "" && !e.Store {
			store = ""
		}
	}
}

func (c Config) skip(t *testing.T) {
	keys := "" // of the folder that was skipped last
	err := c.open(t).Walk(t.Context(), func(e crawlers.Entry) error {
		if e.Part != "" || keys != "" && strings.HasPrefix(e.Key, keys) {
			t.Errorf("%s: handed over, though its store was skipped", Name(e))
		}
		if e.Store {
			keys = e.Keys
			return crawlers.SkipStore
		}
		return nil
	})
	if err != nil {
		t.Errorf("walk: %v", err)
	}
}

func (c Config) content(t *testing.T) {
	left := map[string]bool{}
	for name := range c.Want {
		left[name] = true
	}
	entries := Walk(t, c.open(t))
	s := c.open(t) // another process, as it were
	for _, e := range entries {
		if !readable(e) {
			continue
		}
		data := Read(t, s, e)
		if e.Size >= 0 && e.Size != int64(len(data)) {
			t.Errorf("%s: size is %d, content has %d bytes", Name(e), e.Size, len(data))
		}
		if again := Read(t, s, e); !bytes.Equal(again, data) {
			t.Errorf("%s: read twice, with different content", Name(e))
		}
		want, ok := c.Want[Name(e)]
		if ok && want != string(data) {
			t.Errorf("%s: got %q, want %q", Name(e), data, want)
		}
		delete(left, Name(e))
	}
	for name := range left {
		t.Errorf("%s: not handed over, or not readable", name)
	}
}

func (c Config) concurrent(t *testing.T) {
	s := c.open(t)
	var wg sync.WaitGroup
	defer wg.Wait()
	err := s.Walk(t.Context(), func(e crawlers.Entry) error {
		if readable(e) {
			wg.Go(func() {
				if _, err := read(t.Context(), s, e); err != nil {
					t.Errorf("%s: %v", Name(e), err)
				}
			})
		}
		return nil
	})
	if err != nil {
		t.Errorf("walk: %v", err)
	}
}

func (c Config) stops(t *testing.T) {
	stop, n := errors.New("stop"), 0
	err := c.open(t).Walk(t.Context(), func(crawlers.Entry) error {
		n++
		return stop
	})
	if !errors.Is(err, stop) || n != 1 {
		t.Errorf("got %v after %d entries, want %v after 1", err, n, stop)
	}
}

func (c Config) cancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := c.open(t)
	err := s.Walk(ctx, func(crawlers.Entry) error { return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("walk: got %v, want %v", err, context.Canceled)
	}
	for _, e := range Walk(t, s) {
		if readable(e) {
			if _, err := read(ctx, s, e); !errors.Is(err, context.Canceled) {
				t.Errorf("open: got %v, want %v", err, context.Canceled)
			}
			return
		}
	}
}

func (c Config) gone(t *testing.T) {
	s := c.open(t)
	for _, e := range Walk(t, s) {
		if !readable(e) {
			continue
		}
		e.Path, e.Locator = e.Path+".gone", strings.Replace(e.Locator, e.Path, e.Path+".gone", 1)+"0"
		if content, err := s.Open(t.Context(), e); !errors.Is(err, crawlers.ErrGone) {
			t.Errorf("got %v, want %v", err, crawlers.ErrGone)
			if err == nil {
				_ = content.Close()
			}
		}
		return
	}
}
