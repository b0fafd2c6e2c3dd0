package rtf

import (
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
)

// A writer puts text, runs of special text and tables into a Builder.
type writer struct {
	out   *documents.Builder
	run   string // label of the open run, "" when none is
	table *grid.Grid
	rows  int
	row   *grid.Row
	cell  *documents.Builder // of the open row
	col   int
}

// target is where text goes now.
func (w *writer) target() *documents.Builder {
	if w.cell != nil {
		return w.cell
	}
	return w.out
}

// text writes s; run says what is special about it, "" when nothing is.
func (w *writer) text(s, run string) {
	if w.row == nil && w.table != nil && strings.TrimSpace(s) != "" {
		w.endTable()
	}
	if w.run != run {
		w.endRun()
		if run != "" && s != "\n" {
			w.target().Open(documents.Note, run, true)
			w.run = run
		}
	}
	w.target().Text(s)
}

func (w *writer) endRun() {
	if w.run != "" {
		w.target().Close()
		w.run = ""
	}
}

// place writes a note, header or footer on lines of its own.
func (w *writer) place(pl place, item documents.Item) {
	if strings.TrimSpace(item.Text) == "" {
		return
	}
	if w.row == nil {
		w.endTable()
	}
	w.endRun()
	out := w.target()
	own := pl.kind == documents.Furniture
	if own {
		out.Break()
	}
	out.Open(pl.kind, pl.label, pl.hidden)
	grid.Replay(out, item.Text, item.Bounds)
	out.Close()
	if own {
		out.Break()
	} else {
		out.Text(" ")
	}
}

// inTable says that what follows is in a cell.
func (w *writer) inTable() {
	if w.row != nil {
		return
	}
	w.endRun()
	if w.table == nil {
		w.out.Break()
		w.out.Open(documents.Table, "", false)
		w.table, w.rows = grid.New(w.out), 0
	}
	w.rows++
	w.row, w.col = &grid.Row{Number: w.rows}, 0
	w.cell = documents.NewBuilder(0, nil)
}

func (w *writer) endCell() {
	if w.row == nil {
		w.inTable()
	}
	w.endRun()
	item := w.cell.Result().Item
	w.cell = documents.NewBuilder(0, nil)
	text := strings.TrimRight(item.Text, " \n\t")
	for i := range item.Bounds {
		item.Bounds[i].End = min(item.Bounds[i].End, len(text))
	}
	if strings.TrimSpace(text) != "" {
		w.row.Cells = append(w.row.Cells, grid.Cell{Col: w.col, Piece: grid.Piece{Text: text, Bounds: item.Bounds}})
	}
	w.col++
}

func (w *writer) endRow() {
	if w.row == nil {
		return
	}
	if w.cell.Len() > 0 {
		w.endCell()
	}
	w.endRun()
	w.table.Add(*w.row)
	w.row, w.cell = nil, nil
}

func (w *writer) endTable() {
	if w.table == nil {
		return
	}
	w.endRow()
	w.endRun()
	w.table.Flush()
	w.table = nil
	w.out.Close()
}

// end closes everything.
func (w *writer) end() {
	w.endRun()
	w.endTable()
}
