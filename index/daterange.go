package index

import (
	"context"

	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/searcher"
	bleveindex "github.com/blevesearch/bleve_index_api"
)

// A dayRange finds documents with a date. Each scores the same: bleve would score
// the steps in which it looks for a range, which differ from shard to shard.
type dayRange struct {
	from, before *float64 // days since 1970; nil for no bound
}

// Searcher implements bleve's Query.
func (r dayRange) Searcher(
	ctx context.Context, reader bleveindex.IndexReader, _ mapping.IndexMapping, options search.SearcherOptions,
) (search.Searcher, error) {
	if c, ok := reader.(counting); ok {
		reader = c.IndexSnapshot
	}
	options.Score, options.IncludeTermVectors = "none", false
	yes, no := true, false
	s, err := searcher.NewNumericRangeSearcher(ctx, reader, r.from, r.before, &yes, &no, dayField, 1, options)
	if err != nil {
		return nil, err
	}
	return &evenly{Searcher: s, score: 1}, nil
}

// evenly gives each document that a searcher finds the same score.
type evenly struct {
	search.Searcher
	score float64
}

// Weight implements bleve's Searcher.
func (*evenly) Weight() float64 { return 1 }

// SetQueryNorm implements bleve's Searcher.
func (e *evenly) SetQueryNorm(norm float64) { e.score = norm }

// Next implements bleve's Searcher.
func (e *evenly) Next(ctx *search.SearchContext) (*search.DocumentMatch, error) {
	return e.scored(e.Searcher.Next(ctx))
}

// Advance implements bleve's Searcher.
func (e *evenly) Advance(ctx *search.SearchContext, to bleveindex.IndexInternalID) (*search.DocumentMatch, error) {
	return e.scored(e.Searcher.Advance(ctx, to))
}

func (e *evenly) scored(m *search.DocumentMatch, err error) (*search.DocumentMatch, error) {
	if m != nil {
		m.Score = e.score
	}
	return m, err
}
