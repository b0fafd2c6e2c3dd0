package index

import (
	"context"
	"fmt"
	"slices"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"

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
	size := opts.Limit
	if size == 0 {
		size = noLimit
	}
	request := bleve.NewSearchRequestOptions(compiled, size, opts.From, false)
	request.IncludeLocations = opts.Spans
	request.SortBy([]string{"-_score", "_id"})
	answer, err := e.bleve.SearchInContext(ctx, request)
	if err != nil {
		return Result{}, fmt.Errorf("search index: %w", err)
	}
	result = Result{Total: int(answer.Total), Notes: c.notes} //nolint:gosec // far below the limit
	for _, m := range answer.Hits {
		result.Hits = append(result.Hits, Hit{ID: m.ID, Score: m.Score, Spans: spans(m.Locations[textField])})
	}
	return result, nil
}

// spans returns the places of the matched terms, sorted and without overlap.
func spans(terms search.TermLocationMap) []Span {
	var list []Span
	for _, locations := range terms {
		for _, l := range locations {
			list = append(list, Span{int(l.Start), int(l.End)}) //nolint:gosec // offsets of a text
		}
	}
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
