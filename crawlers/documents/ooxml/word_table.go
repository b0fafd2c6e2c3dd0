package ooxml

import (
	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
	"sarsen/crawlers/documents/zipxml"
)

// maxTables is how deep tables are kept apart inside tables; deeper ones are
// written as plain text.
const maxTables = 12

// table reads a table. Each cell is read into a builder of its own, since
// only all cells of a row tell whether it is the header.
func (w *word) table(x *zipxml.Reader) error {
	if w.tables >= maxTables {
		return x.Each(func(e zipxml.Element) error { return w.block(x, e) })
	}
	w.tables++
	defer func() { w.tables-- }()
	w.out.Break()
	w.out.Open(documents.Table, "", false)
	g := grid.New(w.out)
	err := w.rows(x, g, new(int))
	g.Flush()
	w.out.Close()
	return err
}

// rows reads rows, also those inside content controls and tracked changes.
func (w *word) rows(x *zipxml.Reader, g *grid.Grid, number *int) error {
	return x.Each(func(e zipxml.Element) error {
		switch e.Name {
		case "tr":
			*number++
			r := grid.Row{Number: *number}
			err := w.row(x, &r, new(int))
			g.Add(r)
			return err
		case "tblPr":
			return w.tableProperties(x)
		case "tblGrid", "sdtPr", "Fallback":
			return nil
		}
		return w.rows(x, g, number)
	})
}

func (w *word) tableProperties(x *zipxml.Reader) error {
	return x.Each(func(e zipxml.Element) error {
		if e.Name == "tblCaption" || e.Name == "tblDescription" {
			w.alternative(e.Attr("val"))
		}
		return nil
	})
}

func (w *word) row(x *zipxml.Reader, r *grid.Row, col *int) error {
	return x.Each(func(e zipxml.Element) error {
		switch e.Name {
		case "trPr":
			return w.rowProperties(x, r, col)
		case "tc":
			return w.cell(x, r, col)
		case "tblPrEx", "sdtPr", "Fallback":
			return nil
		}
		return w.row(x, r, col)
	})
}

func (w *word) rowProperties(x *zipxml.Reader, r *grid.Row, col *int) error {
	return x.Each(func(e zipxml.Element) error {
		switch e.Name {
		case "tblHeader":
			r.Head = isOn(e)
		case "hidden", "del":
			r.Hidden = r.Hidden || isOn(e)
			w.reviewer(e)
		case "ins":
			w.reviewer(e)
		case "gridBefore":
			*col += max(0, min(e.Int("val", 0), maxColumns))
		}
		return nil
	})
}

// maxColumns is more than any table or sheet can have.
const maxColumns = 16_384

func (w *word) cell(x *zipxml.Reader, r *grid.Row, col *int) error {
	at, shaded := *col, w.shaded
	defer func() { w.shaded = shaded }()
	*col++
	piece, err := grid.Capture(&w.out, func() error {
		return x.Each(func(e zipxml.Element) error {
			if e.Name == "tcPr" {
				return w.cellProperties(x, col)
			}
			return w.block(x, e)
		})
	})
	if piece.Text != "" {
		r.Cells = append(r.Cells, grid.Cell{Col: at, Piece: piece})
	}
	return err
}

func (w *word) cellProperties(x *zipxml.Reader, col *int) error {
	return x.Each(func(e zipxml.Element) error {
		switch e.Name {
		case "gridSpan":
			*col += max(0, min(e.Int("val", 1)-1, maxColumns))
		case "shd":
			if isShade(e) {
				w.shaded++
			}
		}
		return nil
	})
}
