package fileshare

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"

	"sarsen/crawlers"
)

// deepest is how many folders inside folders are followed. Each takes a file
// descriptor while the walk is below it.
const deepest = 250

// A walk is one call of Walk.
type walk struct {
	*Source
	ctx    context.Context
	fn     func(crawlers.Entry) error
	owners owners
}

// A folder is one that the walk is in.
type folder struct {
	root     *os.Root
	name     string // true path from the source's folder; "" at the top
	depth    int
	names    []string
	excluded string // the pattern that leaves out all of it
	messages *messages
}

// list reads the names. After an error, those read so far are there.
func (f *folder) list() error {
	d, err := openQuietly(f.root, ".")
	if err != nil {
		return err
	}
	defer func() { _ = d.Close() }()
	f.names, err = d.Readdirnames(-1)
	slices.Sort(f.names)
	return err
}

func (f *folder) isFolder(name string) bool {
	if _, found := slices.BinarySearch(f.names, name); !found {
		return false
	}
	info, err := f.root.Lstat(name)
	return err == nil && info.IsDir()
}

// children visits what is in a folder that has been listed.
func (w *walk) children(f *folder) error {
	store := w.layout(f)
	for _, name := range f.names {
		if err := w.ctx.Err(); err != nil {
			return err
		}
		info, err := f.root.Lstat(name)
		switch {
		case errors.Is(err, fs.ErrNotExist): // gone since the folder was listed
			continue
		case err != nil:
			err = w.unread(w.base(f, name), crawlers.Denied, reason(err))
		case info.IsDir():
			err = w.subfolder(f, name, store)
		default:
			err = w.named(f, name, info)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// subfolder visits the folder name in f.
func (w *walk) subfolder(f *folder, name string, store *store) error {
	e := w.base(f, name)
	if f.depth == deepest {
		return w.unread(e, crawlers.TooLarge, "folders are nested more than "+strconv.Itoa(deepest)+" deep; this one was not entered")
	}
	root, err := f.root.OpenRoot(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return w.unread(e, crawlers.Denied, "the folder cannot be entered: "+reason(err))
	}
	defer func() { _ = root.Close() }()
	sub := &folder{root: root, name: path.Join(f.name, name), depth: f.depth + 1, excluded: f.excluded}
	if store != nil {
		sub.messages = store.child(name)
	}
	if sub.excluded == "" {
		sub.excluded, _ = w.filter.excludes(shown(sub.name))
	}
	if err := sub.list(); err != nil {
		// What could be listed is visited all the same.
		if err := w.unread(e, crawlers.Denied, "the folder cannot be listed: "+reason(err)); err != nil {
			return err
		}
	}
	return w.children(sub)
}

// named visits what is not a folder.
func (w *walk) named(f *folder, name string, info fs.FileInfo) error {
	e := w.base(f, name)
	e.Size, e.Modified, e.Owner = info.Size(), info.ModTime(), w.owners.name(info)
	e.Stamp = stamp(info)
	pattern, out := f.excluded, f.excluded != ""
	if !out {
		pattern, out = w.filter.excludes(e.Path)
	}
	mode := info.Mode()
	switch {
	case out:
		return w.unread(e, crawlers.Excluded, "left out by the pattern "+strconv.Quote(pattern))
	case mode&fs.ModeSymlink != 0:
		return w.link(e, path.Join(f.name, name))
	case !mode.IsRegular():
		return w.unread(e, crawlers.Unsupported, "not a file but "+kind(mode))
	case !w.filter.includes(e.Path):
		return w.unread(e, crawlers.Excluded, "matches none of the patterns of what to read")
	}
	if f.messages != nil && f.messages.take(&e, name, info) {
		return w.readable(e)
	}
	return w.file(f, name, e)
}

// base is the entry of what name in f is, as far as the name alone tells.
func (w *walk) base(f *folder, name string) crawlers.Entry {
	full := path.Join(f.name, name)
	return crawlers.Entry{Key: key(full), Path: shown(full), Locator: place{name: full}.locator(), Size: -1}
}

// unread hands over an entry that is not to be opened. It carries a stamp only
// when its state follows from the configuration and the name alone: what was
// in use by another program will be tried again.
func (w *walk) unread(e crawlers.Entry, state crawlers.State, reason string) error {
	e.State, e.Reason = state, reason
	if state == crawlers.Denied {
		e.Stamp = ""
	}
	return w.hand(e)
}

// readable hands over an entry, unless it is too large.
func (w *walk) readable(e crawlers.Entry) error {
	if w.opts.MaxSize > 0 && e.Size > w.opts.MaxSize {
		return w.unread(e, crawlers.TooLarge, "larger than the limit of "+strconv.FormatInt(w.opts.MaxSize, 10)+" bytes")
	}
	return w.hand(e)
}

// hand calls the caller's function. There is nothing to skip in what is no
// store.
func (w *walk) hand(e crawlers.Entry) error {
	err := w.fn(e)
	if !e.Store && errors.Is(err, crawlers.SkipStore) {
		return nil
	}
	return err
}

// stamp changes whenever the file may have changed.
func stamp(info fs.FileInfo) string {
	s := content(info)
	if c := changed(info); c != "" {
		s += "-" + c
	}
	return s
}

// content is the part of the stamp that stays when a file is renamed.
func content(info fs.FileInfo) string {
	s := strconv.FormatInt(info.Size(), 36) + "-" + strconv.FormatInt(info.ModTime().UnixNano(), 36)
	if i := inode(info); i != "" {
		s += "-" + i
	}
	return s
}

func kind(mode fs.FileMode) string {
	switch {
	case mode&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	}
	return "something else"
}

// reason says in plain words why something could not be opened.
func reason(err error) string {
	err = classify(err)
	for _, class := range []error{crawlers.ErrDenied, crawlers.ErrLocked, crawlers.ErrGone, crawlers.ErrTemporary} {
		if errors.Is(err, class) {
			return class.Error()
		}
	}
	return "the system refused it"
}
