package pack

import (
	"fmt"
	"strings"

	"sarsen/redact"
)

// othersRow reports whether a row is withheld whole because it is about
// somebody else, and with which codes.
func (e *entry) othersRow(n *node) (codes []string, ok bool) {
	if len(e.rowCuts) == 0 {
		return nil, false
	}
	text := e.Text[n.Start:n.End]
	start := n.Start + len(text) - len(strings.TrimLeft(text, " \t\n"))
	end := n.Start + len(strings.TrimRight(text, " \t\n"))
	c := masked{cuts: e.rowCuts}.at(start)
	if c == nil || !c.Covers(redact.Span{Start: start, End: end}) {
		return nil, false
	}
	return c.codes, true
}

// rows writes a table. Rows about other people are counted, not shown.
func (d *document) rows(r run) {
	var shown []*node
	others := 0
	var codes []string
	for _, n := range r.rows {
		c, withheld := d.e.othersRow(n)
		if !withheld {
			shown = append(shown, n)
			continue
		}
		others++
		for _, code := range c {
			codes = withCode(codes, code)
		}
	}
	r.rows = shown
	d.table(r)
	if others > 0 {
		d.others(others, codes)
	}
}

func (d *document) others(n int, codes []string) {
	what := fmt.Sprintf("%d rows about other people are withheld", n)
	if n == 1 {
		what = "1 row about other people is withheld"
	}
	if len(codes) > 0 {
		what += " [" + strings.Join(codes, ", ") + "]"
	}
	d.el("p", what+".")
}

func (d *document) table(r run) {
	if len(r.rows) == 0 && (r.head == nil || r.repeated) {
		return
	}
	cols := columnsOf(d.e.Text, r)
	order := cols.order()
	d.raw("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Table\">\n<table>\n")
	if r.head != nil || cols.labelled() {
		d.headings(cols, order)
	}
	d.raw("<tbody>\n")
	for _, row := range r.rows {
		d.tableRow(row, cols, order)
	}
	d.raw("</tbody>\n</table>\n</div>\n")
}

func (d *document) headings(cols *columns, order []int) {
	d.raw("<thead><tr>")
	for _, c := range order {
		d.raw(`<th scope="col">`)
		switch label := cols.label(c); {
		case cols.heads[c] != nil:
			d.cell(cols.heads[c], false)
		case label != "":
			d.text(d.labels.Mask(label))
		default:
			d.text("Column " + cols.letters[c])
		}
		d.raw("</th>")
	}
	d.raw("</tr></thead>\n")
}

func (d *document) tableRow(row *node, cols *columns, order []int) {
	cells := row.cells(d.e.Text)
	byColumn := make([]*node, len(cols.letters))
	for i, c := range cols.place(cells) {
		byColumn[c] = cells[i]
	}
	d.raw("<tr>")
	for _, c := range order {
		lang := ""
		if n := byColumn[c]; n != nil {
			lang = languageAttribute(d.e.masked.plain(n.Start, n.End))
		}
		d.raw("<td" + lang + ">")
		if byColumn[c] != nil {
			d.cell(byColumn[c], cols.heads[c] != nil && cols.heads[c].hides())
		}
		d.raw("</td>")
	}
	d.raw("</tr>\n")
}

// cell writes a cell; a hidden one stays in its row, since a row without it
// would be incomplete, and says so unless its column's heading does.
func (d *document) cell(n *node, said bool) {
	if n.hides() && !said {
		d.raw("<em>hidden in the original:</em> ")
	}
	d.inline(n.Start, n.End)
}

// hides reports whether the boundary or one inside it is hidden.
func (n *node) hides() bool {
	if n.Hidden {
		return true
	}
	for _, k := range n.kids {
		if k.hides() {
			return true
		}
	}
	return false
}
