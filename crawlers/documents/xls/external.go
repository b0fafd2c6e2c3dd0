package xls

import (
	"strconv"
	"strings"

	"sarsen/crawlers/documents"
)

// An extern is a sheet that formulas refer to.
type extern struct{ book, sheet int }

// An external is another workbook, with the values remembered of it.
type external struct {
	self   bool
	path   string
	sheets []string
	names  []string
	rows   []string
	last   int
}

func (b *book) readBook(c *cursor) {
	const self, addIn = 0x0401, 0x3A01
	x := external{last: -1}
	sheets := c.uint16()
	switch n := c.uint16(); {
	case n == self || n == addIn:
		x.self = true
	case b.version == biff8:
		x.path = plainPath(c.counted(n))
		for range sheets {
			if c.done() {
				break
			}
			x.sheets = append(x.sheets, c.long())
		}
	}
	if len(b.books) < maxSheets {
		b.books = append(b.books, x)
	}
}

// plainPath makes an encoded path readable.
func plainPath(s string) string {
	return strings.NewReplacer("\x01@", `\\`, "\x01", "", "\x02", "", "\x03", `\`, "\x04", `..\`, "\x05", "", "\x06", "", "\x00", "").Replace(s)
}

// readExternSheets reads the list of sheets that formulas refer to; in older
// files it is the name of one.
func (b *book) readExternSheets(c *cursor) {
	if b.version < biff8 {
		if name := strings.TrimSpace(plainPath(c.short())); name != "" && len(b.books) < maxSheets {
			b.books = append(b.books, external{path: name})
		}
		return
	}
	for range c.uint16() {
		if c.done() {
			return
		}
		b.externs = append(b.externs, extern{book: c.uint16(), sheet: c.uint16()})
		c.take(2)
	}
}

func (b *book) lastBook() *external {
	if len(b.books) == 0 {
		b.books = append(b.books, external{last: -1})
	}
	return &b.books[len(b.books)-1]
}

func (b *book) readExternName(c *cursor) {
	if b.version < biff8 {
		return
	}
	c.take(6)
	if x := b.lastBook(); !x.self && len(x.names) < maxNotes {
		x.names = append(x.names, c.short())
	}
}

// readExternCells reads values remembered of cells of another workbook.
func (b *book) readExternCells(c *cursor) {
	x := b.lastBook()
	last, first := c.uint8(), c.uint8()
	row := c.uint16()
	var values []string
	for i := first; i <= last && !c.done(); i++ {
		if v := c.value(); v != "" {
			values = append(values, v)
		}
	}
	if len(x.rows) >= maxNotes || len(values) == 0 {
		return
	}
	if row == x.last && len(x.rows) > 0 {
		x.rows[len(x.rows)-1] += "\t" + strings.Join(values, "\t")
		return
	}
	x.last = row
	x.rows = append(x.rows, strings.Join(values, "\t"))
}

// value reads a value with its type.
func (c *cursor) value() string {
	const number, text, boolean, fault = 1, 2, 4, 0x10
	switch c.uint8() {
	case text:
		return c.long()
	case number:
		return strconv.FormatFloat(float(c.take(8)), 'g', -1, 64)
	case boolean:
		return truth(firstByte(c.take(8)), false)
	case fault:
		return truth(firstByte(c.take(8)), true)
	}
	c.take(8)
	return ""
}

func firstByte(b []byte) byte {
	if len(b) == 0 {
		return 0
	}
	return b[0]
}

// writeExternals writes what is kept of other workbooks.
func (b *book) writeExternals() {
	for _, x := range b.books {
		lines := append(append(append([]string{x.path}, x.sheets...), x.names...), x.rows...)
		text := strings.TrimSpace(strings.Join(lines, "\n"))
		if x.self || text == "" {
			continue
		}
		b.out.Break()
		b.out.Open(documents.Note, "external link", true)
		b.out.Text(text)
		b.out.Close()
		b.out.Break()
	}
}
