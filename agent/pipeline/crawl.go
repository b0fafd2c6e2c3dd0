// Package pipeline joins the parts: it crawls sources into catalogue and
// index, finds a person, makes proposals, and assembles packs. Each pipeline
// is a struct of what it needs with one method that runs it.
//
// It holds no state of its own and opens no store: service gives it everything.
package pipeline

import (
	"context"
	"fmt"
	"sync"
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
	Entries, Entered int   // met so far, and in all in the last pass; 0 when there was none
	Bytes, Total     int64 // likewise
	Read, Unchanged  int
	Unread           int // items
	Started          time.Time
	// Late marks the phase of recognition: Read of Entered pages.
	Late bool
}

// A Report is the outcome of a pass.
type Report struct {
	Pass      catalogue.Pass
	Read      int // entries opened and read
	Unchanged int // entries not opened, since nothing changed
	Unread    int // items unread or partly read among those of this pass
}

// pass is the state of a running Crawl.
type pass struct {
	*Crawl
	catalogue.Pass
	src      crawlers.Source
	jobs     chan job
	results  chan catalogue.Unit
	written  chan catalogue.Written
	mu       sync.Mutex // guards progress and counts below
	progress Progress
	report   Report
}

// Run walks src and brings catalogue and index up to date. It goes on with a
// pass that was cut off. An unreadable entry never ends the run; an error of a
// store does, and the next run goes on from there.
//
// Of an entry that has not changed nothing is opened and nothing written.
func (c *Crawl) Run(ctx context.Context, name, location string, src crawlers.Source) (Report, error) {
	defer collectLess()()
	if err := c.Flush(ctx); err != nil {
		return Report{}, err
	}
	p, err := c.Catalogue.BeginPass(name, location, c.Now())
	if err != nil {
		return Report{}, err
	}
	r := &pass{
		Crawl: c, Pass: p, src: src,
		jobs: make(chan job), results: make(chan catalogue.Unit, 64), written: make(chan catalogue.Written, 2),
	}
	r.progress = Progress{Source: name, Started: c.Now()}
	if c.Progress != nil {
		if r.progress.Entered, r.progress.Total, err = c.Catalogue.Totals(ctx, name); err != nil {
			return Report{}, err
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

// run joins the stages: a walk, readers, a writer of the catalogue and one of
// the index.
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
	g.Go(func() error {
		defer close(r.written)
		return r.write()
	})
	g.Go(func() error { return r.nameOld(ctx) })
	g.Go(func() error {
		ctx, cancel := outlasting(ctx, grace)
		defer cancel()
		return r.index(ctx)
	})
	return g.Wait()
}

// grace is how long the index may take for what was written, once a pass is
// interrupted; what it does not get then it gets at the start of the next one.
const grace = 5 * time.Second

// outlasting returns a context that ends so long after its parent.
func outlasting(parent context.Context, by time.Duration) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(parent))
	stop := context.AfterFunc(parent, func() { time.AfterFunc(by, cancel) })
	return ctx, func() { stop(); cancel() }
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

func (r *pass) tell(change func(*Progress)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	change(&r.progress)
	r.report.Read, r.report.Unchanged, r.report.Unread = r.progress.Read, r.progress.Unchanged, r.progress.Unread
	if r.Progress != nil {
		r.Progress(r.progress)
	}
}
