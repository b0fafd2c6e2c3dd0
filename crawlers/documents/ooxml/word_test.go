package ooxml_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/ooxml"
	"sarsen/crawlers/documents/zipxml/zipxmltest"
)

// rels writes a part of relationships given as type, target; their IDs are
// rId1, rId2 and so on. Targets with a colon are external.
func rels(pairs ...string) string {
	var b strings.Builder
	b.WriteString(`<Relationships>`)
	for i := 0; i < len(pairs); i += 2 {
		mode := ""
		if strings.Contains(pairs[i+1], ":") {
			mode = ` TargetMode="External"`
		}
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="http://purl.oclc.org/x/%s" Target="%s"%s/>`, i/2+1, pairs[i], pairs[i+1], mode)
	}
	b.WriteString(`</Relationships>`)
	return b.String()
}

func wordFile(t testing.TB, body string, more ...string) []byte {
	t.Helper()
	return zipxmltest.Pack(t, append([]string{
		"_rels/.rels", rels("officeDocument", "word/document.xml"),
		"word/document.xml", `<w:document><w:body>` + body + `</w:body></w:document>`,
	}, more...)...)
}

func p(text string) string { return `<w:p><w:r><w:t>` + text + `</w:t></w:r></w:p>` }

func TestWordText(t *testing.T) {
	tests := []struct {
		name, body, want string
	}{
		{"runs are one word", `<w:p><w:r><w:t>Oka</w:t></w:r><w:proofErr/><w:r><w:t>for</w:t></w:r></w:p>`, "Okafor\n"},
		{"breaks and tabs", `<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r></w:p>`, "a\tb\nc-d\n"},
		{"inserted", `<w:p><w:ins w:author="X"><w:r><w:t>new</w:t></w:r></w:ins></w:p>`, "new\nReviewer: X\n"},
		{"content control", `<w:sdt><w:sdtPr><w:alias w:val="no"/></w:sdtPr><w:sdtContent>` + p("inside") + `</w:sdtContent></w:sdt>`, "inside\n"},
		{"field's result", `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>` +
			`<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`, "7\n"},
		{"link in a field", `<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText> HYPERLINK "mailto:ada@harbour.example" </w:instrText>` +
			`<w:fldChar w:fldCharType="separate"/><w:t>Ada</w:t><w:fldChar w:fldCharType="end"/></w:r></w:p>`, "Ada\nmailto:ada@harbour.example\n"},
		{"text box once, below", `<w:p><w:r><w:t>He</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>` + p("boxed") +
			`</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>` + p("boxed") +
			`</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>llo</w:t></w:r></w:p>`, "Hello\nboxed\n"},
		{"mathematics", `<w:p><m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath></w:p>`, "x+1\n"},
		{"symbol", `<w:p><w:r><w:sym w:char="00E9"/><w:sym w:char="F0B7"/></w:r></w:p>`, "é\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res, err := zipxmltest.Read(t, ooxml.DOCX(), wordFile(t, tt.body))
			if err != nil || res.Item.Text != tt.want {
				t.Errorf("got %q, %v; want %q", res.Item.Text, err, tt.want)
			}
		})
	}
}

func TestWordHidden(t *testing.T) {
	tests := []struct {
		name, body, want string
	}{
		{"deleted", `<w:p><w:del w:author="X"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>`, "!deleted: gone"},
		{"moved away", `<w:p><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom></w:p>`, "!deleted: gone"},
		{"vanish", `<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>`, "!hidden text: secret"},
		{"vanish by style", `<w:p><w:r><w:rPr><w:rStyle w:val="Ghost"/></w:rPr><w:t>secret</w:t></w:r></w:p>`, "!hidden text: secret"},
		{"white", `<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>secret</w:t></w:r></w:p>`, "!white text: secret"},
		{"alternative text", `<w:p><w:r><w:drawing><wp:inline><wp:docPr descr="Photo of Ada"/></wp:inline></w:drawing></w:r></w:p>`, "!alternative text: Photo of Ada"},
		{"link", `<w:p><w:hyperlink r:id="rId1"><w:r><w:t>Ada</w:t></w:r></w:hyperlink></w:p>`, "!link: mailto:ada@harbour.example"},
		{"field's choices", `<w:p><w:fldSimple w:instr='IF "a" = "b" "Ada" "Sam"'><w:r><w:t>Sam</w:t></w:r></w:fldSimple></w:p>`, `!field: {IF "a" = "b" "Ada" "Sam"}`},
	}
	more := []string{
		"word/_rels/document.xml.rels", rels("hyperlink", "mailto:ada@harbour.example", "styles", "styles.xml"),
		"word/styles.xml", `<w:styles><w:style w:styleId="Ghost"><w:name w:val="Ghost"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>`,
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res, err := zipxmltest.Read(t, ooxml.DOCX(), wordFile(t, tt.body, more...))
			if notes := zipxmltest.Bounds(res.Item, documents.Note); err != nil || len(notes) == 0 || notes[0] != tt.want {
				t.Errorf("got %q, %v; want %q", notes, err, tt.want)
			}
		})
	}
}

func TestWordVisible(t *testing.T) {
	for name, body := range map[string]string{
		"vanish switched off":   `<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>x</w:t></w:r></w:p>`,
		"white on a dark cell":  `<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill="000000"/></w:tcPr><w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`,
		"white on a dark line":  `<w:p><w:pPr><w:shd w:fill="0000FF"/></w:pPr><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>x</w:t></w:r></w:p>`,
		"fallback is left out":  `<w:p><w:r><w:t>x</w:t></w:r></w:p><mc:AlternateContent><mc:Fallback>` + p("y") + `</mc:Fallback></mc:AlternateContent>`,
		"white on a highlight":  `<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/><w:highlight w:val="red"/></w:rPr><w:t>x</w:t></w:r></w:p>`,
		"shading ends with row": `<w:p><w:pPr><w:shd w:fill="auto"/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>`,
	} {
		t.Run(name, func(t *testing.T) {
			res, err := zipxmltest.Read(t, ooxml.DOCX(), wordFile(t, body))
			if notes := zipxmltest.Bounds(res.Item, documents.Note); err != nil || len(notes) > 0 || strings.TrimSpace(res.Item.Text) != "x" {
				t.Errorf("text %q, notes %q, %v", res.Item.Text, notes, err)
			}
		})
	}
}

func TestWordParts(t *testing.T) {
	data := wordFile(t, p("body"),
		"word/_rels/document.xml.rels", rels("header", "header1.xml", "footer", "footer1.xml", "footnotes", "footnotes.xml",
			"comments", "comments.xml", "glossaryDocument", "glossary/document.xml", "settings", "settings.xml", "attachedTemplate", "file:///C:/Users/ada/x.dotx"),
		"word/header1.xml", `<w:hdr>`+p("top")+`</w:hdr>`,
		"word/footer1.xml", `<w:ftr>`+p("bottom")+`</w:ftr>`,
		"word/footnotes.xml", `<w:footnotes><w:footnote w:type="separator">`+p("no")+`</w:footnote><w:footnote w:id="1">`+p("foot")+`</w:footnote></w:footnotes>`,
		"word/comments.xml", `<w:comments><w:comment w:author="Sam Lee">`+p("remark")+`</w:comment></w:comments>`,
		"word/glossary/document.xml", `<w:glossaryDocument>`+p("block")+`</w:glossaryDocument>`,
		"word/settings.xml", `<w:settings><w:docVars><w:docVar w:name="Client" w:val="Ada Okafor"/></w:docVars></w:settings>`,
		"word/charts/chart1.xml", `<c:chartSpace><c:tx><a:p><a:r><a:t>Arrears</a:t></a:r></a:p></c:tx></c:chartSpace>`,
		"word/diagrams/data1.xml", `<dgm:dataModel><dgm:pt><dgm:t><a:p><a:r><a:t>Team</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:dataModel>`,
		"customXml/item1.xml", `<root><name>From a form</name></root>`,
		"word/media/image1.png", "\x89PNG",
		"word/embeddings/oleObject1.bin", "ole",
		"word/theme/theme1.xml", `<a:theme><x>no</x></a:theme>`,
		"docProps/core.xml", `<cp:coreProperties><dc:title>Letter</dc:title><dc:creator>Ada</dc:creator><cp:lastModifiedBy>Sam</cp:lastModifiedBy><dcterms:created>2024-05-01T10:00:00Z</dcterms:created></cp:coreProperties>`,
		"docProps/custom.xml", `<Properties><property name="Case"><vt:lpwstr>HX-1</vt:lpwstr></property></Properties>`,
	)
	res, err := zipxmltest.Read(t, ooxml.DOCX(), data)
	if err != nil || len(res.Problems) > 0 {
		t.Fatalf("%v, %v", err, res.Problems)
	}
	want := "body\ntop\nbottom\nfoot\nSam Lee:\nremark\nblock\nClient: Ada Okafor\nArrears\nTeam\nFrom a form\nfile:///C:/Users/ada/x.dotx\n" +
		"Title: Letter\nAuthor: Ada\nLast modified by: Sam\nCreated: 2024-05-01T10:00:00Z\nCase: HX-1\n"
	if res.Item.Text != want {
		t.Errorf("got  %q\nwant %q", res.Item.Text, want)
	}
	if got := zipxmltest.Bounds(res.Item, documents.Furniture); !slices.Equal(got, []string{"top", "bottom"}) {
		t.Errorf("furniture = %q", got)
	}
	if res.Item.Title != "Letter" || res.Item.Author != "Ada" || res.Item.Created.Year() != 2024 {
		t.Errorf("meta = %+v", res.Item)
	}
	var parts []string
	for _, part := range res.Parts {
		parts = append(parts, part.Name)
	}
	if !slices.Equal(parts, []string{"image1.png", "oleObject1.bin"}) {
		t.Errorf("parts = %q", parts)
	}
}

func TestWordTable(t *testing.T) {
	row := func(pr string, cells ...string) string {
		s := `<w:tr>` + pr
		for _, c := range cells {
			s += `<w:tc>` + c + `</w:tc>`
		}
		return s + `</w:tr>`
	}
	nested := `<w:tbl>` + row("", p("in"), p("ner")) + `</w:tbl>`
	body := `<w:tbl>` + row(`<w:trPr><w:tblHeader/></w:trPr>`, p("Who"), p("What")) + row("", p("Ada"), p("x")+p("y")) +
		row(`<w:trPr><w:del w:author="Z"/></w:trPr>`, p("Sam"), nested) + `</w:tbl>` + p("after")
	res, err := zipxmltest.Read(t, ooxml.DOCX(), wordFile(t, body))
	if err != nil {
		t.Fatal(err)
	}
	if want := "Who\tWhat\nAda\tx\ny\nSam\tin\tner\nafter\nReviewer: Z\n"; res.Item.Text != want {
		t.Errorf("text = %q, want %q", res.Item.Text, want)
	}
	if got, want := zipxmltest.Bounds(res.Item, documents.Cell), []string{"A: Who", "B: What", "Who: Ada", "What: x\ny", "Who: Sam", "What: in\tner", "A: in", "B: ner"}; !slices.Equal(got, want) {
		t.Errorf("cells = %q, want %q", got, want)
	}
	if got := zipxmltest.Bounds(res.Item, documents.Row); len(got) != 3 || !strings.HasPrefix(got[1], "!3:") {
		t.Errorf("rows = %q", got)
	}
	if got := zipxmltest.Bounds(res.Item, documents.HeadRow); len(got) != 1 {
		t.Errorf("header rows = %q", got)
	}
}

func TestWordHeading(t *testing.T) {
	res, err := zipxmltest.Read(t, ooxml.DOCX(), wordFile(t, `<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr><w:r><w:t>Summary</w:t></w:r></w:p>`+p("x"),
		"word/_rels/document.xml.rels", rels("styles", "styles.xml"),
		"word/styles.xml", `<w:styles><w:style w:styleId="H"><w:name w:val="heading 2"/></w:style></w:styles>`))
	if got := zipxmltest.Bounds(res.Item, documents.Heading); err != nil || !slices.Equal(got, []string{"2: Summary"}) {
		t.Errorf("headings = %q, %v", got, err)
	}
}
