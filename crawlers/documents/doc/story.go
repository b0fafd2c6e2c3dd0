package doc

import (
	"strconv"
	"strings"
	"unicode/utf16"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
	"sarsen/crawlers/documents/ole"
)

// Characters with a meaning.
const (
	markPicture    = 0x01
	markCell       = 0x07
	markDrawing    = 0x08
	markTab        = 0x09
	markLine       = 0x0B
	markPage       = 0x0C
	markParagraph  = 0x0D
	markColumn     = 0x0E
	markField      = 0x13
	markSeparator  = 0x14
	markFieldEnd   = 0x15
	markHyphen     = 0x1E
	markSoftHyphen = 0x1F
	markSymbol     = 0x28
)

// A paragraph is a stretch of the text with the mark that ends it.
type paragraph struct {
	from, to int // with the mark
	look     paraLook
	mark     uint16 // 0 when the story ends without
}

// next reads the paragraph that begins at a place.
func (d *document) next(from, to int) paragraph {
	p := paragraph{from: from, to: from}
	for p.to < to {
		c := d.text[p.to]
		p.to++
		if c == markParagraph || c == markCell || c == markPage {
			p.mark = c
			break
		}
	}
	last := p.to - 1
	p.look = d.paragraphAt(d.pieceAt(last).placeOf(last))
	if p.look.inTable || p.look.rowEnd {
		p.look.depth = max(p.look.depth, 1)
	}
	return p
}

// blocks writes the paragraphs and tables of a part of the text.
func (d *document) blocks(from, to int) {
	const mostInTable = 1 << 20
	for from < to && !d.out.Full() && d.ctx.Err() == nil {
		p := d.next(from, to)
		if p.look.depth == 0 {
			d.paragraph(p)
			from = p.to
			continue
		}
		rows := []paragraph{p}
		for from = p.to; from < to && len(rows) < mostInTable; from = p.to {
			if p = d.next(from, to); p.look.depth == 0 {
				break
			}
			rows = append(rows, p)
		}
		d.writeTable(rows, 1)
	}
	d.endFields()
	d.out.Break()
}

// A line is what is kept of a paragraph for the lines below it.
type line struct {
	asides  documents.Asides
	hanging []note
	shaded  bool
}

type note struct{ label, text string }

// paragraph writes one paragraph, and below it what is not seen in it.
func (d *document) paragraph(p paragraph) {
	l := &line{shaded: p.look.shaded || d.tables > 0}
	d.line = l
	level := p.look.level
	if level == 0 {
		level = d.headingLevel(p.look.style)
	}
	end := p.to
	if p.mark != 0 {
		end--
	}
	d.out.Break()
	l.asides.Begin(d.out.Len())
	if level > 0 {
		d.out.Open(documents.Heading, strconv.Itoa(level), false)
	}
	d.segments(p.from, end, func(from, to int, look look, wide bool) { d.segment(p, from, to, look, wide) })
	if level > 0 {
		d.out.Close()
	}
	l.asides.Write(d.out)
	d.out.Break()
	for _, n := range l.hanging {
		ole.Note(d.out, n.label, true, n.text)
	}
	d.line = nil
}

// segment writes characters that look the same.
func (d *document) segment(p paragraph, from, to int, l look, wide bool) {
	for from < to {
		c := d.text[from]
		if c < ' ' || l.special && (c == markSymbol || l.symbol != 0) {
			d.control(c, l)
			from++
			continue
		}
		end := from + 1
		for end < to && d.text[end] >= ' ' && !(l.special && d.text[end] == markSymbol) {
			end++
		}
		d.write(p, d.decode(d.text[from:end], wide, l.page), l)
		from = end
	}
}

// decode makes text of units.
func (d *document) decode(units []uint16, wide bool, page int) string {
	if wide {
		return string(utf16.Decode(units))
	}
	raw := make([]byte, len(units))
	for i, c := range units {
		raw[i] = byte(c) //nolint:gosec // of one byte
	}
	if page == 0 {
		page = d.page()
	}
	return ole.Decode(raw, page)
}

// write puts text where it belongs: into the instruction of a field, below
// the paragraph if it is not seen, or into the paragraph.
func (d *document) write(p paragraph, text string, l look) {
	if f := d.instructing(); f != nil {
		if f.code.Len() < maxCode {
			f.code.WriteString(text)
		}
		return
	}
	switch at := d.out.Len(); {
	case l.deleted:
		d.line.asides.Cut(at, "deleted", text)
	case l.hidden.is(d.hides(l.style) || d.hides(p.look.style)):
		d.line.asides.Cut(at, "hidden text", text)
	case l.white && !l.shaded && !d.line.shaded && strings.TrimSpace(text) != "":
		d.out.Open(documents.Note, "white text", true)
		d.out.Text(text)
		d.out.Close()
	default:
		d.out.Text(text)
		if l.inserted {
			d.line.asides.Added(at, d.out.Len())
		}
	}
}

// control writes what a character of its own meaning stands for.
func (d *document) control(c uint16, l look) {
	plainText := func(s string) { d.write(paragraph{}, s, l) }
	switch {
	case c == markField:
		d.beginField()
	case c == markSeparator:
		d.separateField()
	case c == markFieldEnd:
		d.endField()
	case c == markTab:
		plainText("\t")
	case c == markLine || c == markColumn:
		plainText("\n")
	case c == markHyphen:
		plainText("-")
	case c == markSoftHyphen:
		plainText("\u00AD")
	case l.symbol >= ' ' && (l.symbol < 0xE000 || l.symbol > 0xF8FF):
		plainText(string(l.symbol))
	case c == markPicture && l.picture >= 0 && l.data:
		d.formField(l.picture)
	case c == markPicture && l.picture >= 0:
		d.picture(l.picture)
	case !l.special && c == markSymbol:
		plainText("(")
	}
}

// hang keeps a note to be written below the paragraph.
func (d *document) hang(label, text string) {
	const most = 10_000
	if d.line == nil {
		ole.Note(d.out, label, true, text)
		return
	}
	if len(d.line.hanging) < most {
		d.line.hanging = append(d.line.hanging, note{label, text})
	}
}

// capture reads a part of the text into a builder of its own.
func (d *document) capture(fn func()) grid.Piece {
	outer := d.line
	d.line = nil
	piece, _ := grid.Capture(&d.out, func() error {
		fn()
		return nil
	})
	d.line = outer
	return piece
}
