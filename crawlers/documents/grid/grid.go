// Package grid writes tables and sheets the same way for every format: cells
// parted by tabs, rows by line ends, each with its bound, and below a header
// row every cell labelled with its heading.
//
// It promises that every cell handed over is in the text once, in order. What
// is a header row it says with care: a person's row taken for a header would
// name that person in every label.
package grid

import (
	"strconv"
	"strings"

	"sarsen/crawlers/documents"
)

// A Cell is one cell that is not empty.
type Cell struct {
	Col int // from 0
	Piece
	Number bool // a number or date, not words
	Hidden bool
}

// A Row is one row. Cells stand in the order of their columns.
type Row struct {
	Number int  // from 1
	Head   bool // the document says that it is the header row
	Hidden bool
	Cells  []Cell
}

// A Grid writes the rows of one table. Rows come by Add, and Flush ends it.
type Grid struct {
	out     *documents.Builder
	heads   map[int]string
	pending *Row // may turn out to be the header row
	decided bool
	looked  int
}

// lookFor is how many rows of one cell, such as titles, may stand above a
// header row.
const lookFor = 10

// New returns a Grid that writes to out.
func New(out *documents.Builder) *Grid { return &Grid{out: out} }

// Add writes a row; it may hold it back until the next one is known. The
// cells are kept until then.
func (g *Grid) Add(r Row) {
	if len(r.Cells) == 0 {
		return
	}
	switch {
	case g.pending != nil:
		g.settle(&r)
	case r.Head && g.heads == nil:
		g.decided = true
		g.write(r, documents.HeadRow)
		g.learn(r)
		return
	case !g.decided && len(r.Cells) > 1:
		g.decided = true
		if mayBeHead(r) {
			g.pending = &r
			return
		}
	case !g.decided:
		g.looked++
		g.decided = g.looked >= lookFor
	}
	g.write(r, documents.Row)
}

// Flush writes what is held back.
func (g *Grid) Flush() {
	if g.pending != nil {
		g.settle(nil)
	}
}

func (g *Grid) settle(next *Row) {
	r := *g.pending
	g.pending = nil
	if !isHead(r, next) {
		g.write(r, documents.Row)
		return
	}
	g.write(r, documents.HeadRow)
	g.learn(r)
}

func (g *Grid) learn(r Row) {
	g.heads = map[int]string{}
	for _, c := range r.Cells {
		if head := strings.Join(strings.Fields(c.Text), " "); head != "" && len(head) <= maxHead {
			g.heads[c.Col] = head
		}
	}
}

func (g *Grid) write(r Row, kind documents.BoundKind) {
	g.out.Open(kind, strconv.Itoa(r.Number), r.Hidden)
	for i, c := range r.Cells {
		if i > 0 {
			g.out.Text("\t")
		}
		g.out.Open(documents.Cell, g.label(c.Col, kind), c.Hidden)
		Replay(g.out, c.Text, c.Bounds)
		g.out.Close()
	}
	g.out.Close()
	g.out.Text("\n")
}

func (g *Grid) label(col int, kind documents.BoundKind) string {
	if head := g.heads[col]; head != "" && kind == documents.Row {
		return head
	}
	return Column(col)
}

// Column returns the letters of a column: A for 0, AA for 26.
func Column(col int) string {
	name := ""
	for col++; col > 0; col = (col - 1) / 26 {
		name = string(rune('A'+(col-1)%26)) + name
	}
	return name
}

// Replay writes a text with its bounds, such as a cell that was read into a
// Builder of its own.
func Replay(out *documents.Builder, text string, bounds []documents.Bound) {
	at := 0
	var ends []int
	closeUpTo := func(limit int) {
		for n := len(ends); n > 0 && ends[n-1] <= limit; n = len(ends) {
			out.Text(text[at:max(at, ends[n-1])])
			at = max(at, ends[n-1])
			ends = ends[:n-1]
			out.Close()
		}
	}
	for _, b := range bounds {
		if b.Start < at || b.End > len(text) || b.End <= b.Start {
			continue
		}
		closeUpTo(b.Start)
		out.Text(text[at:b.Start])
		at = b.Start
		out.Open(b.Kind, b.Label, b.Hidden)
		ends = append(ends, b.End)
	}
	closeUpTo(len(text))
	out.Text(text[at:])
}
