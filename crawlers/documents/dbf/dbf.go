// Package dbf reads the tables of dBase, FoxPro and Clipper (.dbf).
//
// It promises every record as a row under the names of the fields, deleted
// ones, which stay in the file until it is packed, as hidden rows. What a
// memo field holds lies in another file; that it does is said.
package dbf

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
	"sarsen/crawlers/documents/ole"
)

// New returns the format.
func New() documents.Format { return documents.FormatFunc(read) }

const (
	maxFields = 2048
	window    = 1 << 20
)

// A field is a column.
type field struct {
	name string
	kind byte
	at   int // in the record
	size int
}

// A table is one that is being read.
type table struct {
	fields []field
	head   int64 // bytes before the first record
	record int64 // bytes of a record
	count  int64
	page   int // 0 when the file does not tell
}

func read(ctx context.Context, in documents.Input, out *documents.Builder) error {
	t, err := readHead(in)
	if err != nil {
		return err
	}
	out.Open(documents.Table, "", false)
	defer out.Close()
	g := grid.New(out)
	defer g.Flush()
	head := grid.Row{Number: 1, Head: true}
	for i, f := range t.fields {
		head.Cells = append(head.Cells, grid.Cell{Col: i, Piece: grid.Piece{Text: documents.Normalise(f.name)}})
		if strings.IndexByte("MGBP", f.kind) >= 0 && f.size >= 4 && f.kind != 'B' {
			out.Problem("the long texts of memo fields lie in another file (.dbt or .fpt)")
		}
	}
	g.Add(head)
	per := max(window/t.record, 1)
	for n := int64(0); n < t.count && !out.Full(); n += per {
		if err := ctx.Err(); err != nil {
			return err
		}
		block := ole.At(in.Content, t.head+n*t.record, min(per, t.count-n)*t.record)
		for i := int64(0); (i+1)*t.record <= int64(len(block)); i++ {
			g.Add(t.row(block[i*t.record:(i+1)*t.record], int(n+i)+2))
		}
		if int64(len(block)) < min(per, t.count-n)*t.record-1 {
			out.Problem("the table is cut short")
			return nil
		}
	}
	return nil
}

// readHead reads the description of the table.
func readHead(in documents.Input) (*table, error) {
	const dBase7, visual = 0x04, 0x30
	b := ole.At(in.Content, 0, 32)
	if len(b) < 32 {
		return nil, documents.ErrDamaged
	}
	t := &table{
		count: int64(binary.LittleEndian.Uint32(b[4:])), head: int64(binary.LittleEndian.Uint16(b[8:])),
		record: int64(binary.LittleEndian.Uint16(b[10:])), page: languages[b[29]],
	}
	from, entry, name := 32, 32, 11
	if b[0]&7 == dBase7 && b[0] != visual {
		from, entry, name = 68, 48, 32
	}
	head := ole.At(in.Content, 0, t.head)
	place := 1
	for at := from; at+entry <= len(head) && head[at] != '\r' && len(t.fields) < maxFields; at += entry {
		d := head[at : at+entry]
		label, _, _ := bytes.Cut(d[:name], []byte{0})
		f := field{name: ole.Decode(label, t.pageOr(ole.Western)), kind: d[name], at: place, size: int(d[name+5])}
		if entry == 48 {
			f.size = int(d[name+1])
		} else if f.kind == 'C' {
			f.size |= int(d[17]) << 8 // long texts of Clipper
		}
		if int64(f.at+f.size) > t.record {
			break
		}
		place += f.size
		t.fields = append(t.fields, f)
	}
	if len(t.fields) == 0 || t.record < 2 {
		return nil, documents.ErrDamaged
	}
	return t, nil
}

func (t *table) pageOr(page int) int {
	if t.page != 0 {
		return t.page
	}
	return page
}

// row reads one record.
func (t *table) row(record []byte, number int) grid.Row {
	const deleted = '*'
	r := grid.Row{Number: number, Hidden: record[0] == deleted}
	for i, f := range t.fields {
		text, isNumber := t.value(f, record[f.at:f.at+f.size])
		if text = strings.TrimSpace(documents.Normalise(text)); text != "" {
			r.Cells = append(r.Cells, grid.Cell{Col: i, Piece: grid.Piece{Text: text}, Number: isNumber})
		}
	}
	return r
}

// value shows the value of a field.
func (t *table) value(f field, raw []byte) (text string, isNumber bool) {
	u32 := binary.LittleEndian.Uint32
	switch {
	case f.kind == 'D' && f.size == 8:
		return date(strings.TrimSpace(string(raw))), true
	case f.kind == 'N' || f.kind == 'F':
		return strings.Trim(string(raw), " \x00*"), true
	case f.kind == 'L':
		return map[byte]string{'T': "TRUE", 't': "TRUE", 'Y': "TRUE", 'y': "TRUE", 'F': "FALSE", 'f': "FALSE", 'N': "FALSE", 'n': "FALSE"}[first(raw)], false
	case f.kind == 'I' && f.size == 4:
		return strconv.Itoa(int(int32(u32(raw)))), true //nolint:gosec // a signed field
	case f.kind == 'B' && f.size == 8, f.kind == 'O' && f.size == 8:
		return strconv.FormatFloat(math.Float64frombits(binary.LittleEndian.Uint64(raw)), 'g', -1, 64), true
	case f.kind == 'Y' && f.size == 8:
		return strconv.FormatFloat(float64(int64(binary.LittleEndian.Uint64(raw)))/10000, 'f', 2, 64), true //nolint:gosec // a signed field
	case (f.kind == 'T' || f.kind == '@') && f.size == 8:
		return moment(u32(raw), u32(raw[4:])), true
	case f.kind == 'M' || f.kind == 'G' || f.kind == 'P' || f.kind == '0':
		return "", false
	}
	raw = bytes.TrimRight(raw, "\x00 ")
	if t.page == 0 && utf8.Valid(raw) {
		return string(raw), false
	}
	return ole.Decode(raw, t.pageOr(ole.Western)), false
}

func first(b []byte) byte {
	if len(b) == 0 {
		return 0
	}
	return b[0]
}

// date shows YYYYMMDD with dashes.
func date(s string) string {
	if len(s) != 8 {
		return s
	}
	return s[:4] + "-" + s[4:6] + "-" + s[6:]
}

// moment shows a day since 4713 BC and milliseconds.
func moment(day, ms uint32) string {
	const unixEpoch = 2440588
	if day == 0 || day > 1<<23 {
		return ""
	}
	t := time.Unix((int64(day)-unixEpoch)*86400+int64(ms/1000), 0).UTC()
	return fmt.Sprintf("%04d-%02d-%02d %s", t.Year(), t.Month(), t.Day(), t.Format("15:04:05"))
}

// languages are the code pages by the byte that says which.
var languages = map[byte]int{
	0x01: 437, 0x02: 850, 0x03: 1252, 0x04: 10000, 0x08: 865, 0x09: 437, 0x0A: 850, 0x0B: 437, 0x0D: 437, 0x0E: 850,
	0x0F: 437, 0x10: 850, 0x11: 437, 0x12: 850, 0x13: 932, 0x14: 850, 0x15: 437, 0x16: 850, 0x17: 865, 0x18: 437,
	0x19: 437, 0x1A: 850, 0x1B: 437, 0x1C: 863, 0x1D: 850, 0x1F: 852, 0x22: 852, 0x23: 852, 0x24: 860, 0x25: 850,
	0x26: 866, 0x37: 850, 0x40: 852, 0x4D: 936, 0x4E: 949, 0x4F: 950, 0x50: 874, 0x57: 1252, 0x58: 1252, 0x59: 1252,
	0x64: 852, 0x65: 866, 0x66: 865, 0x78: 950, 0x79: 949, 0x7A: 936, 0x7B: 932, 0x7C: 874, 0x7D: 1255, 0x7E: 1256,
	0x86: 1253, 0x87: 852, 0x96: 10007, 0xC8: 1250, 0xC9: 1251, 0xCA: 1254, 0xCB: 1253, 0xCC: 1257,
}
