package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// An emit takes a piece of folded text with the source range it stands for.
type emit func(folded string, start, end int)

// run calls out for each piece of the folded form of s, in order. The ranges
// are of whole runes, do not overlap and do not go back.
func run(s string, out emit) {
	space := false // the last piece ended with a space
	for i := 0; i < len(s); {
		r, end := rune(s[i]), i+1
		if r >= utf8.RuneSelf {
			var n int
			r, n = utf8.DecodeRuneInString(s[i:])
			end = i + n
		}
		switch {
		case isSpace(r):
			if !space {
				out(" ", i, end)
			}
			space = true
		case r == '\u00ad':
			end = skipBreak(s, end)
		case isHyphen(r) && breaksWord(s, i, end):
			end = skipBreak(s, end)
		case r >= utf8.RuneSelf && unicode.In(r, unicode.Cf, unicode.Mn):
			// Invisible, or an accent without a letter.
		default:
			end = skipMarks(s, end)
			space = letter(r, i, end, space, out)
		}
		i = end
	}
}

// letter emits the folded form of r, which stands for [start, end), and
// reports whether it ended with a space.
func letter(r rune, start, end int, space bool, out emit) bool {
	if r < utf8.RuneSelf {
		out(plain[r:r+1], start, end)
		return false
	}
	for _, part := range splitSpaces(foldRune(r)) {
		if part == " " && space {
			continue
		}
		out(part, start, end)
		space = part == " "
	}
	return space
}

// splitSpaces cuts s so that each space stands alone. All but a few
// compatibility characters come back whole.
func splitSpaces(s string) []string {
	if !strings.Contains(s, " ") {
		if s == "" {
			return nil
		}
		return []string{s}
	}
	var parts []string
	for i, word := range strings.Split(s, " ") {
		if i > 0 {
			parts = append(parts, " ")
		}
		if word != "" {
			parts = append(parts, word)
		}
	}
	return parts
}

// plain holds the folded form of each ASCII character at its own offset.
var plain = func() string {
	b := make([]byte, utf8.RuneSelf)
	for i := range b {
		b[i] = byte(unicode.ToLower(rune(i)))
	}
	b['`'] = '\''
	return string(b)
}()

// special holds the letters that decomposition leaves alone, and the
// punctuation that is written in many ways.
var special = map[rune]string{
	'ł': "l", 'ø': "o", 'ß': "ss", 'þ': "th", 'æ': "ae", 'œ': "oe", 'đ': "d", 'ð': "d",
	'ħ': "h", 'ı': "i", 'ŋ': "ng", 'ĸ': "k", 'ſ': "s", 'ƒ': "f",
	'’': "'", '‘': "'", '‛': "'", '`': "'", '´': "'", 'ʼ': "'", 'ʻ': "'", 'ʹ': "'", 'ʾ': "'", 'ʿ': "'", '′': "'", '＇': "'",
	'“': `"`, '”': `"`, '„': `"`, '«': `"`, '»': `"`,
	'‐': "-", '‑': "-", '‒': "-", '–': "-", '—': "-", '―': "-", '−': "-", '﹣': "-", '－': "-",
}

// foldRune folds one rune outside ASCII.
func foldRune(r rune) string {
	r = unicode.ToLower(r)
	if f, ok := special[r]; ok {
		return f
	}
	var b strings.Builder
	for _, d := range norm.NFKD.String(string(r)) {
		d = unicode.ToLower(d)
		switch f, ok := special[d]; {
		case ok:
			b.WriteString(f)
		case unicode.IsSpace(d):
			b.WriteByte(' ')
		case !unicode.In(d, unicode.Mn, unicode.Cf):
			b.WriteRune(d)
		}
	}
	return b.String()
}

func isSpace(r rune) bool { return r == 0 || unicode.IsSpace(r) }

// isHyphen reports whether r may divide a word at a line's end.
func isHyphen(r rune) bool { return r == '-' || r == '‐' || r == '‑' }

// breaksWord reports whether the hyphen s[start:end] ends a line inside a
// word: a letter before, then only blanks and one line end, then a lower-case
// letter.
func breaksWord(s string, start, end int) bool {
	next := skipBreak(s, end)
	if next == end {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:start])
	after, _ := utf8.DecodeRuneInString(s[next:])
	return unicode.IsLetter(before) && unicode.IsLower(after)
}

// skipBreak returns the offset after blanks, one line end and blanks at i, or
// i when there is no line end.
func skipBreak(s string, i int) int {
	j := skipBlanks(s, i)
	if j >= len(s) || s[j] != '\n' {
		return i
	}
	return skipBlanks(s, j+1)
}

func skipBlanks(s string, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\t' || s[i] == '\r') {
		i++
	}
	return i
}

// skipMarks returns the offset after the combining marks at i.
func skipMarks(s string, i int) int {
	for i < len(s) && s[i] >= utf8.RuneSelf {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.Is(unicode.Mn, r) {
			break
		}
		i += n
	}
	return i
}
