package pipeline

import (
	"context"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"sarsen/agent/catalogue"
	"sarsen/index"
	"sarsen/index/alike"
	"sarsen/index/person"
)

// A candidate is an item that was weighed, without its text.
type candidate struct {
	item    catalogue.Item
	verdict person.Verdict
	traces  *alike.Traces // of its text
	rows    rowsOf
}

// A weighing is one run of Find over all candidates.
type weighing struct {
	find    *Find
	subject *person.Subject
	rarity  func(string) (int, int)
	list    []candidate             // by ID
	threads *threads                // once conversations has run
	places  map[string]index.Places // in long texts
	shelf   shelf                   // of the list
}

// weigh weighs items by themselves and adds them to the list. What is gone, or
// says nothing of the subject, is left out.
func (w *weighing) weigh(ctx context.Context, ids []string) error {
	if err := w.findPlaces(ctx, ids); err != nil {
		return err
	}
	progress := w.find.Progress
	return w.gather(ctx, ids, progress, func(_ catalogue.Item, e person.Evidence) (person.Verdict, bool) {
		v := w.subject.Weigh(e)
		return v, len(v.Reasons) > 0
	})
}

// gather adds those items to the list that judge has a verdict on.
func (w *weighing) gather(ctx context.Context, ids []string, progress func(read, of int), judge func(catalogue.Item, person.Evidence) (person.Verdict, bool)) error {
	var mu sync.Mutex
	var found []candidate
	err := w.find.each(ctx, ids, progress, func(item catalogue.Item, text catalogue.Text) {
		looked := w.narrowed(item.ID, text)
		e := evidence(w.subject, item, looked, w.rarity)
		v, ok := judge(item, e)
		if !ok {
			return
		}
		c := candidate{item, v, tracesOf(text), w.rowsOf(e, text.Bounds)}
		mu.Lock()
		defer mu.Unlock()
		found = append(found, c)
		w.shelf.put(item.ID, e, looked)
	})
	slices.SortFunc(found, func(a, b candidate) int { return strings.Compare(a.item.ID, b.item.ID) })
	w.list = append(w.list, found...)
	return err
}

// again judges some of the list anew, by their places in it, with what they say:
// on all processors, so that judge has to be safe for concurrent use.
func (w *weighing) again(ctx context.Context, which []int, judge func(*candidate, person.Evidence)) error {
	var ids []string
	at := map[string]int{}
	g, within := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for part := range slices.Chunk(which, readAtOnce) {
		for _, n := range part {
			if id := w.list[n].item.ID; !w.shelf.has(id) {
				ids, at[id] = append(ids, id), n
			}
		}
		g.Go(func() error {
			for _, n := range part {
				if kept, ok := w.shelf.get(w.list[n].item.ID); ok && within.Err() == nil {
					judge(&w.list[n], kept.evidence)
				}
			}
			return within.Err()
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return w.find.each(ctx, ids, nil, func(item catalogue.Item, text catalogue.Text) {
		judge(&w.list[at[item.ID]], evidence(w.subject, item, w.narrowed(item.ID, text), w.rarity))
	})
}

// readAtOnce is how many items one query of the catalogue reads.
const readAtOnce = 64

// each calls use for every item that is there and may be looked at, with its
// text: on all processors, so that use has to be safe for concurrent use, and in
// the order in which they lie on disk. There are never more texts in memory than
// there are processors. It stops with its context.
func (f *Find) each(ctx context.Context, ids []string, progress func(read, of int), use func(catalogue.Item, catalogue.Text)) error {
	ordered, err := f.Catalogue.InOrder(ctx, ids)
	if err != nil {
		return err
	}
	var mu sync.Mutex
	read := 0
	tell := func(n int) {
		if progress == nil {
			return
		}
		mu.Lock()
		defer mu.Unlock()
		read += n
		progress(read, len(ordered))
	}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for part := range slices.Chunk(ordered, readAtOnce) {
		g.Go(func() error {
			err := f.Catalogue.Read(ctx, part, func(item catalogue.Item, text catalogue.Text) error {
				if !item.Vanished && (f.Not == "" || item.Source != f.Not) {
					use(item, text)
				}
				return ctx.Err()
			})
			tell(len(part))
			return err
		})
	}
	return g.Wait()
}
