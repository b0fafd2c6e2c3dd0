package doc

import (
	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
)

// maxDepth is how deep tables are kept apart inside tables; deeper ones are
// written as plain text.
const maxDepth = 12

// writeTable writes paragraphs that stand in a table at a depth from 1.
func (d *document) writeTable(list []paragraph, depth int) {
	d.tables++
	defer func() { d.tables-- }()
	d.out.Break()
	d.out.Open(documents.Table, "", false)
	g := grid.New(d.out)
	row := grid.Row{Number: 1}
	begin, col := 0, 0
	cell := func(end int) {
		if c := d.cell(list[begin:end], depth); c.Text != "" {
			row.Cells = append(row.Cells, grid.Cell{Col: col, Piece: c})
		}
		begin = end
		col++
	}
	for i, p := range list {
		switch {
		case p.endsRow(depth):
			if begin < i {
				cell(i)
			}
			row.Head = p.look.headRow
			g.Add(row)
			row = grid.Row{Number: row.Number + 1}
			begin, col = i+1, 0
		case p.endsCell(depth):
			cell(i + 1)
		}
	}
	if begin < len(list) {
		cell(len(list))
	}
	g.Add(row)
	g.Flush()
	d.out.Close()
}

// endsRow and endsCell tell the marks of rows and cells: inside another table
// they are ordinary ends of paragraphs that say so.
func (p paragraph) endsRow(depth int) bool {
	if depth == 1 {
		return p.look.rowEnd && p.look.depth <= 1
	}
	return p.look.innerRow && p.look.depth == depth
}

func (p paragraph) endsCell(depth int) bool {
	if depth == 1 {
		return p.mark == markCell && p.look.depth <= 1
	}
	return p.look.innerCell && p.look.depth == depth
}

// cell reads the paragraphs of a cell and the tables in it.
func (d *document) cell(list []paragraph, depth int) grid.Piece {
	return d.capture(func() {
		for i := 0; i < len(list); i++ {
			end := i
			for end < len(list) && list[end].look.depth > depth {
				end++
			}
			switch {
			case end > i && depth < maxDepth:
				d.writeTable(list[i:end], depth+1)
				i = end - 1
			default:
				d.paragraph(list[i])
			}
		}
	})
}
