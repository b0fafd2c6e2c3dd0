package learn

import (
	"math"

	"sarsen/redact/tagger"
)

const n = tagger.Tags

// A chain is forward and backward sums over a block, each token's brought to 1,
// with the logarithm of what they were divided by: of all that is allowed.
type chain struct {
	e, alpha, beta []row
	log            float64
}

func (c *chain) reset(size int) {
	if cap(c.e) < size {
		c.e, c.alpha, c.beta = make([]row, size), make([]row, size), make([]row, size)
	}
	c.e, c.alpha, c.beta = c.e[:size], c.alpha[:size], c.beta[:size]
	c.log = 0
}

// turns are exponentials of the weights of tags that follow one another: in a
// line, and into the next.
type turns [2][n + 1]row

// at returns those into token i of the block.
func (t *turns) at(b *block, i int) *[n + 1]row { return &t[turn(b, i)] }

func turn(b *block, i int) int {
	if i > 0 && b.newLine[i] {
		return 1
	}
	return 0
}

// run fills the chain from scores, over the allowed tags; nil allows all. It
// reports whether there is a path.
func (c *chain) run(score []row, allowed []uint16, b *block, exps *turns) bool {
	c.reset(len(score))
	c.exponents(score, allowed)
	for i := range score {
		for to := range n {
			sum := exps[0][n][to]
			if i > 0 {
				sum = 0
				m := exps.at(b, i)
				for from := range n {
					sum += c.alpha[i-1][from] * m[from][to]
				}
			}
			c.alpha[i][to] = sum * c.e[i][to]
		}
		c.log += bring(&c.alpha[i])
	}
	last := len(score) - 1
	for k := range n {
		c.beta[last][k] = 1
	}
	for i := last; i > 0; i-- {
		m := exps.at(b, i)
		for from := range n {
			sum := float32(0)
			for to := range n {
				sum += m[from][to] * c.e[i][to] * c.beta[i][to]
			}
			c.beta[i-1][from] = sum
		}
		bring(&c.beta[i-1])
	}
	return !math.IsInf(c.log, -1)
}

// exponents fills in the exponentials of the scores that are allowed, the
// highest being 1.
func (c *chain) exponents(score []row, allowed []uint16) {
	for i := range score {
		is := func(k int) bool { return allowed == nil || allowed[i]>>k&1 != 0 }
		high := float32(math.Inf(-1))
		for k, x := range score[i] {
			if is(k) {
				high = max(high, x)
			}
		}
		c.log += float64(high)
		for k, x := range score[i] {
			c.e[i][k] = 0
			if is(k) {
				c.e[i][k] = float32(math.Exp(float64(max(x-high, -60))))
			}
		}
	}
}

// bring makes a row's sum 1 and returns the logarithm of what it was.
func bring(r *row) float64 {
	sum := float32(0)
	for _, x := range r {
		sum += x
	}
	if sum <= 0 {
		return math.Inf(-1)
	}
	for k := range r {
		r[k] /= sum
	}
	return math.Log(float64(sum))
}

// marginal returns the probabilities of the tags of token i.
func (c *chain) marginal(i int) row {
	var p row
	for k := range p {
		p[k] = c.alpha[i][k] * c.beta[i][k]
	}
	bring(&p)
	return p
}

// pair adds the probabilities of the tags of tokens i-1 and i together to sum,
// times weight.
func (c *chain) pair(sum *[n + 1]row, i int, m *[n + 1]row, weight float32) {
	var p [n]row
	total := float32(0)
	for from := range n {
		for to := range n {
			p[from][to] = c.alpha[i-1][from] * m[from][to] * c.e[i][to] * c.beta[i][to]
			total += p[from][to]
		}
	}
	if total <= 0 {
		return
	}
	for from := range n {
		for to := range n {
			sum[from][to] += weight * p[from][to] / total
		}
	}
}
