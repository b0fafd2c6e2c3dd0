package tagger

import "sync"

// A Model tags texts. It is immutable and safe for concurrent use.
type Model struct {
	lexicon *Lexicon
	keys    []uint32     // of features, open addressing in a power of two; 0 is empty
	rows    [][tags]int8 // their weights, side by side with keys
	count   int
	scale   float32 // what a weight of 1 in rows is worth
	turns   [2]Transitions
	exps    [2]Transitions
	readers sync.Pool
}

// Weights are what a Model is made of: for each feature its weight for each
// tag, and those of tags that follow one another, within a line and into the
// next.
type Weights struct {
	Lexicon     *Lexicon
	Features    map[uint32][tags]float32
	Transitions [2]Transitions
}

// New makes a model of learned weights, which are rounded to 1/127 of the
// greatest. Features that round to nothing are left out.
func New(w Weights) *Model {
	high := float32(1e-6)
	for _, row := range w.Features {
		for _, x := range row {
			high = max(high, x, -x)
		}
	}
	m := makeModel(w.Lexicon, high/127, w.Transitions)
	kept := make(map[uint32][tags]int8, len(w.Features))
	for k, row := range w.Features {
		if r, ok := round(row, m.scale); ok {
			kept[k] = r
		}
	}
	m.grow(len(kept))
	for k, r := range kept {
		m.put(k, r)
	}
	return m
}

func makeModel(l *Lexicon, scale float32, t [2]Transitions) *Model {
	m := &Model{lexicon: l, scale: scale, turns: t, exps: exponential(&t)}
	m.readers.New = func() any { return newReader() }
	return m
}

func round(row [tags]float32, scale float32) (out [tags]int8, some bool) {
	for k, x := range row {
		x /= scale
		if x > 0 {
			x += 0.5
		} else {
			x -= 0.5
		}
		out[k] = int8(max(-127, min(127, x)))
		some = some || out[k] != 0
	}
	return out, some
}

// grow makes room for n features.
func (m *Model) grow(n int) {
	size := 8
	for size < n+n/2 {
		size *= 2
	}
	m.keys, m.rows = make([]uint32, size), make([][tags]int8, size)
}

func (m *Model) slot(key uint32) int {
	mask := uint32(len(m.keys) - 1) //nolint:gosec // far below 2^32
	i := key & mask
	for m.keys[i] != 0 && m.keys[i] != key {
		i = (i + 1) & mask
	}
	return int(i)
}

func (m *Model) put(key uint32, row [tags]int8) {
	i := m.slot(key)
	if m.keys[i] == 0 {
		m.count++
	}
	m.keys[i], m.rows[i] = key, row
}

// add adds the weights of features to sum.
func (m *Model) add(sum *[tags]int32, features []uint32) {
	for _, f := range features {
		if i := m.slot(f); m.keys[i] != 0 {
			row := &m.rows[i]
			for k := range tags {
				sum[k] += int32(row[k])
			}
		}
	}
}

// score puts the scores of the tokens of a block into the lattice.
func (m *Model) score(r *reader, b bounds) {
	l := &r.lattice
	l.reset(b.to - b.from)
	for i := b.from; i < b.to; i++ {
		var sum [tags]int32
		for s := range slots {
			m.addForm(r, &sum, b, i+s-centre, s)
		}
		r.buf = r.placeFeatures(r.buf[:0], i, b)
		m.add(&sum, r.buf)
		for k := range tags {
			l.score[i-b.from][k] = float32(sum[k]) * m.scale
		}
		l.newln[i-b.from] = r.tokens[i].flags&lineStart != 0
	}
}

// addForm adds what the spelling of token i tells at a slot. It is worked out
// once for each spelling of a text.
func (m *Model) addForm(r *reader, sum *[tags]int32, b bounds, i, slot int) {
	f := b.form(r, i)
	if f == nil {
		r.buf = formFeatures(r.buf[:0], nil, slot)
		m.add(sum, r.buf)
		return
	}
	at := f.scores[slot]
	if at == 0 {
		var own [tags]int32
		r.buf = formFeatures(r.buf[:0], f, slot)
		m.add(&own, r.buf)
		at = int32(len(r.scores)) //nolint:gosec // a few times the words of a text in memory
		r.scores = append(r.scores, own[:]...)
		f.scores[slot] = at
	}
	for k, x := range r.scores[at : at+tags] {
		sum[k] += x
	}
}

// blocks reads text block by block.
func (m *Model) blocks(text string, each func(*reader, bounds)) {
	r, _ := m.readers.Get().(*reader)
	defer m.readers.Put(r)
	r.read(text, m.lexicon)
	for from := 0; from < len(r.tokens); {
		b := bounds{from: from, to: r.blockEnd(from)}
		m.score(r, b)
		each(r, b)
		from = b.to
	}
}

// Tag returns the best reading of text: sorted, apart, none of label None.
func (m *Model) Tag(text string) []Span {
	var out []Span
	var path []uint8
	m.blocks(text, func(r *reader, b bounds) {
		n := b.to - b.from
		if cap(path) < n {
			path = make([]uint8, n+n/2)
		}
		path = path[:n]
		r.lattice.best(&m.turns, path)
		if !some(path) {
			return
		}
		r.lattice.marginals(&m.exps)
		out = r.spans(out, b, path)
	})
	return out
}

func some(path []uint8) bool {
	for _, k := range path {
		if k != 0 {
			return true
		}
	}
	return false
}

// spans appends the names of a path.
func (r *reader) spans(out []Span, b bounds, path []uint8) []Span {
	for i := 0; i < len(path); {
		if path[i] == 0 {
			i++
			continue
		}
		l, j := labelOf(int(path[i])), i+1
		for j < len(path) && int(path[j]) == begin(l)+1 {
			j++
		}
		if s, ok := r.span(b.from+i, b.from+j, l, b); ok {
			out = append(out, s)
		}
		i = j
	}
	return out
}

// span makes a span of the tokens from..to, without signs at its ends.
func (r *reader) span(from, to int, l Label, b bounds) (Span, bool) {
	const named = isWord | isNumber
	for from < to && r.tokens[from].flags&named == 0 {
		from++
	}
	for from < to && r.tokens[to-1].flags&named == 0 {
		to--
	}
	if from == to {
		return Span{}, false
	}
	p := float32(1)
	for i := from; i < to; i++ {
		if r.tokens[i].flags&named != 0 {
			s := &r.lattice.score[i-b.from]
			p = min(p, s[begin(l)]+s[begin(l)+1])
		}
	}
	return Span{Start: r.tokens[from].start, End: r.tokens[to-1].end, Label: l, P: float64(p)}, true
}

// Words returns the words of text with the probabilities of their labels.
func (m *Model) Words(text string) []Word {
	var out []Word
	m.blocks(text, func(r *reader, b bounds) {
		r.lattice.marginals(&m.exps)
		for i := b.from; i < b.to; i++ {
			w := Word{Start: r.tokens[i].start, End: r.tokens[i].end}
			for k, p := range r.lattice.score[i-b.from] {
				w.P[labelOf(k)] += p
			}
			out = append(out, w)
		}
	})
	return out
}
