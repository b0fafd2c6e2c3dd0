// Package damage spoils text as the world does: fingers that slip, ears that
// mishear, and scanners that take one letter for another.
//
// It is written from how people and scanners err, not from what any search can
// undo, and knows nothing of those who will read the result. Equal draws give
// equal damage; nothing is kept between calls.
package damage

import (
	"strings"
	"unicode"
)

// Below draws a number from 0 to n-1; n is positive.
type Below = func(n int) int

// keys are the rows of a British keyboard: slips hit a neighbour.
var keys = []string{"qwertyuiop", "asdfghjkl", "zxcvbnm"}

// Typed returns a word as a hurried typist leaves it, with one slip after its
// first letter: two letters swapped, one left out, doubled, or its neighbour
// hit. A word of fewer than four letters is returned as it is.
func Typed(below Below, word string) string {
	letters := []rune(word)
	if len(letters) < 4 {
		return word
	}
	for range 20 {
		i := 1 + below(len(letters)-1)
		if !unicode.IsLetter(letters[i]) {
			continue
		}
		if out := slip(below, letters, i); out != word {
			return out
		}
	}
	return word
}

func slip(below Below, letters []rune, i int) string {
	before, after := string(letters[:i]), string(letters[i+1:])
	switch n := below(100); {
	case n < 30:
		if i+1 < len(letters) && unicode.IsLetter(letters[i+1]) {
			return before + string(letters[i+1]) + string(letters[i]) + string(letters[i+2:])
		}
		return before + after
	case n < 60:
		return before + after
	case n < 78:
		return before + string(letters[i]) + string(letters[i]) + after
	default:
		return before + neighbour(below, letters[i]) + after
	}
}

func neighbour(below Below, r rune) string {
	low := unicode.ToLower(r)
	for _, row := range keys {
		at := strings.IndexRune(row, low)
		if at < 0 {
			continue
		}
		next := at + 1
		if next == len(row) || at > 0 && below(2) == 0 {
			next = at - 1
		}
		if r != low {
			return strings.ToUpper(row[next : next+1])
		}
		return row[next : next+1]
	}
	return string(r)
}

// sounds are what the ear takes for the same in a name over the telephone.
var sounds = []struct{ said, heard string }{
	{"ph", "f"},
	{"ck", "k"},
	{"ough", "uff"},
	{"igh", "y"},
	{"ugh", "ew"},
	{"kn", "n"},
	{"wr", "r"},
	{"ee", "ea"},
	{"ea", "ee"},
	{"ie", "ee"},
	{"ey", "y"},
	{"tz", "ts"},
	{"sch", "sh"},
	{"cz", "ch"},
	{"sz", "sh"},
	{"ce", "se"},
	{"ci", "si"},
	{"x", "cks"},
	{"qu", "kw"},
	{"th", "t"},
	{"z", "s"},
	{"oo", "u"},
	{"ou", "ow"},
	{"ow", "ou"},
	{"ai", "ay"},
	{"ay", "ai"},
	{"ei", "ie"},
	{"er", "ar"},
	{"ar", "er"},
	{"or", "er"},
	{"son", "sen"},
	{"ss", "s"},
	{"tt", "t"},
	{"nn", "n"},
	{"ll", "l"},
	{"mm", "m"},
	{"rr", "r"},
	{"pp", "p"},
	{"dd", "d"},
	{"j", "y"},
	{"dz", "j"},
	{"kh", "k"},
	{"hy", "hi"},
	{"by", "bi"},
	{"an", "en"},
	{"en", "an"},
	{"in", "en"},
	{"el", "al"},
	{"le", "el"},
	{"wh", "w"},
	{"v", "w"},
	{"w", "v"},
	{"gh", "g"},
	{"dh", "d"},
	{"aa", "a"},
	{"ij", "ey"},
	{"dt", "t"},
}

// Heard returns a word as somebody spells it who has only heard it. A word of
// fewer than four letters, or one in which nothing can be misheard, is
// returned as it is.
func Heard(below Below, word string) string {
	if len([]rune(word)) < 4 {
		return word
	}
	low := strings.ToLower(word)
	start := below(len(sounds))
	for i := range sounds {
		s := sounds[(start+i)%len(sounds)]
		if at := strings.Index(low[1:], s.said); at >= 0 && len(low) == len(word) {
			return word[:1+at] + s.heard + word[1+at+len(s.said):]
		}
	}
	return word
}
