package xls

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
	"sarsen/crawlers/documents/ole"
)

// maxCells is the most cells of one sheet that are kept while it is read.
const maxCells = 4 << 20

// A sheet is one of the workbook's.
type sheet struct {
	name   string
	at     int64
	kind   int
	hidden bool
}

// A page is a sheet that is being read.
type page struct {
	*book
	cells      []cell
	hiddenRows map[int]bool
	shownRows  map[int]bool
	hideAll    bool
	hiddenCols grid.Columns
	waiting    *cell // a formula whose result is a string that follows
	object     int   // the last one
	texts      map[int]string
	order      []int
	comments   []comment
	furniture  []string
	extra      []extra
	depth      int
}

type cell struct {
	row, col int
	text     string
	number   bool
	hidden   bool
}

type comment struct {
	object int
	author string
	text   string
}

type extra struct {
	label  string
	hidden bool
	text   string
}

// readSheet reads a sheet and writes it inside its bound.
func (b *book) readSheet(s *sheet) {
	p := &page{book: b, hiddenRows: map[int]bool{}, shownRows: map[int]bool{}, texts: map[int]string{}}
	b.readRecords(s.at, p.record)
	b.out.Break()
	b.out.Open(documents.Sheet, s.name, s.hidden)
	if s.name != "" {
		b.out.Open(documents.Heading, "1", s.hidden)
		b.out.Text(s.name + "\n")
		b.out.Close()
	}
	p.writeCells()
	p.writeRest()
	b.out.Break()
	b.out.Close()
}

// writeCells writes the cells by row and column.
func (p *page) writeCells() {
	slices.SortStableFunc(p.cells, func(a, b cell) int {
		if a.row != b.row {
			return a.row - b.row
		}
		return a.col - b.col
	})
	g := grid.New(p.out)
	for i := 0; i < len(p.cells) && !p.out.Full(); {
		row := grid.Row{Number: p.cells[i].row + 1, Hidden: p.isHidden(p.cells[i].row)}
		at := p.cells[i].row
		for ; i < len(p.cells) && p.cells[i].row == at; i++ {
			c := p.cells[i]
			row.Cells = append(row.Cells, grid.Cell{
				Col: c.col, Piece: grid.Piece{Text: documents.Normalise(c.text)}, Number: c.number, Hidden: c.hidden || p.hiddenCols.Has(c.col),
			})
		}
		g.Add(row)
	}
	g.Flush()
}

func (p *page) isHidden(row int) bool {
	return p.hiddenRows[row] || p.hideAll && !p.shownRows[row]
}

// writeRest writes what stands beside the cells.
func (p *page) writeRest() {
	for _, text := range p.furniture {
		p.out.Break()
		p.out.Open(documents.Furniture, "", false)
		p.out.Text(text)
		p.out.Close()
		p.out.Break()
	}
	for _, e := range p.extra {
		ole.Note(p.out, e.label, e.hidden, e.text)
	}
	for _, c := range p.comments {
		text := c.text
		if text == "" {
			text = p.texts[c.object]
			delete(p.texts, c.object)
		}
		if text = strings.TrimSpace(text); c.author != "" && !strings.HasPrefix(text, c.author) {
			text = c.author + ":\n" + text
		}
		ole.Note(p.out, "comment", false, text)
	}
	for _, id := range p.order {
		if text := p.texts[id]; strings.TrimSpace(text) != "" {
			p.out.Break()
			p.out.Text(text)
			p.out.Break()
		}
	}
}

// later keeps a text that is written below the cells.
func (p *page) later(label string, text string) {
	if strings.TrimSpace(text) != "" && len(p.extra) < maxNotes {
		p.extra = append(p.extra, extra{label, true, text})
	}
}

// add keeps a cell.
func (p *page) add(c cell) {
	if strings.TrimSpace(c.text) == "" {
		return
	}
	if len(p.cells) >= maxCells {
		p.out.Problem("a sheet has too many cells: those at its end are missing")
		return
	}
	p.cells = append(p.cells, c)
}

// number shows a number by the format of its style. One that its format makes
// invisible is given as it is, and hidden.
func (p *page) number(c cell, v float64, style int) {
	raw := strconv.FormatFloat(v, 'g', -1, 64)
	format, white := p.style(style)
	c.number, c.hidden = true, white
	if c.text = p.format(format).Show(raw); strings.TrimSpace(c.text) == "" {
		c.text, c.hidden = raw, true
	}
	p.add(c)
}

func (p *page) label(c cell, text string, style int) {
	_, c.hidden = p.style(style)
	c.text = text
	p.add(c)
}

func (p *page) style(n int) (format int, white bool) {
	if n >= len(p.styles) {
		return 0, false
	}
	return p.styles[n].format, p.styles[n].white
}

// unpackRK makes a number of its short form.
func unpackRK(n uint32) float64 {
	var v float64
	if n&2 != 0 {
		v = float64(int32(n) >> 2) //nolint:gosec // a signed field
	} else {
		v = math.Float64frombits(uint64(n&^3) << 32)
	}
	if n&1 != 0 {
		v /= 100
	}
	return v
}
