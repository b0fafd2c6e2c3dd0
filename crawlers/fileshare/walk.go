package fileshare

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"sarsen/crawlers"
)

// deepest is how many folders inside folders are followed. Each stays open
// while the walk is below it.
const deepest = 250

// A walk is one call of Walk.
type walk struct {
	*Source
	ctx context.Context
	fn  func(crawlers.Entry) error
}

// A folder is one that the walk is in.
type folder struct {
	Folder
	name     string // true path from the top; "" at the top
	depth    int
	excluded string // the pattern that leaves out all of it
	messages *messages
	sets     map[string]*set // of volumes, by the names of those in them
	large    bool            // too large to look for sets
}

// children visits what is in a folder. listErr is why not all of it could be
// listed; what could be is visited all the same.
func (w *walk) children(f *folder) (listErr, err error) {
	var store *store
	for first := true; ; first = false {
		nodes, last, listErr := w.next(f)
		if first {
			store = w.layout(f, nodes, last)
		}
		for i := range nodes {
			if err := w.visit(f, &nodes[i], store); err != nil {
				return nil, err
			}
		}
		if err := w.ctx.Err(); err != nil {
			return nil, err
		}
		if last || listErr != nil {
			return listErr, nil
		}
	}
}

func (w *walk) visit(f *folder, n *Node, store *store) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	switch {
	case errors.Is(n.Err, crawlers.ErrGone): // since the folder was listed
		return nil
	case n.Folder && n.Err == nil:
		return w.subfolder(f, n.Name, store)
	}
	return w.named(f, n)
}

// subfolder visits the folder name in f.
func (w *walk) subfolder(f *folder, name string, store *store) error {
	e := base(f, name)
	if f.depth == deepest {
		return w.unread(e, crawlers.TooLarge, "folders are nested more than "+strconv.Itoa(deepest)+" deep; this one was not entered")
	}
	open, err := f.Folder.Folder(w.ctx, name)
	switch {
	case w.ctx.Err() != nil:
		return w.ctx.Err()
	case errors.Is(err, crawlers.ErrGone):
		return nil
	case broken(err):
		return err
	case err != nil:
		return w.refused(e, err, "the folder cannot be entered: ")
	}
	defer func() { _ = open.Close() }()
	sub := &folder{Folder: open, name: join(f.name, name), depth: f.depth + 1, excluded: f.excluded}
	if store != nil {
		sub.messages = store.child(name)
	}
	if sub.excluded == "" {
		sub.excluded, _ = w.filter.excludes(shown(sub.name))
	}
	listErr, err := w.children(sub)
	switch {
	case err != nil:
		return err
	case errors.Is(listErr, crawlers.ErrGone):
		return nil
	case broken(listErr):
		return listErr
	case listErr != nil:
		return w.refused(e, listErr, "the folder cannot be listed: ")
	}
	return nil
}

// named visits what is not a folder to enter.
func (w *walk) named(f *folder, n *Node) error {
	e := base(f, n.Name)
	e.Size, e.Created, e.Modified, e.Owner, e.Stamp = n.Size, n.Created, n.Modified, n.Owner, n.Stamp
	pattern, out := f.excluded, f.excluded != ""
	if !out {
		pattern, out = w.filter.excludes(e.Path)
	}
	switch {
	case out:
		return w.unread(e, crawlers.Excluded, "left out by the pattern "+strconv.Quote(pattern))
	case n.Err != nil:
		return w.refused(e, n.Err, "")
	case !w.filter.includes(e.Path):
		return w.unread(e, crawlers.Excluded, "matches none of the patterns of what to read")
	}
	if f.messages != nil && f.messages.take(&e, n) {
		return w.readable(e)
	}
	if s := f.sets[n.Name]; s != nil {
		return w.volume(s, f, n, e)
	}
	return w.file(f, n, e)
}

// base is the entry of what name in f is, as far as the name alone tells.
func base(f *folder, name string) crawlers.Entry {
	full := join(f.name, name)
	return crawlers.Entry{Key: key(full), Path: shown(full), Locator: place{name: full}.locator(), Size: -1}
}

func join(dir, name string) string {
	if dir == "" {
		return name
	}
	return dir + "/" + name
}

// refused hands over what could not be opened, for the reason in err.
func (w *walk) refused(e crawlers.Entry, err error, before string) error {
	var r *Refusal
	if errors.As(err, &r) {
		return w.unread(e, r.State, before+r.Reason)
	}
	return w.unread(e, crawlers.Denied, before+reason(err))
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
	if w.tooLarge(e) {
		return w.unread(e, crawlers.TooLarge, crawlers.OverLimit(w.opts.MaxSize))
	}
	return w.hand(e)
}

func (w *walk) tooLarge(e crawlers.Entry) bool {
	return w.opts.MaxSize > 0 && e.Size > w.opts.MaxSize
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

// broken reports whether the tree as a whole can no longer be read, so that
// the walk has to end.
func broken(err error) bool { return errors.Is(err, ErrBroken) }

// ErrBroken is wrapped by errors of a [Tree] that cannot be read any more for
// now, such as one whose server no longer answers. It ends the walk.
var ErrBroken = fmt.Errorf("the place no longer answers: %w", crawlers.ErrTemporary)

// reason says in plain words why something could not be opened.
func reason(err error) string {
	for _, class := range []error{crawlers.ErrDenied, crawlers.ErrLocked, crawlers.ErrGone, crawlers.ErrTemporary} {
		if errors.Is(err, class) {
			return class.Error()
		}
	}
	return "the system refused it"
}
