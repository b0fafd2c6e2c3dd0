package learn

import (
	"math"
	"math/bits"
	"math/rand/v2"

	"sarsen/redact/tagger"
)

// space is what a step works in.
type space struct {
	score, cost []row
	free, told  chain
	kept, ends  []int32 // as features and ends of a block, of what is not hidden
}

// enough is how wrong a token must be to be learned from.
const enough = 1e-3

// step learns from one block, and returns its loss.
func (t *trainer) step(b *block, rnd *rand.Rand) float64 {
	t.hide(b, rnd)
	t.scores(b)
	exps := t.exponents()
	s := &t.space
	s.free.run(s.cost, nil, b, exps)
	if !s.told.run(s.score, b.allowed, b, exps) {
		return 0
	}
	t.learnTurns(b, exps)
	at := int32(0)
	for i := range b.allowed {
		var g row
		high := float32(0)
		p, q := s.free.marginal(i), s.told.marginal(i)
		for k := range g {
			g[k] = (p[k] - q[k]) * b.weight
			high = max(high, g[k], -g[k])
		}
		if high > enough {
			for _, f := range s.kept[at:s.ends[i]] {
				t.update(&t.rows[f].w, &t.rows[f].h, &g)
			}
		}
		at = s.ends[i]
	}
	return s.free.log - s.told.log
}

// hide leaves out a share of the features of a block.
func (t *trainer) hide(b *block, rnd *rand.Rand) {
	s := &t.space
	s.kept, s.ends = s.kept[:0], s.ends[:0]
	limit := uint64(t.o.Dropout * (1 << 16))
	var dice uint64
	at, left := int32(0), 0
	for _, end := range b.ends {
		for _, f := range b.features[at:end] {
			if left == 0 {
				dice, left = rnd.Uint64(), 4
			}
			if dice&0xffff >= limit {
				s.kept = append(s.kept, f)
			}
			dice, left = dice>>16, left-1
		}
		s.ends = append(s.ends, int32(len(s.kept))) //nolint:gosec // a block is short
		at = end
	}
}

// scores sums the weights of each token's features. In space.cost what misses a
// name is made to look better than it is, so that it must be beaten by more.
func (t *trainer) scores(b *block) {
	s, size := &t.space, len(b.allowed)
	if cap(s.score) < size {
		s.score, s.cost = make([]row, size), make([]row, size)
	}
	s.score, s.cost = s.score[:size], s.cost[:size]
	at := int32(0)
	for i := range size {
		var sum row
		for _, f := range s.kept[at:s.ends[i]] {
			w := &t.rows[f].w
			for k := range sum {
				sum[k] += w[k]
			}
		}
		s.score[i], s.cost[i] = sum, sum
		if set := b.allowed[i]; set&1 == 0 {
			s.cost[i][0] += float32(t.o.Miss[(bits.TrailingZeros16(set)+1)/2])
		}
		at = s.ends[i]
	}
}

// update moves weights w, with the squares h of their gradients, against g.
func (t *trainer) update(w, h, g *row) {
	rate, decay := float32(t.o.Rate), float32(t.o.Decay)
	for k := range g {
		d := g[k] + decay*w[k]
		h[k] += d * d
		w[k] -= rate * d / (1e-4 + float32(math.Sqrt(float64(h[k]))))
	}
}

// exponents returns the exponentials of the weights of turns.
func (t *trainer) exponents() *turns {
	var out turns
	for m := range out {
		for from := range out[m] {
			for to := range n {
				if tagger.Follows(from, to) {
					out[m][from][to] = float32(math.Exp(float64(t.turns[m].w[from][to])))
				}
			}
		}
	}
	return &out
}

// learnTurns moves the weights of tags that follow one another.
func (t *trainer) learnTurns(b *block, exps *turns) {
	var g [2][n + 1]row
	s := &t.space
	p, q := s.free.marginal(0), s.told.marginal(0)
	for k := range n {
		g[0][n][k] = (p[k] - q[k]) * b.weight
	}
	for i := 1; i < len(b.allowed); i++ {
		m := turn(b, i)
		s.free.pair(&g[m], i, &exps[m], b.weight)
		s.told.pair(&g[m], i, &exps[m], -b.weight)
	}
	for m := range g {
		for from := range g[m] {
			t.update(&t.turns[m].w[from], &t.turns[m].h[from], &g[m][from])
		}
	}
}
