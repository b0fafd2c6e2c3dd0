// Package index finds items for a query. It keeps the words of every item,
// answers ranked hits with the places that matched, and can be rebuilt from
// the catalogue at any time. It knows nothing of requests or redaction.
//
// Only this package imports a search engine. Engines are behind [Engine], so
// that another can take bleve's place and give the same answers (indextest
// holds them to it).
package index

import (
	"context"
	"errors"
	"time"

	"sarsen/index/query"
)

// A Document is what is indexed of one item.
type Document struct {
	ID        string // the item's ID
	Source    string
	Path      string
	Part      string
	Name      string // own file name
	MediaType string
	Title     string
	Author    string
	Date      time.Time // message date, else modified; zero when unknown
	Text      string    // canonical text; indexed, not stored
	// Messages only: addresses as "Name <address>".
	From, To  []string // To holds to, cc and bcc
	Subject   string
	MessageID string
}

// A Hit is one found item.
type Hit struct {
	ID    string
	Score float64
	// Spans are the places in the canonical text that matched, in bytes,
	// sorted; empty when the match was in another field.
	Spans []Span
}

// A Span is a byte range of the canonical text.
type Span struct{ Start, End int }

// Options steer Search.
type Options struct {
	Limit int  // at most so many hits; 0 for all
	From  int  // skip so many
	Spans bool // fill Hit.Spans
	// Only narrows the answer to these items, where it is not nil: whether a
	// query finds an item.
	Only []string
}

// A Result is the answer to a search.
type Result struct {
	Total int // hits in all, whatever the limit
	Hits  []Hit
	// Notes are remarks for the officer, such as a wildcard that was cut to
	// the commonest words.
	Notes []string
}

// A Finding is what one of several queries found.
type Finding struct {
	IDs   []string // each item once, in no particular order
	Notes []string // as of a Result
	// Err wraps ErrQuery where this query was refused; the others were answered.
	Err error
}

// An Engine indexes and searches. Methods are safe for concurrent use;
// searching goes on while a batch is written.
type Engine interface {
	// Update replaces the given documents and removes those in gone. It is
	// on disk when Update returns.
	Update(ctx context.Context, docs []Document, gone []string) error
	// Search answers by descending score, then by ID. A query that is not
	// understood or would cost too much is refused with an error that wraps
	// ErrQuery.
	Search(ctx context.Context, q query.Node, opts Options) (Result, error)
	// Find answers several queries, of one profile say, at once and each with
	// all of its items, unranked: far sooner than by as many searches. Where only
	// is not nil it narrows the answers to these items.
	Find(ctx context.Context, queries []query.Node, only []string) ([]Finding, error)
	// Places tells where in the texts of these items the queries find something:
	// of those only whose text is long, such as lists. What a refused query finds
	// is not among it.
	Places(ctx context.Context, queries []query.Node, items []string) (map[string]Places, error)
	// Frequency tells in how many documents a folded word occurs in the text,
	// and how many documents there are: the rarity of a fact.
	Frequency(ctx context.Context, word string) (docs, total int, err error)
	// Shards tells of what the index consists, without reading it through. A
	// shard with a problem was found damaged when the index was opened; until it
	// is dropped, every search fails.
	Shards(ctx context.Context) ([]Shard, error)
	// Verify is Shards after it has read all of each shard: every byte, every
	// word and every place. That takes as long as it takes to read the index.
	Verify(ctx context.Context) ([]Shard, error)
	// Items calls fn with the ID of every item in the index. One that a kill left
	// in two shards comes twice. It stops at the first error of fn.
	Items(ctx context.Context, fn func(item string) error) error
	// Drop removes shards, damaged or not, and all that was in them. It waits
	// for searches and updates to end.
	Drop(names ...string) error
	Close() error
}

// A Shard is a part of the index that stands by itself: documents of one source
// and, where there are many, of some years. Damage to one costs only what was in
// it.
type Shard struct {
	Name      string
	Source    string
	Period    string // "all", "undated", "2020-2024", "to 1999", "from 2100"
	Documents int    // a long text is several
	Bytes     int64
	Problem   string // empty when it is sound
}

// Errors.
var (
	// ErrQuery marks a query that the engine refuses; its text says why.
	ErrQuery = errors.New("query refused")
	// ErrRebuild is returned by Open for an index of another format or
	// mapping, or a damaged one: remove it and fill it from the catalogue.
	ErrRebuild = errors.New("index has to be rebuilt")
	// ErrDamaged marks what failed because a file of a shard is damaged: Verify
	// tells which shard, to be dropped and filled from the catalogue.
	ErrDamaged = errors.New("a part of the index is damaged")
)
