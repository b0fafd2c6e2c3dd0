package index

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
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
	if e.pieces.all() > 0 {
		result, err = e.searchPieces(ctx, compiled, opts)
	} else {
		result, err = e.page(ctx, compiled, opts)
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

// page answers where every document is an item.
func (e *engine) page(ctx context.Context, q bquery.Query, opts Options) (Result, error) {
	size := opts.Limit
	if size == 0 {
		size = noLimit
	}
	answer, err := e.ask(ctx, q, size, opts.From, opts.Spans)
	if err != nil {
		return Result{}, err
	}
	result := Result{Total: int(answer.Total)} //nolint:gosec // far below the limit
	for _, m := range answer.Hits {
		result.Hits = append(result.Hits, Hit{ID: m.ID, Score: m.Score, Spans: spans(m.Locations[textField])})
	}
	return result, nil
}

func (e *engine) ask(ctx context.Context, q bquery.Query, size, from int, places bool) (*bleve.SearchResult, error) {
	request := bleve.NewSearchRequestOptions(q, size, from, false)
	request.IncludeLocations = places
	request.SortBy([]string{"-_score", "_id"})
	answer, err := e.bleve.SearchInContext(ctx, request)
	if err != nil {
		return nil, fmt.Errorf("search index: %w", err)
	}
	return answer, nil
}

// searchPieces answers where some items lie in several pieces: an item has the
// score of its best one. The places are asked for once it is known which items
// are on the page.
func (e *engine) searchPieces(ctx context.Context, q bquery.Query, opts Options) (Result, error) {
	answer, err := e.ask(ctx, q, noLimit, 0, false)
	if err != nil {
		return Result{}, err
	}
	var hits []Hit
	documents := map[string][]string{} // of an item
	for _, m := range answer.Hits {
		item := e.pieces.item(m.ID)
		if len(documents[item]) == 0 {
			hits = append(hits, Hit{ID: item, Score: m.Score})
		}
		documents[item] = append(documents[item], m.ID)
	}
	slices.SortStableFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.ID, b.ID))
	})
	result := Result{Total: len(hits)}
	hits = hits[min(opts.From, len(hits)):]
	if opts.Limit > 0 {
		hits = hits[:min(opts.Limit, len(hits))]
	}
	result.Hits = hits
	if !opts.Spans || len(hits) == 0 {
		return result, nil
	}
	return result, e.places(ctx, q, hits, documents)
}

// places fills in the spans of hits.
func (e *engine) places(ctx context.Context, q bquery.Query, hits []Hit, documents map[string][]string) error {
	var ids []string
	at := map[string]int{}
	for i, h := range hits {
		at[h.ID] = i
		ids = append(ids, documents[h.ID]...)
	}
	answer, err := e.ask(ctx, bquery.NewConjunctionQuery([]bquery.Query{q, bquery.NewDocIDQuery(ids)}), len(ids), 0, true)
	if err != nil {
		return err
	}
	for _, m := range answer.Hits {
		h := &hits[at[e.pieces.item(m.ID)]]
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
