package fileshare

import (
	"errors"
	"hash/maphash"
	"io"
	"slices"

	"sarsen/crawlers"
)

// headSize is how much of a file is looked at to see whether it is a store.
const headSize = 4096

// file hands over a regular file, and its messages if it is a store.
func (w *walk) file(f *folder, n *Node, e crawlers.Entry) error {
	if len(w.opts.Stores) == 0 || e.Size == 0 {
		return w.readable(e)
	}
	isStore, known := false, false
	if w.opts.Known != nil {
		isStore, known = w.opts.Known(e.Key, e.Stamp)
	}
	if !known {
		kind, owner, err := w.sniff(f, n.Name)
		switch {
		case w.ctx.Err() != nil:
			return w.ctx.Err()
		case errors.Is(err, crawlers.ErrGone): // since the folder was listed
			return nil
		case broken(err):
			return err
		case err != nil:
			return w.refused(e, err, "")
		}
		if owner != "" {
			e.Owner = owner
		}
		if isStore = kind != nil; isStore {
			e.MediaType = kind.MediaType()
		}
	}
	if !isStore || w.tooLarge(e) && mostlyHoles(n) {
		return w.readable(e)
	}
	e.Store = true
	if err := w.fn(e); err != nil {
		if errors.Is(err, crawlers.SkipStore) {
			return nil
		}
		return err
	}
	return w.list(f, n.Name, e)
}

// mostlyHoles reports whether there is next to nothing in a file for its size.
// What a file system compresses is not as small as that.
func mostlyHoles(n *Node) bool { return n.Allocated >= 0 && n.Allocated < n.Size/64 }

// sniff reads the beginning of a file and returns the kind of store it is, or
// nil, and the owner if it is known now.
func (w *walk) sniff(f *folder, name string) (kind Store, owner string, err error) {
	c, err := f.Open(w.ctx, name)
	if err != nil {
		return nil, "", err
	}
	defer func() { _ = c.Close() }()
	if o, ok := c.(owned); ok {
		owner = o.Owner()
	}
	kind, err = w.kindOf(c)
	return kind, owner, err
}

func (w *walk) kindOf(c crawlers.Content) (Store, error) {
	head := make([]byte, min(headSize, c.Size()))
	n, err := c.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	for _, s := range w.opts.Stores {
		if s.Is(head[:n]) {
			return s, nil
		}
	}
	return nil, nil
}

// list hands over the messages of the store e.
func (w *walk) list(f *folder, name string, e crawlers.Entry) error {
	c, err := f.Open(w.ctx, name)
	if err != nil {
		return w.unlisted(e, err)
	}
	defer func() { _ = c.Close() }()
	kind, err := w.kindOf(c)
	if err != nil || kind == nil {
		return w.unlisted(e, err)
	}
	at, err := parseLocator(e)
	if err != nil {
		return err
	}
	var stop error
	err = kind.List(c, func(m crawlers.Entry) error {
		if stop = w.ctx.Err(); stop == nil {
			stop = w.readable(w.message(e, at, kind, m))
		}
		return stop
	})
	if err != nil && stop == nil {
		return w.unlisted(e, err)
	}
	return stop
}

// message completes what List said of a message with what is known of the
// store that it is in.
func (w *walk) message(e crawlers.Entry, at place, kind Store, m crawlers.Entry) crawlers.Entry {
	at.store, at.message = kind.Name(), m.Locator
	m.Locator = at.locator()
	m.Key = e.Key + "//" + m.Key
	m.Path, m.Owner = e.Path, e.Owner
	return m
}

// unlisted hands over what stands for messages that could not be listed.
func (w *walk) unlisted(e crawlers.Entry, err error) error {
	switch {
	case w.ctx.Err() != nil:
		return w.ctx.Err()
	case broken(err):
		return err
	case err == nil:
		err = crawlers.ErrGone
	}
	e.Key, e.Part, e.Store, e.Size = e.Key+"//rest", "further messages", false, -1
	return w.unread(e, crawlers.Denied, "not all messages of the store could be listed: "+reason(err))
}

// A store is a folder of messages that the walk is in.
type store struct {
	layout Layout
	parent string
	seed   maphash.Seed
	// seen has the keys handed over, to tell apart files of one name. It has
	// their hashes, since a folder may hold a million of them; where two meet,
	// the second message has its path for a key.
	seen map[uint64]struct{}
}

// layout returns the store that f is, or nil. nodes is what was listed first,
// and last whether that is all.
func (w *walk) layout(f *folder, nodes []Node, last bool) *store {
	has := func(name string) bool { return f.Has(w.ctx, name) }
	if last {
		has = func(name string) bool {
			return slices.ContainsFunc(nodes, func(n Node) bool { return n.Folder && n.Name == name })
		}
	}
	for _, l := range w.opts.Layouts {
		if l.Is(has) {
			return &store{layout: l, parent: f.name, seed: maphash.MakeSeed(), seen: map[uint64]struct{}{}}
		}
	}
	return nil
}

func (s *store) child(name string) *messages { return &messages{store: s, child: name} }

// messages is a child folder of a store.
type messages struct {
	*store
	child string
}

// take makes e the entry of a message, if the file is one.
func (m *messages) take(e *crawlers.Entry, n *Node) bool {
	id, ok := m.layout.Key(m.child, n.Name)
	if !ok {
		return false
	}
	e.MediaType = "message/rfc822"
	// A mail program renames a message when it is read or flagged.
	e.Stamp = n.Content
	hash := maphash.String(m.seed, id)
	if _, seen := m.seen[hash]; seen {
		return true // a second file of this name keeps its path as its key
	}
	m.seen[hash] = struct{}{}
	e.Key = key(join(m.parent, id))
	return true
}
