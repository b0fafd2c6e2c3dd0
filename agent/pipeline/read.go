package pipeline

import (
	"context"
	"errors"
	"path"

	"sarsen/agent/catalogue"
	"sarsen/crawlers"
	"sarsen/crawlers/documents"
	"sarsen/index"
)

// read has entries read until there are no more.
func (r *pass) read(ctx context.Context) error {
	for j := range r.jobs {
		u := &reading{pass: r, job: j, unit: catalogue.Unit{Entry: j.entry}}
		if err := u.extract(ctx); err != nil {
			return err
		}
		if err := u.finish(ctx); err != nil {
			return err
		}
		if j.store != nil {
			if err := r.release(ctx, j.store); err != nil {
				return err
			}
		}
	}
	return nil
}

// What a reader holds of one entry before it hands it on: an archive of many
// members goes to the catalogue in pieces.
const (
	mostItems = 1000
	mostText  = 4 << 20
)

// A reading is one entry being read.
type reading struct {
	*pass
	job
	unit  catalogue.Unit
	first documents.Item // the entry's own
	any   bool           // first is set
	kept  bool           // see tried
	text  int            // bytes in unit
}

// add takes an item, and sends on what has come together.
func (u *reading) add(ctx context.Context, i documents.Item) error {
	if !u.any {
		u.first, u.any = i, true
		u.first.Text, u.first.Bounds, u.first.Packed = "", nil, nil
	}
	u.kept = u.kept || kept(i)
	i = coarsely(i)
	if len(u.unit.Items) > 0 && (len(u.unit.Items) >= mostItems || u.text+len(i.Text) > mostText) {
		more := u.unit
		more.More = true
		if err := u.send(ctx, more); err != nil {
			return err
		}
		u.unit.Items, u.text = nil, 0
	}
	u.unit.Items = append(u.unit.Items, i)
	u.text += len(i.Text)
	return nil
}

// coarsely says of a text that the index does not take all that could be meant
// by it.
func coarsely(i documents.Item) documents.Item {
	if i.State == crawlers.Indexed && index.Crowded(i.Text) {
		i.State = crawlers.Partial
		i.Reason = "it consists of short numbers side by side: one with spaces in it is found only as it is written there"
	}
	return i
}

// finish sends the rest, with the stamp that tells the next pass what to do.
func (u *reading) finish(ctx context.Context) error {
	denied := u.first.State == crawlers.Denied
	if denied && u.store != nil {
		u.store.denied.Store(true)
	}
	switch {
	case u.entry.State != "": // the source has said why
	case denied:
		u.unit.Entry.Stamp = "" // try again in the next pass
	case u.kept:
		u.unit.Entry.Stamp = u.tried(u.entry.Stamp)
		if u.store != nil {
			u.store.kept.Store(true)
		}
	}
	return u.send(ctx, u.unit)
}

// attempts is how often an entry is read at once that changes meanwhile.
const attempts = 3

// extract never fails for what is wrong with the entry; the error is the
// context's.
func (u *reading) extract(ctx context.Context) error {
	e := u.entry
	if e.State != "" {
		return u.add(ctx, unread(e, e.State, e.Reason))
	}
	for range attempts {
		u.again()
		if err := u.once(ctx); !errors.Is(err, crawlers.ErrChanged) {
			return err
		}
	}
	u.again()
	return u.add(ctx, unread(e, crawlers.Denied, "it is being written to: it changed each time that it was read"))
}

// again forgets what was read; what was sent on is replaced.
func (u *reading) again() {
	*u = reading{pass: u.pass, job: u.job, unit: catalogue.Unit{Entry: u.entry}}
}

// once fails with crawlers.ErrChanged when what it read may be half of one
// version and half of another.
func (u *reading) once(ctx context.Context) (err error) {
	e := u.entry
	content, err := u.src.Open(ctx, e)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return u.add(ctx, unread(e, crawlers.Denied, reasonOf(err)))
	}
	defer func() {
		if cerr := content.Close(); errors.Is(cerr, crawlers.ErrChanged) && err == nil {
			err = cerr
		}
	}()
	name := path.Base(e.Path)
	if e.Part != "" {
		name = ""
	}
	err = u.Extractor.Extract(ctx, name, e.MediaType, content, func(i documents.Item) error {
		if !u.any && i.Part != "" {
			return errOrder
		}
		return u.add(ctx, i)
	})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil || !u.any {
		u.again()
		return u.add(ctx, unread(e, crawlers.Damaged, "the reader failed on it"))
	}
	return nil
}

var errOrder = errors.New("the entry's own item does not come first")

func unread(e crawlers.Entry, state crawlers.State, reason string) documents.Item {
	return documents.Item{MediaType: e.MediaType, State: state, Reason: reason, Size: e.Size}
}

func reasonOf(err error) string {
	switch {
	case errors.Is(err, crawlers.ErrDenied):
		return "no permission to read it"
	case errors.Is(err, crawlers.ErrLocked):
		return "in use by another program"
	case errors.Is(err, crawlers.ErrGone):
		return "no longer there when it was to be read"
	case errors.Is(err, crawlers.ErrTemporary):
		return "could not be opened for now"
	}
	return "could not be opened"
}

func (r *pass) send(ctx context.Context, u catalogue.Unit) error {
	select {
	case r.results <- u:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
