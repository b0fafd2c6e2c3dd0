package ooxml_test

import (
	"slices"
	"strings"
	"testing"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/ooxml"
	"sarsen/crawlers/documents/zipxml/zipxmltest"
)

// bookFile makes a workbook of one sheet and of more members.
func bookFile(t testing.TB, sheet string, more ...string) []byte {
	t.Helper()
	return zipxmltest.Pack(t, append([]string{
		"_rels/.rels", rels("officeDocument", "xl/workbook.xml"),
		"xl/workbook.xml", `<workbook><sheets><sheet name="Staff" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", rels("worksheet", "worksheets/sheet1.xml", "sharedStrings", "sharedStrings.xml", "styles", "styles.xml", "person", "persons/person.xml"),
		"xl/persons/person.xml", `<personList><person displayName="Sam Lee" id="{1}"/></personList>`,
		"xl/worksheets/sheet1.xml", `<worksheet>` + sheet + `</worksheet>`,
		"xl/sharedStrings.xml", `<sst><si><t>Name</t></si><si><t>Date of birth</t></si><si><r><t>Ada </t></r><r><t>Okafor</t></r><rPh><t>no</t></rPh></si><si><t>left behind</t></si></sst>`,
		"xl/styles.xml", `<styleSheet><fonts><font/><font><color rgb="FFFFFFFF"/></font></fonts><fills><fill><patternFill patternType="none"/></fill></fills>` +
			`<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="0" fontId="1" fillId="0"/></cellXfs></styleSheet>`,
	}, more...)...)
}

func TestSheet(t *testing.T) {
	data := bookFile(t, `<cols><col min="3" max="4" hidden="1"/></cols><sheetData>`+
		`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>`+
		`<row r="3" hidden="1"><c r="A3" t="s"><v>2</v></c><c r="B3" s="1"><v>29342</v></c><c r="D3" t="inlineStr"><is><t>far</t></is></c></row>`+
		`<row r="4"><c r="A4" t="b"><v>1</v></c><c r="B4" t="e"><v>#N/A</v></c><c r="C4"><v>447700900123</v></c><c r="E4" s="2"><v>5</v></c>`+
		`<c r="F4" t="str"><f>IF(A1="Sam Lee","x","y")</f><v>y</v></c></row></sheetData>`+
		`<headerFooter><oddHeader>&amp;L&amp;"Arial,Bold"&amp;12Harbour&amp;CPage &amp;P</oddHeader></headerFooter>`)
	res, err := zipxmltest.Read(t, ooxml.XLSX(), data)
	if err != nil || len(res.Problems) > 0 {
		t.Fatalf("%v, %v", err, res.Problems)
	}
	want := "Staff\nName\tDate of birth\nAda Okafor\t01/05/1980\tfar\nTRUE\t#N/A\t447700900123\t5\ty\nHarbour\nPage\nSam Lee\nleft behind\n"
	if res.Item.Text != want {
		t.Errorf("got  %q\nwant %q", res.Item.Text, want)
	}
	checks := []struct {
		kind documents.BoundKind
		want []string
	}{
		{documents.Heading, []string{"1: Staff"}},
		{documents.HeadRow, []string{"1: Name\tDate of birth"}},
		{documents.Row, []string{"!3: Ada Okafor\t01/05/1980\tfar", "4: TRUE\t#N/A\t447700900123\t5\ty"}},
		{documents.Cell, []string{
			"A: Name", "B: Date of birth", "Name: Ada Okafor", "Date of birth: 01/05/1980", "!D: far",
			"Name: TRUE", "Date of birth: #N/A", "!C: 447700900123", "!E: 5", "F: y",
		}},
		{documents.Furniture, []string{"Harbour\nPage"}},
		{documents.Note, []string{"!text in a formula: Sam Lee", "!unused string: left behind"}},
	}
	for _, c := range checks {
		if got := zipxmltest.Bounds(res.Item, c.kind); !slices.Equal(got, c.want) {
			t.Errorf("%s = %q, want %q", c.kind, got, c.want)
		}
	}
	if res.Item.Pages != 1 {
		t.Errorf("pages = %d", res.Item.Pages)
	}
}

// cells writes a sheet with one row of texts.
func cells(texts ...string) string {
	return `<worksheet><sheetData><row><c t="inlineStr"><is><t>` + strings.Join(texts, `</t></is></c><c t="inlineStr"><is><t>`) + `</t></is></c></row></sheetData>`
}

func TestHiddenSheets(t *testing.T) {
	data := zipxmltest.Pack(t,
		"xl/workbook.xml", `<workbook><sheets><sheet name="One" r:id="rId1"/><sheet name="Two" state="hidden" r:id="rId2"/><sheet name="Three" state="veryHidden" r:id="rId3"/></sheets>`+
			`<definedNames><definedName name="Lead">"Ada Okafor"</definedName><definedName name="_xlnm.Print_Area">no</definedName></definedNames></workbook>`,
		"xl/_rels/workbook.xml.rels", rels("worksheet", "worksheets/sheet1.xml", "worksheet", "worksheets/sheet2.xml", "worksheet", "worksheets/sheet3.xml"),
		"xl/worksheets/sheet1.xml", cells("a")+`</worksheet>`,
		"xl/worksheets/sheet2.xml", cells("b")+`</worksheet>`,
		"xl/worksheets/sheet3.xml", cells("c")+`</worksheet>`,
		"xl/worksheets/sheet9.xml", cells("d")+`</worksheet>`)
	res, err := zipxmltest.Read(t, ooxml.XLSX(), data)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"One: One\na", "!Two: Two\nb", "!Three: Three\nc", "!sheet9.xml: sheet9.xml\nd"}
	if got := zipxmltest.Bounds(res.Item, documents.Sheet); !slices.Equal(got, want) {
		t.Errorf("sheets = %q, want %q", got, want)
	}
	if got := zipxmltest.Bounds(res.Item, documents.Note); !slices.Equal(got, []string{`!defined names: Lead = "Ada Okafor"`}) {
		t.Errorf("notes = %q", got)
	}
}

func TestSheetLayers(t *testing.T) {
	sheetRels := []string{"xl/worksheets/_rels/sheet1.xml.rels"}
	layer := func(name, sheet, want string, more ...string) {
		t.Run(name, func(t *testing.T) {
			res, err := zipxmltest.Read(t, ooxml.XLSX(), bookFile(t, sheet, more...))
			if notes := zipxmltest.Bounds(res.Item, documents.Note); err != nil || !slices.Contains(notes, want) {
				t.Errorf("got %q, %v; want %q", notes, err, want)
			}
		})
	}
	layer("comment", "", "comment: Sam Lee:\ncheck this", append(sheetRels, rels("comments", "../comments1.xml"),
		"xl/comments1.xml", `<comments><authors><author>Sam Lee</author></authors><commentList><comment ref="A1" authorId="0"><text><r><t>check this</t></r></text></comment></commentList></comments>`)...)
	layer("threaded comment", "", "comment: Sam Lee:\nreply", append(sheetRels, rels("threadedComment", "../threadedComments/t.xml"),
		"xl/threadedComments/t.xml", `<ThreadedComments><threadedComment personId="{1}"><text>reply</text></threadedComment></ThreadedComments>`)...)
	layer("link", `<hyperlinks><hyperlink ref="A1" r:id="rId1"/></hyperlinks>`, "!link: mailto:ada@harbour.example",
		append(sheetRels, rels("hyperlink", "mailto:ada@harbour.example"))...)
	layer("input rule", `<dataValidations><dataValidation prompt="Ask Ada"><formula1>"Sam,Lee"</formula1></dataValidation></dataValidations>`, "!input rule: Ask Ada")
	layer("list of an input rule", `<dataValidations><dataValidation><formula1>"Sam,Lee"</formula1></dataValidation></dataValidations>`, "!text in a formula: Sam,Lee")
	layer("filter", `<autoFilter><filterColumn><filters><filter val="Okafor"/></filters></filterColumn></autoFilter>`, "!filter: Okafor")
	layer("chart", `<drawing r:id="rId1"/>`, "chart: Arrears\nOkafor\tLee", append(sheetRels, rels("drawing", "../drawings/drawing1.xml"),
		"xl/drawings/drawing1.xml", `<xdr:wsDr><xdr:graphicFrame><c:chart r:id="rId1"/></xdr:graphicFrame></xdr:wsDr>`,
		"xl/drawings/_rels/drawing1.xml.rels", rels("chart", "../charts/chart1.xml"),
		"xl/charts/chart1.xml", `<c:chartSpace><c:title><a:p><a:r><a:t>Arrears</a:t></a:r></a:p></c:title><c:cat><c:strCache><c:pt><c:v>Okafor</c:v></c:pt><c:pt><c:v>Lee</c:v></c:pt></c:strCache></c:cat></c:chartSpace>`)...)
	layer("alternative text", `<drawing r:id="rId1"/>`, "!alternative text: Photo of Ada", append(sheetRels, rels("drawing", "../drawings/drawing1.xml"),
		"xl/drawings/drawing1.xml", `<xdr:wsDr><xdr:pic><xdr:nvPicPr><xdr:cNvPr descr="Photo of Ada"/></xdr:nvPicPr></xdr:pic></xdr:wsDr>`)...)
	layer("revisions of a shared workbook", "", "!other part: Old value", "xl/revisions/revisionLog1.xml", `<revisions><rcc><oc t="inlineStr"><is><t>Old value</t></is></oc></rcc></revisions>`)
}

func TestPivotCache(t *testing.T) {
	data := zipxmltest.Pack(t,
		"xl/workbook.xml", `<workbook><sheets><sheet name="S" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", rels("worksheet", "worksheets/sheet1.xml", "pivotCacheDefinition", "pivotCache/d.xml", "externalLink", "externalLinks/e.xml"),
		"xl/worksheets/sheet1.xml", `<worksheet/>`,
		"xl/pivotCache/d.xml", `<pivotCacheDefinition><cacheFields><cacheField name="Owner"><sharedItems><s v="Okafor"/><s v="Deleted Person"/></sharedItems></cacheField>`+
			`<cacheField name="Paid"><sharedItems/></cacheField></cacheFields></pivotCacheDefinition>`,
		"xl/pivotCache/_rels/d.xml.rels", rels("pivotCacheRecords", "r.xml"),
		"xl/pivotCache/r.xml", `<pivotCacheRecords><r><x v="0"/><n v="12.5"/></r><r><x v="99"/><s v="late"/></r></pivotCacheRecords>`,
		"xl/externalLinks/e.xml", `<externalLink><externalBook><sheetNames><sheetName val="Rents"/></sheetNames><sheetDataSet><sheetData><row><cell><v>Lee</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>`)
	res, err := zipxmltest.Read(t, ooxml.XLSX(), data)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"!pivot cache: Owner\tPaid\nOkafor\t12.5\nlate\nDeleted Person", "!external link: Rents\nLee"}
	if got := zipxmltest.Bounds(res.Item, documents.Note); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestLegacyDrawing reads the shapes of comments and of form controls: where
// they stand and what they do is no text.
func TestLegacyDrawing(t *testing.T) {
	data := bookFile(t, `<sheetData><row><c t="str"><v>x</v></c></row></sheetData>`,
		"xl/worksheets/_rels/sheet1.xml.rels", rels("comments", "../comments1.xml", "vmlDrawing", "../drawings/vmlDrawing1.vml"),
		"xl/comments1.xml", `<comments><authors><author>Sam Lee</author></authors><commentList><comment ref="A1" authorId="0"><text><r><t>why?</t></r></text></comment></commentList></comments>`,
		"xl/drawings/vmlDrawing1.vml", `<xml><v:shape alt="Photo of Ada"><v:textbox><div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/>`+
			`<x:Anchor>1, 15, 0, 2, 3, 31, 4, 1</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>1</x:Row><x:Column>1</x:Column></x:ClientData></v:shape>`+
			`<v:shape><v:textbox><div><font face="Arial">Print for </font><font>Ada</font></div><div>Okafor</div></v:textbox><x:ClientData ObjectType="Button"><x:FmlaMacro>[0]!Go</x:FmlaMacro></x:ClientData></v:shape></xml>`,
		"customXml/item1.xml", `<form><first>Leopold</first><last>Batt</last><note>Dear <b>A</b>nn</note></form>`)
	res, err := zipxmltest.Read(t, ooxml.XLSX(), data)
	want := "Staff\nx\nSam Lee:\nwhy?\nName\nDate of birth\nAda Okafor\nleft behind\nPhoto of Ada\nPrint for Ada\nOkafor\nLeopold\nBatt\nDear Ann\n"
	if err != nil || res.Item.Text != want {
		t.Errorf("got  %q, %v\nwant %q", res.Item.Text, err, want)
	}
}
