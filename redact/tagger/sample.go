package tagger

// A Sample is a text as the one who learns sees it: token by token with the
// features that a model would look up.
type Sample struct {
	Start, End []int      // of each token
	Blocks     []int      // index of the token after each block
	NewLine    []bool     // the token begins a line
	Features   [][]uint32 // keys
}

// Tags is how many tags a token may have: outside, and for each label the
// first token of a name and what follows.
const Tags = tags

// First and Inside return the tags of a label other than None: of the first
// token of a name, and of those that follow.
func First(l Label) int { return begin(l) }

// Inside is described at First.
func Inside(l Label) int { return begin(l) + 1 }

// Follows reports whether a tag may come after another; Tags stands for the
// beginning of a block.
func Follows(from, to int) bool { return follows(from, to) }

// NewSample reads text as a model with that lexicon would.
func NewSample(text string, lexicon *Lexicon) *Sample {
	r := newReader()
	r.read(text, lexicon)
	s := &Sample{}
	for from := 0; from < len(r.tokens); {
		b := bounds{from: from, to: r.blockEnd(from)}
		for i := b.from; i < b.to; i++ {
			t := r.tokens[i]
			s.Start, s.End = append(s.Start, t.start), append(s.End, t.end)
			s.NewLine = append(s.NewLine, t.flags&lineStart != 0)
			r.buf = r.features(r.buf[:0], i, b)
			s.Features = append(s.Features, append([]uint32(nil), r.buf...))
		}
		from = b.to
		s.Blocks = append(s.Blocks, from)
	}
	return s
}
