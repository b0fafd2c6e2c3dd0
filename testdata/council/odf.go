package council

import (
	"fmt"
	"strings"
	"time"
)

const odfNS = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"`

// odf puts an OpenDocument package together. kind is text, spreadsheet or
// presentation; styles may be "".
func odf(kind, title, author string, date time.Time, styles, body string) ([]byte, error) {
	mime := "application/vnd.oasis.opendocument." + kind
	stamp := date.UTC().Format("2006-01-02T15:04:05")
	return zipped([]member{
		{"mimetype", []byte(mime)},
		part("META-INF/manifest.xml", `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="`, mime, `"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>`),
		part("content.xml", `<office:document-content `, odfNS, ` office:version="1.2">`, body, `</office:document-content>`),
		part("styles.xml", `<office:document-styles `, odfNS, ` office:version="1.2">`, styles, `</office:document-styles>`),
		part("meta.xml", `<office:document-meta `, odfNS, ` office:version="1.2"><office:meta><dc:title>`, esc(title), `</dc:title><meta:initial-creator>`, esc(author), `</meta:initial-creator><dc:creator>`, esc(author), `</dc:creator><meta:creation-date>`, stamp, `</meta:creation-date><dc:date>`, stamp, `</dc:date></office:meta></office:document-meta>`),
	})
}

// odt writes an OpenDocument text with annotations, tracked changes, frames,
// a page header and a footer where there are any.
func odt(d document) ([]byte, error) {
	var body, changes strings.Builder
	stamp := d.date.UTC().Format("2006-01-02T15:04:05")
	change := func(id, kind, inner string) {
		fmt.Fprintf(&changes, `<text:changed-region text:id="%s"><text:%s><office:change-info><dc:creator>Reviewer</dc:creator><dc:date>%s</dc:date></office:change-info>%s</text:%s></text:changed-region>`, id, kind, stamp, inner, kind)
	}
	n := 0
	d.tables(func(b block) {
		n++
		id := fmt.Sprintf("ct%d", n)
		inner := odfLines(b)
		switch b.kind {
		case heading:
			body.WriteString(`<text:h text:outline-level="1">` + inner + `</text:h>`)
		case inserted:
			change(id, "insertion", "")
			fmt.Fprintf(&body, `<text:p><text:change-start text:change-id="%s"/>%s<text:change-end text:change-id="%s"/></text:p>`, id, inner, id)
		case deleted:
			change(id, "deletion", `<text:p>`+inner+`</text:p>`)
			fmt.Fprintf(&body, `<text:p><text:change text:change-id="%s"/></text:p>`, id)
		case box:
			body.WriteString(`<text:p><draw:frame svg:width="6cm"><draw:text-box><text:p>` + inner + `</text:p></draw:text-box></draw:frame></text:p>`)
		default:
			body.WriteString(`<text:p>` + inner + `</text:p>`)
		}
	}, func(rows [][]string) { body.WriteString(odfTable(rows)) })
	for _, b := range d.of(note) {
		fmt.Fprintf(&body, `<text:p>Checked.<office:annotation><dc:creator>Reviewer</dc:creator><dc:date>%s</dc:date><text:p>%s</text:p></office:annotation></text:p>`, stamp, odfLines(b))
	}
	tracked := ""
	if changes.Len() > 0 {
		tracked = `<text:tracked-changes>` + changes.String() + `</text:tracked-changes>`
	}
	return odf("text", d.title, d.author, d.date, odtFurniture(d), `<office:body><office:text>`+tracked+body.String()+`</office:text></office:body>`)
}

func odtFurniture(d document) string {
	var b strings.Builder
	for _, bl := range d.of(header) {
		b.WriteString(`<style:header><text:p>` + odfLines(bl) + `</text:p></style:header>`)
	}
	for _, bl := range d.of(footer) {
		b.WriteString(`<style:footer><text:p>` + odfLines(bl) + `</text:p></style:footer>`)
	}
	return `<office:automatic-styles><style:page-layout style:name="pm1"/></office:automatic-styles><office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm1">` + b.String() + `</style:master-page></office:master-styles>`
}

func odfLines(b block) string {
	lines := b.lines()
	for i := range lines {
		lines[i] = esc(lines[i])
	}
	return strings.Join(lines, `<text:line-break/>`)
}

func odfTable(rows [][]string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<table:table table:name="Table1"><table:table-column table:number-columns-repeated="%d"/>`, len(rows[0]))
	for _, cells := range rows {
		b.WriteString(`<table:table-row>`)
		for _, c := range cells {
			b.WriteString(`<table:table-cell office:value-type="string"><text:p>` + esc(c) + `</text:p></table:table-cell>`)
		}
		b.WriteString(`</table:table-row>`)
	}
	b.WriteString(`</table:table>`)
	return b.String()
}

// odp writes a presentation: each heading begins a slide, notes are the
// speaker's.
func odp(d document) ([]byte, error) {
	var b strings.Builder
	for i, s := range slides(d) {
		fmt.Fprintf(&b, `<draw:page draw:name="page%d" draw:master-page-name="Default"><draw:frame svg:width="20cm" presentation:class="title"><draw:text-box><text:p>%s</text:p></draw:text-box></draw:frame>`, i+1, esc(s.title))
		b.WriteString(`<draw:frame svg:width="20cm" presentation:class="outline"><draw:text-box>`)
		for _, line := range s.lines {
			b.WriteString(`<text:p>` + esc(line) + `</text:p>`)
		}
		b.WriteString(`</draw:text-box></draw:frame>`)
		if len(s.notes) > 0 {
			b.WriteString(`<presentation:notes><draw:frame svg:width="15cm" presentation:class="notes"><draw:text-box>`)
			for _, line := range s.notes {
				b.WriteString(`<text:p>` + esc(line) + `</text:p>`)
			}
			b.WriteString(`</draw:text-box></draw:frame></presentation:notes>`)
		}
		b.WriteString(`</draw:page>`)
	}
	return odf("presentation", d.title, d.author, d.date, "", `<office:body><office:presentation>`+b.String()+`</office:presentation></office:body>`)
}

// ods writes a spreadsheet; hidden sheets, columns and rows as ODF hides them.
func ods(title, author string, date time.Time, sheets []sheet) ([]byte, error) {
	var b strings.Builder
	for _, s := range sheets {
		style := "ta1"
		if s.hidden {
			style = "ta2"
		}
		fmt.Fprintf(&b, `<table:table table:name="%s" table:style-name="%s">`, esc(s.name), style)
		for c := range s.rows[0] {
			if s.hiddenCols[c] {
				b.WriteString(`<table:table-column table:visibility="collapse"/>`)
			} else {
				b.WriteString(`<table:table-column/>`)
			}
		}
		for r, cells := range s.rows {
			b.WriteString(`<table:table-row`)
			if s.hiddenRows[r] {
				b.WriteString(` table:visibility="collapse"`)
			}
			b.WriteString(`>`)
			for c, text := range cells {
				b.WriteString(odsCell(s, r, c, text))
			}
			b.WriteString(`</table:table-row>`)
		}
		b.WriteString(`</table:table>`)
	}
	styles := `<office:automatic-styles><style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>`
	return odf("spreadsheet", title, author, date, "", styles+`<office:body><office:spreadsheet>`+b.String()+`</office:spreadsheet></office:body>`)
}

func odsCell(s sheet, r, c int, text string) string {
	kind := `office:value-type="string"`
	if day, err := time.Parse("02/01/2006", text); err == nil && s.dates[c] {
		kind = `office:value-type="date" office:date-value="` + day.Format(time.DateOnly) + `"`
	}
	comment := ""
	if t := s.comments[[2]int{r, c}]; t != "" {
		comment = `<office:annotation><dc:creator>Reviewer</dc:creator><text:p>` + esc(t) + `</text:p></office:annotation>`
	}
	return `<table:table-cell ` + kind + `>` + comment + `<text:p>` + esc(text) + `</text:p></table:table-cell>`
}
