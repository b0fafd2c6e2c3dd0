package alike

import "slices"

// bins is the number of values in a sketch, band how many of them make one key.
const (
	bins = 64
	band = 4
	// shingled is how many words are taken together.
	shingled = 4
)

// A Sketch says roughly which words a text has, dates and everything with a digit
// left out: texts that are near each other have sketches that agree in most
// places. The zero value is the sketch of a text that says nothing. Sketches are
// comparable only with those of the same program version.
type Sketch [bins]uint32

// sketch makes the sketch of a text with these words.
func sketch(text string, all []word) Sketch {
	var s Sketch
	kept := make([]word, 0, len(all))
	for _, w := range all {
		if !w.variable(text) {
			kept = append(kept, w)
		}
	}
	if len(kept) < shingled {
		return s
	}
	for i := 0; i+shingled <= len(kept); i++ {
		h := mix(shingle(kept[i : i+shingled]))
		if v := uint32(h>>8) | 1; s[h%bins] == 0 || v < s[h%bins] { //nolint:gosec // some of the bits are wanted
			s[h%bins] = v
		}
	}
	s.fill()
	return s
}

// fill gives places that no word fell into the value of the next one that has
// one, so that short texts can be compared as well.
func (s *Sketch) fill() {
	empty := *s
	for i := range s {
		for d := 1; s[i] == 0 && d < bins; d++ {
			if v := empty[(i+d)%bins]; v != 0 {
				s[i] = uint32(mix(uint64(v)+uint64(d))) | 1 //nolint:gosec // as above
			}
		}
	}
}

// alike counts the places in which two sketches agree.
func (s *Sketch) alike(o *Sketch) int {
	n := 0
	for i := range s {
		if s[i] == o[i] {
			n++
		}
	}
	return n
}

func (s *Sketch) key(b int) uint64 {
	h := uint64(b) + 1 //nolint:gosec // one of a few
	for _, v := range s[b*band : (b+1)*band] {
		h = mix(h*hashPrime ^ uint64(v))
	}
	return h
}

// crowded is how many sketches under one key are looked at: the first ones.
const crowded = 64

// An Index holds sketches and finds those that agree with one. The zero value is
// empty. It is not safe for concurrent use.
type Index struct {
	list  []Sketch
	under map[uint64][]int32
}

// Add adds a sketch and returns its number, which counts from 0.
func (x *Index) Add(s Sketch) int {
	if x.under == nil {
		x.under = map[uint64][]int32{}
	}
	n := len(x.list)
	x.list = append(x.list, s)
	if s == (Sketch{}) {
		return n
	}
	for b := range bins / band {
		if key := s.key(b); len(x.under[key]) < crowded {
			x.under[key] = append(x.under[key], int32(n)) //nolint:gosec // that many do not fit into memory
		}
	}
	return n
}

// Find returns the numbers of at most limit sketches that agree with s in half of
// their places or more, the best first; it may miss one that barely does. The time
// it takes does not grow with the number of sketches that do not agree.
func (x *Index) Find(s Sketch, limit int) []int {
	type candidate struct{ n, agree int }
	var found []candidate
	seen := map[int32]bool{}
	for b := range bins / band {
		if s == (Sketch{}) {
			break
		}
		for _, n := range x.under[s.key(b)] {
			if seen[n] {
				continue
			}
			seen[n] = true
			if agree := s.alike(&x.list[n]); agree >= bins/2 {
				found = append(found, candidate{int(n), agree})
			}
		}
	}
	slices.SortFunc(found, func(a, b candidate) int {
		if a.agree != b.agree {
			return b.agree - a.agree
		}
		return a.n - b.n
	})
	out := make([]int, 0, min(limit, len(found)))
	for _, c := range found[:min(limit, len(found))] {
		out = append(out, c.n)
	}
	return out
}
