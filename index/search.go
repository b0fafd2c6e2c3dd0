package index

import (
	"context"
	"fmt"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	segments "github.com/blevesearch/scorch_segment_api/v2"

	"sarsen/index/query"
)

// Search implements Engine.
func (e *engine) Search(ctx context.Context, q query.Node, opts Options) (result Result, err error) {
	if opts.Limit < 0 || opts.From < 0 {
		return Result{}, refuse("there is nothing to look for")
	}
	d, err := e.read(ctx)
	if err != nil {
		return Result{}, err
	}
	defer d.close(&err)
	p, notes, err := d.plan(q)
	if err != nil {
		return Result{}, err
	}
	answers, err := e.answers(d, d.runs(), q, p, opts.Only)
	if err != nil {
		return Result{}, err
	}
	weights := d.weights(p)
	err = d.eachOf(answers, func(a *answer) error { return a.rank(p, weights) })
	if err != nil {
		return Result{}, failed(err)
	}
	s := &searching{d, e, p, answers, opts}
	result, err = s.page()
	result.Notes = notes
	return result, err
}

// documents returns the documents that items lie in.
func (e *engine) documents(items []string) []string {
	var ids []string
	for _, item := range items {
		for n := range e.pieces.of(item) + 1 {
			ids = append(ids, pieceID(item, n))
		}
	}
	return ids
}

// eachOf calls fn for every answer, as each does.
func (d *reading) eachOf(answers []*answer, fn func(*answer) error) error {
	of := make([]*answer, len(d.segments))
	for _, a := range answers {
		of[a.at] = a
	}
	return d.each(func(s *section) error {
		if of[s.at] == nil {
			return nil
		}
		return fn(of[s.at])
	})
}

// A searching is a search whose answers are there.
type searching struct {
	*reading
	engine  *engine
	plan    plan
	answers []*answer
	opts    Options
}

// An item is one hit with all of its documents that were found.
type item struct {
	id    string
	score float32
	docs  []ranked
}

// page picks the hits that are asked for.
func (s *searching) page() (Result, error) {
	long, err := s.long()
	if err != nil {
		return Result{}, err
	}
	total := len(long) + count(s.answers)
	n := total
	if s.opts.Limit > 0 {
		n = min(n, s.opts.From+s.opts.Limit)
	}
	if s.moving {
		n = min(2*n, total) // an item may be there twice
	}
	list, err := best(s.answers, n)
	if err != nil {
		return Result{}, err
	}
	items := long
	for _, r := range list {
		items = append(items, item{r.id, r.score, []ranked{r}})
	}
	slices.SortStableFunc(items, func(a, b item) int { return byRank(ranked{score: a.score, id: a.id}, ranked{score: b.score, id: b.id}) })
	if s.moving {
		once := distinctItems(items)
		total -= len(items) - len(once)
		items = once
	}
	items = items[min(s.opts.From, len(items)):]
	if s.opts.Limit > 0 {
		items = items[:min(s.opts.Limit, len(items))]
	}
	result := Result{Total: total}
	for _, i := range items {
		result.Hits = append(result.Hits, Hit{ID: i.id, Score: float64(i.score)})
	}
	if s.opts.Spans {
		err = s.places(items, result.Hits)
	}
	return result, err
}

// distinctItems leaves out what was found in a second shard, to which it is
// moving.
func distinctItems(items []item) []item {
	seen := make(map[string]bool, len(items))
	return slices.DeleteFunc(items, func(i item) bool {
		twice := seen[i.id]
		seen[i.id] = true
		return twice
	})
}

// long takes out of the answers the documents of items that lie in several, and
// returns these items: each has the score of its best document.
func (s *searching) long() ([]item, error) {
	if s.engine.pieces.all() == 0 {
		return nil, nil
	}
	items := map[string]*item{}
	var order []string
	take := func(a *answer, docs *roaring.Bitmap) error {
		it := docs.Iterator()
		err := a.ids(docs, func(id string) {
			doc := it.Next()
			id = s.engine.pieces.item(id)
			i := items[id]
			if i == nil {
				i = &item{id: id}
				items[id] = i
				order = append(order, id)
			}
			r := ranked{answer: a, doc: doc, score: a.score(doc), id: id}
			i.score = max(i.score, r.score)
			i.docs = append(i.docs, r)
		})
		a.docs = roaring.AndNot(a.docs, docs)
		return err
	}
	for _, a := range s.answers {
		err := a.guarded(func() error {
			docs, err := s.further(a)
			if err != nil {
				return err
			}
			return take(a, docs)
		})
		if err != nil {
			return nil, err
		}
	}
	first := slices.Clone(order)
	for _, a := range s.answers {
		err := a.guarded(func() error {
			docs, err := a.DocNumbers(first)
			if err != nil {
				return err
			}
			return take(a, roaring.And(docs, a.docs))
		})
		if err != nil {
			return nil, fmt.Errorf("read index: %w", err)
		}
	}
	list := make([]item, len(order))
	for n, id := range order {
		list[n] = *items[id]
	}
	return list, nil
}

// further returns those of the documents that are further pieces of items.
func (s *searching) further(a *answer) (*roaring.Bitmap, error) {
	if all := s.engine.pieces.all(); a.docs.GetCardinality() > uint64(all) { //nolint:gosec // not negative
		every := choice{fits: func(string) bool { return true }}
		return (&rangePlan{field: pieceField, choices: []choice{every}}).find(a.run, a.docs)
	}
	docs := roaring.New()
	it := a.docs.Iterator()
	return docs, a.ids(a.docs, func(id string) {
		if doc := it.Next(); s.engine.pieces.item(id) != id {
			docs.Add(doc)
		}
	})
}

// places fills in the spans of the hits that items are.
func (s *searching) places(items []item, hits []Hit) error {
	docs := map[*answer]*roaring.Bitmap{}
	of := map[*answer]map[uint32]*Hit{}
	for n, i := range items {
		for _, r := range i.docs {
			if docs[r.answer] == nil {
				docs[r.answer], of[r.answer] = roaring.New(), map[uint32]*Hit{}
			}
			docs[r.answer].Add(r.doc)
			of[r.answer][r.doc] = &hits[n]
		}
	}
	for _, a := range s.answers {
		if docs[a] == nil {
			continue
		}
		err := a.guarded(func() error {
			return s.plan.uses(a.run, docs[a], func(u use) error {
				return u.spans(a.run, func(doc uint32, span Span) {
					h := of[a][doc]
					h.Spans = append(h.Spans, span)
				})
			})
		})
		if err != nil {
			return fmt.Errorf("read places: %w", err)
		}
	}
	for n := range hits {
		hits[n].Spans = merge(hits[n].Spans)
	}
	return nil
}

// spans calls fn with the places in the canonical text by which documents were
// found.
func (u use) spans(r *run, fn func(uint32, Span)) error {
	if u.words[0].field != textField {
		return nil
	}
	if u.phrase != nil {
		return u.phrase.spans(r, u.docs, fn)
	}
	return u.words[0].read(r.section, u.docs, true, func(p segments.Posting) error {
		for _, l := range p.Locations() {
			fn(uint32(p.Number()), Span{int(l.Start()), int(l.Start() + l.End())}) //nolint:gosec // offsets of a text; see place
		}
		return nil
	})
}

// merge sorts spans and joins those that overlap.
func merge(list []Span) []Span {
	slices.SortFunc(list, func(a, b Span) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	merged := list[:0]
	for _, s := range list {
		if n := len(merged); n > 0 && s.Start < merged[n-1].End {
			merged[n-1].End = max(merged[n-1].End, s.End)
			continue
		}
		merged = append(merged, s)
	}
	return merged
}
