package ooxml_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/ooxml"
	"sarsen/crawlers/documents/zipxml/zipxmltest"
)

func TestHostile(t *testing.T) {
	laughs := `<!DOCTYPE x [<!ENTITY a "ha">`
	for i := range 9 {
		laughs += fmt.Sprintf(`<!ENTITY a%d "%s">`, i, strings.Repeat("&a;", 10))
	}
	laughs += `]>`
	quadratic := `<!DOCTYPE x [<!ENTITY a "` + strings.Repeat("x", 100_000) + `">]>`
	external := `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>`
	body := func(head, s string) []byte {
		return zipxmltest.Pack(t, "word/document.xml", head+`<w:document><w:body>`+s+`</w:body></w:document>`)
	}
	nest := strings.Repeat
	tests := []struct {
		name   string
		format documents.Format
		data   []byte
	}{
		{"billion laughs", ooxml.DOCX(), body(laughs, p("&a8;"))},
		{"quadratic blow-up", ooxml.DOCX(), body(quadratic, p(strings.Repeat("&a;", 10_000)))},
		{"external entity", ooxml.DOCX(), body(external, p("&a;"))},
		{"deep nesting", ooxml.DOCX(), body("", nest(`<w:sdt>`, 100_000))},
		{"deep tables", ooxml.DOCX(), body("", nest(`<w:tbl><w:tr><w:tc>`, 150)+p("x"))},
		{"deep text boxes", ooxml.DOCX(), body("", nest(`<w:p><w:r><w:pict><w:txbxContent>`, 140)+p("x"))},
		{"unclosed fields", ooxml.DOCX(), body("", `<w:p><w:r>`+nest(`<w:fldChar w:fldCharType="begin"/>`, 100_000)+`</w:r></w:p>`)},
		{"huge spans", ooxml.DOCX(), body("", nest(`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2147483647"/></w:tcPr></w:tc>`, 2)+`<w:tc>`+p("x"))},
		{"odd cells", ooxml.XLSX(), bookFile(t, `<sheetData><row r="99999999999"><c r="ZZZZZZ1" t="s"><v>-5</v></c><c r="" s="-1"><v>1e999</v></c><c s="99"><v>x</v></c></row></sheetData>`)},
		{"wide hidden columns", ooxml.XLSX(), bookFile(t, `<cols>`+nest(`<col min="-5" max="2147483647" hidden="1"/>`, 50_000)+`</cols><sheetData><row><c><v>1</v></c></row></sheetData>`)},
		{"cyclic relationships", ooxml.PPTX(), zipxmltest.Pack(t, "ppt/presentation.xml", `<p:presentation><p:sldIdLst>`+nest(`<p:sldId r:id="rId1"/>`, 1000)+`</p:sldIdLst></p:presentation>`,
			"ppt/_rels/presentation.xml.rels", rels("slide", "presentation.xml", "slide", "../../../../etc/passwd"))},
		{"itself as the chart", ooxml.XLSX(), bookFile(t, `<drawing r:id="rId1"/>`, "xl/worksheets/_rels/sheet1.xml.rels", rels("drawing", "../drawings/d.xml"),
			"xl/drawings/d.xml", `<wsDr><chart r:id="rId1"/></wsDr>`, "xl/drawings/_rels/d.xml.rels", rels("chart", "d.xml"))},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			begun := time.Now()
			res, err := zipxmltest.Read(t, tt.format, tt.data)
			if took := time.Since(begun); took > 10*time.Second {
				t.Errorf("took %s", took)
			}
			if err != nil && !errors.Is(err, documents.ErrDamaged) {
				t.Errorf("error = %v", err)
			}
			if len(res.Item.Text) > 1<<20 {
				t.Errorf("%d bytes of text", len(res.Item.Text))
			}
		})
	}
}

func TestBombIsAProblem(t *testing.T) {
	data := zipxmltest.Pack(t, "word/document.xml", `<w:document><w:body>`+p("before")+`<!--`+strings.Repeat(" ", 300<<20)+`--></w:body></w:document>`)
	res, err := zipxmltest.Read(t, ooxml.DOCX(), data)
	if err != nil || res.Item.Text != "before\n" || len(res.Problems) != 1 {
		t.Errorf("got %q, %v, %v", res.Item.Text, res.Problems, err)
	}
}

func TestCutShort(t *testing.T) {
	data := wordFile(t, strings.Repeat(p("some text that is kept"), 2000))
	cut := data[:len(data)/2]
	res, err := zipxmltest.Read(t, ooxml.DOCX(), cut)
	if err != nil || len(res.Problems) == 0 || !strings.HasPrefix(res.Item.Text, "some text that is kept\n") {
		t.Errorf("got %d bytes, %v, %v", len(res.Item.Text), res.Problems, err)
	}
}

func TestErrors(t *testing.T) {
	locked := wordFile(t, p("x"))
	for magic, flags := range map[string]int{"PK\x03\x04": 6, "PK\x01\x02": 8} {
		for at := 0; ; at++ {
			i := bytes.Index(locked[at:], []byte(magic))
			if i < 0 {
				break
			}
			at += i
			locked[at+flags] |= 1
		}
	}
	tests := []struct {
		name string
		data []byte
		want error
	}{
		{"empty", nil, documents.ErrDamaged},
		{"not a zip", []byte("hello"), documents.ErrDamaged},
		{"no document inside", zipxmltest.Pack(t, "a.txt", "x"), documents.ErrDamaged},
		{"encrypted", locked, documents.ErrEncrypted},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := zipxmltest.Read(t, ooxml.XLSX(), tt.data); !errors.Is(err, tt.want) {
				t.Errorf("error = %v, want %v", err, tt.want)
			}
		})
	}
}

func TestContextEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, kind := range kinds {
		if _, err := zipxmltest.ReadContext(ctx, t, kind.format, wordFile(t, p("x")), 0); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", kind.name, err)
		}
	}
}

func TestTextLimit(t *testing.T) {
	data := wordFile(t, strings.Repeat(p("some text"), 10_000))
	res, err := zipxmltest.ReadContext(t.Context(), t, ooxml.DOCX(), data, 1000)
	if err != nil || len(res.Item.Text) > 1000 || len(res.Problems) != 1 {
		t.Errorf("%d bytes, %v, %v", len(res.Item.Text), res.Problems, err)
	}
}

// FuzzParts holds every format to: no panic, valid text with bounds inside
// it, and text bounded by what was read. The input becomes the main part.
func FuzzParts(f *testing.F) {
	f.Add(`<w:document><w:body><w:tbl><w:tr><w:tc><w:p><w:del><w:r><w:rPr><w:vanish/></w:rPr><w:delText>x</w:delText></w:r></w:del></w:p></w:tc></w:tr></w:tbl></w:body></w:document>`)
	f.Add(`<worksheet><cols><col min="1" max="2" hidden="1"/></cols><sheetData><row r="2"><c r="B2" t="s" s="1"><v>0</v><f>"ab"</f></c></row></sheetData></worksheet>`)
	f.Add(`<p:sld show="0"><p:sp><p:nvPr><p:ph type="title"/></p:nvPr><p:txBody><a:p><a:t>x</a:t></a:p></p:txBody></p:sp><a:tbl><a:tr><a:tc/></a:tr></a:tbl></p:sld>`)
	f.Add(`<pivotCacheDefinition><cacheField name="a"><sharedItems><s v="b"/></sharedItems></cacheField></pivotCacheDefinition>`)
	f.Fuzz(func(t *testing.T, part string) {
		word := zipxmltest.Pack(t, "word/document.xml", part, "word/comments.xml", part, "customXml/item1.xml", part,
			"word/_rels/document.xml.rels", rels("comments", "comments.xml"))
		book := zipxmltest.Pack(t, "xl/workbook.xml", `<workbook><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels", rels("worksheet", "worksheets/sheet1.xml", "sharedStrings", "s.xml", "styles", "t.xml", "pivotCacheDefinition", "p.xml"),
			"xl/worksheets/sheet1.xml", part, "xl/s.xml", part, "xl/t.xml", part, "xl/p.xml", part)
		show := zipxmltest.Pack(t, "ppt/presentation.xml", part, "ppt/slides/slide1.xml", part,
			"ppt/_rels/presentation.xml.rels", rels("slide", "slides/slide1.xml"))
		for i, data := range [][]byte{word, book, show} {
			res, _ := zipxmltest.Read(t, kinds[i].format, data)
			if len(res.Item.Text) > 100*len(part)+1000 {
				t.Errorf("%s: %d bytes of text from %d", kinds[i].name, len(res.Item.Text), len(part))
			}
		}
	})
}
