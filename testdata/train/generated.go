package main

import "sarsen/testdata/train/synth"

// How much is generated, and how much one such text weighs: many skeletons
// recur, so that each says less than a text somebody wrote.
const (
	seed            = 1
	generatedRounds = 20 // of each skeleton
	generatedWeight = 0.5
)

// generated returns lessons of council text made up, see synth.
func generated() ([]lesson, error) {
	texts, err := synth.Texts(seed, generatedRounds*synth.Skeletons())
	if err != nil {
		return nil, err
	}
	ls := make([]lesson, len(texts))
	for i, t := range texts {
		ls[i] = lesson{Text: t.Text, Spans: t.Spans, Weight: generatedWeight}
		ls[i].titles()
	}
	return ls, nil
}
