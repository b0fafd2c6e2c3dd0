package pack

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// extra is a further file of an item.
type extra struct{ Path, Label string }

// others are the paths of an item's further files.
func (e *entry) others() []string {
	out := make([]string, len(e.extras))
	for i, x := range e.extras {
		out[i] = x.Path
	}
	return out
}

// sheetOf is what stands on one sheet: the tables of it.
type sheetOf struct {
	label string
	runs  []run
}

// sheetTables makes one table of each sheet of a spreadsheet: the rows and cells
// that are given, those about others left out, below one header. Of any other
// item there are none.
func (p *plan) sheetTables(e *entry) []*table {
	if kindOf(e) != "spreadsheet" {
		return nil
	}
	var sheets []sheetOf
	e.runs(e.bounds, "", func(r run, sheet string) {
		if n := len(sheets); n == 0 || sheets[n-1].label != sheet {
			sheets = append(sheets, sheetOf{label: sheet})
		}
		last := &sheets[len(sheets)-1]
		last.runs = append(last.runs, r)
	})
	var out []*table
	for i, s := range sheets {
		t := p.sheetTable(e, s)
		if t == nil {
			continue
		}
		name := "rows"
		if len(sheets) > 1 {
			name = fmt.Sprintf("sheet-%d", i+1)
		}
		t.path = fmt.Sprintf("documents/%04d-%s-%s.csv", e.number, e.slug, name)
		t.title = strings.TrimSpace(fmt.Sprintf("Rows of item %d %s", e.number, p.labels.Mask(s.label)))
		out = append(out, t)
	}
	return out
}

// sheetTable makes the table of a sheet. A sheet that is one table has its
// headings, also where a line above it is withheld; others have the letters of the
// columns. Nil when no row is given.
func (p *plan) sheetTable(e *entry, s sheetOf) *table {
	s.runs = slices.DeleteFunc(s.runs, func(r run) bool { return r.head == nil && len(e.given(r)) == 0 })
	if len(s.runs) == 1 {
		return p.headedSheet(e, s.runs[0])
	}
	t := &table{}
	width := 0
	for _, r := range s.runs {
		r.rows = e.given(r)
		labels := rowLabels(r)
		for i, cells := range e.spread(r) {
			width = max(width, len(cells))
			t.add(append([]string{labels[i]}, cells...)...)
		}
	}
	if len(t.rows) == 0 {
		return nil
	}
	t.fields = []field{rowNumber}
	for c := range width {
		t.fields = append(t.fields, field{columnLetter(c), "string", "Column of the original"})
	}
	for i, row := range t.rows {
		t.rows[i] = append(row, make([]string, len(t.fields)-len(row))...)
	}
	return t
}

// rowNumber is the first column of the tables of an original.
var rowNumber = field{"row", "integer", "Number of the row in the original"}

func (p *plan) headedSheet(e *entry, r run) *table {
	r.head = e.heading(r)
	r.rows = e.given(r)
	if len(r.rows) == 0 {
		return nil
	}
	t, _ := p.under(e, r)
	return t
}

// given are the rows of a table that are not withheld whole, without its header.
func (e *entry) given(r run) []*node {
	var out []*node
	for _, n := range r.rows {
		if _, others := e.othersRow(n); n != r.head && !others {
			out = append(out, n)
		}
	}
	return out
}

// rowLabels are the numbers of the rows that spread writes.
func rowLabels(r run) []string {
	var out []string
	if r.head != nil {
		out = append(out, rowLabel(r.head))
	}
	for _, n := range r.rows {
		out = append(out, rowLabel(n))
	}
	return out
}

func rowLabel(n *node) string {
	if at, err := strconv.Atoi(n.Label); err == nil && at > 0 {
		return n.Label
	}
	return ""
}

// under writes rows below the headings of their table, each cell in its column.
func (p *plan) under(e *entry, r run) (*table, *columns) {
	cols := columnsOf(e.Text, r)
	order := cols.order()
	t := &table{fields: p.recordFields(e, cols, order)}
	for _, row := range r.rows {
		cells := row.cells(e.Text)
		at := make([]string, len(cols.letters))
		for i, c := range cols.place(cells) {
			at[c] = strings.TrimSpace(e.masked.plain(cells[i].Start, cells[i].End))
		}
		line := []string{rowLabel(row)}
		for _, c := range order {
			line = append(line, at[c])
		}
		t.add(line...)
	}
	return t, cols
}

// columnLetter is A for 0 and AA for 26.
func columnLetter(n int) string {
	s := ""
	for n++; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}
