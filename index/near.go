package index

import (
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	segments "github.com/blevesearch/scorch_segment_api/v2"

	"sarsen/index/query"
)

// near returns the plan for two nodes near each other. What is more than words
// may stand anywhere.
func (c *compiler) near(n query.Near, fields []string) (plan, error) {
	var list []plan
	for _, field := range fields {
		first, err := c.compile(n.First, []string{field})
		if err != nil {
			return nil, err
		}
		second, err := c.compile(n.Second, []string{field})
		if err != nil {
			return nil, err
		}
		a, restA := parted(first)
		b, restB := parted(second)
		list = append(list, &nearPlan{first: a, second: b, within: uint64(max(n.Words, 0))})
		if len(restA) > 0 {
			list = append(list, both([]plan{either(restA), second}, nil, c.docs))
		}
		if len(restB) > 0 {
			list = append(list, both([]plan{first, either(restB)}, nil, c.docs))
		}
	}
	return either(list), nil
}

// parted tells the words that a plan looks for from the rest of it.
func parted(p plan) (words *wordPlan, rest []plan) {
	words = &wordPlan{}
	list := []plan{p}
	if o, ok := p.(*orPlan); ok {
		list = slices.Concat(o.quick, o.slower)
	}
	for _, p := range list {
		if w, ok := p.(*wordPlan); ok {
			words.boost = max(words.boost, w.boost)
			words.leaves = append(words.leaves, w.leaves...)
		} else {
			rest = append(rest, p)
		}
	}
	return words, rest
}

// nearBatch is of how many documents the places of words are held at a time. Each
// word is read from its beginning for every batch.
const nearBatch = 1 << 16

// nearPlan finds documents in which a word of each of two sets, all of one field,
// stand within so many words of each other.
type nearPlan struct {
	first, second *wordPlan
	within        uint64
}

func (p *nearPlan) most() int { return min(p.first.most(), p.second.most()) }

func (*nearPlan) slow() bool { return true }

func (p *nearPlan) weighed(fn func(*leaf)) {
	p.first.weighed(fn)
	p.second.weighed(fn)
}

func (p *nearPlan) uses(r *run, docs *roaring.Bitmap, fn func(use) error) error {
	if err := p.first.uses(r, docs, fn); err != nil {
		return err
	}
	return p.second.uses(r, docs, fn)
}

// find looks at the places of all words in the documents that hold one of each
// set.
func (p *nearPlan) find(r *run, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	docs, err := p.first.find(r, within)
	if err == nil {
		docs, err = p.second.find(r, docs)
	}
	if err != nil || docs.IsEmpty() {
		return docs, err
	}
	found := roaring.New()
	it := docs.ManyIterator()
	numbers := make([]uint32, nearBatch)
	for {
		n := it.NextMany(numbers)
		if n == 0 {
			return found, nil
		}
		if err := p.look(r, roaring.BitmapOf(numbers[:n]...), found); err != nil {
			return nil, err
		}
	}
}

// look adds those of the documents to found in which words stand near each other.
func (p *nearPlan) look(r *run, docs, found *roaring.Bitmap) error {
	at := map[uint32][]uint64{}
	err := p.first.places(r, docs, func(doc uint32, pos uint64) { at[doc] = append(at[doc], pos) })
	if err != nil {
		return err
	}
	return p.second.places(r, docs, func(doc uint32, pos uint64) {
		for _, other := range at[doc] {
			if other != pos && max(other, pos)-min(other, pos) <= p.within {
				found.Add(doc)
				return
			}
		}
	})
}

// places calls fn with the number of every place in the documents at which one of
// the words stands.
func (p *wordPlan) places(r *run, docs *roaring.Bitmap, fn func(doc uint32, pos uint64)) error {
	return p.each(r, docs, func(l *leaf, of *roaring.Bitmap) error {
		return l.read(r.section, of, true, func(post segments.Posting) error {
			for _, place := range post.Locations() {
				fn(uint32(post.Number()), place.Pos()) //nolint:gosec // numbers of documents have 31 bits
			}
			return r.reading.spend(1 + len(post.Locations()))
		})
	})
}
