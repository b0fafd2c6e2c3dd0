// Package pipeline joins the parts: it crawls sources into catalogue and
// index, finds a person, makes proposals, and assembles packs. Each pipeline
// is a struct of what it needs with one method that runs it.
//
// It holds no state of its own and opens no store: service gives it everything.
package pipeline

import (
	"context"
	"errors"
	"fmt"
	"path"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"sarsen/agent/catalogue"
	"sarsen/crawlers"
	"sarsen/crawlers/documents"
	"sarsen/index"
)

// An Extractor reads entries out of process.
type Extractor interface {
	// Extract emits the entry's own item (Part "") and then its parts.
	Extract(ctx context.Context, name, mediaType string, c crawlers.Content, emit func(documents.Item) error) error
	// Open returns the bytes of one part.
	Open(ctx context.Context, name, mediaType string, c crawlers.Content, part string) ([]byte, error)
}

// Crawl is one pass over one source.
type Crawl struct {
	Catalogue *catalogue.Store
	Index     index.Engine
	Extractor Extractor
	Slots     int // entries extracted at a time
	// Settings stands for the passwords and limits of Extractor: what could not
	// be read for want of them is read again when it differs.
	Settings string
	Now      func() time.Time
	// Progress, when set, is called now and then from one goroutine.
	Progress func(Progress)
}

// Progress is how far a pass has come.
type Progress struct {
	Source           string
	Entries, Entered int   // met so far, and in all as counted before; 0 when not known
	Bytes, Total     int64 // likewise
	Read, Unchanged  int
	Unread           int // items
	Started          time.Time
}

// A Report is the outcome of a pass.
type Report struct {
	Pass      catalogue.Pass
	Read      int // entries opened and read
	Unchanged int // entries not opened, since nothing changed
	Unread    int // items unread or partly read among those of this pass
}

// batch limits of one write: whichever is reached first.
const (
	batchItems = 400
	batchBytes = 16 << 20
	batchTime  = 2 * time.Second
)

// pass is the state of a running Crawl.
type pass struct {
	*Crawl
	catalogue.Pass
	src      crawlers.Source
	jobs     chan job
	results  chan result
	mu       sync.Mutex // guards progress and counts below
	progress Progress
	report   Report
}

// job is an entry to open and read.
type job struct {
	entry crawlers.Entry
	store *store // of the message, nil for files
}

// result goes to the writer.
type result struct {
	unit  *catalogue.Unit
	key   string // seen, unchanged
	store string // path of a store all of whose messages are unchanged
}

// store is a mail store whose messages are being read. Its own row is written
// after theirs, because its stamp says that all of it has been read.
type store struct {
	entry   crawlers.Entry
	pending atomic.Int64
	kept    atomic.Bool // see tried: some of its messages were not read
	denied  atomic.Bool // some of its messages could not be had at all
}

// Run walks src and brings catalogue and index up to date. It goes on with a
// pass that was cut off. An unreadable entry never ends the run; an error of a
// store does, and the next run goes on from there.
func (c *Crawl) Run(ctx context.Context, name, location string, src crawlers.Source) (Report, error) {
	if err := c.Flush(ctx); err != nil {
		return Report{}, err
	}
	p, err := c.Catalogue.BeginPass(name, location, c.Now())
	if err != nil {
		return Report{}, err
	}
	r := &pass{Crawl: c, Pass: p, src: src, jobs: make(chan job), results: make(chan result, 64)}
	r.progress = Progress{Source: name, Started: c.Now()}
	if c.Progress != nil {
		if err := r.count(ctx); err != nil {
			return Report{}, fmt.Errorf("walk %s: %w", name, err)
		}
	}
	if err := r.run(ctx); err != nil {
		return r.report, err
	}
	if err := r.emptied(ctx); err != nil {
		return r.report, err
	}
	r.report.Pass, err = c.Catalogue.EndPass(p, c.Now())
	if err != nil {
		return r.report, err
	}
	return r.report, c.Flush(ctx)
}

// many is from how many items on it is likelier that a share was not mounted
// than that all was removed between two passes.
const many = 20

// emptied refuses to take everything as vanished.
func (r *pass) emptied(ctx context.Context) error {
	if r.progress.Entries > 0 {
		return nil
	}
	cov, err := r.Catalogue.Coverage(ctx, r.Source)
	if err != nil || cov.Seen < many {
		return err
	}
	return fmt.Errorf("nothing is there, where %d items were: is the share mounted? If all was removed on purpose, put one file there and crawl again", cov.Seen)
}

// count walks once without reading, so that progress can tell the time left.
func (r *pass) count(ctx context.Context) error {
	return r.src.Walk(ctx, func(e crawlers.Entry) error {
		r.progress.Entered++
		r.progress.Total += max(e.Size, 0)
		if e.Store {
			return crawlers.SkipStore
		}
		return nil
	})
}

func (r *pass) run(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	var readers sync.WaitGroup
	for range max(r.Slots, 1) {
		readers.Add(1)
		g.Go(func() error {
			defer readers.Done()
			return r.read(ctx)
		})
	}
	g.Go(func() error {
		defer close(r.results)
		err := r.walk(ctx)
		close(r.jobs)
		readers.Wait()
		return err
	})
	g.Go(func() error { return r.write(ctx) })
	return g.Wait()
}

// walk hands new and changed entries to the readers, the others to the writer.
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
		r.tell(func(p *Progress) { p.Entries++ })
		if open != nil && e.Path != open.entry.Path {
			if err := finish(); err != nil {
				return err
			}
		}
		stamp := stampOf(e)
		known, ok, err := r.Catalogue.Lookup(ctx, r.Source, e.Key)
		if err != nil {
			return err
		}
		same := ok && !known.Vanished && r.Unchanged(known.Stamp, stamp) && known.Version == documents.Version && known.Locator == e.Locator
		if same {
			r.tell(func(p *Progress) {
				p.Unchanged++
				if e.Part == "" {
					p.Bytes += max(e.Size, 0)
				}
			})
			if e.Store {
				if err := r.send(ctx, result{store: e.Path}); err != nil {
					return err
				}
				return crawlers.SkipStore
			}
			return r.send(ctx, result{key: e.Key})
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
	item := documents.Item{
		Name: path.Base(s.entry.Path), MediaType: s.entry.MediaType, Size: s.entry.Size, State: crawlers.Indexed,
	}
	if item.MediaType == "" {
		item.MediaType = "application/mbox"
	}
	return r.send(ctx, result{unit: &catalogue.Unit{Entry: s.entry, Items: []documents.Item{item}}})
}

func (r *pass) read(ctx context.Context) error {
	for j := range r.jobs {
		unit := catalogue.Unit{Entry: j.entry}
		items, err := r.extract(ctx, j.entry)
		if err != nil {
			return err
		}
		unit.Items = items
		if items[0].State == crawlers.Denied && j.store != nil {
			j.store.denied.Store(true)
		}
		switch {
		case j.entry.State != "": // the source has said why
		case items[0].State == crawlers.Denied:
			unit.Entry.Stamp = "" // try again in the next pass
		case kept(items):
			unit.Entry.Stamp = r.tried(j.entry.Stamp)
			if j.store != nil {
				j.store.kept.Store(true)
			}
		}
		if err := r.send(ctx, result{unit: &unit}); err != nil {
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

// attempts is how often an entry is read at once that changes meanwhile.
const attempts = 3

// extract never fails for what is wrong with the entry; the error is the
// context's.
func (r *pass) extract(ctx context.Context, e crawlers.Entry) ([]documents.Item, error) {
	if e.State != "" {
		return []documents.Item{unread(e, e.State, e.Reason)}, nil
	}
	for range attempts {
		items, err := r.extractOnce(ctx, e)
		if !errors.Is(err, crawlers.ErrChanged) {
			return items, err
		}
	}
	return []documents.Item{unread(e, crawlers.Denied, "it is being written to: it changed each time that it was read")}, nil
}

// extractOnce fails with crawlers.ErrChanged when what it read may be half of
// one version and half of another.
func (r *pass) extractOnce(ctx context.Context, e crawlers.Entry) (items []documents.Item, err error) {
	content, err := r.src.Open(ctx, e)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return []documents.Item{unread(e, crawlers.Denied, reasonOf(err))}, nil
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
	err = r.Extractor.Extract(ctx, name, e.MediaType, content, func(i documents.Item) error {
		items = append(items, i)
		return nil
	})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil || len(items) == 0 || items[0].Part != "" {
		return []documents.Item{unread(e, crawlers.Damaged, "the reader failed on it")}, nil
	}
	return items, nil
}

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

func (r *pass) send(ctx context.Context, res result) error {
	select {
	case r.results <- res:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// write gathers results and stores them in batches. It goes on until results
// is closed, and stores what it has even when the run was interrupted.
func (r *pass) write(ctx context.Context) error {
	var units []catalogue.Unit
	var keys, stores []string
	var bytes, items int
	flush := func() error {
		if len(units) > 0 {
			if err := r.Catalogue.Write(r.Pass, units); err != nil {
				return err
			}
		}
		if len(keys)+len(stores) > 0 {
			if err := r.Catalogue.Seen(r.Pass, keys, stores); err != nil {
				return err
			}
		}
		read := len(units) > 0
		units, keys, stores, bytes, items = nil, nil, nil, 0, 0
		if read {
			return r.Flush(context.WithoutCancel(ctx))
		}
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
		case res, ok := <-r.results:
			if !ok {
				return flush()
			}
			switch {
			case res.unit != nil:
				units = append(units, *res.unit)
				items += len(res.unit.Items)
				for _, i := range res.unit.Items {
					bytes += len(i.Text)
				}
				r.account(*res.unit)
			case res.store != "":
				stores = append(stores, res.store)
			default:
				keys = append(keys, res.key)
			}
			if items >= batchItems || bytes >= batchBytes || len(keys) >= 20*batchItems {
				if err := flush(); err != nil {
					return err
				}
			}
		}
	}
}

func (r *pass) account(u catalogue.Unit) {
	bad := 0
	for _, i := range u.Items {
		if i.State != crawlers.Indexed && i.State != crawlers.Empty {
			bad++
		}
	}
	r.tell(func(p *Progress) {
		p.Read++
		p.Unread += bad
		if u.Entry.Part == "" || u.Entry.Store {
			p.Bytes += max(u.Entry.Size, 0)
		}
	})
}

func (r *pass) tell(change func(*Progress)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	change(&r.progress)
	r.report.Read, r.report.Unchanged, r.report.Unread = r.progress.Read, r.progress.Unchanged, r.progress.Unread
	if r.Progress != nil {
		r.Progress(r.progress)
	}
}

// Flush brings the index up to date with the catalogue: everything dirty is
// indexed, or removed when it has vanished.
func (c *Crawl) Flush(ctx context.Context) error {
	for {
		dirty, err := c.Catalogue.Dirty(ctx, batchItems)
		if err != nil || len(dirty) == 0 {
			return err
		}
		var docs []index.Document
		var gone, ids []string
		bytes := 0
		for _, i := range dirty {
			ids = append(ids, i.ID)
			if i.Vanished {
				gone = append(gone, i.ID)
				continue
			}
			t, err := c.Catalogue.Text(ctx, i.ID)
			if err != nil {
				return err
			}
			docs = append(docs, document(i, t.Text))
			if bytes += len(t.Text); bytes > 2*batchBytes {
				break
			}
		}
		if err := c.Index.Update(ctx, docs, gone); err != nil {
			return err
		}
		if err := c.Catalogue.Clean(ids); err != nil {
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
