package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A folder writes the folded form of s.
type folder struct {
	s      string
	out    strings.Builder
	starts []int32 // the source offset for each byte of out, where it is mapped
	mapped bool
	space  bool // out ends with a space
}

// run writes the pieces of the folded form of s, in order. Their ranges in the
// source are of whole runes, do not overlap and do not go back.
func (f *folder) run() {
	s := f.s
	for i := 0; i < len(s); {
		if b := s[i]; b < utf8.RuneSelf && simple[b] && (i+1 == len(s) || s[i+1] < utf8.RuneSelf) {
			f.out.WriteByte(plain[b])
			f.space = false
			if f.mapped {
				f.starts = append(f.starts, int32(i))
			}
			i++
			continue
		}
		i = f.rune(i)
	}
}

// rune folds the rune at i with what belongs to it, and returns where the next
// one begins.
func (f *folder) rune(i int) int {
	r, n := utf8.DecodeRuneInString(f.s[i:])
	end := i + n
	switch {
	case isSpace(r):
		if !f.space {
			f.emit(" ", i)
		}
		f.space = true
	case r == '\u00ad':
		end = skipBreak(f.s, end)
	case isHyphen(r) && breaksWord(f.s, i, end):
		end = skipBreak(f.s, end)
	case r >= utf8.RuneSelf && unicode.In(r, unicode.Cf, unicode.Mn):
		// Invisible, or an accent without a letter.
	default:
		f.letter(r, i)
		end = skipMarks(f.s, end)
	}
	return end
}

// emit writes a piece of folded text that begins at a source offset.
func (f *folder) emit(folded string, start int) {
	f.out.WriteString(folded)
	for range len(folded) {
		if f.mapped {
			f.starts = append(f.starts, int32(start)) //nolint:gosec // texts are far below 2 GiB
		}
	}
}

// letter writes the folded form of r, which begins at start.
func (f *folder) letter(r rune, start int) {
	if r < utf8.RuneSelf {
		f.emit(plain[r:r+1], start)
		f.space = false
		return
	}
	for _, part := range splitSpaces(foldRune(r)) {
		if part == " " && f.space {
			continue
		}
		f.emit(part, start)
		f.space = part == " "
	}
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

// simple tells the ASCII characters that fold to one whatever stands beside them.
var simple = func() (is [utf8.RuneSelf]bool) {
	for i := range is {
		is[i] = !isSpace(rune(i)) && i != '-'
	}
	return is
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
