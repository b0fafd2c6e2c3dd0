package xls

import (
	"math"
	"strings"

	"sarsen/crawlers/documents/ole"
)

// record reads one record of a sheet.
func (p *page) record(r record) {
	switch {
	case begins(r.kind):
		p.depth++
		return
	case r.kind == recEOF:
		p.depth--
		return
	case p.depth > 1:
		p.chartRecord(r)
		return
	}
	if p.cellRecord(r) || p.layoutRecord(r) {
		return
	}
	p.besideRecord(r)
}

// cellRecord reads records of cells.
func (p *page) cellRecord(r record) bool {
	if p.version == 2 && r.kind < 8 && r.kind != recEOF {
		return p.oldCell(r)
	}
	c := p.cursor(r.segs)
	switch r.kind {
	case recStringCell, recLabel, recRichText, recRK, recNumber, recBoolean, recFormula, 0x0206, 0x0406, recManyRK:
	case recString, 0x0007:
		if p.waiting != nil {
			p.waiting.text = c.long()
			p.add(*p.waiting)
			p.waiting = nil
		}
		return true
	default:
		return false
	}
	at := cell{row: c.uint16(), col: c.uint16()}
	if r.kind == recManyRK {
		p.manyRK(at, r.data())
		return true
	}
	style := c.uint16()
	switch r.kind {
	case recStringCell:
		p.label(at, p.shared(c.uint32()), style)
	case recLabel, recRichText:
		p.label(at, c.long(), style)
	case recRK:
		p.number(at, unpackRK(uint32(c.uint32())), style) //nolint:gosec // read from four bytes
	case recNumber:
		p.number(at, float(c.take(8)), style)
	case recBoolean:
		p.boolean(at, c.take(2), style)
	default:
		p.formula(at, c, style)
	}
	return true
}

func float(b []byte) float64 { return math.Float64frombits(ole.NewReader(b).Uint64()) }

func (p *page) manyRK(at cell, data []byte) {
	f := ole.NewReader(data)
	f.Skip(4)
	for ; f.Left() >= 8; at.col++ {
		style := int(f.Uint16())
		p.number(at, unpackRK(f.Uint32()), style)
	}
}

// boolean reads a truth or an error.
func (p *page) boolean(at cell, b []byte, style int) {
	if len(b) < 2 {
		return
	}
	p.label(at, truth(b[0], b[1] != 0), style)
}

func truth(v byte, isError bool) string {
	if isError {
		return errorNames[v]
	}
	if v != 0 {
		return "TRUE"
	}
	return "FALSE"
}

var errorNames = map[byte]string{
	0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}

// formula reads the result of a formula, and the texts in it.
func (p *page) formula(at cell, c *cursor, style int) {
	result := c.take(8)
	if len(result) < 8 {
		return
	}
	p.waiting = nil
	switch {
	case result[6] != 0xFF || result[7] != 0xFF:
		p.number(at, float(result), style)
	case result[0] == 0:
		_, at.hidden = p.style(style)
		p.waiting = &at
	case result[0] == 1 || result[0] == 2:
		p.label(at, truth(result[2], result[0] == 2), style)
	}
	if p.version == biff8 {
		c.take(6)
		p.literals(c.take(int64(c.uint16())))
	}
}

// oldCell reads cells of Excel 2, whose looks take three bytes.
func (p *page) oldCell(r record) bool {
	c := p.cursor(r.segs)
	at := cell{row: c.uint16(), col: c.uint16()}
	if r.kind == 0x0007 {
		if p.waiting != nil {
			p.waiting.text = p.cursor(r.segs).short()
			p.add(*p.waiting)
			p.waiting = nil
		}
		return true
	}
	looks := c.take(3)
	style := 0
	if len(looks) == 3 {
		style = int(looks[0] & 0x3F)
	}
	switch r.kind {
	case 0x0002:
		p.number(at, float64(c.uint16()), style)
	case 0x0003:
		p.number(at, float(c.take(8)), style)
	case 0x0004:
		p.label(at, c.short(), style)
	case 0x0005:
		p.boolean(at, c.take(2), style)
	case 0x0006:
		p.formula(at, c, style)
	}
	return true
}

// layoutRecord reads what says which rows and columns are shown.
func (p *page) layoutRecord(r record) bool {
	f := r.fields()
	switch r.kind {
	case recRow:
		row := int(f.Uint16())
		f.Skip(4)
		height := f.Uint16()
		f.Skip(4)
		hidden := f.Uint16()&0x20 != 0 || height&0x7FFF == 0
		p.hiddenRows[row], p.shownRows[row] = hidden, !hidden
	case recRowHeight:
		p.hideAll = f.Uint16()&2 != 0
	case recColumn:
		first, last := int(f.Uint16()), int(f.Uint16())
		width := f.Uint16()
		f.Skip(2)
		if f.Uint16()&1 != 0 || width == 0 {
			p.hiddenCols.Add(first, last)
		}
	default:
		return false
	}
	return true
}

// besideRecord reads what stands beside the cells.
func (p *page) besideRecord(r record) {
	c := p.cursor(r.segs)
	switch r.kind {
	case recHeader, recFooter:
		p.headerFooter(c)
	case recHeaderFooter:
		p.otherHeaders(r)
	case recNote:
		p.note(c)
	case recObject:
		p.object = -1
		if f := r.fields(); f.Uint16() == 0x15 {
			f.Skip(4)
			p.object = int(f.Uint16())
		}
	case recText:
		p.textBox(r)
	case recDrawing:
		p.shapes(r.joined())
	case recLink:
		p.link(r.joined())
	case recLinkTip:
		f := r.fields()
		f.Skip(10)
		tip, _, _ := strings.Cut(ole.UTF16(f.Bytes(int64(f.Left()))), "\x00")
		p.later("link", tip)
	case recInputRule:
		p.inputRule(c)
	case recScenario:
		p.scenario(r)
	case recArray, recSharedFmla:
		p.arrayFormula(r)
	case recSeriesText:
		p.chartRecord(r)
	}
}
