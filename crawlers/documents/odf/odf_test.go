package odf_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/odf"
	"sarsen/crawlers/documents/zipxml/zipxmltest"
)

// styles are those the tests use.
const styles = `<office:automatic-styles>` +
	`<style:style style:name="gone" style:family="text"><style:text-properties text:display="none"/></style:style>` +
	`<style:style style:name="gone" style:family="paragraph"><style:text-properties text:display="none"/></style:style>` +
	`<style:style style:name="white" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style>` +
	`<style:style style:name="away" style:family="table"><style:table-properties table:display="false"/></style:style>` +
	`<style:style style:name="skip" style:family="drawing-page"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>` +
	`</office:automatic-styles>`

func content(body string) string {
	return `<office:document-content>` + styles + `<office:body>` + body + `</office:body></office:document-content>`
}

func file(t testing.TB, body string, more ...string) []byte {
	t.Helper()
	return zipxmltest.Pack(t, append([]string{"mimetype", "application/vnd.oasis.opendocument.text", "content.xml", content(body)}, more...)...)
}

func TestText(t *testing.T) {
	tests := []struct {
		name, body, want string
	}{
		{"white space", "<text:p>\n  a   b<text:s text:c=\"2\"/>c<text:tab/>d<text:line-break/>e</text:p>", "a b  c\td\ne\n"},
		{"spans are one word", `<text:p>Oka<text:span>for</text:span></text:p>`, "Okafor\n"},
		{"list", `<text:list><text:list-item><text:p>one</text:p></text:list-item><text:list-item><text:p>two</text:p></text:list-item></text:list>`, "one\ntwo\n"},
		{"note below its paragraph", `<text:p>He<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>foot</text:p></text:note-body></text:note>llo</text:p>`, "Hello\nfoot\n"},
		{"text box", `<text:p>a<draw:frame><draw:text-box><text:p>boxed</text:p></draw:text-box></draw:frame>b</text:p>`, "ab\nboxed\n"},
		{"title field is shown", `<text:p>On <text:title>Housing</text:title></text:p>`, "On Housing\n"},
		{"link", `<text:p><text:a xlink:href="mailto:ada@harbour.example">Ada</text:a></text:p>`, "Ada\nmailto:ada@harbour.example\n"},
		{"unknown element", `<x:y><text:p>kept</text:p></x:y>`, "kept\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res, err := zipxmltest.Read(t, odf.New(), file(t, `<office:text>`+tt.body+`</office:text>`))
			if err != nil || res.Item.Text != tt.want {
				t.Errorf("got %q, %v; want %q", res.Item.Text, err, tt.want)
			}
		})
	}
}

func TestHidden(t *testing.T) {
	tests := []struct {
		name, body, want string
	}{
		{"deleted", `<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>Sam</dc:creator><dc:date>2024-01-01</dc:date></office:change-info>` +
			`<text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>`, "!deleted: gone"},
		{"span", `<text:p>a <text:span text:style-name="gone">secret</text:span></text:p>`, "!hidden text: secret"},
		{"paragraph", `<text:p text:style-name="gone">secret</text:p>`, "!hidden text: secret"},
		{"white", `<text:p><text:span text:style-name="white">secret</text:span></text:p>`, "!white text: secret"},
		{"section", `<text:section text:display="none"><text:p>secret</text:p></text:section>`, "!hidden text: secret"},
		{"conditional", `<text:p><text:conditional-text text:string-value-if-true="Ada">x</text:conditional-text></text:p>`, "!hidden text: Ada"},
		{"annotation", `<text:p>a<office:annotation><dc:creator>Sam Lee</dc:creator><dc:date>2024-01-01</dc:date><text:p>why?</text:p></office:annotation></text:p>`, "comment: Sam Lee:\nwhy?"},
		{"alternative text", `<text:p><draw:frame><draw:image/><svg:desc>Photo of Ada</svg:desc></draw:frame></text:p>`, "!alternative text: Photo of Ada"},
		{"variable", `<text:user-field-decls><text:user-field-decl office:string-value="Ada"/></text:user-field-decls>`, "!field: Ada"},
		{"endnote", `<text:p><text:note text:note-class="endnote"><text:note-body><text:p>end</text:p></text:note-body></text:note></text:p>`, "endnote: end"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			res, err := zipxmltest.Read(t, odf.New(), file(t, `<office:text>`+tt.body+`</office:text>`))
			if got := zipxmltest.Bounds(res.Item, documents.Note); err != nil || !slices.Equal(got, []string{tt.want}) {
				t.Errorf("got %q, %v; want %q", got, err, tt.want)
			}
		})
	}
}

func cell(attr, text string) string {
	return `<table:table-cell` + attr + `><text:p>` + text + `</text:p></table:table-cell>`
}

func TestSheets(t *testing.T) {
	body := `<office:spreadsheet><table:table table:name="Staff"><table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>` +
		`<table:table-row>` + cell("", "Name") + cell("", "Post") + `</table:table-row>` +
		`<table:table-row table:number-rows-repeated="2" table:visibility="collapse">` + cell("", "Ada") + `<table:table-cell table:number-columns-repeated="1"/>` + cell("", "far") + `</table:table-row>` +
		`<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>` +
		`<table:table-row><table:table-cell office:value-type="float" office:value="5" table:formula='of:=IF([.A1]="Sam Lee";1;0)'><office:annotation><dc:creator>Sam</dc:creator><text:p>why?</text:p></office:annotation><text:p>£5</text:p></table:table-cell></table:table-row>` +
		`</table:table><table:table table:name="Old" table:style-name="away"><table:table-row>` + cell("", "x") + `</table:table-row></table:table></office:spreadsheet>`
	res, err := zipxmltest.Read(t, odf.New(), file(t, body))
	if err != nil {
		t.Fatal(err)
	}
	want := "Staff\nName\tPost\nAda\tfar\nAda\tfar\n£5\nSam:\nwhy?\nSam Lee\nOld\nx\n"
	if res.Item.Text != want {
		t.Errorf("got  %q\nwant %q", res.Item.Text, want)
	}
	checks := []struct {
		kind documents.BoundKind
		want []string
	}{
		{documents.HeadRow, []string{"1: Name\tPost"}},
		{documents.Row, []string{"!2: Ada\tfar", "!3: Ada\tfar", "1048004: £5\nSam:\nwhy?", "1: x"}},
		{documents.Cell, []string{"A: Name", "B: Post", "Name: Ada", "!C: far", "Name: Ada", "!C: far", "Name: £5\nSam:\nwhy?", "A: x"}},
		{documents.Note, []string{"comment: Sam:\nwhy?", "!text in a formula: Sam Lee"}},
	}
	for _, c := range checks {
		if got := zipxmltest.Bounds(res.Item, c.kind); !slices.Equal(got, c.want) {
			t.Errorf("%s = %q, want %q", c.kind, got, c.want)
		}
	}
	if got := zipxmltest.Bounds(res.Item, documents.Sheet); len(got) != 2 || !strings.HasPrefix(got[1], "!Old:") || res.Item.Pages != 2 {
		t.Errorf("sheets = %q, pages %d", got, res.Item.Pages)
	}
}

func TestSlides(t *testing.T) {
	body := `<office:presentation><draw:page><draw:frame presentation:class="title"><draw:text-box><text:p>Welcome</text:p></draw:text-box></draw:frame>` +
		`<presentation:notes><draw:frame><draw:text-box><text:p>say this</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>` +
		`<draw:page draw:style-name="skip"><draw:g><draw:custom-shape><text:p>left out</text:p></draw:custom-shape></draw:g></draw:page></office:presentation>`
	master := `<office:document-styles><office:master-styles><style:master-page><draw:frame presentation:class="title"><draw:text-box><text:p>Click here</text:p></draw:text-box></draw:frame>` +
		`<draw:frame><draw:text-box><text:p>Harbour</text:p></draw:text-box></draw:frame></style:master-page></office:master-styles></office:document-styles>`
	res, err := zipxmltest.Read(t, odf.New(), file(t, body, "styles.xml", master))
	if err != nil || res.Item.Text != "Welcome\nsay this\nleft out\nHarbour\n" || res.Item.Pages != 2 {
		t.Errorf("got %q, %d pages, %v", res.Item.Text, res.Item.Pages, err)
	}
	if got := zipxmltest.Bounds(res.Item, documents.Page); !slices.Equal(got, []string{"1: Welcome\nsay this", "!2: left out"}) {
		t.Errorf("pages = %q", got)
	}
	if got := zipxmltest.Bounds(res.Item, documents.Heading); !slices.Equal(got, []string{"1: Welcome"}) {
		t.Errorf("headings = %q", got)
	}
}

func TestParts(t *testing.T) {
	data := file(t, `<office:text><text:h text:outline-level="2">Part</text:h><draw:frame><draw:object xlink:href="./Object 1"/></draw:frame></office:text>`,
		"styles.xml", `<office:document-styles><office:master-styles><style:master-page><style:header><text:p>top</text:p></style:header><style:footer><text:p>bottom</text:p></style:footer></style:master-page></office:master-styles></office:document-styles>`,
		"meta.xml", `<office:document-meta><office:meta><dc:title>Letter</dc:title><meta:initial-creator>Ada</meta:initial-creator><dc:creator>Sam</dc:creator><meta:creation-date>2024-05-01T10:00:00</meta:creation-date><meta:user-defined meta:name="Case">HX-1</meta:user-defined></office:meta></office:document-meta>`,
		"Object 1/content.xml", content(`<office:chart><chart:chart><chart:title><text:p>Arrears</text:p></chart:title></chart:chart></office:chart>`),
		"Pictures/1.png", "x", "Versions/Version1", "old", "Thumbnails/thumbnail.png", "no", "META-INF/manifest.xml", "<manifest:manifest/>")
	res, err := zipxmltest.Read(t, odf.New(), data)
	want := "Part\ntop\nbottom\nArrears\nTitle: Letter\nAuthor: Ada\nLast modified by: Sam\nCreated: 2024-05-01T10:00:00\nCase: HX-1\n"
	if err != nil || len(res.Problems) > 0 || res.Item.Text != want {
		t.Errorf("got %q, %v, %v; want %q", res.Item.Text, res.Problems, err, want)
	}
	if got := zipxmltest.Bounds(res.Item, documents.Furniture); !slices.Equal(got, []string{"top", "bottom"}) {
		t.Errorf("furniture = %q", got)
	}
	if res.Item.Title != "Letter" || res.Item.Author != "Ada" || res.Item.Created.Year() != 2024 {
		t.Errorf("meta = %+v", res.Item)
	}
	if len(res.Parts) != 2 || res.Parts[0].Name != "1.png" || res.Parts[1].Name != "Version1" {
		t.Errorf("parts = %+v", res.Parts)
	}
}

func TestFlat(t *testing.T) {
	flat := `<?xml version="1.0"?><office:document><office:meta><dc:title>Letter</dc:title></office:meta>` + styles +
		`<office:body><office:text><text:p>x<text:span text:style-name="gone">y</text:span></text:p></office:text></office:body></office:document>`
	res, err := zipxmltest.Read(t, odf.New(), []byte(flat))
	if err != nil || res.Item.Text != "x\nxy\nTitle: Letter\n" {
		t.Errorf("got %q, %v", res.Item.Text, err)
	}
}

func TestErrors(t *testing.T) {
	locked := file(t, "", "META-INF/manifest.xml", `<manifest:manifest><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>`)
	tests := []struct {
		name string
		data []byte
		want error
	}{
		{"empty", nil, documents.ErrDamaged},
		{"other xml", []byte("<html/>"), documents.ErrDamaged},
		{"no document inside", zipxmltest.Pack(t, "a.txt", "x"), documents.ErrDamaged},
		{"encrypted", locked, documents.ErrEncrypted},
		{"encrypted whole", zipxmltest.Pack(t, "mimetype", "x", "encrypted-package", "x"), documents.ErrEncrypted},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := zipxmltest.Read(t, odf.New(), tt.data); !errors.Is(err, tt.want) {
				t.Errorf("error = %v, want %v", err, tt.want)
			}
		})
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := zipxmltest.ReadContext(ctx, t, odf.New(), file(t, ""), 0); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestHostile(t *testing.T) {
	many := strings.Repeat
	tests := map[string]string{
		"billion laughs": `</office:body><!DOCTYPE x [<!ENTITY a "` + many("x", 1000) + `">]><office:body>&a;`,
		"repeated cells": `<office:spreadsheet><table:table><table:table-row table:number-rows-repeated="2147483647">` +
			many(cell(` table:number-columns-repeated="2147483647"`, many("x", 100)), 50) + `</table:table-row></table:table></office:spreadsheet>`,
		"repeated spaces": `<office:text><text:p>` + many(`<text:s text:c="2147483647"/>`, 500) + `</text:p></office:text>`,
		"deep nesting":    `<office:text>` + many(`<text:section>`, 100_000),
		"deep tables":     `<office:text>` + many(`<table:table><table:table-row><table:table-cell>`, 150) + `<text:p>x</text:p>`,
		"deep boxes":      `<office:text>` + many(`<text:p><draw:frame><draw:text-box>`, 150) + `<text:p>x</text:p>`,
		"hidden columns":  `<office:spreadsheet><table:table>` + many(`<table:table-column table:visibility="collapse" table:number-columns-repeated="-7"/>`, 50_000) + `</table:table></office:spreadsheet>`,
	}
	for name, body := range tests {
		t.Run(name, func(t *testing.T) {
			begun := time.Now()
			res, err := zipxmltest.Read(t, odf.New(), file(t, body))
			if took := time.Since(begun); err != nil || took > 10*time.Second || len(res.Item.Text) > 20<<20 {
				t.Errorf("%d bytes in %s, %v", len(res.Item.Text), took, err)
			}
		})
	}
}

// FuzzContent holds the format to: no panic, valid text with bounds inside
// it, and text bounded by what was read and the limit on copies.
func FuzzContent(f *testing.F) {
	f.Add(content(`<office:text><text:p>a<text:s text:c="3"/><office:annotation><dc:creator>x</dc:creator></office:annotation></text:p></office:text>`))
	f.Add(content(`<office:spreadsheet><table:table table:name="S"><table:table-row table:number-rows-repeated="9">` + cell(` table:number-columns-repeated="9"`, "x") + `</table:table-row></table:table></office:spreadsheet>`))
	f.Add(content(`<office:presentation><draw:page><presentation:notes><text:p>x</text:p></presentation:notes></draw:page></office:presentation>`))
	f.Fuzz(func(t *testing.T, part string) {
		const limit = 1 << 20
		data := zipxmltest.Pack(t, "content.xml", part, "styles.xml", part, "meta.xml", part)
		for _, d := range [][]byte{data, []byte(part)} {
			res, _ := zipxmltest.ReadContext(t.Context(), t, odf.New(), d, limit)
			if len(res.Item.Text) > limit+100*len(part)+1000 {
				t.Errorf("%d bytes of text from %d", len(res.Item.Text), len(part))
			}
		}
	})
}
