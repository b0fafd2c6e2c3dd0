package learn

import (
	"sort"

	"sarsen/redact/tagger"
)

// A block is a run of tokens that is learned at once.
type block struct {
	features []int32  // dense numbers of all tokens, one after another
	ends     []int32  // where each token's features end
	allowed  []uint16 // which tags are right, one bit each
	newLine  []bool
	weight   float32
}

// newTrainer reads the lessons twice: to count features, and to number those
// that are frequent enough.
func newTrainer(lessons []Lesson, lexicon *tagger.Lexicon, o Options) *trainer {
	counts := map[uint32]int32{}
	for _, l := range lessons {
		for _, features := range tagger.NewSample(l.Text, lexicon).Features {
			for _, f := range features {
				counts[f]++
			}
		}
	}
	t := &trainer{o: o}
	for k, n := range counts {
		if int(n) >= o.Cutoff {
			t.keys = append(t.keys, k)
		}
	}
	sort.Slice(t.keys, func(i, j int) bool { return t.keys[i] < t.keys[j] })
	numbers := make(map[uint32]int32, len(t.keys))
	for i, k := range t.keys {
		numbers[k] = int32(i)
	}
	t.rows, t.sums = make([]weightRow, len(t.keys)), make([]row, len(t.keys))
	for _, l := range lessons {
		if l.Weight > 0 {
			t.take(l, tagger.NewSample(l.Text, lexicon), numbers)
		}
	}
	return t
}

// take makes blocks of a lesson.
func (t *trainer) take(l Lesson, s *tagger.Sample, numbers map[uint32]int32) {
	allowed := tagsOf(l, s)
	from := 0
	for _, to := range s.Blocks {
		b := block{allowed: allowed[from:to], newLine: s.NewLine[from:to], weight: float32(l.Weight)}
		for _, features := range s.Features[from:to] {
			for _, f := range features {
				if n, ok := numbers[f]; ok {
					b.features = append(b.features, n)
				}
			}
			b.ends = append(b.ends, int32(len(b.features))) //nolint:gosec // a block is short
		}
		b.features = append([]int32(nil), b.features...)
		t.blocks = append(t.blocks, b)
		from = to
	}
}

// anyTag allows all tags.
const anyTag = 1<<tagger.Tags - 1

// tagsOf returns for each token the set of tags that are right.
func tagsOf(l Lesson, s *tagger.Sample) []uint16 {
	out := make([]uint16, len(s.Start))
	for i := range out {
		out[i] = 1 // outside
	}
	over := func(start, end int, each func(i int, first bool)) {
		from := sort.Search(len(s.Start), func(i int) bool { return s.End[i] > start })
		for i := from; i < len(s.Start) && s.Start[i] < end; i++ {
			each(i, i == from)
		}
	}
	for _, span := range l.Spans {
		over(span.Start, span.End, func(i int, first bool) {
			tag := tagger.Inside(span.Label)
			if first {
				tag = tagger.First(span.Label)
			}
			out[i] = 1 << tag
		})
	}
	for _, u := range l.Unknown {
		over(u.Start, u.End, func(i int, _ bool) { out[i] = anyTag })
	}
	repair(out, s)
	return out
}

// repair makes room for a path: what may only follow something that is not
// there before it, as where a block ends inside a span, may begin there.
func repair(allowed []uint16, s *tagger.Sample) {
	from := 0
	for _, to := range s.Blocks {
		before := uint16(1) << tagger.Tags // the beginning
		for i := from; i < to; i++ {
			if !passes(before, allowed[i]) {
				for k := 2; k < tagger.Tags; k += 2 {
					if allowed[i]>>k&1 != 0 {
						allowed[i] |= 1 << (k - 1)
					}
				}
			}
			before = allowed[i]
		}
		from = to
	}
}

func passes(before, after uint16) bool {
	for from := range tagger.Tags + 1 {
		for to := range tagger.Tags {
			if before>>from&1 != 0 && after>>to&1 != 0 && tagger.Follows(from, to) {
				return true
			}
		}
	}
	return false
}
