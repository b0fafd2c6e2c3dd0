package odf

import (
	"strconv"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
	"sarsen/crawlers/documents/zipxml"
)

const (
	maxTables  = 12      // tables kept apart inside tables; deeper ones are plain text
	maxColumns = 16_384  // as many as any sheet has
	maxRows    = 1 << 20 // likewise
	maxCopies  = 50      // of a cell or row with content that the file repeats
	maxFormula = 5000    // texts of formulas
)

func itoa(n int) string { return strconv.Itoa(n) }

// A table is one that is being read.
type table struct {
	*document
	grid   *grid.Grid
	row    int
	col    int // of the column definitions
	hidden grid.Columns
}

// sheet reads a sheet inside its bound: its name, then its cells.
func (d *document) sheet(x *zipxml.Reader, e zipxml.Element) error {
	d.pages++
	name, hidden := e.Attr("name"), d.styleOf("table", e).hidden
	d.out.Break()
	return d.out.Within(documents.Sheet, name, hidden, func() error {
		d.out.Open(documents.Heading, "1", hidden)
		d.out.Text(name + "\n")
		d.out.Close()
		return d.rows(x)
	})
}

// table reads a table in running text.
func (d *document) table(x *zipxml.Reader) error {
	if d.tables >= maxTables {
		return d.children(x, d.content)
	}
	d.out.Break()
	return d.out.Within(documents.Table, "", false, func() error { return d.rows(x) })
}

func (d *document) rows(x *zipxml.Reader) error {
	d.tables++
	d.boxed++
	t := &table{document: d, grid: grid.New(d.out)}
	err := x.Each(func(e zipxml.Element) error { return t.part(x, e, grid.Row{}) })
	t.grid.Flush()
	d.boxed--
	d.tables--
	d.flush()
	if d.tables == 0 {
		d.flushFormulas()
	}
	return err
}

// part reads columns, rows and groups of them. Like says what holds for all
// rows inside.
func (t *table) part(x *zipxml.Reader, e zipxml.Element, like grid.Row) error {
	switch e.Name {
	case "table-column":
		t.columns(e, like.Hidden)
		return nil
	case "table-row":
		return t.readRow(x, e, like)
	case "table-header-rows":
		like.Head = true
	case "table-row-group", "table-column-group":
		like.Hidden = like.Hidden || e.Attr("display") == "false"
	case "table-rows", "table-columns", "table-header-columns":
	default: // shapes, forms, scenarios
		return t.apart(func() error { return t.content(x, e) })
	}
	return x.Each(func(e zipxml.Element) error { return t.part(x, e, like) })
}

// repeated is how often an element stands for itself.
func repeated(e zipxml.Element, name string, most int) int {
	return max(1, min(e.Int(name, 1), most))
}

func isCollapsed(e zipxml.Element) bool {
	v := e.Attr("visibility")
	return v == "collapse" || v == "filter"
}

func (t *table) columns(e zipxml.Element, hidden bool) {
	n := repeated(e, "number-columns-repeated", maxColumns)
	if hidden || isCollapsed(e) {
		t.hidden.Add(t.col, t.col+n-1)
	}
	t.col = min(t.col+n, maxColumns)
}

// readRow reads a row and writes it as often as it is repeated, within
// bounds.
func (t *table) readRow(x *zipxml.Reader, e zipxml.Element, r grid.Row) error {
	if err := t.full(); err != nil {
		return err
	}
	r.Hidden = r.Hidden || isCollapsed(e)
	col := 0
	err := x.Each(func(e zipxml.Element) error {
		if e.Name != "table-cell" && e.Name != "covered-table-cell" {
			return nil
		}
		n := repeated(e, "number-columns-repeated", maxColumns)
		c, err := t.cell(x, e)
		for i := 0; i < min(n, maxCopies) && c.Text != ""; i++ {
			copied := c
			copied.Col = col + i
			copied.Hidden = c.Hidden || t.hidden.Has(copied.Col)
			r.Cells = append(r.Cells, copied)
		}
		col = min(col+n, maxColumns)
		return err
	})
	n := repeated(e, "number-rows-repeated", maxRows)
	for i := 0; i < min(n, maxCopies) && len(r.Cells) > 0 && !t.out.Full(); i++ {
		r.Number = t.row + i + 1
		t.grid.Add(r)
	}
	t.row = min(t.row+n, maxRows)
	return err
}

// cell reads a cell: what it shows, and what hangs on it.
func (t *table) cell(x *zipxml.Reader, e zipxml.Element) (grid.Cell, error) {
	outer := t.hanging
	t.hanging = nil
	piece, err := grid.Capture(&t.out, func() error {
		err := x.Each(func(e zipxml.Element) error {
			if e.Name == "p" || e.Name == "h" || e.Name == "list" || e.Name == "table" || e.Name == "section" {
				return t.content(x, e)
			}
			return t.apart(func() error { return t.content(x, e) })
		})
		if text := value(e); t.out.Len() == 0 && text != "" {
			t.out.Text(text)
		}
		t.flush()
		t.formula(e.Attr("formula"))
		return err
	})
	t.hanging = outer
	s := t.styleOf("table-cell", e)
	c := grid.Cell{Piece: piece, Hidden: s.white && !s.covered}
	switch e.Attr("value-type") {
	case "float", "currency", "percentage", "date", "time":
		c.Number = true
	}
	return c, err
}

// value is what a cell holds when it shows nothing.
func value(e zipxml.Element) string {
	for _, name := range []string{"string-value", "date-value", "time-value", "value"} {
		if v := e.Attr(name); v != "" {
			return v
		}
	}
	return ""
}

// formula keeps the texts in a formula, once each, until the table ends.
func (d *document) formula(code string) {
	for _, text := range grid.Literals(code) {
		if len(d.literals) < maxFormula && !d.literals[text] {
			d.literals[text] = true
			d.formulas = append(d.formulas, text)
		}
	}
}

// flushFormulas writes the texts of formulas.
func (d *document) flushFormulas() {
	for _, text := range d.formulas {
		d.line("text in a formula", text)
	}
	d.formulas = nil
}
