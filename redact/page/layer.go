package page

import (
	"slices"
	"strings"
	"unicode"

	"sarsen/crawlers/pdfium"
	"sarsen/redact"
	"sarsen/redact/page/rebuild"
)

// sliver is the part of a character's area that a mask may touch while the
// character stays.
const sliver = 0.25

// layer returns the words that remain, in the order in which they are read, with
// redact.Mask for each mask, and what was done.
func (s *sheet) layer() ([]rebuild.Word, Report) {
	did := Report{Masks: len(s.masks) + len(s.drawn)}
	for _, masks := range [][]mask{s.masks, s.drawn} {
		for _, m := range masks {
			switch {
			case m.exact:
			case m.fixed:
				did.Fixed++
			default:
				did.Fitted++
			}
		}
	}
	words := s.text(&did)
	gaps(words)
	more := s.recognised(words, &did)
	gaps(more)
	for _, m := range s.apart() {
		more = merged(more, []rebuild.Word{m.word()})
	}
	return s.inside(merged(words, more)), did
}

// inside cuts words at the edges of the page: of one that reaches beyond, letters
// would be off the page, where nobody sees them.
func (s *sheet) inside(words []rebuild.Word) []rebuild.Word {
	kept := words[:0]
	for _, w := range words {
		w.Left, w.Top = max(w.Left, 0), max(w.Top, 0)
		w.Right, w.Bottom = min(w.Right, s.Width), min(w.Bottom, s.Height)
		if w.Left < w.Right && w.Top < w.Bottom {
			kept = append(kept, w)
		}
	}
	return kept
}

// apart returns the drawn masks of which the text says that they are there: of
// those that hide the same place, the first. Readers would run the others' text
// together with it, to a mask with a length of its own.
func (s *sheet) apart() []mask {
	said, out := slices.Clone(s.masks), []mask(nil)
	for _, m := range s.drawn {
		if !slices.ContainsFunc(said, m.repeats) {
			said, out = append(said, m), append(out, m)
		}
	}
	return out
}

// repeats reports whether much of the smaller of two masks is in the other.
func (m mask) repeats(other mask) bool {
	return m.box.Intersect(other.box).Area() > sliver*min(m.box.Area(), other.box.Area())
}

// text returns what remains of the page's own text.
func (s *sheet) text(did *Report) (words []rebuild.Word) {
	next := 0 // mask
	var w word
	flush := func() {
		if w.text.Len() > 0 {
			words = append(words, w.finish())
		}
		w = word{}
	}
	swept := s.swept()
	for i, g := range s.moved {
		switch {
		case s.of[i] >= 0:
			flush()
			if s.of[i] == next {
				words = append(words, s.masks[next].word())
				next++
			}
		case g.Start == g.End:
		case s.unseen[i]:
			flush()
			did.Unseen++
		case swept[i]:
			flush()
			did.Swept++
		default:
			if w.end != g.Start {
				flush()
			}
			w.add(s.Text[g.Start:g.End], g)
		}
	}
	flush()
	return words
}

// swept tells which characters leave the text with what a mask hides: those
// it covers, and the whole word of one that an area touches.
func (s *sheet) swept() []bool {
	swept := make([]bool, len(s.moved))
	for i, g := range s.moved {
		swept[i] = s.of[i] < 0 && s.covered(g.Ink)
	}
	for _, at := range touched(s.moved, s.what.Areas) {
		for i := at.Start; i < at.End; i++ {
			swept[i] = s.of[i] < 0
		}
	}
	return swept
}

// covered reports whether a mask hides more than a sliver of what is drawn.
func (s *sheet) covered(ink pdfium.Rect) bool {
	area := ink.Area()
	if area == 0 {
		return false
	}
	for _, masks := range [][]mask{s.masks, s.drawn} {
		for _, m := range masks {
			if ink.Intersect(m.box).Area() > sliver*area {
				return true
			}
		}
	}
	return false
}

// merged puts two lists of words into one. Each keeps its order; where either
// may come next, the one that stands higher does.
func merged(a, b []rebuild.Word) []rebuild.Word {
	if len(a) == 0 || len(b) == 0 {
		return append(a, b...)
	}
	out := make([]rebuild.Word, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if before(b[0], a[0]) {
			out, b = append(out, b[0]), b[1:]
		} else {
			out, a = append(out, a[0]), a[1:]
		}
	}
	return append(append(out, a...), b...)
}

// before reports whether v is read before w: on a higher line, or on the same
// line further left.
func before(v, w rebuild.Word) bool {
	if v.Top < w.Bottom && w.Top < v.Bottom {
		high := min(v.Bottom-v.Top, w.Bottom-w.Top)
		if common := min(v.Bottom, w.Bottom) - max(v.Top, w.Top); common >= high/2 {
			return v.Left < w.Left
		}
	}
	return v.Top+v.Bottom < w.Top+w.Bottom
}

// A word is collected character by character.
type word struct {
	text        strings.Builder
	box         pdfium.Rect
	first, last pdfium.Rect
	end         int
}

func (w *word) add(s string, g pdfium.Glyph) {
	if w.text.Len() == 0 {
		w.first = g.Box
	}
	w.text.WriteString(s)
	w.box = w.box.Union(g.Box)
	w.last, w.end = g.Box, g.End
}

func (w *word) finish() rebuild.Word {
	text := w.text.String()
	dx := w.last.Left + w.last.Right - w.first.Left - w.first.Right
	dy := w.last.Top + w.last.Bottom - w.first.Top - w.first.Bottom
	turn := rebuild.Across
	switch {
	case max(dy, -dy) <= max(dx, -dx):
		// Readers turn round what is written from right to left, so it is
		// stored as it is seen.
		if dx < 0 && rightToLeft(text) {
			runes := []rune(text)
			slices.Reverse(runes)
			text = string(runes)
		}
	case dy < 0:
		turn = rebuild.Up
	default:
		turn = rebuild.Down
	}
	return rebuild.Word{Text: text, Left: w.box.Left, Top: w.box.Top, Right: w.box.Right, Bottom: w.box.Bottom, Turn: turn}
}

func rightToLeft(s string) bool {
	for _, r := range s {
		if unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana) {
			return true
		}
	}
	return false
}

// word is what stands for the mask in the text.
func (m mask) word() rebuild.Word {
	w := rebuild.Word{Text: redact.Mask, Left: m.box.Left, Top: m.box.Top, Right: m.box.Right, Bottom: m.box.Bottom}
	if m.vertical {
		w.Turn = rebuild.Up
	}
	return w
}

// gaps tells each word how far its space reaches: to the next word of the same
// line.
func gaps(words []rebuild.Word) {
	for i := range len(words) - 1 {
		w, n := &words[i], words[i+1]
		if w.Turn == rebuild.Across && n.Turn == rebuild.Across && n.Left > w.Right && n.Top < w.Bottom && w.Top < n.Bottom {
			w.Gap = n.Left - w.Right
		}
	}
}
