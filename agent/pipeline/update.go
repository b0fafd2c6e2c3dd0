package pipeline

import (
	"context"
	"maps"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"sarsen/agent/catalogue"
	"sarsen/index"
)

// Limits of one batch of the index. The larger, the less it has to merge later,
// and the more memory it takes; the catalogue knows what the index has not yet.
const (
	indexItems = 800
	indexBytes = 3 << 20
	indexTime  = 10 * time.Second
	// indexers is how many batches are written at a time: most of the work on
	// one is for one core.
	indexers = 2
)

// index brings what was written into the index, from memory, and tells the
// catalogue. It takes all that comes, also after an error.
func (r *pass) index(ctx context.Context) error {
	q := make(chan *indexing)
	var g errgroup.Group
	for range indexers {
		g.Go(func() (failed error) {
			for b := range q {
				if failed == nil {
					failed = r.update(ctx, b)
				}
				close(b.done)
			}
			return failed
		})
	}
	r.gather(q)
	close(q)
	return g.Wait()
}

// gather makes batches of what was written.
func (r *pass) gather(q chan<- *indexing) {
	b := newIndexing()
	var sent []*indexing
	flush := func() {
		if b.empty() {
			return
		}
		// An item that was read twice goes in twice, one after the other.
		for _, s := range sent {
			if s.shares(b) {
				<-s.done
			}
		}
		q <- b
		sent = append(sent[max(0, len(sent)-indexers+1):], b)
		b = newIndexing()
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
				return
			}
			for n, i := range w.Items {
				if b.ids[i.ID] {
					flush()
				}
				b.add(i, w.Texts[n])
			}
			for _, id := range w.Gone {
				b.remove(id)
			}
			if b.full() {
				flush()
			}
		}
	}
}

// indexing is a batch for the index.
type indexing struct {
	docs  []index.Document
	gone  []string
	ids   map[string]bool
	bytes int
	done  chan struct{} // closed when it is in the index
}

func newIndexing() *indexing {
	return &indexing{ids: map[string]bool{}, done: make(chan struct{})}
}

func (b *indexing) add(i catalogue.Item, text string) {
	b.docs = append(b.docs, document(i, text))
	b.ids[i.ID] = true
	b.bytes += len(text)
}

func (b *indexing) remove(id string) {
	b.gone = append(b.gone, id)
	b.ids[id] = true
}

func (b *indexing) empty() bool { return len(b.ids) == 0 }

func (b *indexing) full() bool { return len(b.docs) >= indexItems || b.bytes >= indexBytes }

func (b *indexing) shares(o *indexing) bool {
	for id := range o.ids {
		if b.ids[id] {
			return true
		}
	}
	return false
}

// update writes a batch to the index and then marks its items as indexed.
func (c *Crawl) update(ctx context.Context, b *indexing) error {
	if b.empty() {
		return nil
	}
	if err := c.Index.Update(ctx, b.docs, b.gone); err != nil {
		return err
	}
	return c.Catalogue.Clean(slices.Collect(maps.Keys(b.ids)))
}

// Flush brings the index up to date with the catalogue: everything dirty is
// indexed, or removed when it has vanished.
func (c *Crawl) Flush(ctx context.Context) error {
	for {
		dirty, err := c.Catalogue.Dirty(ctx, indexItems)
		if err != nil || len(dirty) == 0 {
			return err
		}
		b := newIndexing()
		for _, i := range dirty {
			if i.Vanished {
				b.remove(i.ID)
				continue
			}
			t, err := c.Catalogue.Text(ctx, i.ID)
			if err != nil {
				return err
			}
			if b.add(i, t.Text); b.full() {
				break
			}
		}
		if err := c.update(ctx, b); err != nil {
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
