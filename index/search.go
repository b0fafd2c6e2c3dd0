package index

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/collector"
	bquery "github.com/blevesearch/bleve/v2/search/query"

	"sarsen/index/query"
)

// noLimit is more hits than an index can have; room is made as they come.
const noLimit = 1 << 30

// Search implements Engine.
func (e *engine) Search(ctx context.Context, q query.Node, opts Options) (result Result, err error) {
	if q == nil || opts.Limit < 0 || opts.From < 0 {
		return Result{}, refuse("there is nothing to look for")
	}
	d, err := e.dictionary(ctx)
	if err != nil {
		return Result{}, err
	}
	defer d.close(&err)
	c := &compiler{dict: d}
	compiled, err := c.compile(q, anywhere())
	if err != nil {
		return Result{}, err
	}
	if opts.Only != nil {
		compiled = bquery.NewConjunctionQuery([]bquery.Query{compiled, bquery.NewDocIDQuery(e.documents(opts.Only))})
	}
	s := &searching{view: d.view, query: compiled, reach: d.reach(q), opts: opts, pieces: &e.pieces}
	if e.pieces.all() > 0 {
		result, err = s.byPieces()
	} else {
		result, err = s.page()
	}
	result.Notes = c.notes
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

// A searching is one run of a query over one state of the index.
type searching struct {
	*view
	query  bquery.Query
	reach  []int // the parts that may hold an answer
	opts   Options
	pieces *pieces
}

// page answers where every document is an item.
func (s *searching) page() (Result, error) {
	size := s.opts.Limit
	if size == 0 {
		size = noLimit
	}
	total, found, err := s.ask(s.query, size, s.opts.From, s.opts.Spans)
	if err != nil {
		return Result{}, err
	}
	result := Result{Total: total}
	for _, m := range found {
		result.Hits = append(result.Hits, Hit{ID: m.ID, Score: m.Score, Spans: spans(m.Locations[textField])})
	}
	return result, nil
}

// ask returns the best documents of all shards, by score and ID, and how many
// there are.
func (s *searching) ask(q bquery.Query, size, from int, places bool) (total int, found []*search.DocumentMatch, err error) {
	answers := make([]*collector.TopNCollector, len(s.parts))
	err = s.each(s.reach, func(n int, p part) error {
		best, err := p.collect(s.ctx, q, min(size+from, noLimit), places)
		answers[n] = best
		return err
	})
	if err != nil {
		return 0, nil, fmt.Errorf("search index: %w", err)
	}
	for _, n := range s.reach {
		total += int(answers[n].Total()) //nolint:gosec // far below the limit
		found = append(found, answers[n].Results()...)
	}
	slices.SortFunc(found, func(a, b *search.DocumentMatch) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.ID, b.ID))
	})
	if s.moving {
		once := distinctMatches(found)
		total -= len(found) - len(once)
		found = once
	}
	found = found[min(from, len(found)):]
	return total, found[:min(size, len(found))], nil
}

// distinctMatches leaves out what was found in a second shard, to which it is
// moving.
func distinctMatches(found []*search.DocumentMatch) []*search.DocumentMatch {
	seen := make(map[string]bool, len(found))
	return slices.DeleteFunc(found, func(m *search.DocumentMatch) bool {
		twice := seen[m.ID]
		seen[m.ID] = true
		return twice
	})
}

// collect finds the best documents of one shard.
func (p part) collect(ctx context.Context, q bquery.Query, size int, places bool) (best *collector.TopNCollector, err error) {
	found, err := q.Searcher(ctx, p.reader, p.bleve.Mapping(), search.SearcherOptions{IncludeTermVectors: places})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, found.Close()) }()
	best = collector.NewTopNCollector(size, 0, search.SortOrder{&search.SortScore{Desc: true}, &search.SortDocID{}})
	return best, best.Collect(ctx, found, p.reader)
}

// byPieces answers where some items lie in several pieces: an item has the
// score of its best one. The places are asked for once it is known which items
// are on the page.
func (s *searching) byPieces() (Result, error) {
	_, found, err := s.ask(s.query, noLimit, 0, false)
	if err != nil {
		return Result{}, err
	}
	var hits []Hit
	documents := map[string][]string{} // of an item
	for _, m := range found {
		item := s.pieces.item(m.ID)
		if len(documents[item]) == 0 {
			hits = append(hits, Hit{ID: item, Score: m.Score})
		}
		documents[item] = append(documents[item], m.ID)
	}
	slices.SortStableFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.ID, b.ID))
	})
	result := Result{Total: len(hits)}
	hits = hits[min(s.opts.From, len(hits)):]
	if s.opts.Limit > 0 {
		hits = hits[:min(s.opts.Limit, len(hits))]
	}
	result.Hits = hits
	if !s.opts.Spans || len(hits) == 0 {
		return result, nil
	}
	return result, s.places(hits, documents)
}

// places fills in the spans of hits.
func (s *searching) places(hits []Hit, documents map[string][]string) error {
	var ids []string
	at := map[string]int{}
	for i, h := range hits {
		at[h.ID] = i
		ids = append(ids, documents[h.ID]...)
	}
	these := bquery.NewConjunctionQuery([]bquery.Query{s.query, bquery.NewDocIDQuery(ids)})
	_, found, err := s.ask(these, len(ids), 0, true)
	if err != nil {
		return err
	}
	for _, m := range found {
		h := &hits[at[s.pieces.item(m.ID)]]
		h.Spans = merge(append(h.Spans, spans(m.Locations[textField])...))
	}
	return nil
}

// spans returns the places of the matched terms, sorted and without overlap.
func spans(terms search.TermLocationMap) []Span {
	var list []Span
	for _, locations := range terms {
		for _, l := range locations {
			list = append(list, Span{int(l.Start), int(l.Start + l.End)}) //nolint:gosec // offsets of a text; see place
		}
	}
	return merge(list)
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
