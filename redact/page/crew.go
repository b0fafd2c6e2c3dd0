package page

import (
	"context"
	"fmt"
	"runtime"
	"sync"

	"sarsen/crawlers/pdfium"
	"sarsen/redact/page/rebuild"
)

// How a document is shared among hands.
const (
	mostHands    = 4
	pagesForHand = 4        // for fewer it is not worth opening the document again
	largeFile    = 64 << 20 // bytes, of which each hand has a copy: only one then
	freshPages   = 100      // after which the engine forgets what it gathered
)

// A made is what became of a page.
type made struct {
	page   int // from 0
	sheet  rebuild.Page
	did    Report // counts of this page
	reason Reason // "" when it was copied
	err    error
}

// crew makes pages with several hands, each with the document open in an
// instance of the engine of its own, as far as there are free ones, and gives
// them to take in their order. What is made ahead is bounded.
func crew(ctx context.Context, eng *pdfium.Engine, data []byte, doc *pdfium.Document, pages []Page, opts Options, take func(made) error) error {
	ctx, cancel := context.WithCancel(ctx)
	count := doc.Pages()
	hands := append([]*job{{doc: doc, opts: opts}}, more(ctx, eng, data, count, opts)...)
	ahead := 2 * len(hands)
	jobs, results := make(chan int, ahead), make(chan made, ahead)

	var done sync.WaitGroup
	for _, j := range hands {
		done.Go(func() {
			j.work(ctx, data, pages, jobs, results)
			j.doc.Close()
		})
	}
	defer done.Wait()
	defer close(jobs)
	defer cancel()

	waiting := map[int]made{}
	for next, sent := 0, 0; next < count; next++ {
		for ; sent < count && sent < next+ahead; sent++ {
			jobs <- sent
		}
		for {
			if _, ok := waiting[next]; ok {
				break
			}
			m := <-results
			waiting[m.page] = m
		}
		m := waiting[next]
		delete(waiting, next)
		if m.err != nil {
			return fmt.Errorf("redact page %d: %w", next+1, m.err)
		}
		if err := take(m); err != nil {
			return fmt.Errorf("redact page %d: %w", next+1, err)
		}
	}
	return nil
}

// more opens the document for further hands.
func more(ctx context.Context, eng *pdfium.Engine, data []byte, pages int, opts Options) (hands []*job) {
	want := min(runtime.GOMAXPROCS(0), mostHands, pages/pagesForHand)
	if len(data) > largeFile {
		want = 1
	}
	for range want - 1 {
		doc, err := eng.TryOpen(ctx, data, opts.Passwords)
		if err != nil {
			break // none is free: those there are do it
		}
		hands = append(hands, &job{doc: doc, opts: opts})
	}
	return hands
}

// A job makes pages, one after the other.
type job struct {
	doc  *pdfium.Document
	opts Options
	did  int // pages since the document was opened
}

// work makes the pages that are asked for until there are no more.
func (j *job) work(ctx context.Context, data []byte, pages []Page, jobs <-chan int, results chan<- made) {
	for i := range jobs {
		m := made{page: i, err: ctx.Err()}
		if m.err == nil {
			m.err = j.refresh(ctx, data)
		}
		if m.err == nil {
			what, listed := Page{Drop: true}, i < len(pages)
			if listed {
				what = pages[i]
			}
			if m = j.page(ctx, i, what, listed); m.reason == Unread {
				j.did = freshPages
			}
		}
		results <- m
	}
}

// refresh opens the document again after many pages, so that memory does not
// grow with them, and after one that could not be read, so that no other
// suffers from it.
func (j *job) refresh(ctx context.Context, data []byte) error {
	if j.did < freshPages {
		j.did++
		return nil
	}
	j.did = 1
	return j.doc.Reopen(ctx, data, j.opts.Passwords)
}
