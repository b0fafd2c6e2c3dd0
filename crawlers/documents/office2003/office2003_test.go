package office2003_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/office2003"
)

func read(t *testing.T, format documents.Format, data string) documents.Result {
	t.Helper()
	out := documents.NewBuilder(0, nil)
	in := documents.Input{Content: bytes.NewReader([]byte(data)), Size: int64(len(data))}
	if err := format.Read(t.Context(), in, out); err != nil {
		t.Fatal(err)
	}
	return out.Result()
}

func bounds(item documents.Item) string {
	var b strings.Builder
	for _, x := range item.Bounds {
		hidden := ""
		if x.Hidden {
			hidden = "~"
		}
		fmt.Fprintf(&b, "%s%s %s %q\n", hidden, x.Kind, x.Label, item.Text[x.Start:x.End])
	}
	return b.String()
}

const wordDocument = `<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">
<o:DocumentProperties><o:Title>Case review</o:Title><o:Author>Sam Lee</o:Author></o:DocumentProperties>
<w:body><w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Findings</w:t></w:r></w:p>
<w:p><w:r><w:t>Okaf</w:t></w:r><aml:annotation w:type="Word.Deletion" aml:author="Ada"><aml:content><w:r><w:delText>o</w:delText></w:r></aml:content></aml:annotation>
<aml:annotation w:type="Word.Insertion"><aml:content><w:r><w:t>u</w:t></w:r></aml:content></aml:annotation><w:r><w:t>r wrote</w:t></w:r>
<w:hlink w:dest="https://moor.example/"><w:r><w:t> here</w:t></w:r></w:hlink>
<w:r><aml:annotation w:type="Word.Comment" aml:author="Ada"><aml:content><w:p><w:r><w:t>Check</w:t></w:r></w:p></aml:content></aml:annotation></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Name</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Date</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
</w:body></w:wordDocument>`

func TestWord(t *testing.T) {
	res := read(t, office2003.Word(), wordDocument)
	want := `heading 1 "Findings"
~note deleted "Okafor"
~note link "https://moor.example/"
note comment "Ada:\nCheck"
table  "Name\tDate\n"
headrow 1 "Name\tDate"
cell A "Name"
cell B "Date"
~properties  "Title: Case review\nAuthor: Sam Lee\nReviewer: Ada\n"
`
	if got := bounds(res.Item); got != want {
		t.Errorf("bounds\n%swant\n%s", got, want)
	}
	if !strings.Contains(res.Item.Text, "Okafur wrote here\n") || res.Item.Author != "Sam Lee" {
		t.Errorf("%q", res.Item.Text)
	}
}

const workbook = `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="d"><NumberFormat ss:Format="dd/mm/yyyy"/></Style></Styles>
<Worksheet ss:Name="Staff"><Table><Column ss:Index="2" ss:Hidden="1"/>
<Row><Cell><Data ss:Type="String">Name</Data></Cell><Cell><Data ss:Type="String">Rate</Data></Cell></Row>
<Row ss:Index="4"><Cell ss:HRef="https://moor.example/"><Data ss:Type="String"><B>Ada</B> Okafor</Data><Comment ss:Author="Sam"><ss:Data>Check</ss:Data></Comment></Cell>
<Cell ss:StyleID="d"><Data ss:Type="Number">29342</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="Gone"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table>
<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>`

func TestSheet(t *testing.T) {
	res := read(t, office2003.Sheet(), workbook)
	want := "Staff\nName\tRate\nAda Okafor\t01/05/1980\nhttps://moor.example/\nSam:\nCheck\nGone\nx\n"
	if res.Item.Text != want || res.Item.Pages != 2 {
		t.Errorf("%d pages: %q", res.Item.Pages, res.Item.Text)
	}
	got := bounds(res.Item)
	for _, part := range []string{"~cell Rate \"01/05/1980\"\n", "row 4 ", "~sheet Gone ", "note comment \"Sam:\\nCheck\""} {
		if !strings.Contains(got, part) {
			t.Errorf("no %s in\n%s", part, got)
		}
	}
}

func TestFlat(t *testing.T) {
	names := documents.FormatFunc(func(_ context.Context, in documents.Input, out *documents.Builder) error {
		out.Text(fmt.Sprint(in.Size > 100))
		return nil
	})
	flat := `<?xml version="1.0"?><pkg:package><pkg:part pkg:name="/word/document.xml"><pkg:xmlData><w:document/></pkg:xmlData></pkg:part></pkg:package>`
	if res := read(t, office2003.Flat(names, nil, nil), flat); res.Item.Text != "true" {
		t.Errorf("%q", res.Item.Text)
	}
}

// FuzzRead: whatever the text, reading ends, and bounds lie inside a valid
// text.
func FuzzRead(f *testing.F) {
	f.Add(wordDocument)
	f.Add(workbook)
	f.Fuzz(func(t *testing.T, data string) {
		for _, format := range []documents.Format{office2003.Word(), office2003.Sheet()} {
			out := documents.NewBuilder(0, nil)
			_ = format.Read(t.Context(), documents.Input{Content: strings.NewReader(data), Size: int64(len(data))}, out)
			item := out.Result().Item
			if !utf8.ValidString(item.Text) {
				t.Fatal("not UTF-8")
			}
			for _, b := range item.Bounds {
				if b.Start < 0 || b.End < b.Start || b.End > len(item.Text) {
					t.Fatalf("bound %+v outside %d bytes", b, len(item.Text))
				}
			}
		}
	})
}
