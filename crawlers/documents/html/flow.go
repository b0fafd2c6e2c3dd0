package html

import (
	"strings"
	"unicode"

	"sarsen/crawlers/documents"
)

// A flow writes running text with white space folded as a browser does.
type flow struct {
	out    *documents.Builder
	space  bool // a space is due before the next word
	lead   bool // a space or line end was due before the first
	notes  []note
	asides documents.Asides // of the line
}

// A note is something not shown. It is written at the end of its line, so that
// it does not part words that are seen side by side.
type note struct{ label, text string }

// note keeps a hidden note for the end of the line.
func (f *flow) note(label, text string) {
	if text = strings.TrimSpace(text); text != "" {
		f.notes = append(f.notes, note{label, text})
	}
}

func (f *flow) writeNotes() {
	f.asides.Write(f.out)
	for _, n := range f.notes {
		f.out.Break()
		f.out.Open(documents.Note, n.label, true)
		f.out.Text(n.text)
		f.out.Close()
		f.out.Break()
	}
	f.notes = nil
	f.asides.Begin(f.out.Len())
}

// added says that what was written since a place was inserted by a change. A
// space that was due there belongs to what stood before.
func (f *flow) added(from int, spaced bool) {
	if spaced {
		from++
	}
	f.asides.Added(from, f.out.Len())
}

// cut keeps what another flow wrote for the end of the line: in a browser it is
// not seen where it stands.
func (f *flow) cut(label string, inner *flow) {
	f.notes = append(f.notes, inner.notes...)
	inner.asides.Write(inner.out)
	text := inner.out.Result().Item.Text
	if f.space || inner.lead {
		text = " " + text
	}
	if inner.space {
		text += " "
	}
	f.asides.Cut(f.out.Len(), label, text)
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
	switch {
	case f.out.Len() == 0:
		f.lead = f.lead || f.space
	case f.space && !f.out.AtLineStart():
		f.out.Text(" ")
	}
	f.space = false
}

// line sees to it that what follows begins a line.
func (f *flow) line() {
	f.space = false
	f.lead = f.lead || f.out.Len() == 0
	f.out.Break()
	f.writeNotes()
}

// breakLine ends the line, even an empty one.
func (f *flow) breakLine() {
	f.space = false
	f.out.Text("\n")
	f.writeNotes()
}
