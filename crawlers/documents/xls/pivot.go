package xls

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb"
	"sarsen/crawlers/documents/grid"
	"sarsen/crawlers/documents/ole"
)

// Types of records of a pivot cache.
const (
	pivotBegin   = 0x00C6
	pivotField   = 0x00C7
	pivotRow     = 0x00C8
	pivotNumber  = 0x00C9
	pivotBoolean = 0x00CA
	pivotError   = 0x00CB
	pivotInteger = 0x00CC
	pivotString  = 0x00CD
	pivotDate    = 0x00CE
	pivotEmpty   = 0x00CF
)

// A cache is the copy of source data that a pivot table keeps, whole, even
// when the sheet it came from was deleted.
type cache struct {
	*book
	fields []*cacheField
	row    *grid.Row
	inline int // field that the next value belongs to
	grid   *grid.Grid
	number int
}

type cacheField struct {
	name   string
	listed bool // rows name its values by number
	wide   bool // the number has two bytes
	items  []grid.Cell
	used   []bool
}

// pivots reads the caches of all pivot tables.
func (b *book) pivots(root *cfb.Entry) {
	store := root.Find("_SX_DB_CUR")
	if store == nil {
		store = root.Find("_SX_DB")
	}
	if store == nil {
		return
	}
	for _, e := range store.Children {
		if !e.Storage && b.ctx.Err() == nil {
			b.pivot(e.Open())
		}
	}
}

func (b *book) pivot(stream *cfb.Stream) {
	c := &cache{book: b, grid: grid.New(b.out), number: 1}
	b.out.Break()
	b.out.Open(documents.Note, "pivot cache", true)
	b.out.Open(documents.Table, "", true)
	s := &scanner{content: stream, decrypt: b.decrypt}
	for !b.out.Full() {
		r, ok := s.next()
		if !ok || r.kind == recEOF {
			break
		}
		c.record(r)
	}
	c.head()
	c.endRow()
	c.grid.Flush()
	b.out.Close()
	c.unused()
	b.out.Close()
}

func (c *cache) record(r record) {
	f := r.fields()
	switch r.kind {
	case pivotBegin:
		f.Skip(18)
		if n := int(f.Uint16()); n != 0xFFFF && c.version == biff8 {
			rest := c.cursor([][]byte{f.Bytes(int64(f.Left()))})
			c.words(rest.counted(n))
		}
	case pivotField:
		const allListed, wide = 0x0001, 0x0200
		flags := f.Uint16()
		f.Skip(12)
		name := c.cursor([][]byte{f.Bytes(int64(f.Left()))}).long()
		if len(c.fields) < 20_000 {
			c.fields = append(c.fields, &cacheField{name: name, listed: flags&allListed != 0, wide: flags&wide != 0})
		}
	case pivotRow:
		c.head()
		c.endRow()
		c.beginRow(f)
	case pivotNumber, pivotBoolean, pivotError, pivotInteger, pivotString, pivotDate, pivotEmpty:
		c.value(c.pivotValue(r))
	}
}

// pivotValue reads one remembered value.
func (c *cache) pivotValue(r record) grid.Cell {
	f := r.fields()
	text, number := "", true
	switch r.kind {
	case pivotNumber:
		text = strconv.FormatFloat(float(r.data()), 'g', -1, 64)
	case pivotInteger:
		text = strconv.Itoa(int(int16(f.Uint16()))) //nolint:gosec // a signed field
	case pivotBoolean, pivotError:
		text, number = truth(f.Byte(), r.kind == pivotError), false
	case pivotString:
		text, number = c.cursor(r.segs).long(), false
	case pivotDate:
		year, month := f.Uint16(), f.Uint16()
		day, hour, minute, second := f.Byte(), f.Byte(), f.Byte(), f.Byte()
		text = fmt.Sprintf("%04d-%02d-%02d", year, month, day)
		if hour|minute|second != 0 {
			text += fmt.Sprintf(" %02d:%02d:%02d", hour, minute, second)
		}
	}
	return grid.Cell{Piece: grid.Piece{Text: documents.Normalise(text)}, Number: number}
}

// value takes a value: of the field that is being listed, or of the row.
func (c *cache) value(v grid.Cell) {
	if c.row == nil {
		if n := len(c.fields); n > 0 && len(c.fields[n-1].items) < maxStrings {
			c.fields[n-1].items = append(c.fields[n-1].items, v)
			c.fields[n-1].used = append(c.fields[n-1].used, false)
		}
		return
	}
	for c.inline < len(c.fields) && c.fields[c.inline].listed {
		c.inline++
	}
	v.Col = c.inline
	c.inline++
	if v.Text != "" {
		c.row.Cells = append(c.row.Cells, v)
	}
}

// beginRow reads the values that a row names by number.
func (c *cache) beginRow(f *ole.Reader) {
	c.number++
	c.row, c.inline = &grid.Row{Number: c.number}, 0
	for col, field := range c.fields {
		if !field.listed || f.Left() == 0 {
			continue
		}
		i := int(f.Byte())
		if field.wide {
			i |= int(f.Byte()) << 8
		}
		if i < len(field.items) {
			v := field.items[i]
			field.used[i] = true
			if v.Col = col; v.Text != "" {
				c.row.Cells = append(c.row.Cells, v)
			}
		}
	}
}

func (c *cache) endRow() {
	if c.row == nil {
		return
	}
	slices.SortStableFunc(c.row.Cells, func(a, b grid.Cell) int { return a.Col - b.Col })
	c.grid.Add(*c.row)
}

// head writes the names of the fields, once.
func (c *cache) head() {
	if c.row != nil || len(c.fields) == 0 {
		return
	}
	head := grid.Row{Head: true, Number: 1}
	for i, f := range c.fields {
		if f.name != "" {
			head.Cells = append(head.Cells, grid.Cell{Col: i, Piece: grid.Piece{Text: documents.Normalise(f.name)}})
		}
	}
	c.grid.Add(head)
}

// unused writes the values that no row uses.
func (c *cache) unused() {
	for _, f := range c.fields {
		for i, v := range f.items {
			if !f.used[i] {
				c.words(v.Text)
			}
		}
	}
}

func (c *cache) words(s string) {
	if strings.TrimSpace(s) == "" {
		return
	}
	c.out.Break()
	c.out.Text(s)
	c.out.Break()
}
