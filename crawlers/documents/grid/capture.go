package grid

import (
	"strings"

	"sarsen/crawlers/documents"
)

// A Piece is text with bounds that was read apart from the rest.
type Piece struct {
	Text   string
	Bounds []documents.Bound // inside Text
}

// Capture lets fn write to a builder of its own, which stands in for *out
// meanwhile, and returns what it wrote without the line ends behind it. What
// could not be read is noted in *out.
func Capture(out **documents.Builder, fn func() error) (Piece, error) {
	outer := *out
	*out = documents.NewBuilder(0, nil)
	err := fn()
	res := (*out).Result()
	*out = outer
	for _, p := range res.Problems {
		outer.Problem(p)
	}
	text := strings.TrimRight(res.Item.Text, "\n")
	for i := range res.Item.Bounds {
		res.Item.Bounds[i].End = min(res.Item.Bounds[i].End, len(text))
	}
	return Piece{text, res.Item.Bounds}, err
}

// Write puts the piece on lines of its own.
func (p Piece) Write(out *documents.Builder) {
	if p.Text == "" {
		return
	}
	out.Break()
	Replay(out, p.Text, p.Bounds)
	out.Break()
}

// Literals returns the texts in quotes of a formula: they are data as much as
// the cells are. Those without a letter, or of one character, are left out.
func Literals(formula string) []string {
	const longest = 4096
	if !strings.Contains(formula, `"`) {
		return nil
	}
	var out []string
	for i, part := range strings.Split(formula, `"`) {
		if i%2 == 1 && len(part) > 1 && len(part) <= longest && hasLetter(part) {
			out = append(out, part)
		}
	}
	return out
}

func hasLetter(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r|0x20 >= 'a' && r|0x20 <= 'z' || r > 0x7F })
}
