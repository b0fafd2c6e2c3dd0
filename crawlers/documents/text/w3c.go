package text

import (
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
)

// isW3C reports whether text is a log in the W3C's extended format, as IIS and
// many firewalls write it: directives come first, and one names the fields.
// See https://www.w3.org/TR/WD-logfile.html.
func isW3C(text string) bool {
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "#") {
			return false
		}
		if strings.HasPrefix(line, "#Fields:") {
			return true
		}
	}
	return false
}

// w3c writes a log as a table below its field names.
func w3c(text string, out *documents.Builder) {
	out.Open(documents.Sheet, "log", false)
	defer out.Close()
	table := grid.New(out)
	number := 0
	for line := range strings.Lines(text) {
		if out.Full() {
			break
		}
		line = strings.TrimSpace(line)
		fields, isHead := strings.CutPrefix(line, "#Fields:")
		switch {
		case isHead:
			table.Flush()
			table = grid.New(out)
			out.Text("#Fields: ")
			number++
			row := cells(number, fields)
			row.Head = true
			table.Add(row)
		case strings.HasPrefix(line, "#"):
			table.Flush()
			out.Text(line + "\n")
		case line != "":
			number++
			table.Add(cells(number, line))
		}
	}
	table.Flush()
}

func cells(number int, line string) grid.Row {
	row := grid.Row{Number: number}
	for col, cell := range strings.Fields(line) {
		row.Cells = append(row.Cells, grid.Cell{Col: col, Piece: grid.Piece{Text: cell}})
	}
	return row
}
