package ooxml_test

import (
	"slices"
	"testing"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/ooxml"
	"sarsen/crawlers/documents/zipxml/zipxmltest"
)

func shape(ph, text string) string {
	if ph != "" {
		ph = `<p:nvPr><p:ph type="` + ph + `"/></p:nvPr>`
	}
	return `<p:sp><p:nvSpPr><p:cNvPr id="2"/>` + ph + `</p:nvSpPr><p:txBody><a:p><a:r><a:t>` + text + `</a:t></a:r></a:p></p:txBody></p:sp>`
}

func slide(attr, shapes string) string {
	return `<p:sld` + attr + `><p:cSld><p:spTree>` + shapes + `</p:spTree></p:cSld></p:sld>`
}

func TestSlides(t *testing.T) {
	table := `<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>Name</a:t></a:r></a:p></a:txBody></a:tc>` +
		`<a:tc><a:txBody><a:p><a:r><a:t>Role</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>`
	data := zipxmltest.Pack(t,
		"_rels/.rels", rels("officeDocument", "ppt/presentation.xml"),
		"ppt/presentation.xml", `<p:presentation><p:sldIdLst><p:sldId id="256" r:id="rId2"/><p:sldId id="257" r:id="rId1"/></p:sldIdLst></p:presentation>`,
		"ppt/_rels/presentation.xml.rels", rels("slide", "slides/slide1.xml", "slide", "slides/slide2.xml", "commentAuthors", "commentAuthors.xml"),
		"ppt/commentAuthors.xml", `<p:cmAuthorLst><p:cmAuthor id="0" name="Sam Lee"/></p:cmAuthorLst>`,
		"ppt/slides/slide1.xml", slide(` show="0"`, shape("", "left out")),
		"ppt/slides/slide2.xml", slide("", shape("title", "Welcome")+`<p:grpSp>`+shape("", "grouped")+`</p:grpSp>`+table+
			`<p:pic><p:nvPicPr><p:cNvPr id="9" descr="Photo of Ada"><a:hlinkClick r:id="rId4"/></p:cNvPr></p:nvPicPr></p:pic>`),
		"ppt/slides/_rels/slide2.xml.rels", rels("notesSlide", "../notesSlides/notesSlide1.xml", "comments", "../comments/comment1.xml",
			"slideLayout", "../slideLayouts/slideLayout1.xml", "hyperlink", "https://harbour.example/"),
		"ppt/notesSlides/notesSlide1.xml", `<p:notes><p:cSld><p:spTree>`+shape("body", "say this")+`</p:spTree></p:cSld></p:notes>`,
		"ppt/comments/comment1.xml", `<p:cmLst><p:cm authorId="0"><p:text>why?</p:text></p:cm></p:cmLst>`,
		"ppt/slideLayouts/slideLayout1.xml", `<p:sldLayout><p:cSld><p:spTree>`+shape("title", "Click to edit")+shape("", "Harbour Council")+`</p:spTree></p:cSld></p:sldLayout>`,
		"ppt/media/image1.jpeg", "x",
	)
	res, err := zipxmltest.Read(t, ooxml.PPTX(), data)
	if err != nil || len(res.Problems) > 0 {
		t.Fatalf("%v, %v", err, res.Problems)
	}
	want := "Welcome\ngrouped\nName\tRole\nPhoto of Ada\nhttps://harbour.example/\nsay this\nSam Lee:\nwhy?\nleft out\nHarbour Council\n"
	if res.Item.Text != want {
		t.Errorf("got  %q\nwant %q", res.Item.Text, want)
	}
	checks := []struct {
		kind documents.BoundKind
		want []string
	}{
		{documents.Page, []string{"1: Welcome\ngrouped\nName\tRole\nPhoto of Ada\nhttps://harbour.example/\nsay this\nSam Lee:\nwhy?", "!2: left out"}},
		{documents.Heading, []string{"1: Welcome"}},
		{documents.Note, []string{"!alternative text: Photo of Ada", "!link: https://harbour.example/", "speaker's note: say this", "comment: Sam Lee:\nwhy?"}},
		{documents.Furniture, []string{"Harbour Council"}},
		{documents.HeadRow, []string{"1: Name\tRole"}},
	}
	for _, c := range checks {
		if got := zipxmltest.Bounds(res.Item, c.kind); !slices.Equal(got, c.want) {
			t.Errorf("%s = %q, want %q", c.kind, got, c.want)
		}
	}
	if res.Item.Pages != 2 || len(res.Parts) != 1 {
		t.Errorf("%d pages, %d parts", res.Item.Pages, len(res.Parts))
	}
}
