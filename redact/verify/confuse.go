package verify

import (
	"strings"
	"unicode"

	"sarsen/index/fold"
)

// Who reads pixels takes some letters for others. Texts and values are compared
// after all that look alike were made one: in values with letters, figures
// become the letters they look like, in numbers it is the other way round.
var (
	alikeLetters = strings.NewReplacer("rn", "m", "vv", "w", "cl", "d", "0", "o", "1", "l", "i", "l", "|", "l", "!", "l", "5", "s", "$", "s", "8", "b", "2", "z")
	alikeFigures = strings.NewReplacer("o", "0", "l", "1", "i", "1", "|", "1", "!", "1", "s", "5", "$", "5", "b", "8", "z", "2")
)

// fewest is how many letters and digits a value must have to be looked for in
// such a way: of shorter ones another word is too often a misreading.
const fewest = 5

// confused searches what was recognised in pixels.
type confused struct {
	letters, figures *Search
	exact            *Search // of all values as they are
}

func newConfused(values, keep []string, exact *Search) confused {
	var inLetters, inFigures []string
	for _, v := range values {
		f := fold.String(v)
		c := squeeze(f).s
		switch {
		case len([]rune(c)) < fewest: // as it is only
			inLetters, inFigures = append(inLetters, ""), append(inFigures, "")
		case strings.IndexFunc(c, unicode.IsLetter) < 0:
			inLetters, inFigures = append(inLetters, ""), append(inFigures, alikeFigures.Replace(f))
		default:
			inLetters, inFigures = append(inLetters, alikeLetters.Replace(f)), append(inFigures, "")
		}
	}
	alike := make([]string, len(keep))
	for i, k := range keep {
		alike[i] = alikeLetters.Replace(fold.String(k))
	}
	return confused{letters: NewSearch(inLetters, alike), figures: NewSearch(inFigures, nil), exact: exact}
}

// values returns which values can be read in a text when letters are taken for
// others and spaces are lost.
func (s confused) values(text string) map[int]bool {
	out := map[int]bool{}
	f := fold.String(text)
	for _, h := range s.letters.find(alikeLetters.Replace(f), mode{loose: true}) {
		out[h.Value] = true
	}
	for _, h := range s.figures.find(alikeFigures.Replace(f), mode{}) {
		out[h.Value] = true
	}
	for _, h := range s.exact.find(text, mode{least: fewest}) {
		out[h.Value] = true
	}
	return out
}

// read returns which values stand in what was recognised on a page and are not
// explained by its text, in which they were searched for: there another word,
// that may be read, looks like the value.
func (s confused) read(r Reading, text string) map[int]bool {
	found := s.values(r.Text)
	for _, h := range s.exact.find(r.Sure, mode{}) {
		found[h.Value] = true
	}
	if len(found) > 0 {
		for v := range s.values(text) {
			delete(found, v)
		}
	}
	return found
}
