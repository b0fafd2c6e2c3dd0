package rtf

import (
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
)

// A run says what is special about a run of text.
type run struct {
	unseen string // why it is not seen, "" when it is
	added  bool   // it was inserted by a tracked change
}

// A writer puts text, what is not seen of it, and tables into a Builder.
type writer struct {
	out   *documents.Builder
	line  documents.Asides // of the line
	table *grid.Grid
	rows  int
	row   *grid.Row
	cell  *documents.Builder // of the open row
	col   int
	notes []note // of the line
	inner inner  // table in the open cell
}

// target is where text goes now.
func (w *writer) target() *documents.Builder {
	if w.cell != nil {
		return w.cell
	}
	return w.out
}

// text writes s as r says.
func (w *writer) text(s string, r run) {
	if w.row == nil && w.table != nil && strings.TrimSpace(s) != "" {
		w.endTable()
	}
	at := w.target().Len()
	if r.unseen != "" && s != "\n" {
		w.line.Cut(at, r.unseen, s)
		return
	}
	w.target().Text(s)
	if r.added {
		w.line.Added(at, w.target().Len())
	}
	if s == "\n" {
		w.endLine()
	}
}

// endLine writes what was not seen in the line, and its notes.
func (w *writer) endLine() {
	w.line.Write(w.target())
	for _, n := range w.notes {
		n.write(w.target())
	}
	w.notes = nil
	w.line.Begin(w.target().Len())
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
	w.line.Write(w.target())
	n.write(w.target())
	w.line.Begin(w.target().Len())
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

// inTable says that what follows is in a cell.
func (w *writer) inTable() {
	if w.row != nil {
		return
	}
	w.line.Write(w.out)
	if w.table == nil {
		w.out.Break()
		w.out.Open(documents.Table, "", false)
		w.table, w.rows = grid.New(w.out), 0
	}
	w.rows++
	w.row, w.col = &grid.Row{Number: w.rows}, 0
	w.newCell()
}

func (w *writer) newCell() {
	w.cell = documents.NewBuilder(0, nil)
	w.inner = inner{}
	w.line.Begin(0)
}

func (w *writer) endCell() {
	if w.row == nil {
		w.inTable()
	}
	w.endLine()
	item := w.cell.Result().Item
	item.Bounds = w.inner.add(item.Bounds)
	w.newCell()
	if text := strings.TrimRight(item.Text, " \n"); strings.TrimSpace(text) != "" {
		w.row.Cells = append(w.row.Cells, grid.Cell{Col: w.col, Piece: grid.Piece{Text: text, Bounds: clipped(item)}})
	}
	w.col++
}

func (w *writer) endRow() {
	if w.row == nil {
		return
	}
	if w.endLine(); w.cell.Len() > 0 {
		w.endCell()
	}
	w.table.Add(*w.row)
	w.row, w.cell = nil, nil
	w.line.Begin(w.out.Len())
}

func (w *writer) endTable() {
	if w.table == nil {
		return
	}
	w.endRow()
	w.line.Write(w.out)
	w.table.Flush()
	w.table = nil
	w.out.Close()
	w.line.Begin(w.out.Len())
}

// end closes everything.
func (w *writer) end() {
	w.endTable()
	w.endLine()
}
