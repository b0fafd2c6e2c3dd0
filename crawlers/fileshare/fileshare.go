// Package fileshare walks a tree of folders and files: a folder on this
// machine, one mounted on it, a single file, or any other [Tree].
//
// It promises that every name below the top is handed over once, with a
// state where it cannot or shall not be read: unreadable folders and files,
// links, pipes and devices, what the configuration excludes. It never leaves
// the tree, whatever links there are, never opens anything but regular files,
// and never writes; access times are kept where the system allows it. It holds
// no list of all files: memory does not grow with their number, nor with that
// of one folder. A file system that no longer answers ends the walk with an
// error instead of holding it for ever.
//
// Mail stores are found wherever they lie. The package knows none of them: it
// is given their kinds as [Store] (a file that holds messages) and [Layout]
// (a folder whose files are messages). The volumes of a split archive are one
// entry, as long as its folder is small enough to be held in memory.
package fileshare

import (
	"context"
	"errors"
	"fmt"
	"path"

	"sarsen/crawlers"
)

// A Store is a kind of file that holds messages, such as an mbox.
type Store interface {
	// Name tells the kind apart from the others in a locator.
	Name() string
	// MediaType is that of files of this kind.
	MediaType() string
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
	// limit. Stores have none, unless they are mostly holes: their messages
	// are held to it.
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

// A Source is a tree to crawl. Walk and Open may run at the same time in
// several goroutines.
type Source struct {
	opts   Options
	filter filter
	tree   Tree
}

// New opens the folder or file at location on this machine. The error wraps
// crawlers.ErrDenied or crawlers.ErrGone where one fits.
func New(location string, opts Options) (*Source, error) {
	if err := opts.Validate(); err != nil {
		return nil, err
	}
	tree, err := openLocal(location)
	if err != nil {
		return nil, fmt.Errorf("open source: %w", err)
	}
	return Over(tree, opts)
}

// Over returns a source that walks tree, and closes it in the end.
func Over(tree Tree, opts Options) (*Source, error) {
	f, err := newFilter(opts.Include, opts.Exclude)
	if err != nil {
		return nil, err
	}
	return &Source{opts: opts, filter: f, tree: tree}, nil
}

// Walk implements crawlers.Source. Entries come folder by folder, in the order
// of their names in all but very large folders. It fails when the top cannot
// be listed.
func (s *Source) Walk(ctx context.Context, fn func(crawlers.Entry) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	top, err := s.tree.Folder(ctx, "")
	if err != nil {
		return fmt.Errorf("walk folder: %w", err)
	}
	defer func() { _ = top.Close() }()
	w := &walk{Source: s, ctx: ctx, fn: fn}
	listErr, err := w.children(&folder{Folder: top})
	if err != nil {
		return err
	}
	if listErr != nil {
		return fmt.Errorf("walk folder: %w", listErr)
	}
	return nil
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
	if len(at.volumes) > 0 {
		return s.openVolumes(ctx, at)
	}
	c, err := s.tree.Open(ctx, at.name)
	if errors.Is(err, crawlers.ErrGone) {
		if moved, ok := s.moved(ctx, at.name); ok {
			c, err = s.tree.Open(ctx, moved)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("open file: %w", err)
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
func (s *Source) moved(ctx context.Context, name string) (string, bool) {
	child, file := path.Base(path.Dir(name)), path.Base(name)
	for _, l := range s.opts.Layouts {
		key, ok := l.Key(child, file)
		if !ok {
			continue
		}
		for _, place := range l.Places() {
			dir := path.Join(path.Dir(path.Dir(name)), place)
			if other, ok := s.find(ctx, dir, func(other string) bool {
				k, ok := l.Key(place, other)
				return ok && k == key
			}); ok {
				return path.Join(dir, other), true
			}
		}
	}
	return "", false
}

// find returns the first name in a folder that is wanted.
func (s *Source) find(ctx context.Context, dir string, wanted func(name string) bool) (string, bool) {
	f, err := s.tree.Folder(ctx, dir)
	if err != nil {
		return "", false
	}
	defer func() { _ = f.Close() }()
	for {
		nodes, last, err := f.Next(ctx)
		for i := range nodes {
			if wanted(nodes[i].Name) {
				return nodes[i].Name, true
			}
		}
		if last || err != nil {
			return "", false
		}
	}
}

// Close implements crawlers.Source.
func (s *Source) Close() error { return s.tree.Close() }
