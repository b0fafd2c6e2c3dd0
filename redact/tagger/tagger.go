// Package tagger reads a text word by word and says which words are likely to
// be a person's name, an organisation's, a place's or part of an address. It
// is a linear-chain conditional random field over hashed features; its weights
// are embedded and were learned by testdata/train.
//
// It promises spans that are sorted, apart and on rune boundaries, an answer
// for every text, valid UTF-8 or not, that depends on nothing but the text and
// the model, and a memory that grows with the text and no faster. It keeps
// nothing of a text, asks nobody, and does not say whose name it is: whoever
// calls it weighs its probabilities against other evidence.
package tagger

// A Label is what a word is part of.
type Label uint8

// The labels. None is everything else.
const (
	None Label = iota
	Person
	Organisation
	Place
	Address
)

// Labels is how many labels there are, None included.
const Labels = 5

// String returns the label's name in lower case.
func (l Label) String() string {
	if l >= Labels {
		return "unknown"
	}
	return [Labels]string{"none", "person", "organisation", "place", "address"}[l]
}

// A Span is a run of words that is one name or address. Offsets are bytes of
// the text, End exclusive.
type Span struct {
	Start, End int
	Label      Label
	P          float64 // how sure, 0 to 1: the probability of its least sure word
}

// A Word is a word, number or sign of the text with the probability of each
// label. Offsets are bytes of the text, End exclusive; the probabilities add
// up to 1.
type Word struct {
	Start, End int
	P          [Labels]float32
}
