package csv

import (
	"strings"

	"sarsen/crawlers/documents"
)

// A dialect is how a table is written as text.
type dialect struct {
	delimiter byte
	quote     byte
	backslash bool // stands before a quote inside quotes, instead of another quote
}

// dialectOf looks at the beginning of a table. RFC 4180 has commas and double
// quotes; spreadsheets of other countries and databases have their own.
func dialectOf(text string) dialect {
	d := dialect{delimiter: ',', quote: '"'}
	if found := documents.Delimiter(text); found != 0 {
		d.delimiter = string(found)[0]
	}
	head := text[:min(len(text), 64<<10)]
	between := string(d.delimiter)
	single := strings.Count(head, "'"+between+"'") + strings.Count(head, "'\n'")
	double := strings.Count(head, between+`"`) + strings.Count(head, "\n\"")
	if single > 1 && double == 0 && strings.HasPrefix(head, "'") {
		d.quote = '\''
	}
	quote := string(d.quote)
	d.backslash = strings.Contains(head, `\`+quote) && !strings.Contains(strings.ReplaceAll(head, `\`+quote+quote, ""), quote+quote)
	return d
}

// maxLines is how many lines a quoted cell may have. A quote that is closed
// later still, or never, is taken for a sign like any other: it would swallow
// the rows below.
const maxLines = 200

// A reader reads records one after another.
type reader struct {
	dialect
	text  string
	at    int
	cells []string
}

// next returns the cells of the next record, empty lines left out; false at
// the end. The slice is used again.
func (r *reader) next() ([]string, bool) {
	for r.at < len(r.text) && r.text[r.at] == '\n' {
		r.at++
	}
	if r.at >= len(r.text) {
		return nil, false
	}
	r.cells = r.cells[:0]
	for {
		r.cells = append(r.cells, r.cell())
		if r.at >= len(r.text) {
			return r.cells, true
		}
		r.at++ // the delimiter or the line's end
		if r.text[r.at-1] == '\n' {
			return r.cells, true
		}
	}
}

// cell reads up to the next delimiter or line end.
func (r *reader) cell() string {
	if r.at < len(r.text) && r.text[r.at] == r.quote {
		if s, end, ok := r.quoted(r.at + 1); ok {
			r.at = end
			return s
		}
	}
	start := r.at
	for r.at < len(r.text) && r.text[r.at] != r.delimiter && r.text[r.at] != '\n' {
		r.at++
	}
	return r.text[start:r.at]
}

// quoted reads from behind an opening quote up to the closing one, which is
// the first that a delimiter or a line's end follows.
func (r *reader) quoted(at int) (cell string, end int, ok bool) {
	var b strings.Builder
	for lines := 0; at < len(r.text) && lines <= maxLines; at++ {
		c := r.text[at]
		next := byte('\n')
		if at+1 < len(r.text) {
			next = r.text[at+1]
		}
		switch {
		case c == '\n':
			lines++
		case c == '\\' && next == r.quote && r.backslash, c == r.quote && next == r.quote && !r.backslash:
			at++
			c = r.quote
		case c == r.quote && (next == r.delimiter || next == '\n'):
			return b.String(), at + 1, true
		}
		b.WriteByte(c)
	}
	return "", 0, false
}
