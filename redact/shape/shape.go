// Package shape learns which references a council gives out: from its texts, one
// by one, it counts the shapes of what looks like a reference, such as
// "HB/9999/99999" or "9999999999" behind "rent account", and proposes those that
// recur as rules.
//
// It promises that the same texts in the same order give the same candidates, in
// bounded memory however many there are; that a rule it writes loads, and that the
// references in it are made up. It enables nothing: whether a candidate is a
// reference of a person is for somebody to say. It refuses dates, amounts,
// telephone numbers, addresses of the network and what has small letters in it.
package shape

import (
	"cmp"
	"hash/fnv"
	"maps"
	"slices"

	"sarsen/redact"
	"sarsen/redact/recognise"
)

// Bounds of memory: of the shapes counted, of the prefixes told apart in one, of
// the labels counted for one and of the places kept of it.
const (
	mostShapes   = 4000
	mostPrefixes = 24
	mostLabels   = 32
	mostPlaces   = 16
)

// A Counter counts shapes. It may be used by one goroutine at a time.
type Counter struct {
	shapes map[string]*family
	texts  int
}

// New returns a Counter that has seen nothing.
func New() *Counter { return &Counter{shapes: make(map[string]*family)} }

// A family is a shape with letters as A, and its forms by prefix.
type family struct {
	all      form
	prefixes map[string]*form // nil for shapes that begin with a digit
}

// A form is what is counted of one shape.
type form struct {
	texts, tokens int
	last          int        // text in which it was met last
	likes         [kinds]int // tokens by what they may be; below are references only
	labels        map[string]int
	labelled      int // with a label
	values        sketch
	places        []string // what stands around some of them, each in a text of its own
}

// Add counts the references of a text. Hints are as recognise has them, sorted by
// Start; cells tell the headings of their columns.
func (c *Counter) Add(text string, hints []recognise.Hint) {
	c.texts++
	cells := columns{hints: hints}
	for t := range tokens(text) {
		shape, prefix := shapeOf(t.text)
		f := c.shapes[shape]
		if f == nil {
			c.makeRoom()
			f = &family{}
			c.shapes[shape] = f
		}
		seen := sighting{token: t, in: text, number: c.texts, column: cells.at(t.start)}
		seen.label, seen.like = seen.read()
		f.all.add(&seen)
		if prefix != "" {
			f.prefix(prefix).add(&seen)
		}
	}
}

// makeRoom drops the rarer half of the shapes when there are too many: one that
// recurs comes back.
func (c *Counter) makeRoom() {
	if len(c.shapes) < mostShapes {
		return
	}
	rare := slices.SortedFunc(maps.Keys(c.shapes), func(a, b string) int {
		return cmp.Or(c.shapes[a].all.texts-c.shapes[b].all.texts, cmp.Compare(a, b))
	})
	for _, s := range rare[:len(rare)/2] {
		delete(c.shapes, s)
	}
}

// prefix returns the form of those that begin so, made when it is new.
func (f *family) prefix(p string) *form {
	if f.prefixes == nil {
		f.prefixes = make(map[string]*form)
	}
	if had := f.prefixes[p]; had != nil {
		return had
	}
	if len(f.prefixes) >= mostPrefixes {
		rarest := slices.MinFunc(slices.Sorted(maps.Keys(f.prefixes)), func(a, b string) int { return f.prefixes[a].texts - f.prefixes[b].texts })
		delete(f.prefixes, rarest)
	}
	made := &form{}
	f.prefixes[p] = made
	return made
}

// A sighting is a token where it stands.
type sighting struct {
	token
	in     string
	number int // of the text
	column string
	label  []string // the words in front, see label
	like   kind
}

func (f *form) add(s *sighting) {
	f.tokens++
	f.likes[s.like]++
	if s.like != reference {
		return
	}
	fresh := f.last != s.number
	if fresh {
		f.texts++
		f.last = s.number
	}
	if len(s.label) > 0 {
		f.labelled++
		f.count(s.label)
	}
	f.values.add(s)
	if fresh && len(f.places) < mostPlaces {
		f.places = append(f.places, s.around())
	}
}

// count counts a label and its ends: "rent account" and "account".
func (f *form) count(words []string) {
	if f.labels == nil {
		f.labels = make(map[string]int)
	}
	for i := range words {
		p := joined(words[i:])
		if _, had := f.labels[p]; !had && len(f.labels) >= mostLabels {
			maps.DeleteFunc(f.labels, func(_ string, n int) bool { return n == 1 })
		}
		if _, had := f.labels[p]; had || len(f.labels) < mostLabels {
			f.labels[p]++
		}
	}
}

// A kind is what else a token may be.
type kind uint8

const (
	reference kind = iota
	dateLike
	phoneLike
	amountLike
	partLike
	kinds
)

// sketchSize is how many values of a shape are followed: those of the lowest hash,
// so that the same ones are met again in every text.
const sketchSize = 48

// A sketch follows some values of a form.
type sketch struct {
	values []value // by hash
	more   bool    // there were others
}

// A value is one reference, and whom it stands with.
type value struct {
	hash   uint64
	text   string
	texts  int
	last   int
	people map[uint64]int // texts in which somebody stands near it, by hash
	known  int            // texts in which anybody does
}

// mostPeople bounds who is remembered with a value.
const mostPeople = 8

func (k *sketch) add(s *sighting) {
	h := hash(s.text)
	at, had := slices.BinarySearchFunc(k.values, h, func(v value, h uint64) int { return cmp.Compare(v.hash, h) })
	if !had {
		if at >= sketchSize {
			k.more = true
			return
		}
		k.values = slices.Insert(k.values, at, value{hash: h, text: s.text})
		if len(k.values) > sketchSize {
			k.values, k.more = k.values[:sketchSize], true
		}
	}
	v := &k.values[at]
	if v.last == s.number {
		return
	}
	v.last = s.number
	v.texts++
	near := s.people()
	if len(near) > 0 {
		v.known++
	}
	for _, p := range near {
		if v.people == nil {
			v.people = make(map[uint64]int)
		}
		if _, had := v.people[p]; had || len(v.people) < mostPeople {
			v.people[p]++
		}
	}
}

// distinct estimates how many values there are.
func (k *sketch) distinct() int {
	if !k.more {
		return len(k.values)
	}
	share := float64(k.values[len(k.values)-1].hash) / (1 << 64)
	return int(float64(len(k.values)-1)/max(share, 1e-12) + 0.5)
}

func hash(s string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s)) // never fails
	x := h.Sum64()            // FNV leaves the high bits of short strings alike
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	return x
}

// around returns the token with what stands beside it on its lines.
func (s *sighting) around() string {
	span := redact.Span{Start: max(0, s.start-100), End: min(len(s.in), s.end+60)}
	for span.Start < s.start && (s.in[span.Start]&0xc0 == 0x80) {
		span.Start++
	}
	for span.End > s.end && span.End < len(s.in) && s.in[span.End]&0xc0 == 0x80 {
		span.End--
	}
	return s.in[span.Start:span.End]
}
