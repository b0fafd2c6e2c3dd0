package xls

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid/numfmt"
	"sarsen/crawlers/documents/offcrypto"
	"sarsen/crawlers/documents/ole"
)

// Versions of the records.
const (
	biff5 = 5
	biff8 = 8
)

const (
	maxStrings = 4 << 20
	maxSheets  = 10_000
	maxNotes   = 100_000
)

// A book is a workbook that is being read.
type book struct {
	ctx     context.Context
	out     *documents.Builder
	content io.ReaderAt
	size    int64
	decrypt func(kind uint16, p []byte, at int64)

	version  int
	page     int
	date1904 bool
	strings  []string
	used     []bool
	codes    map[int]string
	fonts    []bool // is white
	styles   []style
	made     map[int]numfmt.Format
	sheets   []sheet
	names    []string
	externs  []extern
	books    []external
	drawings [][]byte
	known    map[string]bool // texts of formulas that are written
	links    map[string]bool
	broken   bool
}

// A style is what a cell's style does to its value.
type style struct {
	format int
	white  bool
}

// readRecords calls fn for the records of the part that begins at a place, up
// to its end. Parts inside it are included.
func (b *book) readRecords(at int64, fn func(record)) {
	s := &scanner{content: b.content, at: at, decrypt: b.decrypt}
	for depth := 0; !b.out.Full() && b.ctx.Err() == nil; {
		s.decrypt = b.decrypt // may be set by what was read
		r, ok := s.next()
		if !ok {
			b.broken = true
			return
		}
		switch {
		case begins(r.kind):
			depth++
		case r.kind == recEOF:
			if depth--; depth <= 0 {
				return
			}
		}
		fn(r)
	}
}

// globals reads what holds for all sheets. The oldest files have none: their
// one sheet says all that itself.
func (b *book) globals(at int64) (err error) {
	b.codes, b.made = map[int]string{}, map[int]numfmt.Format{}
	first := true
	b.readRecords(at, func(r record) {
		if first {
			b.version = versionOf(r)
			first = false
			return
		}
		if err == nil {
			err = b.global(r)
		}
	})
	if b.version < biff5 {
		b.sheets = []sheet{{name: "", at: at}}
	}
	return err
}

func versionOf(r record) int {
	switch r.kind {
	case 0x0009:
		return 2
	case 0x0209:
		return 3
	case 0x0409:
		return 4
	}
	if v := r.fields().Uint16(); v == 0x0500 || v == 0 {
		return biff5
	}
	return biff8
}

func (b *book) global(r record) error {
	c := b.cursor(r.segs)
	switch r.kind {
	case recFilePass:
		return b.unlock(r.data())
	case recCodePage:
		b.page = c.uint16()
	case recDate1904:
		b.date1904 = c.uint16() == 1
	case recSheet:
		b.listSheet(c)
	case recStrings:
		b.readStrings(c)
	case recFormat, recFormat2:
		b.readFormat(r.kind, c)
	case recFont, 0x0231:
		f := r.fields()
		f.Skip(4)
		icv := f.Uint16()
		b.fonts = append(b.fonts, icv == 9 || icv == 1)
	case recXF, recXF2, 0x0243, 0x0443:
		b.readStyle(r)
	case recName, 0x0218:
		b.readName(r)
	case recBook:
		b.readBook(c)
	case recExternSheet:
		b.readExternSheets(c)
	case recExternCells:
		b.readExternCells(c)
	case recExternName, 0x0223:
		b.readExternName(c)
	case recFileSharing:
		c.take(4)
		b.out.Property("Reserved by", c.long())
	case recUser:
		b.readUser(c)
	case recDrawingGroup:
		b.drawings = append(b.drawings, r.joined())
	}
	return nil
}

// readUser reads who saved the workbook last; the name is filled with spaces.
func (b *book) readUser(c *cursor) {
	name := ""
	if b.version == biff8 {
		name = c.long()
	} else {
		name = c.short()
	}
	if name = strings.TrimSpace(name); len(name) < 100 && !strings.ContainsRune(name, '\uFFFD') {
		b.out.Property("Last opened by", name)
	}
}

// unlock finds the password.
func (b *book) unlock(data []byte) error {
	if b.version == biff8 {
		if len(data) < 6 {
			return documents.ErrDamaged
		}
		if binary.LittleEndian.Uint16(data) == 1 {
			return b.unlockRC4(data[2:])
		}
		data = data[2:]
	}
	if len(data) < 4 {
		return documents.ErrDamaged
	}
	key, err := offcrypto.XOR(binary.LittleEndian.Uint16(data[2:]), offcrypto.RotateExcel, b.out.Passwords())
	if err != nil {
		return err
	}
	b.decrypt = func(kind uint16, p []byte, at int64) {
		if head := clearBytes(kind, len(p)); head < len(p) {
			key.Excel(p[head:], int((at+int64(len(p))+int64(head))&15))
		}
	}
	return nil
}

func (b *book) unlockRC4(header []byte) error {
	rc4, err := offcrypto.RC4(header, b.out.Passwords())
	if err != nil {
		return err
	}
	b.decrypt = func(kind uint16, p []byte, at int64) {
		if head := clearBytes(kind, len(p)); head < len(p) {
			rc4.Decrypt(p[head:], at+int64(head), 1024)
		}
	}
	return nil
}

// clearBytes is how many bytes of a record are never encrypted.
func clearBytes(kind uint16, all int) int {
	const lock, head, revisions, excluded = 0x0195, 0x0138, 0x0196, 0x0194
	switch kind {
	case recBOF, recFilePass, recInterface, lock, head, revisions, excluded:
		return all
	case recSheet:
		return min(4, all)
	}
	return 0
}

// readStrings reads the table of strings that cells share.
func (b *book) readStrings(c *cursor) {
	c.uint32()
	n := c.uint32()
	for int64(len(b.strings)) < n && len(b.strings) < maxStrings && !c.done() {
		b.strings = append(b.strings, c.long())
	}
	b.broken = b.broken || int64(len(b.strings)) < n
	b.used = make([]bool, len(b.strings))
}

func (b *book) readFormat(kind uint16, c *cursor) {
	switch {
	case b.version == biff8:
		id := c.uint16()
		b.codes[id] = c.long()
	case kind == recFormat2:
		b.codes[len(b.codes)] = c.short()
	default:
		id := c.uint16()
		if b.version < biff5 {
			id = len(b.codes)
		}
		b.codes[id] = c.short()
	}
}

// readStyle reads the number format of a style, and whether its text is white
// on no background.
func (b *book) readStyle(r record) {
	f := r.fields()
	var s style
	font, filled := 0, false
	switch b.version {
	case 2:
		font = int(f.Byte())
		f.Skip(1)
		s.format = int(f.Byte() & 0x3F)
	case 3, 4:
		font, s.format = int(f.Byte()), int(f.Byte())
		filled = true
	default:
		font, s.format = int(f.Uint16()), int(f.Uint16())
		f.Skip(10)
		if fill := f.Uint32(); b.version == biff8 {
			filled = fill>>26 != 0
		} else {
			filled = true
		}
	}
	if font > 4 {
		font-- // there is no font 4
	}
	s.white = !filled && font < len(b.fonts) && b.fonts[font]
	b.styles = append(b.styles, s)
}

// format returns the number format of a style.
func (b *book) format(id int) numfmt.Format {
	f, found := b.made[id]
	if !found {
		code, own := b.codes[id]
		if !own {
			code = numfmt.Code(id)
		}
		f = numfmt.New(code, b.date1904)
		b.made[id] = f
	}
	return f
}

func (b *book) listSheet(c *cursor) {
	const veryHidden = 2
	s := sheet{at: c.uint32()}
	state := c.uint8() & 3
	s.hidden = state == 1 || state == veryHidden
	s.kind = c.uint8()
	s.name = c.short()
	if len(b.sheets) < maxSheets {
		b.sheets = append(b.sheets, s)
	}
}

// placeSheets checks the places of the sheets against those where parts
// begin, and lists the parts that no sheet claims.
func (b *book) placeSheets(parts []int64) {
	claimed := map[int64]bool{parts[0]: true}
	wrong := false
	for _, s := range b.sheets {
		wrong = wrong || !slices.Contains(parts, s.at)
		claimed[s.at] = true
	}
	if wrong && len(parts) > len(b.sheets) {
		for i := range b.sheets { // they stand in the order of the list
			b.sheets[i].at = parts[i+1]
			claimed[parts[i+1]] = true
		}
	}
	for _, at := range parts {
		if !claimed[at] && len(b.sheets) < maxSheets {
			b.sheets = append(b.sheets, sheet{at: at, name: "unlisted sheet", hidden: true})
		}
	}
}

// shared answers a shared string and marks it as used.
func (b *book) shared(i int64) string {
	if i >= int64(len(b.strings)) {
		b.broken = true
		return ""
	}
	b.used[i] = true
	return b.strings[i]
}

// afterwards writes what belongs to no sheet.
func (b *book) afterwards() {
	ole.Note(b.out, "defined names", true, strings.Join(b.names, "\n"))
	b.writeExternals()
	notes := 0
	for i, s := range b.strings {
		if !b.used[i] && notes < maxNotes {
			notes++
			ole.Note(b.out, "unused string", true, s)
		}
	}
	pictures := ole.NewPictures(b.out)
	for i, data := range b.drawings {
		n := 0
		ole.Visit(data, func(r ole.Record) bool {
			n++
			pictures.Add(ole.Blip(r), fmt.Sprint(i, n))
			return r.Type != ole.ArtBSE
		})
	}
}
