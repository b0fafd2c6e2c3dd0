package ooxml

import (
	"path"
	"strconv"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
	"sarsen/crawlers/documents/grid/numfmt"
)

// XLSB reads binary workbooks, whose sheets are records of [MS-XLSB] where
// others have XML.
func XLSB() documents.Format { return format(readBinaryWorkbook) }

// Kinds of records.
const (
	recRowHead      = 0
	recCellRK       = 2
	recCellError    = 3
	recCellBool     = 4
	recCellReal     = 5
	recCellText     = 6
	recCellShared   = 7
	recFormulaText  = 8
	recFormulaReal  = 9
	recFormulaBool  = 10
	recFormulaError = 11
	recShared       = 19
	recName         = 39
	recFont         = 43
	recFormat       = 44
	recFill         = 45
	recXF           = 47
	recColumn       = 60
	recCellRich     = 62
	recBook         = 153
	recTab          = 156
	recHeader       = 479
	recLink         = 494
	recCellXFs      = 617
	recCellXFsEnd   = 618
	recAuthor       = 632
	recComment      = 635
	recCommentText  = 637
)

// readBinaryWorkbook reads a workbook in the order of [readWorkbook].
func readBinaryWorkbook(f *file, part string) error {
	b := &binaryBook{book: &book{file: f, rels: f.rels(part), people: map[string]string{}, literals: map[string]bool{}}}
	for _, step := range []func() error{
		func() error { return b.records(part, b.workbook) },
		func() error { return b.eachOf("styles", b.styles()) },
		func() error { return b.eachOf("sharedstrings", b.sharedString) },
		func() error { return b.each("person", b.readPeople) },
		b.sheets,
		b.unused,
		b.names,
		b.rest,
		f.graphics,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

type binaryBook struct{ *book }

// records reads a binary part once.
func (b *binaryBook) records(part string, fn func(kind int, r *record) error) error {
	if part == "" || b.seen[part] {
		return nil
	}
	b.seen[part] = true
	data, err := b.pkg.Bytes(part)
	if err != nil {
		return b.excuse(err)
	}
	whole, err := eachRecord(data, func(kind int, r *record) error {
		if err := b.ctx.Err(); err != nil {
			return err
		}
		return fn(kind, r)
	})
	if !whole {
		err = documents.ErrDamaged
	}
	return b.excuse(err)
}

// eachOf reads the binary parts that relationships of a kind lead to.
func (b *binaryBook) eachOf(kind string, fn func(kind int, r *record) error) error {
	for _, part := range b.rels.targets(kind) {
		if err := b.records(part, fn); err != nil {
			return err
		}
	}
	return nil
}

func (b *binaryBook) workbook(kind int, r *record) error {
	const most = 10_000
	switch kind {
	case recBook:
		b.date1904 = r.u32()&1 != 0
	case recTab:
		b.addTab(r)
	case recName:
		r.bytes(9)
		if name := r.text(); len(b.defined) < most && !strings.HasPrefix(name, "_xl") && name != "" {
			b.defined = append(b.defined, strings.Join(append([]string{name}, r.texts()...), " "))
		}
	}
	return nil
}

// addTab lists a sheet. Where the record is not as it should be, such as in
// files of early versions, its strings tell the same.
func (b *binaryBook) addTab(r *record) {
	state := r.u32()
	whole := record{rest: r.rest}
	r.u32()
	id, name := r.text(), r.text()
	if texts := whole.texts(); b.rels.byID(id).target == "" && len(texts) >= 2 {
		state, id, name = 0, texts[0], texts[len(texts)-1]
	}
	if part := b.rels.byID(id).target; part != "" {
		b.tabs = append(b.tabs, tab{name: name, part: part, hidden: state != 0})
	}
}

// styles returns what reads number formats, fonts and fills of cells.
func (b *binaryBook) styles() func(int, *record) error {
	s := &styleReader{codes: map[int]string{}, made: map[int]numfmt.Format{}}
	inside := false
	return func(kind int, r *record) error {
		switch kind {
		case recFormat:
			id := r.u16()
			s.codes[id] = r.text()
		case recFont:
			r.bytes(12)
			sort, index, tint, color := r.u8()>>1, r.u8(), r.u16(), r.bytes(3)
			s.white = append(s.white, sort == 2 && string(color) == "\xFF\xFF\xFF" || sort == 3 && index == 0 && tint == 0)
		case recFill:
			s.fill = append(s.fill, r.u32() != 0)
		case recCellXFs, recCellXFsEnd:
			inside = kind == recCellXFs
		case recXF:
			if inside {
				r.u16()
				b.formats = append(b.formats, s.lookUp(r.u16(), r.u16(), r.u16(), b.date1904))
			}
		}
		return nil
	}
}

func (b *binaryBook) sharedString(kind int, r *record) error {
	if kind == recShared {
		b.strings = append(b.strings, r.rich())
		b.used = append(b.used, false)
	}
	return nil
}

// sheets reads every sheet: those listed, then those the list leaves out.
func (b *binaryBook) sheets() error {
	listed := map[string]bool{}
	for _, t := range b.tabs {
		listed[t.part] = true
	}
	for _, name := range b.pkg.Names() {
		if dir, base := path.Split(name); strings.HasSuffix(dir, "/worksheets/") && path.Ext(base) == ".bin" &&
			strings.HasPrefix(base, "sheet") && !listed[name] {
			b.tabs = append(b.tabs, tab{name: base, part: name, hidden: true})
		}
	}
	for _, t := range b.tabs {
		if err := b.sheet(t); err != nil {
			return err
		}
	}
	b.out.Pages(len(b.tabs))
	return nil
}

// sheet reads one sheet inside its bound.
func (b *binaryBook) sheet(t tab) error {
	if b.seen[t.part] {
		return nil
	}
	s := &binarySheet{sheet: &sheet{book: b.book, rels: b.file.rels(t.part)}, binary: b}
	b.out.Break()
	return b.out.Within(documents.Sheet, t.name, t.hidden, func() error {
		b.out.Open(documents.Heading, "1", t.hidden)
		b.out.Text(t.name + "\n")
		b.out.Close()
		s.grid = grid.New(b.out)
		err := b.records(t.part, s.content)
		s.endRow()
		s.grid.Flush()
		if err != nil {
			return err
		}
		for _, e := range s.extra {
			b.note(e.label, true, e.text)
		}
		if err := s.binaryComments(); err != nil {
			return err
		}
		return s.attached()
	})
}

// A binarySheet is one that is being read.
type binarySheet struct {
	*sheet
	binary *binaryBook
	line   *grid.Row
}

func (s *binarySheet) content(kind int, r *record) error {
	switch kind {
	case recRowHead:
		s.endRow()
		number := int(r.u32()) + 1
		r.bytes(7)
		s.line = &grid.Row{Number: number, Hidden: r.u8()&0x10 != 0}
		return s.full()
	case recColumn:
		from, to := int(r.u32()), int(r.u32())
		width := r.u32()
		r.u32()
		if r.u16()&1 != 0 || width == 0 {
			s.hidden.Add(from, min(to, maxColumns))
		}
	case recHeader:
		r.u16()
		for range 6 {
			s.later("header and footer", grid.PlainHeader(r.text()))
		}
	case recLink:
		r.bytes(16)
		target := s.rels.byID(r.text()).target
		s.later("link", append([]string{target}, r.texts()...)...)
		s.linked[target] = true
	case recCellRK, recCellError, recCellBool, recCellReal, recCellText, recCellShared,
		recFormulaText, recFormulaReal, recFormulaBool, recFormulaError, recCellRich:
		s.addCell(kind, r)
	}
	return nil
}

func (s *binarySheet) endRow() {
	if s.line != nil {
		s.grid.Add(*s.line)
	}
	s.line = nil
}

// addCell reads one cell and shows its value as the sheet does.
func (s *binarySheet) addCell(kind int, r *record) {
	if s.line == nil {
		return
	}
	col, style := int(r.u32()), int(r.u32()&0xFFFFFF)
	if col >= maxColumns {
		return
	}
	var format cellFormat
	if style < len(s.formats) {
		format = s.formats[style]
	}
	c := grid.Cell{Col: col, Hidden: format.white || s.hidden.Has(col)}
	switch kind {
	case recCellRK:
		s.number(&c, decimal(r.rk()), format.number)
	case recCellReal, recFormulaReal:
		s.number(&c, decimal(r.double()), format.number)
	case recCellBool, recFormulaBool:
		c.Text = map[bool]string{false: "FALSE", true: "TRUE"}[r.u8() != 0]
	case recCellError, recFormulaError:
		c.Text = cellErrors[r.u8()]
	case recCellText, recFormulaText:
		c.Text = r.text()
	case recCellRich:
		c.Text = r.rich()
	case recCellShared:
		c.Text = s.shared(int(r.u32()))
	}
	if kind >= recFormulaText && kind <= recFormulaError {
		s.later("text in a formula", r.texts()...)
	}
	if strings.TrimSpace(c.Text) != "" {
		s.line.Cells = append(s.line.Cells, c)
	}
}

func decimal(f float64) string { return strconv.FormatFloat(f, 'G', -1, 64) }

var cellErrors = map[int]string{
	0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A", 43: "#GETTING_DATA",
}

// binaryComments reads the notes on cells.
func (s *binarySheet) binaryComments() error {
	for _, part := range s.rels.targets("comments") {
		var authors []string
		author := ""
		err := s.binary.records(part, func(kind int, r *record) error {
			switch kind {
			case recAuthor:
				authors = append(authors, r.text())
			case recComment:
				author = ""
				if i := int(r.u32()); i < len(authors) {
					author = authors[i]
				}
			case recCommentText:
				if text := r.rich(); !strings.HasPrefix(text, "[Threaded comment]") {
					s.comment(author, text)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// rest reads the strings of every other binary part: pivot caches, tables,
// links to other workbooks.
func (b *binaryBook) rest() error {
	for _, name := range b.pkg.Names() {
		if path.Ext(name) != ".bin" || b.seen[name] || isAttachment(name) || quietBinary(name) {
			continue
		}
		seen := map[string]bool{}
		b.out.Break()
		err := b.out.Within(documents.Note, "other part", true, func() error {
			return b.records(name, func(_ int, r *record) error {
				for _, text := range r.texts() {
					if !seen[text] {
						seen[text] = true
						b.words(text)
					}
				}
				return b.full()
			})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func quietBinary(name string) bool {
	for _, quiet := range []string{"printersettings", "calcchain", "binaryindex", "styles", "/theme/", "metadata"} {
		if strings.Contains(name, quiet) {
			return true
		}
	}
	return false
}
