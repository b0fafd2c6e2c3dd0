package service

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"sarsen/agent/catalogue"
	"sarsen/index"
	"sarsen/index/query"
)

// Found is a hit of an ad-hoc search.
type Found struct {
	catalogue.Item
	Score   float64
	Snippet string
	// Hits are byte ranges of Snippet that matched.
	Hits []index.Span
}

// ErrQuery marks a query that is not understood or would cost too much.
var ErrQuery = index.ErrQuery

// isRefused reports whether the index refuses a query.
func isRefused(err error) bool { return errors.Is(err, ErrQuery) }

// Hits are the answer to a search, the best first.
type Hits struct {
	Total int      // in all, whatever the limit
	Notes []string // remarks on the query

	list []index.Hit
	cat  *catalogue.Store
}

// Hits runs a query of the search language; limit 0 means all hits.
func (s *Service) Hits(ctx context.Context, by Officer, text string, limit int) (Hits, error) {
	q, err := query.Parse(text)
	if err != nil {
		return Hits{}, fmt.Errorf("%w: %w", ErrQuery, err)
	}
	if limit < 0 {
		return Hits{}, errors.New("limit cannot be negative")
	}
	result, err := s.engine.Search(ctx, withoutAdded(q), index.Options{Limit: limit, Spans: true})
	if err != nil {
		return Hits{}, err
	}
	// What was searched for is personal data of somebody, so only that a
	// search was made is put on record.
	err = s.record(by, "search", "", "", map[string]string{"hits": strconv.Itoa(result.Total)})
	return Hits{Total: result.Total, Notes: result.Notes, list: result.Hits, cat: s.cat}, err
}

// hitsAtOnce is of how many hits the texts are read by one query.
const hitsAtOnce = 200

// Each calls fn for every hit in turn, as they are read. One that the catalogue
// has lost since is left out.
func (h Hits) Each(ctx context.Context, fn func(Found) error) error {
	for part := range slices.Chunk(h.list, hitsAtOnce) {
		ids, spans := make([]string, len(part)), map[string][]index.Span{}
		for i, hit := range part {
			ids[i], spans[hit.ID] = hit.ID, hit.Spans
		}
		found := map[string]Found{}
		err := h.cat.Read(ctx, ids, func(i catalogue.Item, t catalogue.Text) error {
			f := Found{Item: i}
			f.Snippet, f.Hits = snippet(t.Text, spans[i.ID])
			found[i.ID] = f
			return nil
		})
		if err != nil {
			return err
		}
		for _, hit := range part {
			f, ok := found[hit.ID]
			if f.Score = hit.Score; !ok {
				continue
			}
			if err := fn(f); err != nil {
				return err
			}
		}
	}
	return nil
}

// Search is Hits with all of them read.
func (s *Service) Search(ctx context.Context, by Officer, text string, limit int) (found []Found, total int, notes []string, err error) {
	h, err := s.Hits(ctx, by, text, limit)
	if err != nil {
		return nil, 0, nil, err
	}
	err = h.Each(ctx, func(f Found) error {
		found = append(found, f)
		return nil
	})
	return found, h.Total, h.Notes, err
}

// Sizes of a snippet in bytes.
const (
	snippetBefore = 60
	snippetSize   = 220
)

// snippet cuts the surroundings of the densest hits out of a text, on one
// line, and says where the hits are in it.
func snippet(text string, spans []index.Span) (string, []index.Span) {
	start := 0
	if len(spans) > 0 {
		start = max(0, densest(spans).Start-snippetBefore)
	}
	for start > 0 && !utf8.RuneStart(text[start]) {
		start--
	}
	if start > 0 {
		if at := strings.IndexAny(text[start:min(len(text), start+snippetBefore)], " \n\t"); at >= 0 {
			start += at + 1
		}
	}
	end := min(len(text), start+snippetSize)
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end++
	}
	var b strings.Builder
	var hits []index.Span
	if start > 0 {
		b.WriteString("… ")
	}
	space := false
	at := make([]int, end-start+1) // offset in the snippet of each byte of the text
	for i := start; i < end; {
		r, n := utf8.DecodeRuneInString(text[i:end])
		for k := range n {
			at[i-start+k] = b.Len()
		}
		if r <= ' ' || r == 0x7f {
			if !space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = true
		} else {
			b.WriteRune(r)
			space = false
		}
		i += n
	}
	at[end-start] = b.Len()
	if end < len(text) {
		b.WriteString(" …")
	}
	for _, s := range spans {
		if s.Start >= start && s.End <= end && s.Start < s.End {
			hits = append(hits, index.Span{Start: at[s.Start-start], End: at[s.End-start]})
		}
	}
	return b.String(), hits
}

// densest returns the span with which the most other spans fit into a snippet.
func densest(spans []index.Span) index.Span {
	best, most := spans[0], 0
	for i, s := range spans {
		n := 0
		for _, o := range spans[i:] {
			if o.End > s.Start+snippetSize-snippetBefore {
				break
			}
			n++
		}
		if n > most {
			best, most = s, n
		}
	}
	return best
}
