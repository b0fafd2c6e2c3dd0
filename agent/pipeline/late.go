package pipeline

import (
	"context"
	"errors"
	"fmt"
	"path"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"sarsen/agent/catalogue"
	"sarsen/crawlers"
	"sarsen/crawlers/documents"
)

// A Drawer draws pages out of process.
type Drawer interface {
	Draw(ctx context.Context, name, mediaType string, c crawlers.Content, what documents.Drawing, emit func(documents.Picture) error) error
}

// A Recogniser reads the text on pictures. Languages and Version tell what it
// would read them with.
type Recogniser interface {
	Recognise(ctx context.Context, p documents.Picture) (documents.Recognition, error)
	Languages() string
	Version() string
}

// A Converter turns documents that no reader of ours knows into such as one
// does.
type Converter interface {
	Convert(ctx context.Context, data []byte, name, to string) ([]byte, error)
	Version() string
}

// Late does what is left of a source when all have been crawled: it has pages
// recognised and documents converted, with the catalogue as its list of work.
// A page is stored as soon as it is recognised, so a kill costs one page for
// each slot, and a page that was seen before costs nothing.
type Late struct {
	*Crawl
	Drawer     Drawer
	Recogniser Recogniser // nil where there is none
	Converter  Converter  // likewise
	DPI        int        // at which pages without pixels of their own are drawn
	// Turn is held while items and index are changed: not during a pass, which
	// changes them as well. Pages are recognised all the same.
	Turn sync.Locker
	// Limits stands for the limits of both: what failed is tried again when it
	// differs.
	Limits string
}

// Helpers says what this phase can do, with which settings.
func (l *Late) Helpers() catalogue.Helpers {
	var h catalogue.Helpers
	if l.Recogniser != nil {
		h.OCR = fmt.Sprintf("%s %s %d %s", l.Recogniser.Version(), l.Recogniser.Languages(), l.DPI, l.Limits)
	}
	if l.Converter != nil {
		h.Office = l.Converter.Version() + " " + l.Limits
	}
	return h
}

// chunk is how many pages of a document are drawn at a time: the document is
// opened again for each.
const chunk = 8

// ahead is how many items are taken from the list of work at a time, and after
// how many the index is brought up to date.
const ahead = 100

// A late is the state of a running Late.
type late struct {
	*Late
	catalogue.Helpers
	src      crawlers.Source
	jobs     chan lateJob
	mu       sync.Mutex // guards progress
	progress Progress
}

// A lateJob is some pages of an item, or all of an item to be converted.
type lateJob struct {
	item  *lateItem
	pages []int
}

// A lateItem is finished with its last job.
type lateItem struct {
	catalogue.Pending
	jobs atomic.Int64
	// gone is set when the item could not be had as it is in the catalogue:
	// it stays pending.
	gone atomic.Bool
}

// RunLate does the work of one source. What a helper fails on is listed with
// the reason and costs that page or document; the error is that of a store or
// of ctx.
func (l *Late) RunLate(ctx context.Context, source string, src crawlers.Source) error {
	r := &late{Late: l, Helpers: l.Helpers(), src: src}
	r.progress = Progress{Source: source, Started: l.Now(), Late: true}
	_, pages, err := l.Catalogue.CountPending(ctx, source, r.Helpers)
	if err != nil || pages == 0 {
		return err
	}
	r.progress.Entered = pages
	for after := ""; ; {
		items, err := l.Catalogue.Pending(ctx, source, r.Helpers, after, ahead)
		if err != nil || len(items) == 0 {
			return err
		}
		after = items[len(items)-1].ID
		err = r.all(ctx, items)
		if err := errors.Join(err, r.flush(context.WithoutCancel(ctx))); err != nil {
			return err
		}
	}
}

func (r *late) flush(ctx context.Context) error {
	r.Turn.Lock()
	defer r.Turn.Unlock()
	return r.Flush(ctx)
}

// finish stores what became of an item.
func (r *late) finish(p catalogue.Pending, item documents.Item, with string) error {
	r.Turn.Lock()
	defer r.Turn.Unlock()
	return r.Catalogue.Finish(p, item, with)
}

// all does the work of some items, several at a time.
func (r *late) all(ctx context.Context, items []catalogue.Pending) error {
	g, ctx := errgroup.WithContext(ctx)
	r.jobs = make(chan lateJob)
	g.Go(func() error {
		defer close(r.jobs)
		for _, p := range items {
			if err := r.split(ctx, p); err != nil {
				return err
			}
		}
		return nil
	})
	for range max(r.Slots, 1) {
		g.Go(func() error {
			for j := range r.jobs {
				if err := r.do(ctx, j); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return g.Wait()
}

// split makes jobs of what is missing of an item.
func (r *late) split(ctx context.Context, p catalogue.Pending) error {
	var missing []int
	for _, s := range p.Late.Scans {
		_, ok, err := r.Catalogue.RecognitionOf(ctx, p.SHA256, s.Page, r.DPI, r.Recogniser.Languages())
		if err != nil {
			return err
		}
		if ok {
			r.count(1)
		} else {
			missing = append(missing, s.Page)
		}
	}
	jobs := [][]int{nil}
	if len(missing) > 0 {
		jobs = nil
		for ; len(missing) > chunk; missing = missing[chunk:] {
			jobs = append(jobs, missing[:chunk])
		}
		jobs = append(jobs, missing)
	}
	item := &lateItem{Pending: p}
	item.jobs.Store(int64(len(jobs)))
	for _, pages := range jobs {
		select {
		case r.jobs <- lateJob{item, pages}:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func (r *late) do(ctx context.Context, j lateJob) error {
	if j.item.Late.Convert != "" {
		return r.convert(ctx, j.item)
	}
	if len(j.pages) > 0 {
		if err := r.recognise(ctx, j); err != nil {
			return err
		}
	}
	if j.item.jobs.Add(-1) > 0 || j.item.gone.Load() {
		return nil
	}
	return r.compose(ctx, j.item.Pending)
}

// recognise has some pages of an item drawn and read.
func (r *late) recognise(ctx context.Context, j lateJob) error {
	done := 0
	defer func() { r.count(len(j.pages) - done) }()
	var stored error
	err := r.open(ctx, j.item, func(name, mediaType, part string, c crawlers.Content) error {
		what := documents.Drawing{Part: part, SHA256: j.item.SHA256, Pages: j.pages, DPI: r.DPI}
		return r.Drawer.Draw(ctx, name, mediaType, c, what, func(p documents.Picture) error {
			stored = r.page(ctx, j.item.SHA256, p)
			done++
			r.count(1)
			return stored
		})
	})
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case stored != nil:
		return stored
	case errors.Is(err, crawlers.ErrChanged):
		j.item.gone.Store(true)
	}
	return nil // a page that could not be drawn is missed when the item is composed
}

// page reads one page, unless that was done before, and stores it.
func (r *late) page(ctx context.Context, sha256 string, p documents.Picture) error {
	languages, version := r.Recogniser.Languages(), r.Recogniser.Version()
	picture := p.Hash()
	_, ok, err := r.Catalogue.Recognition(ctx, picture, languages, version)
	if err != nil {
		return err
	}
	if !ok {
		got, err := r.Recogniser.Recognise(ctx, p)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			return nil // missed when the item is composed
		}
		if err := r.Catalogue.KeepRecognition(picture, languages, version, got); err != nil {
			return err
		}
	}
	return r.Catalogue.Drawn(sha256, p.Page, r.DPI, picture)
}

// compose puts what was recognised into the item's text.
func (r *late) compose(ctx context.Context, p catalogue.Pending) error {
	r.Turn.Lock()
	defer r.Turn.Unlock()
	t, err := r.Catalogue.Text(ctx, p.ID)
	if err != nil {
		return err
	}
	got := map[int]documents.Recognition{}
	for _, s := range p.Late.Scans {
		page, ok, err := r.Catalogue.RecognitionOf(ctx, p.SHA256, s.Page, r.DPI, r.Recogniser.Languages())
		if err != nil {
			return err
		}
		if ok {
			got[s.Page] = page
		}
	}
	item := documents.Recognise(documents.Item{Pages: p.Pages, Text: t.Text, Bounds: t.Bounds}, p.Late, got)
	return r.Catalogue.Finish(p, item, r.OCR)
}

// open hands the entry of an item to fn, with the item's place in it. When the
// entry cannot be opened, the item stays pending.
func (r *late) open(ctx context.Context, item *lateItem, fn func(name, mediaType, part string, c crawlers.Content) error) error {
	e, part, err := r.Catalogue.Entry(ctx, item.ID)
	if err != nil {
		item.gone.Store(true)
		return err
	}
	c, err := r.src.Open(ctx, e)
	if err != nil {
		item.gone.Store(true)
		return err
	}
	defer c.Close() //nolint:errcheck // only read; the hash tells whether it changed
	name := path.Base(e.Path)
	if e.Part != "" {
		name = ""
	}
	return fn(name, e.MediaType, part, c)
}

// count tells of pages that are done.
func (r *late) count(pages int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.progress.Read += pages
	if r.Progress != nil {
		r.Progress(r.progress)
	}
}
