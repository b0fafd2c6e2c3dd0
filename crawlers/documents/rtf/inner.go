package rtf

import (
	"slices"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
)

// An inner is what is known of tables in a cell: where their own cells stand
// in the text of that cell. Tables in those are read as part of them.
type inner struct {
	open  bool // what follows is in a cell of it
	start int
	col   int
	cells []documents.Bound
}

// depth says how many tables what follows is in.
func (w *writer) depth(n int) {
	if w.cell == nil {
		return
	}
	if n > 1 && !w.inner.open {
		w.inner.start, w.inner.col = w.cell.Len(), 0
	}
	w.inner.open = n > 1
}

// endInnerCell ends a cell of a table in the open cell.
func (w *writer) endInnerCell() {
	if w.cell == nil {
		return
	}
	w.line.Write(w.cell)
	if end := w.cell.Len(); end > w.inner.start {
		w.inner.cells = append(w.inner.cells, documents.Bound{
			Kind: documents.Cell, Start: w.inner.start, End: end, Label: grid.Column(w.inner.col),
		})
	}
	w.inner.col++
	w.text("\t", run{})
	w.inner.start = w.cell.Len()
}

// endInnerRow ends a row of a table in the open cell.
func (w *writer) endInnerRow() {
	if w.cell == nil {
		return
	}
	w.text("\n", run{})
	w.inner.start, w.inner.col = w.cell.Len(), 0
}

// add puts the cells among the bounds of the cell they are in.
func (i *inner) add(bounds []documents.Bound) []documents.Bound {
	all := slices.Concat(i.cells, bounds)
	slices.SortStableFunc(all, func(a, b documents.Bound) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	return all
}
