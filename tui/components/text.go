// Package components holds the parts that screens are made of: lines that fit,
// tables, forms, the text of an item with its marks, header, footer and help.
//
// It promises that nothing from a document or a file name reaches the terminal
// as it is: control characters, escape sequences and marks that turn the
// direction of writing are taken out, and every width is counted in columns of
// the terminal, not in bytes or letters. Parts keep no data but where one is.
package components

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// maxCluster bounds the bytes of what is shown as one character, against
// letters with hundreds of accents.
const maxCluster = 64

// next cuts the first character off a text that is not empty: what is shown
// for it, "" when nothing is, its width in columns, and its length in bytes.
// Line breaks are not shown.
func next(text string) (shown string, width, size int) {
	if c := text[0]; c >= ' ' && c < 0x7f && (len(text) == 1 || text[1] < utf8.RuneSelf) {
		return text[:1], 1, 1
	}
	r, size := utf8.DecodeRuneInString(text)
	switch {
	case r == '\t':
		return "    ", 4, size
	case r == utf8.RuneError && size <= 1:
		return "\uFFFD", 1, size
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp):
		return "", 0, size
	case unicode.Is(unicode.M, r):
		return "", 0, size // an accent with no letter to stand on
	case unicode.IsSpace(r):
		return " ", 1, size
	}
	cluster, _ := ansi.FirstGraphemeCluster(text[:min(len(text), 2*maxCluster)], ansi.GraphemeWidth)
	if whole := sound(cluster); whole >= size && whole <= maxCluster {
		size = whole
	}
	return text[:size], ansi.StringWidth(text[:size]), size
}

// sound is the length of what comes before the first invalid byte or control
// character.
func sound(cluster string) int {
	for i, r := range cluster {
		if r == utf8.RuneError || unicode.Is(unicode.Cc, r) {
			return i
		}
	}
	return len(cluster)
}

// Clean returns text as one line that is safe to print: line breaks and tabs
// are spaces, what cannot be seen is gone.
func Clean(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	space := false
	for len(text) > 0 {
		s, _, n := next(text)
		if text[0] == '\n' || text[0] == '\t' {
			s = " "
		}
		text = text[n:]
		if s == " " {
			space = b.Len() > 0
			continue
		}
		if space && s != "" {
			b.WriteByte(' ')
			space = false
		}
		b.WriteString(s)
	}
	return b.String()
}

// Cut cleans text and shortens it to at most width columns.
func Cut(text string, width int) string {
	if width <= 0 {
		return ""
	}
	return ansi.Truncate(Clean(text), width, "…")
}

// Fit cleans text and shortens or fills it to exactly width columns.
func Fit(text string, width int, right bool) string {
	text = Cut(text, width)
	fill := strings.Repeat(" ", max(0, width-ansi.StringWidth(text)))
	if right {
		return fill + text
	}
	return text + fill
}

// Wrap cleans text and breaks it at spaces into lines of at most width columns.
func Wrap(text string, width int) []string {
	return strings.Split(ansi.Wrap(Clean(text), max(1, width), ""), "\n")
}

// Box cuts or fills lines to exactly height.
func Box(lines []string, height int) []string {
	for len(lines) < height {
		lines = append(lines, "")
	}
	return lines[:max(0, height)]
}
