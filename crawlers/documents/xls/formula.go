package xls

import (
	"encoding/binary"
	"fmt"
	"strings"

	"sarsen/crawlers/documents/grid"
	"sarsen/crawlers/documents/ole"
)

// sizes are the lengths of the operands of tokens in formulas of Excel 97,
// by the token's base number.
var sizes = map[byte]int64{
	0x01: 4, 0x02: 4, 0x1C: 1, 0x1D: 1, 0x1E: 2, 0x1F: 8, 0x20: 7, 0x21: 2, 0x22: 3, 0x23: 4, 0x24: 4, 0x25: 8, 0x26: 6,
	0x27: 6, 0x28: 6, 0x29: 2, 0x2A: 4, 0x2B: 8, 0x2C: 4, 0x2D: 8, 0x39: 6, 0x3A: 6, 0x3B: 10, 0x3C: 6, 0x3D: 10,
}

const (
	tokenString    = 0x17
	tokenAttribute = 0x19
	tokenRef3D     = 0x3A
	tokenArea3D    = 0x3B
)

// tokens calls fn for each token of a formula with its base number.
func tokens(code []byte, fn func(token byte, operand []byte)) {
	for r := ole.NewReader(code); r.Left() > 0; {
		token := r.Byte()
		if token >= 0x40 {
			token = token&0x1F | 0x20
		}
		switch {
		case token == tokenString:
			n := int64(r.Byte())
			wide := r.Byte()&flagWide != 0
			if wide {
				fn(token, []byte(ole.UTF16(r.Bytes(2*n))))
			} else {
				fn(token, []byte(ole.Decode(r.Bytes(n), 28591)))
			}
		case token == tokenAttribute:
			kind, n := r.Byte(), int64(r.Uint16())
			if kind&0x04 != 0 {
				r.Skip(2 * (n + 1))
			}
		case token >= 0x03 && token <= 0x16:
			fn(token, nil)
		default:
			n, known := sizes[token]
			if !known {
				return
			}
			fn(token, r.Bytes(n))
		}
	}
}

// literals keeps the texts in a formula, once each: they are data as much as
// the cells are.
func (p *page) literals(code []byte) {
	const most = 5000
	tokens(code, func(token byte, operand []byte) {
		if token != tokenString {
			return
		}
		for _, text := range grid.Literals(`"` + string(operand) + `"`) {
			if !p.known[text] && len(p.known) < most {
				p.known[text] = true
				p.later("text in a formula", text)
			}
		}
	})
}

// arrayFormula reads the texts in a formula that several cells share.
func (p *page) arrayFormula(r record) {
	if p.version != biff8 {
		return
	}
	f := r.fields()
	f.Skip(6)
	if r.kind == recArray {
		f.Skip(6)
	} else {
		f.Skip(2)
	}
	p.literals(f.Bytes(int64(f.Uint16())))
}

// readName keeps a defined name that says something: the program's own do not.
func (b *book) readName(r record) {
	const builtIn = 0x20
	if b.version < biff5 || len(b.names) >= maxNotes {
		return
	}
	c := b.cursor(r.segs)
	flags := c.uint16()
	c.take(1)
	n := c.uint8()
	size := c.uint16()
	c.take(8)
	name := c.counted(n)
	if flags&builtIn != 0 || strings.HasPrefix(name, "_xl") {
		return
	}
	line := name
	if b.version == biff8 {
		if refers := b.refers(c.take(int64(size))); refers != "" {
			line += " = " + refers
		}
	}
	b.names = append(b.names, line)
}

// refers shows the constants and places in a formula.
func (b *book) refers(code []byte) string {
	var parts []string
	tokens(code, func(token byte, operand []byte) {
		switch {
		case token == tokenString:
			parts = append(parts, `"`+string(operand)+`"`)
		case token == tokenRef3D && len(operand) == 6:
			parts = append(parts, b.place(operand, operand[2:4], operand[4:6], nil, nil))
		case token == tokenArea3D && len(operand) == 10:
			parts = append(parts, b.place(operand, operand[2:4], operand[6:8], operand[4:6], operand[8:10]))
		}
	})
	return strings.Join(parts, ", ")
}

// place names a cell or an area of a sheet.
func (b *book) place(sheet, row, col, row2, col2 []byte) string {
	u16 := binary.LittleEndian.Uint16
	cell := func(row, col []byte) string {
		return fmt.Sprintf("$%s$%d", grid.Column(int(u16(col)&0x3FFF)), int(u16(row))+1)
	}
	out := b.sheetName(int(u16(sheet))) + "!" + cell(row, col)
	if row2 != nil {
		out += ":" + cell(row2, col2)
	}
	return out
}

// sheetName names the sheet of a reference; sheets may not be read yet when
// names are, but their list comes before.
func (b *book) sheetName(ref int) string {
	if ref >= len(b.externs) {
		return ""
	}
	e := b.externs[ref]
	if e.book < len(b.books) && !b.books[e.book].self {
		x := b.books[e.book]
		if e.sheet < len(x.sheets) {
			return "[" + x.path + "]" + x.sheets[e.sheet]
		}
		return "[" + x.path + "]"
	}
	if e.sheet < len(b.sheets) {
		return b.sheets[e.sheet].name
	}
	return ""
}
