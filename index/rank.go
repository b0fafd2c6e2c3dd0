package index

import (
	"bytes"
	"cmp"
	"container/heap"
	"math"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	segments "github.com/blevesearch/scorch_segment_api/v2"
)

// mostWeighed is how many occurrences of words are weighed for the order of the
// hits of one query: those of the rarest words, which count most.
const mostWeighed = 4_000_000

// An answer is what a plan finds in a segment, with the scores where hits are
// ranked.
type answer struct {
	*run
	docs   *roaring.Bitmap
	scores []float32 // by document; nil when all are alike
}

func (a *answer) score(doc uint32) float32 {
	if a.scores == nil {
		return 0
	}
	return a.scores[doc]
}

// weights returns how much the words of a plan count: the square of what each
// tells by its rarity, as often is done.
func (d *reading) weights(p plan) map[*leaf]float64 {
	var words []*leaf
	p.weighed(func(l *leaf) { words = append(words, l) })
	words = distinctLeaves(words)
	slices.SortStableFunc(words, func(a, b *leaf) int { return cmp.Compare(a.docs, b.docs) })
	weights := map[*leaf]float64{}
	left := mostWeighed
	for i, l := range words {
		if left -= l.docs; left < 0 && i > 0 {
			break
		}
		rarity := 1 + math.Log(float64(d.docs)/float64(l.docs+1))
		weights[l] = rarity * rarity
	}
	return weights
}

// rank fills in the scores of what p found. A word counts for more the rarer it
// is, the oftener it stands there and the shorter the field.
func (a *answer) rank(p plan, weights map[*leaf]float64) error {
	if len(weights) == 0 || a.docs.IsEmpty() {
		return nil
	}
	a.scores = make([]float32, a.docs.Maximum()+1)
	n := 0
	return p.uses(a.run, a.docs, func(u use) error {
		for _, l := range u.words {
			weight := weights[l] * u.boost
			if weight == 0 {
				continue
			}
			err := l.read(a.section, u.docs, false, func(p segments.Posting) error {
				a.scores[p.Number()] += float32(weight * math.Sqrt(float64(p.Frequency())) * p.Norm())
				if n++; n%contextEvery == 0 {
					return a.reading.ctx.Err()
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// contextEvery is after how many occurrences a search looks whether it is still
// wanted.
const contextEvery = 4096

// A ranked document is one that may be on the page.
type ranked struct {
	answer *answer
	doc    uint32
	score  float32
	id     string
}

func byRank(a, b ranked) int {
	return cmp.Or(cmp.Compare(b.score, a.score), strings.Compare(a.id, b.id))
}

// best returns the first n documents of the answers, by score and ID. IDs are
// read of those only whose score does not decide.
func best(answers []*answer, n int) ([]ranked, error) {
	least := threshold(answers, n)
	var list []ranked
	alike := make([]*roaring.Bitmap, len(answers)) // whose score is the least on the page
	for i, a := range answers {
		alike[i] = roaring.New()
		for it := a.docs.Iterator(); it.HasNext(); {
			doc := it.Next()
			switch score := a.score(doc); {
			case score > least:
				list = append(list, ranked{answer: a, doc: doc, score: score})
			case score == least:
				alike[i].Add(doc)
			}
		}
	}
	for i := range list {
		r := &list[i]
		err := r.answer.guarded(func() error {
			id, err := r.answer.DocID(uint64(r.doc))
			r.id = string(id)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	rest, err := firstIDs(answers, alike, least, n-len(list))
	if err != nil {
		return nil, err
	}
	list = append(list, rest...)
	slices.SortFunc(list, byRank)
	return list, nil
}

// threshold returns the score of the nth best document, or less than any where
// there are no more than n.
func threshold(answers []*answer, n int) float32 {
	if count(answers) <= n {
		return -1
	}
	var top scores
	for _, a := range answers {
		for it := a.docs.Iterator(); it.HasNext(); {
			switch score := a.score(it.Next()); {
			case len(top) < n:
				heap.Push(&top, score)
			case score > top[0]:
				top[0] = score
				heap.Fix(&top, 0)
			}
		}
	}
	if len(top) == 0 {
		return 0
	}
	return top[0]
}

// count returns how many documents were found.
func count(answers []*answer) int {
	n := 0
	for _, a := range answers {
		n += int(a.docs.GetCardinality()) //nolint:gosec // far below the limit
	}
	return n
}

// scores is a heap, the least first.
type scores []float32

func (s scores) Len() int           { return len(s) }
func (s scores) Less(i, j int) bool { return s[i] < s[j] }
func (s scores) Swap(i, j int)      { s[i], s[j] = s[j], s[i] }

// Push implements heap.Interface.
func (s *scores) Push(x any) { *s = append(*s, x.(float32)) } //nolint:forcetypeassert // only floats are pushed

// Pop implements heap.Interface.
func (s *scores) Pop() any {
	last := (*s)[len(*s)-1]
	*s = (*s)[:len(*s)-1]
	return last
}

// firstIDs returns the n documents of some sets with the first IDs.
func firstIDs(answers []*answer, sets []*roaring.Bitmap, score float32, n int) ([]ranked, error) {
	var list []ranked
	for i, a := range answers {
		if n <= 0 || sets[i].IsEmpty() {
			continue
		}
		var first []ranked
		err := a.guarded(func() error {
			var err error
			first, err = a.firstIDs(sets[i], n)
			return err
		})
		if err != nil {
			return nil, err
		}
		for _, f := range first {
			f.score = score
			list = append(list, f)
		}
	}
	slices.SortFunc(list, byRank)
	return list[:min(max(n, 0), len(list))], nil
}

// manyAlike is of how many documents the list of all IDs is read from its
// beginning, if they are a good part of it.
const manyAlike = 10_000

func (a *answer) firstIDs(set *roaring.Bitmap, n int) ([]ranked, error) {
	size := int(set.GetCardinality())                                        //nolint:gosec // far below the limit
	if size > manyAlike && n < size/8 && size > int(a.Segment().Count())/8 { //nolint:gosec // far below the limit
		return a.walkIDs(set, n)
	}
	var list []ranked
	var last []byte
	read := 0
	for it := set.Iterator(); it.HasNext(); read++ {
		if read%contextEvery == 0 && a.reading.ctx.Err() != nil {
			return nil, a.reading.ctx.Err()
		}
		doc := it.Next()
		id, err := a.DocID(uint64(doc))
		if err != nil {
			return nil, err
		}
		if last != nil && bytes.Compare(id, last) > 0 {
			continue
		}
		if list = append(list, ranked{answer: a, doc: doc, id: string(id)}); len(list) == 2*n {
			slices.SortFunc(list, byRank)
			list = list[:n]
			last = []byte(list[n-1].id)
		}
	}
	slices.SortFunc(list, byRank)
	return list[:min(n, len(list))], nil
}

// walkIDs reads the IDs of a segment in their order until n of the set are found.
func (a *answer) walkIDs(set *roaring.Bitmap, n int) ([]ranked, error) {
	words, err := a.dict("_id")
	if err != nil {
		return nil, err
	}
	var list []ranked
	for it := words.AutomatonIterator(nil, nil, nil); len(list) < n; {
		e, err := it.Next()
		if err != nil || e == nil {
			return list, err
		}
		of, err := words.PostingsList([]byte(e.Term), a.Deleted(), nil)
		if err != nil {
			return nil, err
		}
		if doc := documentsOf(of); !doc.IsEmpty() && set.Contains(doc.Minimum()) {
			list = append(list, ranked{answer: a, doc: doc.Minimum(), id: strings.Clone(e.Term)})
		}
	}
	return list, nil
}
