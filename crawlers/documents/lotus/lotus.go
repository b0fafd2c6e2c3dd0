// Package lotus reads the worksheets of Lotus 1-2-3 (.wk1, .wks, .wk3, .wk4,
// .123) and of Quattro Pro for DOS and Windows (.wq1, .wb1, .wb2).
//
// It promises the labels, numbers and results of formulas, sheet by sheet and
// row by row. Numbers are shown without their formats, so dates of Lotus stand
// as days since 1900; that is said. Of notebooks of Quattro Pro 9 and later it
// gathers the text. It refuses files with a password.
package lotus

import (
	"bytes"
	"context"
	"encoding/binary"
	"math"
	"slices"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb"
	"sarsen/crawlers/documents/grid"
	"sarsen/crawlers/documents/grid/numfmt"
	"sarsen/crawlers/documents/ole"
)

// New returns the format.
func New() documents.Format { return documents.FormatFunc(read) }

const (
	maxSize  = 256 << 20
	maxCells = 4 << 20
	// Where it is not said, texts are in the code page of western DOS.
	dosPage = 850
)

// Types of records.
const (
	recBegin    = 0x00
	recEnd      = 0x01
	recPassword = 0x4B
)

// A cell is one with its place.
type cell struct {
	sheet, row, col int
	text            string
	number          bool
}

// A layout is how the records of a family of programs say where a cell is and
// what is in it.
type layout struct {
	kinds map[uint16]func(r *ole.Reader) cell
	page  int
}

func read(ctx context.Context, in documents.Input, out *documents.Builder) error {
	data := ole.At(in.Content, 0, min(in.Size, maxSize))
	if bytes.HasPrefix(data, []byte(cfb.Magic)) {
		file, err := cfb.Open(in.Content, in.Size)
		if err != nil {
			return documents.ErrDamaged
		}
		if native := file.Root.Find("NativeContent_MAIN"); native != nil {
			gather(native, out)
			return nil
		}
		data = file.Root.Find("PerfectOffice_MAIN").Bytes(maxSize)
	}
	r := ole.NewReader(data)
	var cells []cell
	l, whole := layout{}, false
	for r.Left() >= 4 && len(cells) < maxCells && ctx.Err() == nil {
		kind, n := r.Uint16(), int64(r.Uint16())
		data := r.Bytes(n)
		if int64(len(data)) < n {
			break
		}
		switch {
		case kind == recBegin && len(data) >= 2 && l.kinds == nil:
			l = layoutOf(binary.LittleEndian.Uint16(data))
		case kind == recEnd:
			whole = true
		case kind == recPassword && l.page == dosPage:
			return documents.ErrEncrypted
		}
		if fn := l.kinds[kind]; fn != nil {
			if c := fn(ole.NewReader(data)); strings.TrimSpace(c.text) != "" {
				cells = append(cells, c)
			}
		}
		if whole {
			break
		}
	}
	if l.kinds == nil {
		return documents.ErrDamaged
	}
	if !whole {
		out.Problem("the worksheet is cut short")
	}
	if slices.ContainsFunc(cells, func(c cell) bool { return c.number }) {
		out.Problem("numbers are shown without their formats; dates are days since 1900")
	}
	write(out, cells)
	return ctx.Err()
}

// gather writes what reads like text in a notebook of Quattro Pro 9 or later.
func gather(e *cfb.Entry, out *documents.Builder) {
	out.Problem(ole.Gathered)
	for _, run := range ole.Gather(e.Bytes(maxSize), ole.Western) {
		out.Text(run + "\n")
	}
}

// layoutOf picks the layout by the version in the first record.
func layoutOf(version uint16) layout {
	switch {
	case version >= 0x1000 && version <= 0x1005 && version != 0x1001:
		return layout{later, ole.Western}
	case version == 0x1001 || version == 0x1007:
		return layout{quattroWindows, ole.Western}
	case version>>8 == 0x51 || version>>8 == 0x04:
		return layout{early, dosPage}
	}
	return layout{}
}

func float(r *ole.Reader) string { return general(math.Float64frombits(r.Uint64())) }

func general(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	return numfmt.Format{}.Show(format(v))
}

// label reads a text: before it stands a sign that says where in the cell it
// is set.
func label(raw []byte, page int) string {
	if i := slices.Index(raw, 0); i >= 0 {
		raw = raw[:i]
	}
	if len(raw) > 0 && strings.IndexByte("'\"^\\|", raw[0]) >= 0 {
		raw = raw[1:]
	}
	return documents.Normalise(ole.Decode(raw, page))
}

// write writes the cells by sheet, row and column.
func write(out *documents.Builder, cells []cell) {
	slices.SortStableFunc(cells, func(a, b cell) int {
		switch {
		case a.sheet != b.sheet:
			return a.sheet - b.sheet
		case a.row != b.row:
			return a.row - b.row
		}
		return a.col - b.col
	})
	sheets := 0
	for i := 0; i < len(cells) && !out.Full(); {
		sheet := cells[i].sheet
		sheets++
		out.Break()
		out.Open(documents.Sheet, grid.Column(sheet), false)
		g := grid.New(out)
		for i < len(cells) && cells[i].sheet == sheet {
			row := grid.Row{Number: cells[i].row + 1}
			for at := cells[i].row; i < len(cells) && cells[i].sheet == sheet && cells[i].row == at; i++ {
				c := cells[i]
				row.Cells = append(row.Cells, grid.Cell{Col: c.col, Piece: grid.Piece{Text: c.text}, Number: c.number})
			}
			g.Add(row)
		}
		g.Flush()
		out.Close()
	}
	out.Pages(sheets)
}
