package pack

import (
	"fmt"
	"strings"
)

// Page writes one item's allowed text as a page by itself, as it would stand
// in a pack. Values are masked in its title. The error wraps redact.ErrSpan
// when a withheld span does not fit the text.
func Page(item Item, values []Value) ([]byte, error) {
	p, err := newPlan(Input{Items: []Item{item}, Values: values})
	if err != nil {
		return nil, err
	}
	e := p.entries[0]
	d := &document{e: e, labels: p.labels, depth: 2}
	d.begin(e.title, "", false)
	d.raw("<main id=\"content\" tabindex=\"-1\">\n")
	d.heading(1, "", e.title)
	d.flow(0, len(e.Text), e.bounds)
	d.reveal()
	d.raw("</main>\n")
	return d.end(false), nil
}

// Rows writes the rows of an item's tables as one CSV: every row has as many
// fields, and each cell stands in its column, also after empty ones. There is a
// mask for what is withheld, and cells that a spreadsheet would run are made
// harmless. The error wraps redact.ErrSpan when a withheld span does not fit
// the text.
func Rows(item Item) ([]byte, error) {
	cuts, err := cutsOf(item.Text, item.Withhold)
	if err != nil {
		return nil, fmt.Errorf("write rows: %w", err)
	}
	e := &entry{Item: item, masked: masked{item.Text, cuts}}
	var rows [][]string
	width := 0
	e.runs(nest(item.Text, item.Bounds), "", func(r run, _ string) {
		for _, row := range e.spread(r) {
			rows = append(rows, row)
			width = max(width, len(row))
		}
	})
	for i, row := range rows {
		rows[i] = append(row, make([]string, width-len(row))...)
	}
	return writeCSV(rows)
}

// spread returns the cells of a table's rows, each in its column.
func (e *entry) spread(r run) [][]string {
	cols := columnsOf(e.Text, r)
	at := cols.numbers()
	var rows [][]string
	write := func(cells []*node, columns []int) {
		row := make([]string, len(at))
		for i, c := range columns {
			for len(row) <= at[c] {
				row = append(row, "")
			}
			row[at[c]] = strings.TrimSpace(e.masked.plain(cells[i].Start, cells[i].End))
		}
		rows = append(rows, row)
	}
	if r.head != nil {
		write(cols.headed())
	}
	for _, n := range r.rows {
		cells := n.cells(e.Text)
		write(cells, cols.place(cells))
	}
	return rows
}
