package person

import (
	"slices"
	"strings"
)

// routes lead from what stands in a text to those of many people without names
// of whose details any may stand there: of a common name there are thousands of
// namesakes, and nearly none of them is in a given text.
type routes struct {
	words  map[string][]int // a word of the text
	first  sieve            // of words
	codes  map[prefix][]int // the letters and digits from the beginning of a word on
	begin  [256]bool        // the first of these
	sizes  []int            // of codes
	births map[int][]int
	always []int // of which nothing so simple has to be there
}

// A prefix is how a code begins, with look-alikes as one; the rest is 0.
type prefix [8]byte

// routesTo makes the routes to some people.
func routesTo(people []*Subject) *routes {
	r := &routes{words: map[string][]int{}, codes: map[prefix][]int{}, births: map[int][]int{}}
	for n, s := range people {
		for _, e := range s.emails {
			local, _, _ := strings.Cut(e, "@")
			local, _, _ = strings.Cut(local, "+")
			if list := words(local); len(list) > 0 {
				r.word(list[0], n)
			} else {
				r.always = append(r.always, n)
			}
		}
		for i := range s.addresses {
			a := &s.addresses[i]
			if a.number == "" {
				r.always = append(r.always, n)
				continue
			}
			r.word(a.number, n)
			if a.upTo != "" {
				r.word(a.upTo, n)
			}
		}
		for i := range s.codes.list {
			if c := &s.codes.list[i]; c.fact != FactPostcode { // which tells nobody from their neighbours
				r.code(c.text, n)
			}
		}
		if !s.born.IsZero() {
			year, month, day := s.born.Date()
			key := birth(year, int(month), day)
			r.births[key] = append(r.births[key], n)
		}
		if len(s.names) > 0 {
			r.always = append(r.always, n)
		}
	}
	return r
}

func (r *routes) word(w string, n int) {
	r.words[w] = append(r.words[w], n)
	r.first.add(w)
}

func (r *routes) code(text string, n int) {
	var p prefix
	size := min(len(text), len(p))
	for i := range size {
		p[i] = glyph(text[i])
	}
	r.codes[p] = append(r.codes[p], n)
	r.begin[p[0]] = true
	if !slices.Contains(r.sizes, size) {
		r.sizes = append(r.sizes, size)
	}
}

// birth makes one number of a date. The century may not be told.
func birth(year, month, day int) int { return (year%100*100+month)*100 + day }

// to returns which of the people may have details in a text, in order.
func (r *routes) to(d *document) []int {
	list := slices.Clone(r.always)
	dates := len(r.births) > 0
	after := 0 // the last date
	for i := range d.tokens {
		t := &d.tokens[i]
		if r.first.may(t.word[0], len(t.word)) {
			list = append(list, r.words[t.word]...)
		}
		if next := d.at(i + 1).word; digit(t.word[0]) && next != "" && r.first.may(t.word[0], len(t.word)+len(next)) {
			list = append(list, r.words[t.word+next]...) // 14 a
		}
		if r.begin[glyph(t.word[0])] {
			list = r.coded(list, d.s[t.start:])
		}
		if !dates || i < after {
			continue
		}
		if born, ok := d.date(i); ok {
			after = born.to
			list = append(list, r.births[birth(born.year, born.month, born.day)]...)
			list = append(list, r.births[birth(born.year, born.day, born.month)]...)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// coded adds those of whose codes one may begin at the beginning of s, over the
// same blanks and signs as code.read does.
func (r *routes) coded(list []int, s string) []int {
	var p prefix
	n, gap := 0, 0
	for i := 0; i < len(s) && n < len(p) && gap <= mostGap; i++ {
		if n > 0 && isGap(s[i]) {
			gap++
			continue
		}
		p[n], gap = glyph(s[i]), 0
		n++
		if slices.Contains(r.sizes, n) {
			list = append(list, r.codes[p]...)
		}
	}
	return list
}
