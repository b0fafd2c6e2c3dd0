package xls

import (
	"bytes"
	"encoding/binary"
	"io"

	"sarsen/crawlers/documents/ole"
)

// Types of records.
const (
	recFormula      = 0x0006
	recEOF          = 0x000A
	recHeader       = 0x0014
	recFooter       = 0x0015
	recExternSheet  = 0x0017
	recName         = 0x0018
	recNote         = 0x001C
	recFormat2      = 0x001E
	recDate1904     = 0x0022
	recExternName   = 0x0023
	recFilePass     = 0x002F
	recFont         = 0x0031
	recContinue     = 0x003C
	recCodePage     = 0x0042
	recXF2          = 0x0043
	recExternCells  = 0x005A
	recFileSharing  = 0x005B
	recUser         = 0x005C
	recObject       = 0x005D
	recColumn       = 0x007D
	recSheet        = 0x0085
	recScenario     = 0x00AF
	recManyRK       = 0x00BD
	recRichText     = 0x00D6
	recXF           = 0x00E0
	recInterface    = 0x00E1
	recDrawingGroup = 0x00EB
	recDrawing      = 0x00EC
	recStrings      = 0x00FC
	recStringCell   = 0x00FD
	recBook         = 0x01AE
	recText         = 0x01B6
	recLink         = 0x01B8
	recInputRule    = 0x01BE
	recNumber       = 0x0203
	recLabel        = 0x0204
	recBoolean      = 0x0205
	recString       = 0x0207
	recRow          = 0x0208
	recArray        = 0x0221
	recRowHeight    = 0x0225
	recRK           = 0x027E
	recFormat       = 0x041E
	recBOF          = 0x0809
	recSharedFmla   = 0x04BC
	recLinkTip      = 0x0800
	recHeaderFooter = 0x089C
	recSeriesText   = 0x100D
)

// A record is one with those that continue it.
type record struct {
	kind uint16
	at   int64
	segs [][]byte
}

// data is the first part, which is all of most records.
func (r record) data() []byte { return r.segs[0] }

// joined is everything in one.
func (r record) joined() []byte {
	if len(r.segs) == 1 {
		return r.segs[0]
	}
	return bytes.Join(r.segs, nil)
}

// fields reads the first part.
func (r record) fields() *ole.Reader { return ole.NewReader(r.data()) }

// window is how much of the stream is read at a time.
const window = 256 << 10

// A scanner reads the records from a place on.
type scanner struct {
	content io.ReaderAt
	at      int64
	buf     []byte
	from    int64 // place of buf
	decrypt func(kind uint16, p []byte, at int64)
}

// bytes returns n bytes from a place; fewer at the end.
func (s *scanner) bytes(at, n int64) []byte {
	if at < s.from || at+n > s.from+int64(len(s.buf)) {
		s.buf, s.from = ole.At(s.content, at, max(window, n)), at
	}
	b := s.buf[min(at-s.from, int64(len(s.buf))):]
	return b[:min(n, int64(len(b)))]
}

// one reads one record without those that continue it. A record that is cut
// short ends the stream.
func (s *scanner) one() (kind uint16, at int64, data []byte, ok bool) {
	head := s.bytes(s.at, 4)
	if len(head) < 4 {
		return 0, 0, nil, false
	}
	kind = binary.LittleEndian.Uint16(head)
	n := int64(binary.LittleEndian.Uint16(head[2:]))
	at = s.at
	data = s.bytes(at+4, n)
	if int64(len(data)) < n {
		return 0, 0, nil, false
	}
	s.at += 4 + n
	return kind, at, data, true
}

// next reads a record with those that continue it.
func (s *scanner) next() (record, bool) {
	const most = 256 << 20
	kind, at, data, ok := s.one()
	if !ok {
		return record{}, false
	}
	r := record{kind: kind, at: at, segs: [][]byte{s.own(kind, data, at)}}
	for total := 0; total < most; {
		before := s.at
		next, at, data, ok := s.one()
		if !ok || next != recContinue && (next != recDrawingGroup || kind != recDrawingGroup) {
			s.at = before
			return r, true
		}
		total += len(data)
		r.segs = append(r.segs, s.own(next, data, at))
	}
	return r, true
}

// own copies the content of a record, and decrypts it.
func (s *scanner) own(kind uint16, data []byte, at int64) []byte {
	data = bytes.Clone(data)
	if data == nil {
		data = []byte{}
	}
	if s.decrypt != nil {
		s.decrypt(kind, data, at+4)
	}
	return data
}

// begins reports whether a kind of record begins a part of a workbook.
func begins(kind uint16) bool {
	return kind == recBOF || kind == 0x0009 || kind == 0x0209 || kind == 0x0409
}

// survey returns the places where the parts of the stream begin, globals
// first. Parts inside parts, such as charts in sheets, are left out.
func (b *book) survey() []int64 {
	const most = 10_000
	var parts []int64
	depth := 0
	for s := (&scanner{content: b.content}); len(parts) < most; {
		kind, at, _, ok := s.one()
		if !ok {
			return parts
		}
		switch {
		case begins(kind):
			if depth == 0 {
				parts = append(parts, at)
			}
			depth++
		case kind == recEOF && depth > 0:
			depth--
		case kind == 0 && depth == 0: // padding behind the last part
			return parts
		}
	}
	return parts
}
