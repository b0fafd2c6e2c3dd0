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

// layer returns the words that remain, in the order of the text, with
// redact.Mask for each mask, and how many characters were swept.
func layer(layout pdfium.Layout, spans []redact.Span, masks []mask) (words []rebuild.Word, swept int) {
	hidden := hides(spans)
	next := 0 // mask
	var w word
	flush := func() {
		if w.text.Len() > 0 {
			words = append(words, w.finish())
		}
		w = word{}
	}
	for _, g := range layout.Glyphs {
		if hidden(g) >= 0 {
			flush()
			if next < len(masks) && masks[next].at == g.Start {
				words = append(words, masks[next].word())
				next++
			}
			continue
		}
		if g.Start == g.End {
			continue
		}
		if covered(g, masks) {
			flush()
			swept++
			continue
		}
		if w.end != g.Start {
			flush()
		}
		w.add(layout.Text[g.Start:g.End], g)
	}
	flush()
	gaps(words)
	return words, swept
}

// covered reports whether a mask hides more than a sliver of a character.
func covered(g pdfium.Glyph, masks []mask) bool {
	area := g.Ink.Area()
	for _, m := range masks {
		if area > 0 && g.Ink.Intersect(m.box).Area() > sliver*area {
			return true
		}
	}
	return false
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
