package damage

import (
	"strings"
	"unicode"
)

// A shape is what a scanner may take for what.
type shape struct {
	from, to string
	// classic confusions keep every character legible to somebody who knows
	// them: rn and m, l, 1 and I, 0 and O, 5 and S, 8 and B.
	classic bool
}

var shapes = []shape{
	{"rn", "m", true},
	{"m", "rn", true},
	{"l", "1", true},
	{"l", "I", true},
	{"I", "l", true},
	{"1", "l", true},
	{"1", "I", true},
	{"0", "O", true},
	{"O", "0", true},
	{"5", "S", true},
	{"S", "5", true},
	{"8", "B", true},
	{"B", "8", true},
	{"cl", "d", false},
	{"d", "cl", false},
	{"e", "c", false},
	{"c", "e", false},
	{"g", "q", false},
	{"h", "b", false},
	{"b", "h", false},
	{"w", "vv", false},
	{"vv", "w", false},
	{"nn", "rm", false},
	{"u", "ii", false},
	{"n", "ri", false},
	{"t", "f", false},
	{"f", "t", false},
	{"y", "v", false},
	{"i", "j", false},
	{"i", "l", false},
	{"a", "o", false},
	{"Z", "2", true},
	{"G", "6", false},
	{"6", "G", false},
	{"D", "O", false},
	{"E", "F", false},
	{"H", "N", false},
	{".", ",", false},
	{",", ".", false},
}

// A Scan is a text as a scanner read it.
type Scan struct {
	Text string
	// Worst is the largest number of places damaged in one word, Hits that in
	// the whole text.
	Worst, Hits int
	// Classic tells that nothing but classic look-alikes were confused.
	Classic bool
}

// Scanned reads a text as a bad scanner does: of a thousand characters that can
// be confused so many are. Besides look-alikes it now and then loses a letter,
// or a blank, or sees a blank in a word.
func Scanned(below Below, text string, perMille int) Scan {
	out := Scan{Classic: true}
	var b strings.Builder
	word := 0
	hit := func(classic bool) {
		out.Hits++
		word++
		out.Worst = max(out.Worst, word)
		out.Classic = out.Classic && classic
	}
	for i := 0; i < len(text); {
		r := []rune(text[i:min(len(text), i+4)])[0]
		size := len(string(r))
		if r == unicode.ReplacementChar {
			size = 1
		}
		if unicode.IsSpace(r) {
			word = 0
		}
		if below(1000) >= perMille {
			b.WriteString(text[i : i+size])
			i += size
			continue
		}
		if s, ok := confuse(below, text[i:]); ok && below(100) < 90 {
			b.WriteString(s.to)
			i += len(s.from)
			hit(s.classic)
			continue
		}
		if inWord(text[i:]) && below(100) < 30 {
			if below(2) == 0 {
				b.WriteString(text[i:i+size] + " ")
			}
			i += size
			hit(false)
			continue
		}
		b.WriteString(text[i : i+size])
		i += size
	}
	out.Text = b.String()
	return out
}

// inWord reports whether a text begins with two letters.
func inWord(text string) bool {
	n := 0
	for _, r := range text {
		if n++; !unicode.IsLetter(r) || n == 2 {
			return n == 2 && unicode.IsLetter(r)
		}
	}
	return false
}

// confuse picks a shape for the beginning of a text.
func confuse(below Below, text string) (shape, bool) {
	start := below(len(shapes))
	for i := range shapes {
		if s := shapes[(start+i)%len(shapes)]; strings.HasPrefix(text, s.from) {
			return s, true
		}
	}
	return shape{}, false
}
