package fileshare

import (
	"errors"
	"io"
	"io/fs"
	"strings"

	"sarsen/crawlers"
)

// headSize is how much of a file is looked at to see whether it is a store.
const headSize = 4096

// file hands over a regular file, and its messages if it is a store.
func (w *walk) file(f *folder, name string, e crawlers.Entry) error {
	if len(w.opts.Stores) == 0 || e.Size == 0 {
		return w.readable(e)
	}
	isStore, known := false, false
	if w.opts.Known != nil {
		isStore, known = w.opts.Known(e.Key, e.Stamp)
	}
	if !known {
		kind, err := w.sniff(f, name)
		switch {
		case errors.Is(err, fs.ErrNotExist): // gone since the folder was listed
			return nil
		case err != nil:
			return w.unread(e, crawlers.Denied, reason(err))
		}
		isStore = kind != nil
	}
	if !isStore {
		return w.readable(e)
	}
	e.Store = true
	if err := w.fn(e); err != nil {
		if errors.Is(err, crawlers.SkipStore) {
			return nil
		}
		return err
	}
	return w.list(f, name, e)
}

// sniff reads the beginning of a file and returns the kind of store it is, or
// nil.
func (w *walk) sniff(f *folder, name string) (Store, error) {
	c, err := openFile(f.root, name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = c.Close() }()
	return w.kindOf(c)
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
	c, err := openFile(f.root, name)
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
	e.Key, e.Part, e.Store, e.Size = e.Key+"//rest", "further messages", false, -1
	if err == nil {
		err = crawlers.ErrGone
	}
	return w.unread(e, crawlers.Denied, "not all messages of the store could be listed: "+reason(err))
}

// A store is a folder of messages that the walk is in.
type store struct {
	layout Layout
	parent string
	seen   map[string]bool // keys handed over, to tell apart files of one name
}

// layout returns the store that f is, or nil.
func (w *walk) layout(f *folder) *store {
	for _, l := range w.opts.Layouts {
		if l.Is(f.isFolder) {
			return &store{layout: l, parent: f.name, seen: map[string]bool{}}
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
func (m *messages) take(e *crawlers.Entry, name string, info fs.FileInfo) bool {
	id, ok := m.layout.Key(m.child, name)
	if !ok {
		return false
	}
	e.MediaType = "message/rfc822"
	// A mail program renames a message when it is read or flagged.
	e.Stamp = content(info)
	if m.seen[id] {
		return true // a second file of this name keeps its path as its key
	}
	m.seen[id] = true
	e.Key = key(strings.TrimPrefix(m.parent+"/"+id, "/"))
	return true
}
