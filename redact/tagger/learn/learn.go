// Package learn finds the weights of a tagger from texts in which names are
// marked: a conditional random field, trained by stochastic gradient descent
// with a learning rate for each weight (AdaGrad), on texts of which parts may
// be unknown.
//
// It promises the same weights for the same lessons in the same order, on any
// machine of the same kind. It is for the training command; nothing that runs
// for a request imports it.
package learn

import (
	"math/rand/v2"

	"sarsen/redact/tagger"
)

// A Lesson is a text with what is to be found in it.
type Lesson struct {
	Text    string
	Spans   []tagger.Span // sorted, apart
	Unknown []Range       // what nobody told: any label is right there
	Weight  float64       // 1 is that of a text labelled by hand; 0 is not learned from
}

// A Range is a byte range of a text.
type Range struct{ Start, End int }

// Options steer the learning.
type Options struct {
	Epochs  int     // how often all lessons are gone through
	Rate    float64 // of learning
	Decay   float64 // how strongly weights are drawn to nothing
	Cutoff  int     // features seen less often are not learned
	Dropout float64 // share of features that are hidden at a time
	// Miss is what a missed name costs in training beyond its probability, so
	// that recall weighs more than precision; it is per label.
	Miss [tagger.Labels]float64
	// Report is told of each time through: the mean loss of a token. Nil: nobody.
	Report func(epoch int, loss float64)
}

// Default returns the options with which the embedded model is trained.
func Default() Options {
	return Options{Epochs: 8, Rate: 0.05, Decay: 1e-5, Cutoff: 4, Dropout: 0.2, Miss: [tagger.Labels]float64{tagger.Person: 1.6}}
}

// Train returns the weights learned from the lessons.
func Train(lessons []Lesson, lexicon *tagger.Lexicon, o Options) tagger.Weights {
	t := newTrainer(lessons, lexicon, o)
	order := make([]int, len(t.blocks))
	for i := range order {
		order[i] = i
	}
	rnd := rand.New(rand.NewPCG(1, 2)) // the same order each time
	for epoch := range o.Epochs {
		rnd.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		loss, tokens := 0.0, 0
		for _, i := range order {
			loss += t.step(&t.blocks[i], rnd)
			tokens += len(t.blocks[i].allowed)
		}
		if 2*epoch >= o.Epochs-1 {
			t.remember()
		}
		if o.Report != nil {
			o.Report(epoch+1, loss/float64(max(1, tokens)))
		}
	}
	return t.weights(lexicon)
}

type row [tagger.Tags]float32

// A trainer holds the weights while they are learned.
type trainer struct {
	o      Options
	blocks []block
	keys   []uint32 // of features by their dense number
	rows   []weightRow
	sums   []row // of weights, over the times through that are remembered
	times  int
	turns  [2]turnTable
	space  space
}

// A weightRow is the weights of one feature with the squares of their gradients.
type weightRow struct{ w, h row }

type turnTable struct {
	w, h, sum [tagger.Tags + 1]row
}

// remember adds the weights as they are to the sums.
func (t *trainer) remember() {
	t.times++
	for i := range t.rows {
		for k, w := range t.rows[i].w {
			t.sums[i][k] += w
		}
	}
	for n := range t.turns {
		for from := range t.turns[n].w {
			for to, w := range t.turns[n].w[from] {
				t.turns[n].sum[from][to] += w
			}
		}
	}
}

// weights returns the mean of what was remembered.
func (t *trainer) weights(lexicon *tagger.Lexicon) tagger.Weights {
	w := tagger.Weights{Lexicon: lexicon, Features: make(map[uint32][tagger.Tags]float32, len(t.keys))}
	share := 1 / float32(max(1, t.times))
	for i, k := range t.keys {
		r := t.sums[i]
		for j := range r {
			r[j] *= share
		}
		w.Features[k] = r
	}
	for n := range t.turns {
		for from := range t.turns[n].sum {
			for to, sum := range t.turns[n].sum[from] {
				w.Transitions[n][from][to] = sum * share
			}
		}
	}
	return w
}
