package index

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	segments "github.com/blevesearch/scorch_segment_api/v2"
)

// phrasePlan finds documents in which words of one field stand side by side.
type phrasePlan struct {
	key   string // field and words
	words []*leaf
	parts []*leaf // the same, each once
}

// A checked is what is known of a phrase in a segment.
type checked struct{ seen, found *roaring.Bitmap }

func newPhrase(words []*leaf) *phrasePlan {
	p := &phrasePlan{key: words[0].field, words: words}
	for _, w := range words {
		p.key += " " + w.term
		if !slices.Contains(p.parts, w) {
			p.parts = append(p.parts, w)
		}
	}
	p.key = strings.Clone(p.key)
	return p
}

func (p *phrasePlan) most() int {
	n := p.parts[0].docs
	for _, l := range p.parts {
		n = min(n, l.docs)
	}
	return n
}

func (*phrasePlan) slow() bool { return true }

func (p *phrasePlan) weighed(fn func(*leaf)) {
	for _, l := range p.parts {
		fn(l)
	}
}

func (p *phrasePlan) uses(_ *run, docs *roaring.Bitmap, fn func(use) error) error {
	return fn(use{words: p.parts, phrase: p, boost: 1, docs: docs})
}

// find looks at the places of the words in those documents that hold all of
// them, and at each of these once.
func (p *phrasePlan) find(r *run, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	known := r.phrases[p.key]
	if known == nil {
		known = &checked{roaring.New(), roaring.New()}
		r.phrases[p.key] = known
	}
	docs := within
	for _, l := range slices.SortedFunc(slices.Values(p.parts), func(a, b *leaf) int { return a.docs - b.docs }) {
		set := l.set(r.section)
		if set == nil {
			return roaring.New(), nil
		}
		var err error
		if docs, err = r.and(docs, set); err != nil || docs.IsEmpty() {
			return docs, err
		}
	}
	unseen := docs
	if !known.seen.IsEmpty() {
		var err error
		if unseen, err = r.without(docs, known.seen); err != nil {
			return nil, err
		}
	}
	err := p.places(r, unseen, func(doc uint32, _ [][]position, starts []uint64) error {
		if len(starts) > 0 {
			known.found.Add(doc)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	known.seen.Or(unseen)
	return r.and(docs, known.found)
}

// A position is where a word stands: its number in the field, and its bytes.
type position struct{ at, start, length uint64 }

// places calls fn for each of the documents, all of which hold all words, with
// the positions of each of the phrase's parts and those at which it begins. They
// hold until fn returns.
func (p *phrasePlan) places(r *run, docs *roaring.Bitmap, fn func(doc uint32, at [][]position, starts []uint64) error) error {
	if docs.IsEmpty() {
		return nil
	}
	each := make([]segments.PostingsIterator, len(p.parts))
	for i, l := range p.parts {
		each[i] = l.iterator(r.section, docs, true)
	}
	at := make([][]position, len(p.parts))
	for it := docs.Iterator(); it.HasNext(); {
		doc := it.Next()
		for i := range each {
			post, err := each[i].Next()
			if err != nil {
				return fmt.Errorf("read index: %w", err)
			}
			at[i] = at[i][:0]
			if post == nil {
				continue
			}
			for _, l := range post.Locations() {
				at[i] = append(at[i], position{l.Pos(), l.Start(), l.End()}) // the length stands for the end: see place
			}
			if err := r.reading.spend(placeWork * (1 + len(at[i]))); err != nil {
				return err
			}
		}
		if err := fn(doc, at, p.starts(at)); err != nil {
			return err
		}
	}
	return nil
}

// starts returns the positions at which the phrase begins.
func (p *phrasePlan) starts(at [][]position) []uint64 {
	var list []uint64
	for _, place := range at[0] {
		list = append(list, place.at)
	}
	for i, w := range p.words[1:] {
		next := at[slices.Index(p.parts, w)]
		list = slices.DeleteFunc(list, func(start uint64) bool {
			_, ok := slices.BinarySearchFunc(next, start+uint64(i)+1, byPosition) //nolint:gosec // of words
			return !ok
		})
	}
	return list
}

// spans calls fn with the places of the phrase in the canonical text.
func (p *phrasePlan) spans(r *run, docs *roaring.Bitmap, fn func(uint32, Span)) error {
	return p.places(r, docs, func(doc uint32, at [][]position, starts []uint64) error {
		for _, start := range starts {
			for i, w := range p.words {
				of := at[slices.Index(p.parts, w)]
				n, _ := slices.BinarySearchFunc(of, start+uint64(i), byPosition)
				fn(doc, Span{int(of[n].start), int(of[n].start + of[n].length)}) //nolint:gosec // offsets of a text
			}
		}
		return nil
	})
}

func byPosition(p position, at uint64) int { return cmp.Compare(p.at, at) }
