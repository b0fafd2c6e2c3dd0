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
	notes []note // of the line
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
	if s == "\n" {
		w.writeNotes()
	}
}

func (w *writer) endRun() {
	if w.run != "" {
		w.target().Close()
		w.run = ""
	}
}

// place writes a header or footer on lines of its own. A note waits for the end
// of its line, so that it does not part words that are seen side by side.
func (w *writer) place(pl place, item documents.Item) {
	if strings.TrimSpace(item.Text) == "" {
		return
	}
	n := note{pl, grid.Piece{Text: strings.TrimRight(item.Text, " \n"), Bounds: clipped(item)}}
	if pl.kind == documents.Note {
		w.notes = append(w.notes, n)
		return
	}
	if w.row == nil {
		w.endTable()
	}
	w.endRun()
	n.write(w.target())
}

// clipped returns the bounds of an item without the white space at its end.
func clipped(item documents.Item) []documents.Bound {
	end := len(strings.TrimRight(item.Text, " \n"))
	for i := range item.Bounds {
		item.Bounds[i].End = min(item.Bounds[i].End, end)
	}
	return item.Bounds
}

// A note is text read apart and the place it goes to.
type note struct {
	place
	grid.Piece
}

func (n note) write(out *documents.Builder) {
	out.Break()
	out.Open(n.kind, n.label, n.hidden)
	grid.Replay(out, n.Text, n.Bounds)
	out.Close()
	out.Break()
}

// writeNotes writes the notes of the line that ends.
func (w *writer) writeNotes() {
	if len(w.notes) == 0 {
		return
	}
	w.endRun()
	for _, n := range w.notes {
		n.write(w.target())
	}
	w.notes = nil
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
	w.writeNotes()
	item := w.cell.Result().Item
	w.cell = documents.NewBuilder(0, nil)
	if text := strings.TrimRight(item.Text, " \n"); strings.TrimSpace(text) != "" {
		w.row.Cells = append(w.row.Cells, grid.Cell{Col: w.col, Piece: grid.Piece{Text: text, Bounds: clipped(item)}})
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
	w.writeNotes()
}
