package tagger

import "math"

// Tags are what the chain is made of: outside, and for each label the
// beginning of a name and what follows in it.
const tags = 1 + 2*(Labels-1)

func begin(l Label) int { return 2*int(l) - 1 }

// labelOf returns the label that a tag belongs to.
func labelOf(tag int) Label { return Label((tag + 1) / 2) } //nolint:gosec // below Labels

// follows reports whether a tag may come after another, tags for the start.
func follows(from, to int) bool {
	return to == 0 || to%2 == 1 || from == to || from == to-1
}

// Transitions are the weights of a tag after another; the last row is for the
// first of a block. Those that follows forbids are not looked at.
type Transitions [tags + 1][tags]float32

// A lattice is a block with the scores of its tags.
type lattice struct {
	score [][tags]float32
	newln []bool // the token begins a line
	alpha [][tags]float32
	beta  [][tags]float32
	back  [][tags]uint8
}

func (l *lattice) reset(n int) {
	if cap(l.score) < n {
		n2 := n + n/2
		l.score, l.alpha, l.beta = make([][tags]float32, n2), make([][tags]float32, n2), make([][tags]float32, n2)
		l.back, l.newln = make([][tags]uint8, n2), make([]bool, n2)
	}
	l.score, l.alpha, l.beta, l.back, l.newln = l.score[:n], l.alpha[:n], l.beta[:n], l.back[:n], l.newln[:n]
}

func (l *lattice) turn(m *[2]Transitions, i int) *Transitions {
	if l.newln[i] {
		return &m[1]
	}
	return &m[0]
}

// best writes the best tags into out.
func (l *lattice) best(m *[2]Transitions, out []uint8) {
	n := len(l.score)
	var cur [tags]float32
	for to := range tags {
		cur[to] = float32(math.Inf(-1))
		if follows(tags, to) {
			cur[to] = l.score[0][to] + m[0][tags][to]
		}
	}
	for i := 1; i < n; i++ {
		t := l.turn(m, i)
		var next [tags]float32
		for to := range tags {
			high, from := float32(math.Inf(-1)), 0
			if to > 0 && to%2 == 0 {
				from, high = to, cur[to]+t[to][to]
				if s := cur[to-1] + t[to-1][to]; s > high { //nolint:gosec // to is 2 or more
					from, high = to-1, s
				}
			} else {
				for f := range tags {
					if s := cur[f] + t[f][to]; s > high {
						from, high = f, s
					}
				}
			}
			next[to], l.back[i][to] = high+l.score[i][to], uint8(from) //nolint:gosec // below tags
		}
		cur = next
	}
	at := 0
	for k := range tags {
		if cur[k] > cur[at] {
			at = k
		}
	}
	for i := n - 1; i >= 0; i-- {
		out[i] = uint8(at)
		at = int(l.back[i][at])
	}
}

// marginals turns the scores into the probabilities of the tags.
func (l *lattice) marginals(exp *[2]Transitions) {
	n := len(l.score)
	for i := range n {
		exponents(&l.score[i])
	}
	for to := range tags {
		l.alpha[0][to] = exp[0][tags][to] * l.score[0][to]
	}
	normal(&l.alpha[0])
	for i := 1; i < n; i++ {
		forward(&l.alpha[i-1], &l.alpha[i], &l.score[i], l.turn(exp, i))
	}
	for k := range tags {
		l.beta[n-1][k] = 1
	}
	for i := n - 1; i > 0; i-- {
		backward(&l.beta[i], &l.beta[i-1], &l.score[i], l.turn(exp, i))
	}
	for i := range n {
		for k := range tags {
			l.score[i][k] = l.alpha[i][k] * l.beta[i][k]
		}
		normal(&l.score[i])
	}
}

func forward(prev, cur, score *[tags]float32, exp *Transitions) {
	for to := range tags {
		sum := float32(0)
		if to > 0 && to%2 == 0 {
			sum = prev[to-1]*exp[to-1][to] + prev[to]*exp[to][to]
		} else {
			for from := range tags {
				sum += prev[from] * exp[from][to]
			}
		}
		cur[to] = sum * score[to]
	}
	normal(cur)
}

func backward(cur, prev, score *[tags]float32, exp *Transitions) {
	var ahead [tags]float32
	for to := range tags {
		ahead[to] = cur[to] * score[to]
	}
	for from := range tags {
		sum := exp[from][0] * ahead[0]
		for to := 1; to < tags; to += 2 {
			sum += exp[from][to] * ahead[to]
		}
		if from > 0 {
			inside := from + from%2
			sum += exp[from][inside] * ahead[inside]
		}
		prev[from] = sum
	}
	normal(prev)
}

// exponents replaces scores by their exponentials, the highest being 1.
func exponents(s *[tags]float32) {
	high := s[0]
	for _, x := range s {
		high = max(high, x)
	}
	for k, x := range s {
		s[k] = float32(math.Exp(float64(max(x-high, -60))))
	}
}

func normal(s *[tags]float32) {
	sum := float32(0)
	for _, x := range s {
		sum += x
	}
	if sum <= 0 {
		sum = 1
	}
	for k := range s {
		s[k] /= sum
	}
}

// exponential returns the exponentials of weights, 0 for what may not follow.
func exponential(m *[2]Transitions) (out [2]Transitions) {
	for n := range m {
		for from := range m[n] {
			for to := range tags {
				if follows(from, to) {
					out[n][from][to] = float32(math.Exp(float64(m[n][from][to])))
				}
			}
		}
	}
	return out
}
