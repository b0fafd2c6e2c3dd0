package index

import (
	"slices"

	"github.com/blevesearch/bleve/v2/document"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"sarsen/index/fold"
)

// A wordField is a field of one document as bleve takes it. It does its own
// analysis, because bleve's allocates every word of a text by itself: half the
// time and memory of indexing went there.
type wordField struct {
	name   string
	values []string
	how    tokeniser
	exact  bool // one folded keyword for each value, without places
	// spans keeps where in the value each word stands, moved by offset.
	spans  bool
	offset int
	// others are words that the document has elsewhere: they are found, and
	// stand in no phrase.
	others wordSet

	document string
	desk     *desk // shared by the fields of one batch

	length   int
	freqs    bleveindex.TokenFrequencies
	pointers []*bleveindex.TokenLocation // the Locations of all freqs, one after the other
	places   []place                     // what they shall point to
}

// A place is where a word stands. It is a fifth of bleve's own form of it, which
// is made for one document at a time. The index has the length in place of the
// end: that is shorter.
type place struct{ start, length, position int32 }

var _ document.Field = (*wordField)(nil)

// A wordSet is a set of folded words.
type wordSet map[string]struct{}

// valueGap keeps a phrase from running from one value into the next.
const valueGap = 100

// meanWord is the length of a word with what follows it, on the small side.
const meanWord = 5

// Analyze implements document.Field.
func (f *wordField) Analyze() {
	g := &gathering{freqs: bleveindex.TokenFrequencies{}}
	first := 0
	for _, value := range f.values {
		if f.exact {
			if term := fold.String(value); term != "" {
				g.add(term)
			}
			continue
		}
		g.met = slices.Grow(g.met, len(value)/meanWord)
		last := 0
		f.how.each(value, func(k token) {
			at := place{position: int32(first + k.position)} //nolint:gosec // of a piece of text
			if f.spans {
				at.start, at.length = int32(f.offset+k.start), int32(k.end-k.start) //nolint:gosec // texts are below 2 GiB
			}
			g.met = append(g.met, meeting{g.add(k.term), at})
			last = k.position
		})
		first += last + valueGap
	}
	f.length = g.count
	for term := range f.others {
		if _, here := g.freqs[term]; !here {
			g.add(term)
		}
	}
	f.freqs = g.freqs
	f.pointers, f.places = g.locate()
}

// A gathering counts words and notes where they are met.
type gathering struct {
	freqs bleveindex.TokenFrequencies
	free  []bleveindex.TokenFreq // allocated many at a time
	met   []meeting
	count int
}

type meeting struct {
	word *bleveindex.TokenFreq
	place
}

func (g *gathering) add(term string) *bleveindex.TokenFreq {
	g.count++
	w, ok := g.freqs[term]
	if !ok {
		if len(g.free) == 0 {
			g.free = make([]bleveindex.TokenFreq, max(8, min(len(g.freqs), 1024)))
		}
		w, g.free = &g.free[0], g.free[1:]
		g.freqs[term] = w
	}
	w.SetFrequency(w.Frequency() + 1)
	return w
}

// locate sorts the places by word and gives each word its stretch of pointers
// to them.
func (g *gathering) locate() ([]*bleveindex.TokenLocation, []place) {
	pointers := make([]*bleveindex.TokenLocation, len(g.met))
	places := make([]place, len(g.met))
	next := 0
	for _, m := range g.met {
		w := m.word
		if w.Locations == nil {
			w.Locations = pointers[next:next]
			next += w.Frequency()
		}
		n := len(w.Locations)
		places[len(pointers)-cap(w.Locations)+n] = m.place
		w.Locations = w.Locations[:n+1]
	}
	return pointers, places
}

// A desk is where the places of one document at a time are laid out for bleve,
// which builds a segment document by document and keeps none of them.
type desk struct {
	document string
	room     []bleveindex.TokenLocation
}

// mostSpare is up to how many places there may be room for more than are asked
// for.
const mostSpare = 64 << 10

// lay returns room for the places of a field of a document.
func (d *desk) lay(document string, n int) []bleveindex.TokenLocation {
	if d.document != document {
		d.document, d.room = document, d.room[:0]
	}
	if cap(d.room)-len(d.room) < n {
		d.room = make([]bleveindex.TokenLocation, 0, max(min(2*cap(d.room), mostSpare), n+n/8, 1<<10))
	}
	at := len(d.room)
	d.room = d.room[:at+n]
	return d.room[at:]
}

// Name implements document.Field.
func (f *wordField) Name() string { return f.name }

// Options implements document.Field.
func (f *wordField) Options() bleveindex.FieldIndexingOptions {
	if f.exact {
		return bleveindex.IndexField
	}
	return bleveindex.IndexField | bleveindex.IncludeTermVectors
}

// AnalyzedLength implements document.Field.
func (f *wordField) AnalyzedLength() int { return f.length }

// AnalyzedTokenFrequencies implements document.Field. Places hold until those
// of another document are asked for.
func (f *wordField) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies {
	if len(f.places) > 0 {
		room := f.desk.lay(f.document, len(f.places))
		for i, p := range f.places {
			l := &room[i]
			l.Start, l.End, l.Position = int(p.start), int(p.length), int(p.position)
			f.pointers[i] = l
		}
	}
	return f.freqs
}

// ArrayPositions implements document.Field: values are told apart by their
// positions.
func (*wordField) ArrayPositions() []uint64 { return nil }

// EncodedFieldType implements document.Field.
func (*wordField) EncodedFieldType() byte { return 't' }

// Value implements document.Field: nothing is stored.
func (*wordField) Value() []byte { return nil }

// NumPlainTextBytes implements document.Field, for bleve's statistics, which
// nobody reads.
func (*wordField) NumPlainTextBytes() uint64 { return 0 }

// Size implements document.Field, as above.
func (*wordField) Size() int { return 0 }
