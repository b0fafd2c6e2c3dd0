package index

import (
	"context"
	"errors"
	"fmt"
	"runtime"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segments "github.com/blevesearch/scorch_segment_api/v2"
	"golang.org/x/sync/errgroup"
)

// A reading is what one call reads of the index, and what it has looked up.
// Queries are answered by sets of documents, segment by segment: bleve's own
// searchers take hits one by one, and the ID of each, which lasts seconds where a
// word stands in a million documents.
type reading struct {
	*view
	segments []*section
	docs     int    // documents there are
	effort   effort // of the query that is answered
	leaves   map[fieldTerm]*leaf
	known    map[fieldTerm]bool
	chosen   map[string]selection // by inexact word and field
}

type fieldTerm struct{ field, term string }

// A section is a segment of a shard. One goroutine at a time reads it.
type section struct {
	*scorch.SegmentSnapshot
	shard int             // in the view
	at    int             // in the reading
	live  *roaring.Bitmap // the documents there are
	dicts map[string]segments.TermDictionary
}

// read returns a reading of the index as it is now. It must be closed.
func (e *engine) read(ctx context.Context) (*reading, error) {
	v, err := e.view(ctx)
	if err != nil {
		return nil, err
	}
	d := &reading{view: v, leaves: map[fieldTerm]*leaf{}, known: map[fieldTerm]bool{}, chosen: map[string]selection{}}
	d.effort.most = mostWork
	for n, p := range d.parts {
		for _, s := range p.own.Segments() {
			live := s.DocNumbersLive()
			if live.IsEmpty() {
				continue
			}
			d.segments = append(d.segments, &section{s, n, len(d.segments), live, map[string]segments.TermDictionary{}})
			d.docs += int(live.GetCardinality()) //nolint:gosec // far below the limit
		}
	}
	return d, nil
}

// close lets go of the index and adds what went wrong to err.
func (d *reading) close(err *error) { *err = errors.Join(*err, d.view.close()) }

// each calls fn for every segment, as many at a time as there are processors.
func (d *reading) each(fn func(*section) error) error {
	group, ctx := errgroup.WithContext(d.ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, s := range d.segments {
		if ctx.Err() != nil {
			break
		}
		group.Go(func() error { return d.guard(s, func() error { return fn(s) }) })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return d.ctx.Err()
}

// guard calls do, which reads a segment.
func (d *reading) guard(s *section, do func() error) error { return d.parts[s.shard].guard(do) }

// spend counts work, and stops it when the call is over.
func (d *reading) spend(n int) error {
	if err := d.ctx.Err(); err != nil {
		return err
	}
	return d.effort.spend(n)
}

func (s *section) dict(field string) (segments.TermDictionary, error) {
	if d, ok := s.dicts[field]; ok {
		return d, nil
	}
	d, err := s.Segment().Dictionary(field)
	if err == nil {
		s.dicts[field] = d
	}
	return d, err
}

// size is what an operation on a set of documents of s costs.
func (s *section) size() int { return setWork * (1 + int(s.live.Maximum()>>16)) }

// A leaf is a word of a field.
type leaf struct {
	fieldTerm
	docs  int                     // that hold it
	lists []segments.PostingsList // by segment; nil where it does not occur
	sets  []*roaring.Bitmap       // the same, as they are asked for
}

// leaf looks a word up.
func (d *reading) leaf(field, term string) (*leaf, error) {
	key := fieldTerm{field, term}
	if l, ok := d.leaves[key]; ok {
		return l, nil
	}
	if err := d.spend(lookupWork * len(d.segments)); err != nil {
		return nil, err
	}
	l := &leaf{fieldTerm: key, lists: make([]segments.PostingsList, len(d.segments)), sets: make([]*roaring.Bitmap, len(d.segments))}
	for i, s := range d.segments {
		err := d.guard(s, func() error {
			words, err := s.dict(field)
			if err != nil {
				return err
			}
			list, err := words.PostingsList([]byte(term), s.Deleted(), nil)
			if err != nil {
				return err
			}
			if n := int(list.Count()); n > 0 { //nolint:gosec // far below the limit
				l.docs, l.lists[i] = l.docs+n, list
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("look up word: %w", err)
		}
	}
	d.leaves[key] = l
	return l, nil
}

// has reports whether a word occurs in a field.
func (d *reading) has(field, term string) (bool, error) {
	key := fieldTerm{field, term}
	if known, ok := d.known[key]; ok {
		return known, nil
	}
	if err := d.spend(lookupWork * len(d.segments)); err != nil {
		return false, err
	}
	known := false
	for _, s := range d.segments {
		err := d.guard(s, func() error {
			words, err := s.dict(field)
			if err == nil {
				known, err = words.Contains([]byte(term))
			}
			return err
		})
		if err != nil {
			return false, fmt.Errorf("look up word: %w", err)
		}
		if known {
			break
		}
	}
	d.known[key] = known
	return known, nil
}

// set returns the documents of a segment that hold the word; nil for none.
func (l *leaf) set(s *section) *roaring.Bitmap {
	if l.sets[s.at] == nil && l.lists[s.at] != nil {
		l.sets[s.at] = documentsOf(l.lists[s.at])
	}
	return l.sets[s.at]
}

// documentsOf returns the documents of a list.
func documentsOf(list segments.PostingsList) *roaring.Bitmap {
	it, ok := list.Iterator(false, false, false, nil).(segments.OptimizablePostingsIterator)
	if !ok {
		return roaring.New()
	}
	if doc, one := it.DocNum1Hit(); one {
		return roaring.BitmapOf(uint32(doc)) //nolint:gosec // numbers of documents have 31 bits
	}
	if set := it.ActualBitmap(); set != nil {
		return set
	}
	return roaring.New()
}

// addTo adds the documents of a list to a set.
func addTo(set *roaring.Bitmap, list segments.PostingsList) {
	it, ok := list.Iterator(false, false, false, nil).(segments.OptimizablePostingsIterator)
	if !ok {
		return
	}
	if doc, one := it.DocNum1Hit(); one {
		set.Add(uint32(doc)) //nolint:gosec // numbers of documents have 31 bits
	} else if of := it.ActualBitmap(); of != nil {
		set.Or(of)
	}
}

// read calls fn for the word's occurrence in each of the documents, which all
// hold it, in their order.
func (l *leaf) read(s *section, docs *roaring.Bitmap, places bool, fn func(segments.Posting) error) error {
	if l.lists[s.at] == nil || docs.IsEmpty() {
		return nil
	}
	it := l.iterator(s, docs, places)
	for {
		p, err := it.Next()
		if err != nil {
			return fmt.Errorf("read index: %w", err)
		}
		if p == nil {
			return nil
		}
		if err := fn(p); err != nil {
			return err
		}
	}
}

// iterator goes through the word's occurrences in the documents, all of which
// hold it.
func (l *leaf) iterator(s *section, docs *roaring.Bitmap, places bool) segments.PostingsIterator {
	it := l.lists[s.at].Iterator(true, true, places, nil)
	if o, ok := it.(segments.OptimizablePostingsIterator); ok {
		if _, one := o.DocNum1Hit(); !one && docs != l.set(s) {
			o.ReplaceActual(docs)
		}
	}
	return it
}
