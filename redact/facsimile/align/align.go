// Package align finds out where the words of a text stand in another text that
// was made from it: the text of a document, and that of the pages which another
// program laid it out on. There words stand in another order, headers are
// repeated, lines are hyphenated, numbers are generated.
//
// It promises that a word is only taken for another that is spelt the same
// (index/fold), and that it says of each word of the copy whether it is known
// where it comes from. It refuses to guess between places that look alike: it
// names them all. It is pure; what is to be hidden is for the caller to decide.
package align

import "sarsen/redact"

// An Alignment tells how two texts correspond. It is safe for concurrent use.
type Alignment struct {
	source, copied text
	// from holds, for each word of the copy, the word of the source that it
	// comes from, or unknown.
	from []int32
	// to holds, for each word of the source, whether it has a word in the copy.
	to []bool
	// aside holds, for each word of the source, whether the copy need not have it.
	aside []bool
	// before and after hold how many words on either side of a word of the copy
	// come from the neighbours of its source, up to context.
	before, after []int8
}

const unknown = -1

// New aligns the text of a copy with the source that it was made from. What stands
// in the spans aside, such as comments, the copy is not expected to have: of places
// that look alike a word comes from another.
func New(source, copied string, aside []redact.Span) *Alignment {
	v := vocabulary{}
	a := &Alignment{source: v.read(source)}
	known := int32(len(v)) //nolint:gosec // fewer words than bytes, see fold.Text
	a.copied = v.read(copied)
	a.copied.fit(v, known, a.source)
	a.from = make([]int32, len(a.copied.words))
	for i := range a.from {
		a.from[i] = unknown
	}
	a.to = make([]bool, len(a.source.words))
	a.aside = make([]bool, len(a.source.words))
	d := differ{b: a.copied.words}
	var main []int
	for i, s := range a.source.inside(redact.Merge(aside)) {
		if a.aside[i] = s != none; !a.aside[i] {
			main = append(main, i)
			d.a = append(d.a, a.source.words[i])
		}
	}
	d.pair = func(i, j int) { a.pair(main[i], j) }
	d.chain(0, len(d.a), 0, len(d.b))
	a.gather()
	a.neighbours()
	return a
}

// pair notes that word j of the copy is word i of the source.
func (a *Alignment) pair(i, j int) {
	a.from[j] = int32(i) //nolint:gosec // fewer words than bytes, see fold.Text
	a.to[i] = true
}

// context is how many words on either side of a word tell where it comes from.
const context = 4

// neighbours measures the context of every word that is known. Words that are
// not do not part it: they are generated, such as the numbers of a list.
func (a *Alignment) neighbours() {
	n := len(a.from)
	a.before, a.after = make([]int8, n), make([]int8, n)
	last := unknown
	for j := range a.from {
		if a.from[j] == unknown {
			continue
		}
		if last != unknown && a.from[j] == a.from[last]+1 {
			a.before[j] = min(a.before[last]+1, context)
		}
		last = j
	}
	last = unknown
	for j := n - 1; j >= 0; j-- {
		if a.from[j] == unknown {
			continue
		}
		if last != unknown && a.from[last] == a.from[j]+1 {
			a.after[j] = min(a.after[last]+1, context)
		}
		last = j
	}
}

// A setting is a word of the source with what stands around it.
type setting struct {
	before, after int8
	ids           [2*context + 1]int32
}

// setting returns the setting of word i of the source; ok is false where there
// are not as many words around it.
func (a *Alignment) setting(i int, before, after int8) (s setting, ok bool) {
	first, last := i-int(before), i+int(after)
	if first < 0 || last >= len(a.source.words) {
		return s, false
	}
	s.before, s.after = before, after
	for k := first; k <= last; k++ {
		s.ids[k-first] = a.source.words[k].id
	}
	return s, true
}

// twins returns a function that gives the words of the source, among those given,
// that word j of the copy cannot be told from by what is known around it.
func (a *Alignment) twins(words []int) func(j int) []int {
	type size struct{ before, after int8 }
	done := map[size]bool{}
	at := map[setting][]int{}
	return func(j int) []int {
		n := size{a.before[j], a.after[j]}
		if !done[n] {
			done[n] = true
			for _, i := range words {
				if s, ok := a.setting(i, n.before, n.after); ok {
					at[s] = append(at[s], i)
				}
			}
		}
		s, _ := a.setting(int(a.from[j]), n.before, n.after)
		return at[s]
	}
}

// Words returns the words of the copy.
func (a *Alignment) Words() []redact.Span { return a.copied.spans() }

// Unknown returns the words of the copy that come from no word of the source.
func (a *Alignment) Unknown() []redact.Span {
	var out []redact.Span
	for j, i := range a.from {
		if i == unknown {
			out = append(out, a.copied.span(j))
		}
	}
	return out
}

// Missing returns the words of the source that are not in the copy.
func (a *Alignment) Missing() []redact.Span {
	var out []redact.Span
	for i, there := range a.to {
		if !there {
			out = append(out, a.source.span(i))
		}
	}
	return out
}

// Places returns where spans of the source stand in the copy, sorted and apart:
// every word that comes from them, or that cannot be told from one that does,
// with the marks between and beside them.
func (a *Alignment) Places(spans []redact.Span) []redact.Span {
	spans = redact.Merge(spans)
	inside := a.source.inside(spans)
	var words []int
	for i, s := range inside {
		if s != none {
			words = append(words, i)
		}
	}
	twins := a.twins(words)
	as := make([]int, len(a.from)) // the word of the spans that each word is
	for j, i := range a.from {
		as[j] = none
		if i == unknown {
			continue
		}
		if inside[i] != none {
			as[j] = int(i)
		} else if others := twins(j); len(others) > 0 {
			as[j] = others[0]
		}
	}
	return redact.Merge(a.runs(as, inside, spans))
}

// none stands for no span, and for no word.
const none = -1

// runs joins neighbouring words of one span, and takes in the marks beside them
// as far as they belong to the span in the source.
func (a *Alignment) runs(as, inside []int, spans []redact.Span) []redact.Span {
	var out []redact.Span
	for j := 0; j < len(as); j++ {
		if as[j] == none {
			continue
		}
		first, span := j, inside[as[j]]
		for j+1 < len(as) && as[j+1] != none && inside[as[j+1]] == span {
			j++
		}
		s := redact.Span{Start: a.copied.span(first).Start, End: a.copied.span(j).End}
		if a.source.marksBefore(as[first], spans[span]) {
			s.Start = a.copied.marksStart(s.Start)
		}
		if a.source.marksAfter(as[j], spans[span]) {
			s.End = a.copied.marksEnd(s.End)
		}
		out = append(out, s)
	}
	return out
}

// Sources returns what of the source stands in spans of the copy: every word
// that one of theirs may come from, with the marks between, sorted and apart.
func (a *Alignment) Sources(spans []redact.Span) []redact.Span {
	all := make([]int, len(a.source.words))
	for i := range all {
		all[i] = i
	}
	twins := a.twins(all)
	var out []redact.Span
	last := none
	for j, s := range a.copied.inside(redact.Merge(spans)) {
		if s == none || a.from[j] == unknown {
			last = none
			continue
		}
		from := int(a.from[j])
		if last != none && from == last+1 {
			out = append(out, redact.Span{Start: a.source.span(last).Start, End: a.source.span(from).End})
		}
		for _, i := range twins(j) {
			out = append(out, a.source.span(i))
		}
		last = from
	}
	return redact.Merge(out)
}

// Together reports whether the words that touch a span of the copy follow each
// other in the source as well.
func (a *Alignment) Together(s redact.Span) bool {
	first := a.copied.from(s.Start)
	for j := first; j < len(a.from) && a.copied.span(j).Start < s.End; j++ {
		if a.from[j] == unknown || j > first && a.from[j] != a.from[j-1]+1 {
			return false
		}
	}
	return true
}
