package pipeline

import (
	"sarsen/crawlers/documents"
	"sarsen/index/person"
)

// formCells is the most cells that the rows of a form have: a label and what
// was filled in.
const formCells = 2

// records returns the rows of all tables that list one thing a row: those with
// a header row, with more cells than a form has, or with named cells such as
// the date and the entry of a log. They are apart, in order.
func records(bounds []documents.Bound) []person.Row {
	var all []person.Row
	cells := 0
	for i := range bounds {
		if bounds[i].Kind == documents.Cell {
			cells++
		}
	}
	t := table{cells: make([]person.Cell, 0, cells)}
	flush := func() {
		if t.lists() {
			all = append(all, t.rows...)
		}
		t = table{cells: t.cells}
	}
	end := 0
	for _, b := range bounds {
		span := person.Span{Start: b.Start, End: b.End}
		switch b.Kind {
		case documents.Sheet, documents.Table:
			flush()
		case documents.HeadRow:
			t.headed = true
		case documents.Row:
			if b.Start >= end && b.End > b.Start {
				t.rows = append(t.rows, person.Row{Span: span})
				end = b.End
			}
		case documents.Cell:
			t.cell(person.Cell{Span: span, Label: b.Label})
		}
	}
	flush()
	return all
}

// A table is one in the making.
type table struct {
	rows   []person.Row
	cells  []person.Cell // of all rows, of this table and those before it
	headed bool          // it has a header row
	named  bool          // a row has several cells with names that are no column's letters
	widest int
}

func (t *table) lists() bool { return t.headed || t.named || t.widest > formCells }

// cell adds a cell to the last row, if it lies in it.
func (t *table) cell(c person.Cell) {
	if len(t.rows) == 0 {
		return
	}
	r := &t.rows[len(t.rows)-1]
	if c.Start < r.Start || c.End > r.End {
		return
	}
	t.cells = append(t.cells, c)
	r.Cells = t.cells[len(t.cells)-1-len(r.Cells) : len(t.cells) : len(t.cells)]
	t.widest = max(t.widest, len(r.Cells))
	t.named = t.named || len(r.Cells) > 1 && !columnLetters(c.Label) && !columnLetters(r.Cells[0].Label)
}

// columnLetters reports whether the label of a cell tells no more than its
// column, as in A or BC.
func columnLetters(label string) bool {
	for _, r := range label {
		if r < 'A' || r > 'Z' {
			return false
		}
	}
	return len(label) <= 3
}
