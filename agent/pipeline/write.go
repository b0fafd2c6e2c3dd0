package pipeline

import (
	"context"
	"time"

	"sarsen/agent/catalogue"
	"sarsen/crawlers"
	"sarsen/index"
)

// Limits of one transaction of the catalogue: whichever is reached first.
const (
	batchItems = 500
	batchBytes = 4 << 20
	batchTime  = 2 * time.Second
)

// Limits of one batch of the index. The larger, the fewer pieces it has to
// merge later; the catalogue knows what the index has not yet.
const (
	indexItems = 2000
	indexBytes = 8 << 20
	indexTime  = 10 * time.Second
)

// write gathers units and stores them in the catalogue in batches. It goes on
// until results is closed, and stores what it has even when the run was
// interrupted.
func (r *pass) write(ctx context.Context) error {
	var units []catalogue.Unit
	var bytes, items int
	flush := func() error {
		if len(units) == 0 {
			return nil
		}
		done, err := r.Catalogue.Write(r.Pass, units)
		if err != nil {
			return err
		}
		units, bytes, items = nil, 0, 0
		r.written <- done // index takes all, whatever happens
		return nil
	}
	tick := time.NewTicker(batchTime)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			if err := flush(); err != nil {
				return err
			}
		case u, ok := <-r.results:
			if !ok {
				return flush()
			}
			units = append(units, u)
			items += len(u.Items)
			for _, i := range u.Items {
				bytes += len(i.Text)
			}
			r.account(u)
			if items >= batchItems || bytes >= batchBytes {
				if err := flush(); err != nil {
					return err
				}
			}
		}
	}
}

// account counts a unit, and the entry with its last one.
func (r *pass) account(u catalogue.Unit) {
	bad := 0
	for _, i := range u.Items {
		if i.State != crawlers.Indexed && i.State != crawlers.Empty {
			bad++
		}
	}
	r.tell(func(p *Progress) {
		p.Unread += bad
		if u.More {
			return
		}
		p.Read++
		if u.Entry.Part == "" || u.Entry.Store {
			p.Bytes += max(u.Entry.Size, 0)
		}
	})
}

// index brings what was written into the index, from memory, and tells the
// catalogue. It takes all that comes, also after an error.
func (r *pass) index(ctx context.Context) (failed error) {
	var b indexing
	flush := func() {
		if failed == nil {
			failed = r.update(ctx, &b)
		}
		b = indexing{}
	}
	tick := time.NewTicker(indexTime)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			flush()
		case w, ok := <-r.written:
			if !ok {
				flush()
				return failed
			}
			for n, i := range w.Items {
				b.add(i, w.Texts[n])
			}
			b.gone = append(b.gone, w.Gone...)
			if len(b.docs) >= indexItems || b.bytes >= indexBytes {
				flush()
			}
		}
	}
}

// indexing is a batch for the index.
type indexing struct {
	docs  []index.Document
	gone  []string
	bytes int
}

func (b *indexing) add(i catalogue.Item, text string) {
	b.docs = append(b.docs, document(i, text))
	b.bytes += len(text)
}

// update writes a batch to the index and then marks its items as indexed.
func (c *Crawl) update(ctx context.Context, b *indexing) error {
	if len(b.docs)+len(b.gone) == 0 {
		return nil
	}
	if err := c.Index.Update(ctx, b.docs, b.gone); err != nil {
		return err
	}
	ids := b.gone
	for _, d := range b.docs {
		ids = append(ids, d.ID)
	}
	return c.Catalogue.Clean(ids)
}

// Flush brings the index up to date with the catalogue: everything dirty is
// indexed, or removed when it has vanished.
func (c *Crawl) Flush(ctx context.Context) error {
	for {
		dirty, err := c.Catalogue.Dirty(ctx, indexItems)
		if err != nil || len(dirty) == 0 {
			return err
		}
		var b indexing
		for _, i := range dirty {
			if i.Vanished {
				b.gone = append(b.gone, i.ID)
				continue
			}
			t, err := c.Catalogue.Text(ctx, i.ID)
			if err != nil {
				return err
			}
			if b.add(i, t.Text); b.bytes >= indexBytes {
				break
			}
		}
		if err := c.update(ctx, &b); err != nil {
			return err
		}
	}
}

func document(i catalogue.Item, text string) index.Document {
	d := index.Document{
		ID: i.ID, Source: i.Source, Path: i.Path, Part: i.Part, Name: i.Name, MediaType: i.MediaType,
		Title: i.Title, Author: i.Author, Date: i.Date(), Text: text, MessageID: i.MessageID,
	}
	if i.Mail != nil {
		d.From, d.Subject = i.Mail.From, i.Mail.Subject
		d.To = append(append(append(d.To, i.Mail.To...), i.Mail.Cc...), i.Mail.Bcc...)
	}
	return d
}
