package all_test

import (
	"slices"
	"strings"
	"testing"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/pdfium/pdftest"
)

const (
	opcTypes = `<Types><Override PartName="/%" ContentType="application/vnd.openxmlformats-officedocument.`
	opcCore  = `<cp:coreProperties><dc:title>Letter</dc:title><dc:creator>Ada Okafor</dc:creator></cp:coreProperties>`
	odfMeta  = `<office:document-meta><office:meta><dc:title>Letter</dc:title></office:meta></office:document-meta>`
)

func opc(t testing.TB, main, kind, content string, more ...file) string {
	return zipOf(t, append([]file{
		{"[Content_Types].xml", strings.Replace(opcTypes, "%", main, 1) + kind + `.main+xml"/></Types>`},
		{"_rels/.rels", `<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="` + main + `"/></Relationships>`},
		{main, content},
		{"docProps/core.xml", opcCore},
	}, more...)...)
}

func openDocument(t testing.TB, kind, body string) string {
	return zipOf(t, file{"mimetype", "application/vnd.oasis.opendocument." + kind},
		file{"content.xml", `<office:document-content><office:body>` + body + `</office:body></office:document-content>`}, file{"meta.xml", odfMeta})
}

// workbook has one sheet of the name, with rows.
func workbook(t testing.TB, name, rows string) string {
	return opc(t, "xl/workbook.xml", "spreadsheetml.sheet", `<workbook><sheets><sheet name="`+name+`" r:id="rId1"/></sheets></workbook>`,
		file{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`},
		file{"xl/worksheets/sheet1.xml", `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`})
}

// TestEmpty: a document is empty when it says nothing but what it is called.
func TestEmpty(t *testing.T) {
	word := func(body string) string {
		return opc(t, "word/document.xml", "wordprocessingml.document", `<w:document><w:body>`+body+`</w:body></w:document>`)
	}
	tests := []struct{ name, content, want string }{
		{"docx", word(`<w:p/><w:p><w:r><w:t> </w:t></w:r></w:p>`), "empty"},
		{"docx with text", word(`<w:p><w:r><w:t>x</w:t></w:r></w:p>`), "indexed"},
		{"xlsx", workbook(t, "Sheet1", ""), "empty"},
		{"xlsx with a cell", workbook(t, "Sheet1", `<row><c t="str"><v>x</v></c></row>`), "indexed"},
		{"odt", openDocument(t, "text", `<office:text><text:p/></office:text>`), "empty"},
		{"ods", openDocument(t, "spreadsheet", `<office:spreadsheet><table:table table:name="A"/><table:table table:name="B"/></office:spreadsheet>`), "empty"},
		{"ods with a cell in its last sheet", openDocument(t, "spreadsheet", `<office:spreadsheet><table:table table:name="A"/><table:table table:name="B"><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>`), "indexed"},
		{"pdf", string(pdftest.File([]pdftest.Page{{}}, []string{"<</Title(Letter)>>"}, "", "/Info 5 0 R")), "empty"},
		{"html", `<!doctype html><html><head><title>Letter</title></head><body></body></html>`, "empty"},
		{"rtf", `{\rtf1{\info{\title Letter}}}`, "empty"},
		{"csv with one cell", "x\n", "indexed"},
		{"zip of nothing that is read", zipOf(t, file{"a.bin", "\x00\x01"}), "indexed"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			found := items(t, extractor(), input("x", tt.content), documents.Limits{})
			if got := states(found)[:1]; !slices.Equal(got, []string{tt.want}) {
				t.Errorf("got %q of %s: %q, text %q", got, found[0].MediaType, found[0].Reason, found[0].Text)
			}
		})
	}
}
