package pipeline

import (
	"context"
	"fmt"
	"path"
	"strings"
	"sync/atomic"

	"sarsen/agent/catalogue"
	"sarsen/crawlers"
	"sarsen/crawlers/documents"
)

// job is an entry to open and read.
type job struct {
	entry crawlers.Entry
	store *store // of the message, nil for files
}

// store is a mail store, or a folder of a mailbox, whose messages are being
// read. Its own row is written after theirs, because its stamp says that all of
// it has been read.
type store struct {
	entry   crawlers.Entry
	pending atomic.Int64
	kept    atomic.Bool // see tried: some of its messages were not read
	denied  atomic.Bool // some of its messages could not be had at all
}

// holds reports whether an entry is one of the store's messages.
func (s *store) holds(e crawlers.Entry) bool {
	if s.entry.Keys != "" {
		return strings.HasPrefix(e.Key, s.entry.Keys)
	}
	return e.Path == s.entry.Path
}

// walk hands new and changed entries to the readers and marks the others as
// seen.
func (r *pass) walk(ctx context.Context) error {
	var open *store // whose messages are coming
	finish := func() error {
		if open == nil {
			return nil
		}
		s := open
		open = nil
		return r.release(ctx, s)
	}
	err := r.src.Walk(ctx, func(e crawlers.Entry) error {
		if open != nil && !open.holds(e) {
			if err := finish(); err != nil {
				return err
			}
		}
		stamp := stampOf(e)
		known, same, err := r.known(ctx, e, stamp)
		if err != nil {
			return err
		}
		if same {
			if open != nil && known.Stamp != stamp {
				open.kept.Store(true)
			}
			return r.unchanged(ctx, e, known)
		}
		if e.Keys == "" {
			r.tell(func(p *Progress) { p.Entries++ })
		}
		e.Stamp = stamp
		if e.Store {
			open = &store{entry: e}
			open.pending.Add(1)
			return nil
		}
		j := job{entry: e}
		if open != nil {
			open.pending.Add(1)
			j.store = open
		}
		select {
		case r.jobs <- j:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	})
	if err != nil {
		return fmt.Errorf("walk %s: %w", r.Source, err)
	}
	return finish()
}

// known looks an entry up; same is true when it need not be read again.
func (r *pass) known(ctx context.Context, e crawlers.Entry, stamp string) (known catalogue.Known, same bool, err error) {
	known, ok, err := r.Catalogue.Lookup(ctx, r.Source, e.Key)
	same = ok && !known.Vanished && r.Unchanged(known.Stamp, stamp) && known.Version == documents.Version && known.Locator == e.Locator
	return known, same, err
}

// unchanged marks an entry, and a store with all its messages, as seen.
func (r *pass) unchanged(ctx context.Context, e crawlers.Entry, known catalogue.Known) error {
	r.tell(func(p *Progress) {
		if e.Keys == "" {
			p.Entries++
			p.Unchanged++
		}
		if e.Part == "" {
			p.Bytes += max(e.Size, 0)
		}
	})
	if !e.Store {
		r.Seen(known)
		return nil
	}
	messages, err := r.Catalogue.SeenStore(ctx, r.Pass, known, e)
	if err != nil {
		return err
	}
	r.tell(func(p *Progress) {
		p.Entries += messages
		p.Unchanged += messages
	})
	return crawlers.SkipStore
}

// stampOf tells apart what was read, what the source would not let us read, and
// why.
func stampOf(e crawlers.Entry) string {
	if e.State == "" {
		return e.Stamp
	}
	return fmt.Sprintf("%s: %s: %s", e.State, e.Reason, e.Stamp)
}

// release gives up one hold on a store; the last one writes its row.
func (r *pass) release(ctx context.Context, s *store) error {
	if s.pending.Add(-1) > 0 {
		return nil
	}
	switch {
	case s.denied.Load():
		s.entry.Stamp = "" // try again in the next pass
	case s.kept.Load():
		s.entry.Stamp = r.tried(s.entry.Stamp)
	}
	if s.entry.Keys != "" {
		return r.send(ctx, catalogue.Unit{Entry: s.entry})
	}
	item := documents.Item{
		Name: path.Base(s.entry.Path), MediaType: s.entry.MediaType, Size: s.entry.Size, State: crawlers.Indexed,
	}
	if item.MediaType == "" {
		item.MediaType = "application/mbox"
	}
	return r.send(ctx, catalogue.Unit{Entry: s.entry, Items: []documents.Item{item}})
}
