// Package fold reduces text to a form in which different spellings of the
// same name compare equal, and keeps the way back to the source.
//
// Folding applies compatibility normalisation (NFKC), lower case, and removal
// of accents; special letters become their plain ones (ł l, ø o, ß ss, þ th,
// æ ae); apostrophes and dashes of every kind become ' and -; soft hyphens,
// zero-width and directional characters vanish; runs of white space become
// one space; and a hyphen at a line's end joins the halves of the word.
//
// Search, the subject matcher, redaction and the verifier share this one
// folding, because a difference between them would be a leak or a miss.
// All functions are safe for concurrent use.
package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Text is a folded text with its way back to the source.
type Text struct {
	s      string
	starts []int32 // starts[i]: source offset of the rune that made folded byte i
	ends   []int32 // ends[i]: source offset after that rune
}

// New folds s. Texts up to 2 GiB.
func New(s string) *Text {
	t := &Text{}
	var b strings.Builder
	b.Grow(len(s))
	t.starts = make([]int32, 0, len(s))
	t.ends = make([]int32, 0, len(s))
	run(s, func(folded string, start, end int) {
		b.WriteString(folded)
		for range len(folded) {
			t.starts = append(t.starts, int32(start)) //nolint:gosec // texts are far below 2 GiB
			t.ends = append(t.ends, int32(end))       //nolint:gosec // as above
		}
	})
	t.s = b.String()
	return t
}

// String folds s. Leading and trailing white space is removed.
func String(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	run(s, func(folded string, _, _ int) { b.WriteString(folded) })
	return strings.TrimSpace(b.String())
}

// String returns the folded text.
func (t *Text) String() string { return t.s }

// Source maps the range [start, end) of folded bytes to the byte range of the
// source text that made it. An empty range maps to an empty range.
func (t *Text) Source(start, end int) (int, int) {
	if start >= len(t.s) {
		if len(t.ends) == 0 {
			return 0, 0
		}
		e := int(t.ends[len(t.ends)-1])
		return e, e
	}
	if end <= start {
		return int(t.starts[start]), int(t.starts[start])
	}
	return int(t.starts[start]), int(t.ends[end-1])
}

// Folded maps a byte offset of the source to the folded offset of the first
// folded byte that was made at or after it.
func (t *Text) Folded(source int) int {
	lo, hi := 0, len(t.starts)
	for lo < hi {
		mid := (lo + hi) / 2
		if int(t.starts[mid]) < source {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// IsWord reports whether a rune of folded text belongs to a word.
func IsWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// Whole reports whether [start, end) of folded text s begins and ends at word
// edges.
func Whole(s string, start, end int) bool {
	if start > 0 {
		before, _ := utf8.DecodeLastRuneInString(s[:start])
		first, _ := utf8.DecodeRuneInString(s[start:])
		if IsWord(before) && IsWord(first) {
			return false
		}
	}
	if end < len(s) {
		after, _ := utf8.DecodeRuneInString(s[end:])
		last, _ := utf8.DecodeLastRuneInString(s[:end])
		if IsWord(after) && IsWord(last) {
			return false
		}
	}
	return true
}

// special holds the letters that decomposition leaves alone.
var special = map[rune]string{
	'ł': "l", 'ø': "o", 'ß': "ss", 'þ': "th", 'æ': "ae", 'œ': "oe", 'đ': "d", 'ð': "d", 'ħ': "h", 'ı': "i", 'ŋ': "ng", 'ĸ': "k", 'ſ': "s", 'ƒ': "f",
	'’': "'", '‘': "'", '‛': "'", '`': "'", '´': "'", 'ʼ': "'", 'ʻ': "'", '′': "'", '＇': "'",
	'“': `"`, '”': `"`, '„': `"`, '«': `"`, '»': `"`,
	'‐': "-", '‑': "-", '‒': "-", '–': "-", '—': "-", '―': "-", '−': "-", '﹣': "-", '－': "-",
}

// run calls out for each piece of folded text with the source range it stands for.
func run(s string, out func(folded string, start, end int)) {
	space := false // a space has been written last
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			switch {
			case c == '-' && breaksWord(s, i):
				i = skipBreak(s, i+1)
				continue
			case c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\v' || c == 0:
				if !space {
					out(" ", i, i+1)
				}
				space = true
				i++
				continue
			case 'A' <= c && c <= 'Z':
				c += 'a' - 'A'
			case c == '`':
				c = '\''
			}
			// A letter may carry combining marks that follow it.
			if i+1 < len(s) && s[i+1] >= utf8.RuneSelf {
				end := i + 1
				for end < len(s) {
					r, n := utf8.DecodeRuneInString(s[end:])
					if !unicode.Is(unicode.Mn, r) {
						break
					}
					end += n
				}
				out(ascii[c:c+1], i, end)
				i = end
			} else {
				out(ascii[c:c+1], i, i+1)
				i++
			}
			space = false
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		end := i + n
		if invisible(r) {
			if r == '\u00ad' {
				end = skipBreak(s, end)
			}
			i = end
			continue
		}
		if unicode.IsSpace(r) {
			if !space {
				out(" ", i, end)
			}
			space = true
			i = end
			continue
		}
		f := foldRune(r)
		if (r == '‐' || r == '‑') && breaksWordAt(s, i, end) {
			i = skipBreak(s, end)
			continue
		}
		for end < len(s) {
			m, k := utf8.DecodeRuneInString(s[end:])
			if !unicode.Is(unicode.Mn, m) {
				break
			}
			end += k
		}
		if f != "" {
			out(f, i, end)
			space = f == " "
		}
		i = end
	}
}

// ascii lets single bytes be sliced without allocation.
var ascii = func() string {
	b := make([]byte, utf8.RuneSelf)
	for i := range b {
		b[i] = byte(i)
	}
	return string(b)
}()

func invisible(r rune) bool {
	switch r {
	case '\u00ad', '\ufeff', '\u2060', '\u180e':
		return true
	}
	return r >= '\u200b' && r <= '\u200f' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

// foldRune folds one rune outside ASCII.
func foldRune(r rune) string {
	r = unicode.ToLower(r)
	if f, ok := special[r]; ok {
		return f
	}
	var b strings.Builder
	for _, d := range norm.NFKD.String(string(r)) {
		if unicode.Is(unicode.Mn, d) {
			continue
		}
		d = unicode.ToLower(d)
		if f, ok := special[d]; ok {
			b.WriteString(f)
		} else {
			b.WriteRune(d)
		}
	}
	return b.String()
}

// breaksWord reports whether the hyphen at i ends a line inside a word: a
// letter before, then only blanks and one line end, then a lower-case letter.
func breaksWord(s string, i int) bool { return breaksWordAt(s, i, i+1) }

func breaksWordAt(s string, i, after int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	if !unicode.IsLetter(before) {
		return false
	}
	j := skipBreak(s, after)
	if j == after {
		return false
	}
	next, _ := utf8.DecodeRuneInString(s[j:])
	return unicode.IsLower(next)
}

// skipBreak returns the offset after blanks, one line end and blanks at i, or
// i when there is no line end.
func skipBreak(s string, i int) int {
	j := i
	for j < len(s) && (s[j] == ' ' || s[j] == '\t' || s[j] == '\r') {
		j++
	}
	if j >= len(s) || s[j] != '\n' {
		return i
	}
	j++
	for j < len(s) && (s[j] == ' ' || s[j] == '\t') {
		j++
	}
	return j
}
