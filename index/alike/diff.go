package alike

// A gap is where two lists of words differ: [a, aEnd) of the one stands in place
// of [b, bEnd) of the other.
type gap struct{ a, aEnd, b, bEnd int }

// deepest is how often the words between two that match are compared anew. It
// bounds the time, which is linear but for this factor.
const deepest = 16

// compare returns where two texts differ, in order. It matches the words that
// stand only once in both and are in the same order (the patience difference),
// then what lies between, so that whole blocks stay together.
func compare(a, b []word) []gap {
	d := differ{a: a, b: b}
	d.between(gap{0, len(a), 0, len(b)}, deepest)
	return d.out
}

type differ struct {
	a, b []word
	out  []gap
}

func (d *differ) between(g gap, depth int) {
	for g.a < g.aEnd && g.b < g.bEnd && d.a[g.a].hash == d.b[g.b].hash {
		g.a, g.b = g.a+1, g.b+1
	}
	for g.a < g.aEnd && g.b < g.bEnd && d.a[g.aEnd-1].hash == d.b[g.bEnd-1].hash {
		g.aEnd, g.bEnd = g.aEnd-1, g.bEnd-1
	}
	if g.a == g.aEnd && g.b == g.bEnd {
		return
	}
	var anchors [][2]int
	if depth > 0 && g.a < g.aEnd && g.b < g.bEnd {
		anchors = d.anchors(g)
	}
	if len(anchors) == 0 {
		d.add(g)
		return
	}
	at := g
	for _, m := range anchors {
		d.between(gap{at.a, m[0], at.b, m[1]}, depth-1)
		at.a, at.b = m[0]+1, m[1]+1
	}
	d.between(gap{at.a, g.aEnd, at.b, g.bEnd}, depth-1)
}

// add notes a gap; one that touches the gap before it is one with it.
func (d *differ) add(g gap) {
	if n := len(d.out); n > 0 && d.out[n-1].aEnd == g.a && d.out[n-1].bEnd == g.b {
		d.out[n-1].aEnd, d.out[n-1].bEnd = g.aEnd, g.bEnd
		return
	}
	d.out = append(d.out, g)
}

// anchors returns the longest list of pairs of words that stand once on each side
// and are in order on both.
func (d *differ) anchors(g gap) [][2]int {
	type place struct{ a, b, inA, inB int }
	places := make(map[uint64]place, g.aEnd-g.a)
	for i := g.a; i < g.aEnd; i++ {
		p := places[d.a[i].hash]
		p.a, p.inA = i, p.inA+1
		places[d.a[i].hash] = p
	}
	for i := g.b; i < g.bEnd; i++ {
		if p, ok := places[d.b[i].hash]; ok {
			p.b, p.inB = i, p.inB+1
			places[d.b[i].hash] = p
		}
	}
	var pairs [][2]int
	for i := g.a; i < g.aEnd; i++ {
		if p := places[d.a[i].hash]; p.inA == 1 && p.inB == 1 {
			pairs = append(pairs, [2]int{i, p.b})
		}
	}
	return rising(pairs)
}

// rising returns the longest part of pairs whose second places rise.
func rising(pairs [][2]int) [][2]int {
	var tops []int // index of the lowest pair that ends a rise of each length
	before := make([]int, len(pairs))
	for i, p := range pairs {
		low, high := 0, len(tops)
		for low < high {
			if m := (low + high) / 2; pairs[tops[m]][1] < p[1] {
				low = m + 1
			} else {
				high = m
			}
		}
		before[i] = -1
		if low > 0 {
			before[i] = tops[low-1]
		}
		if low == len(tops) {
			tops = append(tops, i)
		} else {
			tops[low] = i
		}
	}
	out := make([][2]int, len(tops))
	if len(tops) > 0 {
		for i, k := tops[len(tops)-1], len(tops)-1; k >= 0; i, k = before[i], k-1 {
			out[k] = pairs[i]
		}
	}
	return out
}
