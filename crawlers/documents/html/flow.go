package html

import (
	"strings"
	"unicode"

	"sarsen/crawlers/documents"
)

// A flow writes running text with white space folded as a browser does.
type flow struct {
	out   *documents.Builder
	space bool // a space is due before the next word
}

// write writes s; kept leaves white space as it is.
func (f *flow) write(s string, kept bool) {
	s = strings.ReplaceAll(s, "\u00A0", " ")
	if kept {
		f.flush()
		f.out.Text(s)
		return
	}
	words := strings.Fields(s)
	if s != "" && isSpace(rune(s[0])) {
		f.space = true
	}
	if len(words) == 0 {
		return
	}
	f.flush()
	f.out.Text(strings.Join(words, " "))
	f.space = isSpace(rune(s[len(s)-1]))
}

func isSpace(r rune) bool { return r < 0x80 && unicode.IsSpace(r) }

// gap sees to a space between what is written and what follows.
func (f *flow) gap() {
	f.space = true
	f.flush()
}

// flush writes the space that is due, but not at the start of a line.
func (f *flow) flush() {
	if f.space && f.out.Len() > 0 && !f.out.AtLineStart() {
		f.out.Text(" ")
	}
	f.space = false
}

// line sees to it that what follows begins a line.
func (f *flow) line() {
	f.space = false
	f.out.Break()
}

// breakLine ends the line, even an empty one.
func (f *flow) breakLine() {
	f.space = false
	f.out.Text("\n")
}
