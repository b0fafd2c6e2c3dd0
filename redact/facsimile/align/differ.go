package align

import "sort"

// A differ finds what two sequences of words have in common in the same order:
// first and last words, words that occur once in either (patience diff), and
// again between these.
type differ struct {
	a, b []word
	pair func(i, j int)
}

// deep bounds the recursion; what is left is found in no order.
const deep = 60

func (d differ) chain(a0, a1, b0, b1 int) { d.within(a0, a1, b0, b1, 0) }

func (d differ) within(a0, a1, b0, b1, depth int) {
	for a0 < a1 && b0 < b1 && d.a[a0].id == d.b[b0].id {
		d.pair(a0, b0)
		a0++
		b0++
	}
	for a0 < a1 && b0 < b1 && d.a[a1-1].id == d.b[b1-1].id {
		a1--
		b1--
		d.pair(a1, b1)
	}
	if a0 == a1 || b0 == b1 || depth == deep {
		return
	}
	anchors := d.anchors(a0, a1, b0, b1)
	if len(anchors) == 0 {
		return
	}
	for _, p := range anchors {
		d.within(a0, p.a, b0, p.b, depth+1)
		d.pair(p.a, p.b)
		a0, b0 = p.a+1, p.b+1
	}
	d.within(a0, a1, b0, b1, depth+1)
}

// An anchor is a word that stands once in both.
type anchor struct{ a, b int }

// anchors returns the longest sequence of words that stand once in both ranges,
// in the same order.
func (d differ) anchors(a0, a1, b0, b1 int) []anchor {
	type count struct{ a, b, at int }
	counts := make(map[int32]count, a1-a0)
	for i := a0; i < a1; i++ {
		c := counts[d.a[i].id]
		c.a, c.at = c.a+1, i
		counts[d.a[i].id] = c
	}
	for j := b0; j < b1; j++ {
		if c, ok := counts[d.b[j].id]; ok {
			c.b++
			counts[d.b[j].id] = c
		}
	}
	var all []anchor
	for j := b0; j < b1; j++ {
		if c := counts[d.b[j].id]; c.a == 1 && c.b == 1 {
			all = append(all, anchor{c.at, j})
		}
	}
	return rising(all)
}

// rising returns the longest subsequence whose places in a rise.
func rising(all []anchor) []anchor {
	var ends []int // of the best sequence of each length: its last anchor
	before := make([]int, len(all))
	for k, p := range all {
		n := sort.Search(len(ends), func(n int) bool { return all[ends[n]].a > p.a })
		before[k] = none
		if n > 0 {
			before[k] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, k)
		} else {
			ends[n] = k
		}
	}
	out := make([]anchor, len(ends))
	if len(ends) == 0 {
		return out
	}
	for n, k := len(ends)-1, ends[len(ends)-1]; n >= 0; n, k = n-1, before[k] {
		out[n] = all[k]
	}
	return out
}
