package ooxml_test

import (
	"bytes"
	"encoding/binary"
	"math"
	"strings"
	"testing"
	"unicode/utf16"

	"sarsen/crawlers/documents/ooxml"
	"sarsen/crawlers/documents/zipxml/zipxmltest"
)

// record is one of a binary part; what it holds may be of any of the types
// below.
func record(kind int, fields ...any) []byte {
	var body []byte
	for _, f := range fields {
		switch v := f.(type) {
		case byte:
			body = append(body, v)
		case int:
			body = binary.LittleEndian.AppendUint32(body, uint32(v))
		case float64:
			body = binary.LittleEndian.AppendUint64(body, math.Float64bits(v))
		case string:
			units := utf16.Encode([]rune(v))
			body = binary.LittleEndian.AppendUint32(body, uint32(len(units)))
			for _, u := range units {
				body = binary.LittleEndian.AppendUint16(body, u)
			}
		case []byte:
			body = append(body, v...)
		}
	}
	out := []byte{byte(kind)}
	if kind >= 0x80 {
		out = []byte{byte(kind&0x7F | 0x80), byte(kind >> 7)}
	}
	return append(append(out, byte(len(body))), body...)
}

func part(records ...[]byte) string { return string(bytes.Join(records, nil)) }

func row(n int, flags byte) []byte {
	return record(0, n, 0, []byte{0, 0, 0, flags, 0})
}

func workbook(t *testing.T) []byte {
	t.Helper()
	id := `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.bin"/>
		<Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.bin"/>
		<Relationship Id="rId3" Type="x/styles" Target="styles.bin"/></Relationships>`
	return zipxmltest.Pack(t,
		"_rels/.rels", rels("officeDocument", "xl/workbook.bin"),
		"xl/_rels/workbook.bin.rels", id,
		"xl/workbook.bin", part(record(153, 0), record(156, 1, 1, "rId1", "Tenants")),
		"xl/sharedStrings.bin", part(record(19, byte(0), "Winifred Ashdown"), record(19, byte(0), "Owen Petherick")),
		"xl/styles.bin", part(record(617, 2), record(47, []byte{0, 0, 0, 0}), record(47, []byte{0, 0, 14, 0}), record(618)),
		"xl/worksheets/sheet1.bin", part(
			row(0, 0), record(7, 0, 0, 0), record(6, 1, 0, "12 Quay Street"),
			row(2, 0x10), record(2, 0, 1, 45000<<2|2), record(5, 1, 0, 12.5), record(8, 2, 0, "arrears", []byte{1, 0})),
		"xl/worksheets/_rels/sheet1.bin.rels", rels("comments", "../comments1.bin"),
		"xl/comments1.bin", part(record(632, "M. Okoro"), record(635, 0, make([]byte, 32)), record(637, byte(0), "moved out in May")),
	)
}

func TestBinaryWorkbook(t *testing.T) {
	res, err := zipxmltest.Read(t, ooxml.XLSB(), workbook(t))
	if err != nil {
		t.Fatal(err)
	}
	want := "Tenants\nWinifred Ashdown\t12 Quay Street\n15/03/2023\t12.5\tarrears\nM. Okoro:\nmoved out in May\nOwen Petherick\n"
	if res.Item.Text != want {
		t.Errorf("text %q, want %q", res.Item.Text, want)
	}
	hidden := 0
	for _, b := range res.Item.Bounds {
		if b.Hidden {
			hidden++
		}
	}
	if hidden < 3 { // the sheet, its row, the unused string
		t.Errorf("%d hidden bounds: %+v", hidden, res.Item.Bounds)
	}
}

func TestBinaryWorkbookDamage(t *testing.T) {
	data := zipxmltest.Pack(t, "_rels/.rels", rels("officeDocument", "xl/workbook.bin"), "xl/workbook.bin", "\x9C\x01\xFF")
	res, err := zipxmltest.Read(t, ooxml.XLSB(), data)
	if err != nil || len(res.Problems) != 1 {
		t.Errorf("problems %q, error %v", res.Problems, err)
	}
}

// Whatever a sheet's part holds, reading ends and the text is sound.
func FuzzBinarySheet(f *testing.F) {
	f.Add(part(row(0, 0), record(7, 0, 0, 0), record(6, 1, 0, "12 Quay Street")))
	f.Add(part(record(494, make([]byte, 16), "rId1", "a"), record(479, []byte{0, 0}, "x"), record(60, 0, 20_000_000, 0, 0, 0)))
	f.Add("\x80\x80\x80\x80\x80")
	f.Fuzz(func(t *testing.T, sheet string) {
		data := zipxmltest.Pack(t, "_rels/.rels", rels("officeDocument", "xl/workbook.bin"),
			"xl/workbook.bin", part(record(156, 0, 1, "rId1", "A")),
			"xl/_rels/workbook.bin.rels", strings.Replace(rels("worksheet", "worksheets/sheet1.bin"), "xl/", "", 1),
			"xl/worksheets/sheet1.bin", sheet)
		_, _ = zipxmltest.Read(t, ooxml.XLSB(), data)
	})
}
