package ooxml_test

import (
	"errors"
	"testing"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/ooxml"
	"sarsen/crawlers/documents/zipxml/zipxmltest"
)

func TestPages(t *testing.T) {
	tests := []struct {
		name   string
		format documents.Format
		parts  []string
		want   string
		pages  int
	}{
		{
			"Visio", ooxml.VSDX(), []string{
				"visio/document.xml", "<VisioDocument><StyleSheets>quiet</StyleSheets></VisioDocument>",
				"visio/pages/page10.xml", "<PageContents><Shapes><Shape><Text>last</Text></Shape></Shapes></PageContents>",
				"visio/pages/page2.xml", `<PageContents><Shapes><Shape><Section N="Property"><Row><Cell N="Value" V="12 Quay Street" U="STR"/></Row></Section>` +
					`<Text><cp IX="0"/>Winifred <pp IX="0"/>Ashdown</Text></Shape></Shapes></PageContents>`,
			}, "12 Quay Street\nWinifred Ashdown\nlast\n", 2,
		},
		{
			"XPS", ooxml.XPS(), []string{
				"Documents/1/Pages/1.fpage", `<FixedPage><Canvas><Glyphs UnicodeString="Winifred " OriginY="10"/><Glyphs UnicodeString="Ashdown" OriginY="10"/>` +
					`<Glyphs UnicodeString="{}{braces}" OriginY="20" FixedPage.NavigateUri="mailto:ashdown@harbour.example"/></Canvas></FixedPage>`,
			}, "Winifred Ashdown\n{braces}\nmailto:ashdown@harbour.example\n", 1,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res, err := zipxmltest.Read(t, tt.format, zipxmltest.Pack(t, tt.parts...))
			if err != nil || res.Item.Text != tt.want || res.Item.Pages != tt.pages {
				t.Errorf("text %q, %d pages, error %v", res.Item.Text, res.Item.Pages, err)
			}
			if _, err := zipxmltest.Read(t, tt.format, zipxmltest.Pack(t, "a.txt", "x")); !errors.Is(err, documents.ErrDamaged) {
				t.Errorf("no page: %v", err)
			}
		})
	}
}
