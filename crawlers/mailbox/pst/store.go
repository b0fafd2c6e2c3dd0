package pst

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"sarsen/crawlers"
)

// A Store makes an Outlook store one kind of mail store for a source of files:
// its items are entries, opened as extracts.
//
// An item is known by its node, which it keeps for life. Its stamp is made of
// its blocks, of which Outlook takes new ones whenever it writes, so that a
// store that has changed a little has only that little read again. It is safe
// for concurrent use; make it with NewStore.
type Store struct {
	mu     sync.Mutex
	recent []remembered // of stores opened last
}

// NewStore returns a Store.
func NewStore() *Store { return &Store{} }

// keep is of how many stores what holds for all of them is remembered.
const keep = 4

// Name implements the store of a source.
func (*Store) Name() string { return "pst" }

// MediaType implements the store of a source.
func (*Store) MediaType() string { return MediaType }

// Is implements the store of a source.
func (*Store) Is(head []byte) bool { return Is(head) }

// List calls fn for each item. What the store says it holds and does not, and
// a store that cannot be read at all, are entries with a state.
func (s *Store) List(file crawlers.Content, fn func(crawlers.Entry) error) error {
	f, err := s.open(file)
	if err != nil {
		state, why := unreadable(err)
		if state == "" {
			return err
		}
		return fn(crawlers.Entry{
			Key: "all", Part: "messages", Locator: "all", Stamp: "all", Size: -1, MediaType: MessageMediaType,
			State: state, Reason: "none of its messages can be read: " + why.Error(),
		})
	}
	_, err = f.Walk(func(i Item) error {
		e := crawlers.Entry{
			Key: i.Key, Part: i.Place, Locator: i.Key + "@" + f.about.key, Stamp: i.Stamp, Size: -1, MediaType: MessageMediaType,
		}
		if i.Missing != "" {
			e.State, e.Reason = crawlers.Damaged, i.Missing
		}
		return fn(e)
	})
	return err
}

// unreadable returns the state of a store that is not to be read, and why.
func unreadable(err error) (crawlers.State, error) {
	switch {
	case errors.Is(err, ErrEncrypted):
		return crawlers.Encrypted, ErrEncrypted
	case errors.Is(err, ErrDamaged):
		return crawlers.Damaged, ErrDamaged
	}
	return "", err
}

// Open cuts out an item by its locator. When it is no longer there, or the file
// is another store, the error wraps crawlers.ErrGone.
func (s *Store) Open(file crawlers.Content, locator string) (crawlers.Content, error) {
	e, err := s.extract(file, locator)
	if err != nil {
		_ = file.Close()
		return nil, err
	}
	return content{Extract: e, file: file}, nil
}

func (s *Store) extract(file crawlers.Content, locator string) (*Extract, error) {
	f, err := s.open(file)
	if err != nil {
		return nil, err
	}
	item, store, _ := strings.Cut(locator, "@")
	id, err := parseKey(item)
	if err != nil || store != f.about.key {
		return nil, fmt.Errorf("find message: %w", crawlers.ErrGone)
	}
	e, err := f.Extract(id)
	if errors.Is(err, ErrMissing) {
		return nil, fmt.Errorf("find message: %w", crawlers.ErrGone)
	}
	return e, err
}

type content struct {
	*Extract
	file crawlers.Content
}

func (c content) Close() error { return c.file.Close() }

// open opens a store. What holds for all of it is read once for a state of it.
func (s *Store) open(file crawlers.Content) (f *File, err error) {
	defer guard(&err)
	if f, err = open(file, file.Size()); err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	state := f.state()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.recent {
		if r.state == state {
			f.about = r.about
			return f, nil
		}
	}
	if f.about, err = f.read(); err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	if len(s.recent) == keep {
		s.recent = s.recent[1:]
	}
	s.recent = append(s.recent, remembered{state, f.about})
	return f, nil
}

// A remembered is what holds for a store in a state of it.
type remembered struct {
	state string
	about about
}
