package index

import (
	"fmt"
	"math"
	"time"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/numeric"
	segments "github.com/blevesearch/scorch_segment_api/v2"

	"sarsen/index/query"
)

// rangePlan finds documents with any of the values that are chosen in a field
// of whole values, however many they are. They do not count for the order.
type rangePlan struct {
	field   string
	choices []choice
	docs    int
}

func (p *rangePlan) most() int                                       { return p.docs }
func (*rangePlan) slow() bool                                        { return false }
func (*rangePlan) uses(*run, *roaring.Bitmap, func(use) error) error { return nil }
func (*rangePlan) weighed(func(*leaf))                               {}

func (p *rangePlan) find(r *run, within *roaring.Bitmap) (*roaring.Bitmap, error) {
	all, ok := r.unions[p]
	if !ok {
		all = roaring.New()
		for _, c := range p.choices {
			if err := p.add(r, c, all); err != nil {
				return nil, err
			}
		}
		r.unions[p] = all
	}
	return r.and(within, all)
}

// add adds the documents of each value that is chosen.
func (p *rangePlan) add(r *run, c choice, to *roaring.Bitmap) error {
	words, err := r.dict(p.field)
	if err != nil {
		return fmt.Errorf("look up words: %w", err)
	}
	var room segments.PostingsList
	return r.reading.entries(r.section, p.field, c, func(term string, _ uint64) error {
		if room, err = words.PostingsList([]byte(term), r.Deleted(), room); err != nil {
			return fmt.Errorf("look up words: %w", err)
		}
		addTo(to, room)
		return r.reading.spend(lookupWork)
	})
}

// dates finds what is dated on or after a day, or before it.
func (c *compiler) dates(n query.Date) (plan, error) {
	day := numeric.Float64ToInt64(dayNumber(n.Day.In(time.UTC)))
	p := &rangePlan{field: dayField, docs: c.docs}
	add := func(from, to int64, shift uint) error {
		first, err := numeric.NewPrefixCodedInt64(from, shift)
		if err != nil {
			return fmt.Errorf("look up dates: %w", err)
		}
		last, err := numeric.NewPrefixCodedInt64(to, shift)
		if err != nil {
			return fmt.Errorf("look up dates: %w", err)
		}
		p.choices = append(p.choices, choice{from: first, to: after(string(last)), fits: func(string) bool { return true }})
		return nil
	}
	if n.Before {
		return p, before(day, add)
	}
	return p, onOrAfter(day, add)
}

// A number lies in the index once in full and once for every four bits that are
// left off its end, down to the first four: so a range of any length is made of a
// few values of each length.
const (
	step      = 4
	lastShift = 60
)

// onOrAfter adds what makes up the numbers from first on.
func onOrAfter(first int64, add func(from, to int64, shift uint) error) error {
	for shift := uint(0); shift < lastShift; shift += step {
		end := first | (1<<(shift+step) - 1) // of the numbers that differ in these bits only
		if err := add(first, end, shift); err != nil || end == math.MaxInt64 {
			return err
		}
		first = end + 1
	}
	return add(first, math.MaxInt64, lastShift)
}

// before adds what makes up the numbers before end.
func before(end int64, add func(from, to int64, shift uint) error) error {
	last := end - 1
	for shift := uint(0); shift < lastShift; shift += step {
		begin := last &^ (1<<(shift+step) - 1)
		if err := add(begin, last, shift); err != nil || begin == math.MinInt64 {
			return err
		}
		last = begin - 1
	}
	return add(math.MinInt64, last, lastShift)
}
