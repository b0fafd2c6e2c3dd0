package html

import (
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
)

// maxTables is how deep tables may nest; those deeper are read as running text.
const maxTables = 30

// A table is one that is open. Its cells are read into builders of their own
// until a row is complete.
type table struct {
	grid   *grid.Grid
	outer  *flow
	row    grid.Row
	inRow  bool
	heads  int // header cells of the row
	cells  int
	cell   *documents.Builder
	hidden bool // the open cell is
}

// current returns the innermost table, nil outside of all.
func (p *page) current() *table {
	if len(p.table) == 0 {
		return nil
	}
	return p.table[len(p.table)-1]
}

// startTable opens a table; nil stands for one that is too deep.
func (p *page) startTable() {
	if len(p.table) >= maxTables {
		p.table = append(p.table, nil)
		return
	}
	p.target().Open(documents.Table, "", false)
	p.table = append(p.table, &table{grid: grid.New(p.target()), outer: p.flow})
}

func (p *page) endTable() {
	t := p.current()
	if len(p.table) == 0 {
		return
	}
	p.endCell()
	p.endRow()
	p.table = p.table[:len(p.table)-1]
	if t != nil {
		t.grid.Flush()
		p.target().Close()
	}
}

func (p *page) startRow(hidden bool) {
	if t := p.current(); t != nil {
		t.row = grid.Row{Number: t.row.Number + 1, Hidden: hidden}
		t.inRow, t.heads, t.cells = true, 0, 0
	}
}

func (p *page) endRow() {
	t := p.current()
	if t == nil || !t.inRow {
		return
	}
	t.inRow = false
	t.row.Head = t.heads > 0 && t.heads == t.cells && t.cells > 1
	t.grid.Add(t.row)
}

func (p *page) startCell(head, hidden bool) {
	t := p.current()
	if t == nil {
		p.flow.gap()
		return
	}
	if !t.inRow {
		p.startRow(false)
	}
	p.endCell()
	if head {
		t.heads++
	}
	t.cells++
	t.hidden = hidden
	t.cell = documents.NewBuilder(0, nil)
	p.flow = &flow{out: t.cell}
}

func (p *page) endCell() {
	t := p.current()
	if t == nil || t.cell == nil {
		return
	}
	p.flow.line()
	item := t.cell.Result().Item
	t.cell, p.flow = nil, t.outer
	text := strings.TrimRight(item.Text, " \n")
	for i := range item.Bounds {
		item.Bounds[i].End = min(item.Bounds[i].End, len(text))
	}
	if strings.TrimSpace(text) != "" {
		t.row.Cells = append(t.row.Cells, grid.Cell{
			Col: t.cells - 1, Piece: grid.Piece{Text: text, Bounds: item.Bounds}, Hidden: t.hidden,
		})
	}
}
