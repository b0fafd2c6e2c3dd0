// Package fileshare walks a folder on this machine or mounted on it, or a
// single file.
//
// It promises that every name below the folder is handed over once, with a
// state where it cannot or shall not be read: unreadable folders and files,
// links, pipes and devices, what the configuration excludes. It never leaves
// the folder, whatever links there are, never opens anything but regular
// files, and never writes; access times are kept where the system allows it.
//
// Mail stores are found wherever they lie. The package knows none of them: it
// is given their kinds as [Store] (a file that holds messages) and [Layout]
// (a folder whose files are messages).
package fileshare

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"sarsen/crawlers"
)

// A Store is a kind of file that holds messages, such as an mbox.
type Store interface {
	// Name tells the kind apart from the others in a locator.
	Name() string
	// Is reports whether a file that begins with head is of this kind.
	Is(head []byte) bool
	// List calls fn for each message with Key, Part, Locator and Stamp as
	// they are inside the file, Size and MediaType.
	List(file crawlers.Content, fn func(crawlers.Entry) error) error
	// Open opens a message by the Locator that List gave. Closing it closes
	// file, as does an error.
	Open(file crawlers.Content, locator string) (crawlers.Content, error)
}

// A Layout is a kind of folder in which each message is a file, such as a
// Maildir.
type Layout interface {
	// Is reports whether a folder is of this kind, by the names of the
	// folders in it.
	Is(folder func(name string) bool) bool
	// Key returns the name by which the message file name, in the folder
	// child of such a folder, is known for good, and false if the file is no
	// message.
	Key(child, name string) (key string, ok bool)
	// Places lists the child folders where a message may have moved to.
	Places() []string
}

// Options steer a Source. The zero value reads everything, and reads no file
// as a mail store.
type Options struct {
	// Include and Exclude are patterns, see [Options.Validate]. With Include,
	// only files that match one are read. Exclude wins.
	Include, Exclude []string
	// MaxSize is the size in bytes above which a file is not read; 0 is no
	// limit. Stores have none: their messages are held to it.
	MaxSize int64

	Stores  []Store
	Layouts []Layout

	// Known tells what the caller knows of a file from an earlier walk: with
	// known, the file has this stamp already and is, or is not, a store. Such
	// a file is not opened. nil knows nothing, so that each walk reads the
	// beginning of every file to see whether it is a store. It is called from
	// the goroutine of Walk.
	Known func(key, stamp string) (store, known bool)
}

// A Source is a folder or a file to crawl. Walk and Open may run at the same
// time in several goroutines.
type Source struct {
	opts   Options
	filter filter
	dir    string // absolute
	file   string // the one file to read in dir; "" for all
	root   *os.Root
}

// New opens the folder or file at location. The error wraps
// crawlers.ErrDenied or crawlers.ErrGone where one fits.
func New(location string, opts Options) (*Source, error) {
	f, err := newFilter(opts.Include, opts.Exclude)
	if err != nil {
		return nil, err
	}
	abs, err := filepath.Abs(location)
	if err != nil {
		return nil, fmt.Errorf("open source: %w", err)
	}
	info, err := os.Stat(abs)
	if err != nil {
		return nil, fmt.Errorf("open source: %w", classify(err))
	}
	s := &Source{opts: opts, filter: f, dir: abs}
	if !info.IsDir() {
		if abs, err = filepath.EvalSymlinks(abs); err != nil {
			return nil, fmt.Errorf("open source: %w", classify(err))
		}
		s.dir, s.file = filepath.Dir(abs), filepath.Base(abs)
	}
	if s.root, err = os.OpenRoot(s.dir); err != nil {
		return nil, fmt.Errorf("open source: %w", classify(err))
	}
	return s, nil
}

// Walk implements crawlers.Source. Entries come in the order of their names,
// folder by folder. It fails when the folder itself cannot be listed.
func (s *Source) Walk(ctx context.Context, fn func(crawlers.Entry) error) error {
	w := &walk{Source: s, ctx: ctx, fn: fn, owners: owners{}}
	if s.file != "" {
		info, err := s.root.Stat(s.file)
		if err != nil {
			return fmt.Errorf("walk file: %w", classify(err))
		}
		return w.named(&folder{root: s.root}, s.file, info)
	}
	top := &folder{root: s.root}
	if err := top.list(); err != nil {
		return fmt.Errorf("walk folder: %w", classify(err))
	}
	return w.children(top)
}

// Open implements crawlers.Source. A message that its mail program has moved
// inside its store meanwhile is found again.
func (s *Source) Open(ctx context.Context, e crawlers.Entry) (crawlers.Content, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	at, err := parseLocator(e)
	if err != nil {
		return nil, err
	}
	c, err := s.open(at.name)
	if errors.Is(err, fs.ErrNotExist) {
		if moved, ok := s.moved(at.name); ok {
			c, err = s.open(moved)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("open file: %w", classify(err))
	}
	if at.message == "" {
		return c, nil
	}
	return s.openMessage(c, at)
}

func (s *Source) openMessage(c crawlers.Content, at place) (crawlers.Content, error) {
	for _, store := range s.opts.Stores {
		if store.Name() == at.store {
			m, err := store.Open(c, at.message)
			if err != nil {
				return nil, fmt.Errorf("open message: %w", err)
			}
			return m, nil
		}
	}
	_ = c.Close()
	return nil, fmt.Errorf("open message: %w", crawlers.ErrGone)
}

// moved looks for a message file under another of the names it may have.
func (s *Source) moved(name string) (string, bool) {
	child, file := path.Base(path.Dir(name)), path.Base(name)
	for _, l := range s.opts.Layouts {
		key, ok := l.Key(child, file)
		if !ok {
			continue
		}
		for _, place := range l.Places() {
			dir := path.Join(path.Dir(path.Dir(name)), place)
			for _, other := range s.names(dir) {
				if k, ok := l.Key(place, other); ok && k == key {
					return path.Join(dir, other), true
				}
			}
		}
	}
	return "", false
}

func (s *Source) names(dir string) []string {
	f, err := openQuietly(s.root, filepath.FromSlash(dir))
	if err != nil {
		return nil
	}
	defer func() { _ = f.Close() }()
	names, _ := f.Readdirnames(-1) // what could be listed is enough to look in
	return names
}

// Close implements crawlers.Source.
func (s *Source) Close() error { return s.root.Close() }
