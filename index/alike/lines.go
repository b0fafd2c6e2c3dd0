package alike

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A line of a message, without its line end.
type line struct {
	start, end int
	depth      int    // how many > stand before it
	said       string // what follows them, without space around it
}

// lines splits text from offset body on.
func lines(text string, body int) []line {
	var out []line
	for at := body; at < len(text); {
		end := len(text)
		if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
			end = at + n
		}
		l := line{start: at, end: end}
		i := at
		for i < end && (text[i] == '>' || text[i] == ' ' && i+1 < end && (text[i+1] == '>' || l.depth > 0)) {
			if text[i] == '>' {
				l.depth++
			}
			i++
		}
		l.said = strings.TrimSpace(text[i:end])
		out = append(out, l)
		at = end + 1
	}
	return out
}

// lineStart is where the line of offset i begins.
func lineStart(text string, i int) int { return strings.LastIndexByte(text[:i], '\n') + 1 }

// firstOnLine reports whether nothing but marks stands before offset i on its
// line, and lastOnLine whether nothing but marks follows.
func firstOnLine(text string, i, from int) bool { return !wordy(text[max(from, lineStart(text, i)):i]) }

func lastOnLine(text string, i int) bool { return !wordy(text[i:lineEnd(text, i)]) }

func lineEnd(text string, i int) int {
	if n := strings.IndexByte(text[i:], '\n'); n >= 0 {
		return i + n
	}
	return len(text)
}

func wordy(s string) bool {
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return true
		}
		i += n
	}
	return false
}
