package council

import (
	"strings"
	"time"
)

// A blockKind says how a block of a document is set.
type blockKind byte

const (
	para     blockKind = 0
	heading  blockKind = '#'
	row      blockKind = '|' // cells parted by '|'
	note     blockKind = '>' // comment, or speaker's note
	header   blockKind = '^'
	footer   blockKind = '_'
	box      blockKind = '%' // text box
	inserted blockKind = '+' // tracked insertion
	deleted  blockKind = '~' // tracked deletion
)

// layer is the tag of mentions in blocks a reader may not see.
func (k blockKind) layer() string {
	switch k {
	case note:
		return "comment"
	case header, footer:
		return "furniture"
	case box:
		return "text_box"
	case inserted:
		return "inserted"
	case deleted:
		return "deleted"
	}
	return ""
}

// A block is a paragraph, possibly of several lines, or another piece.
type block struct {
	kind blockKind
	text string
}

func (b block) lines() []string { return strings.Split(b.text, "\n") }

func (b block) cells() []string {
	cells := strings.Split(strings.Trim(b.text, "| "), "|")
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	return cells
}

// A document is what the writers of running text are given.
type document struct {
	title, author string
	date          time.Time
	blocks        []block
}

// of returns the blocks of the given kinds, in order.
func (d document) of(kinds ...blockKind) []block {
	var out []block
	for _, b := range d.blocks {
		if strings.IndexByte(kindString(kinds), byte(b.kind)) >= 0 {
			out = append(out, b)
		}
	}
	return out
}

func kindString(kinds []blockKind) string {
	b := make([]byte, len(kinds))
	for i, k := range kinds {
		b[i] = byte(k)
	}
	return string(b)
}

// tables calls prose for each block of the running text (all but comments,
// headers and footers) and table for each run of rows, in order.
func (d document) tables(prose func(block), table func(rows [][]string)) {
	var rows [][]string
	flush := func() {
		if len(rows) > 0 {
			table(rows)
			rows = nil
		}
	}
	for _, b := range d.blocks {
		switch b.kind {
		case row:
			rows = append(rows, b.cells())
			continue
		case note, header, footer:
			continue
		}
		flush()
		prose(b)
	}
	flush()
}

// A sheet is a table for CSV and workbooks; the first row heads it.
type sheet struct {
	name       string
	rows       [][]string
	hidden     bool
	hiddenCols map[int]bool
	hiddenRows map[int]bool
	dates      map[int]bool      // columns of dd/mm/yyyy
	comments   map[[2]int]string // by row and column
}
