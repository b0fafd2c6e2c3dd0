// Package csv reads tables kept as text, whatever parts their cells: comma,
// semicolon, tab or bar.
//
// It promises every cell, with a tab between cells and a line to a row, below
// the headings of the header row where there is one. A line end inside a cell
// becomes a space. What is not well formed is read as it stands: a quote that is
// never closed does not swallow the rows below it.
package csv

import (
	"context"
	"errors"
	"io"
	"path"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
)

// most is how much of a file is read, as for plain text.
const most = 64 << 20

// New returns the format.
func New() documents.Format { return documents.FormatFunc(read) }

func read(ctx context.Context, in documents.Input, out *documents.Builder) error {
	data := make([]byte, min(in.Size, most))
	n, err := io.ReadFull(in.Reader(), data)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return err
	}
	data = data[:n]
	if in.Size > most {
		out.Problem("only the beginning of a very long table was read")
	}
	text := documents.Normalise(documents.Decode(data, ""))
	out.Pages(1)
	return out.Within(documents.Sheet, sheetName(in.Name), false, func() error {
		return rows(ctx, text, out)
	})
}

func sheetName(name string) string {
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	return strings.TrimSuffix(base, path.Ext(base))
}

func rows(ctx context.Context, text string, out *documents.Builder) error {
	r := &reader{dialect: dialectOf(text), text: text}
	table := grid.New(out)
	for n := 1; !out.Full() && ctx.Err() == nil; n++ {
		record, ok := r.next()
		if !ok {
			break
		}
		table.Add(row(n, record))
	}
	table.Flush()
	return ctx.Err()
}

func row(n int, record []string) grid.Row {
	row := grid.Row{Number: n}
	for col, cell := range record {
		cell = strings.TrimSpace(strings.ReplaceAll(cell, "\n", " "))
		if cell != "" {
			row.Cells = append(row.Cells, grid.Cell{Col: col, Piece: grid.Piece{Text: cell}, Number: isNumber(cell)})
		}
	}
	return row
}

func isNumber(s string) bool {
	return strings.ContainsAny(s, "0123456789") && strings.Trim(s, "0123456789.,+-/:£$€% ") == ""
}
