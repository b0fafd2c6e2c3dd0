package align

// candidates is how many places are looked at for one word.
const candidates = 500

// gather finds where the words come from that stand in another order than in the
// source, or more often: headers, text boxes, footnotes, cells. The longest run
// of words counts, then what does not stand aside, then one that nothing was taken
// from yet, then the nearest.
func (a *Alignment) gather() {
	single := map[int32][]int{}
	double := map[[2]int32][]int{}
	for i, w := range a.source.words {
		single[w.id] = append(single[w.id], i)
		if i+1 < len(a.source.words) {
			pair := [2]int32{w.id, a.source.words[i+1].id}
			double[pair] = append(double[pair], i)
		}
	}
	for j := 0; j < len(a.from); {
		if a.from[j] != unknown {
			j++
			continue
		}
		words := a.copied.words
		places := single[words[j].id]
		if j+1 < len(words) && a.from[j+1] == unknown {
			if both := double[[2]int32{words[j].id, words[j+1].id}]; len(both) > 0 {
				places = both
			}
		}
		from, n := a.best(places, j)
		for k := range n {
			a.pair(from+k, j+k)
		}
		j += max(n, 1)
	}
}

// best returns the best of some places for what begins at word j, and how many
// words are the same there.
func (a *Alignment) best(places []int, j int) (from, n int) {
	near := 0
	if j > 0 && a.from[j-1] != unknown {
		near = int(a.from[j-1]) + 1
	}
	aside, free, far := false, false, 0
	for _, i := range places[:min(len(places), candidates)] {
		length := a.run(i, j)
		vacant, distance := !a.to[i], max(i-near, near-i)
		better := length > n
		switch {
		case length != n:
		case a.aside[i] != aside:
			better = aside
		default:
			better = vacant && !free || vacant == free && distance < far
		}
		if better {
			from, n, aside, free, far = i, length, a.aside[i], vacant, distance
		}
	}
	return from, n
}

// run counts the words from j on that are unknown and the same as those from i.
func (a *Alignment) run(i, j int) int {
	n := 0
	for i+n < len(a.source.words) && j+n < len(a.from) && a.from[j+n] == unknown &&
		a.source.words[i+n].id == a.copied.words[j+n].id {
		n++
	}
	return n
}
