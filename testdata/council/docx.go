package council

import (
	"fmt"
	"strings"
	"time"
)

const wordNS = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:v="urn:schemas-microsoft-com:vml"`

const wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml."

// docx writes an Office Open XML text document with comments, tracked
// changes, text boxes, a page header and a footer where there are any.
func docx(d document) ([]byte, error) {
	notes := d.of(note)
	var body strings.Builder
	d.tables(func(b block) { body.WriteString(wordBlock(d, b)) }, func(rows [][]string) { body.WriteString(wordTable(rows)) })
	for i := range notes {
		fmt.Fprintf(&body, `<w:p><w:commentRangeStart w:id="%d"/><w:r><w:t>Checked.</w:t></w:r><w:commentRangeEnd w:id="%d"/><w:r><w:commentReference w:id="%d"/></w:r></w:p>`, i, i, i)
	}
	parts, types, order, rels := wordExtras(d, notes)
	body.WriteString(`<w:sectPr>`)
	for i, r := range rels {
		if r.kind == "header" || r.kind == "footer" {
			fmt.Fprintf(&body, `<w:%sReference w:type="default" r:id="rId%d"/>`, r.kind, i+1)
		}
	}
	body.WriteString(`<w:pgSz w:w="11906" w:h="16838"/></w:sectPr>`)
	main := part("word/document.xml", `<w:document `, wordNS, `><w:body>`, body.String(), `</w:body></w:document>`)
	parts = append([]member{main, part("word/_rels/document.xml.rels", relationships(rels))}, parts...)
	return opc(d.title, d.author, d.date, "word/document.xml", wordType+"document.main+xml", types, order, parts)
}

// wordExtras makes the parts beside the main one, with their types and relations.
func wordExtras(d document, notes []block) (parts []member, types map[string]string, order []string, rels []relation) {
	types = map[string]string{}
	add := func(kind, body string) {
		name := "word/" + kind + ".xml"
		parts = append(parts, part(name, body))
		types[name] = wordType + kind + "+xml"
		order = append(order, name)
		rels = append(rels, relation{kind, kind + ".xml"})
	}
	for _, f := range []struct {
		kind blockKind
		name string
		tag  string
	}{{header, "header", "hdr"}, {footer, "footer", "ftr"}} {
		if blocks := d.of(f.kind); len(blocks) > 0 {
			var b strings.Builder
			for _, bl := range blocks {
				b.WriteString(wordPara("", wordRuns(bl.lines(), "t")))
			}
			add(f.name, `<w:`+f.tag+` `+wordNS+`>`+b.String()+`</w:`+f.tag+`>`)
		}
	}
	if len(notes) > 0 {
		var b strings.Builder
		for i, n := range notes {
			fmt.Fprintf(&b, `<w:comment w:id="%d" w:author="Reviewer" w:date="%s">%s</w:comment>`, i, d.date.UTC().Format(time.RFC3339), wordPara("", wordRuns(n.lines(), "t")))
		}
		add("comments", `<w:comments `+wordNS+`>`+b.String()+`</w:comments>`)
	}
	return parts, types, order, rels
}

func wordBlock(d document, b block) string {
	stamp := d.date.UTC().Format(time.RFC3339)
	runs := wordRuns(b.lines(), "t")
	switch b.kind {
	case heading:
		return wordPara(`<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>`, runs)
	case inserted:
		return wordPara("", fmt.Sprintf(`<w:ins w:id="901" w:author="Reviewer" w:date="%s">%s</w:ins>`, stamp, runs))
	case deleted:
		return wordPara("", fmt.Sprintf(`<w:del w:id="902" w:author="Reviewer" w:date="%s">%s</w:del>`, stamp, wordRuns(b.lines(), "delText")))
	case box:
		return wordPara("", `<w:r><w:pict><v:shape style="width:200pt;height:60pt"><v:textbox><w:txbxContent>`+wordPara("", runs)+`</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`)
	}
	return wordPara("", runs)
}

func wordPara(properties, runs string) string { return `<w:p>` + properties + runs + `</w:p>` }

// wordRuns splits a long line into two runs, as word processors do after edits.
func wordRuns(lines []string, tag string) string {
	var b strings.Builder
	for i, line := range lines {
		if i > 0 {
			b.WriteString(`<w:r><w:br/></w:r>`)
		}
		at := strings.IndexByte(line[len(line)/2:], ' ')
		pieces := []string{line}
		if at >= 0 {
			at += len(line) / 2
			pieces = []string{line[:at], line[at:]}
		}
		for _, p := range pieces {
			fmt.Fprintf(&b, `<w:r><w:%s xml:space="preserve">%s</w:%s></w:r>`, tag, esc(p), tag)
		}
	}
	return b.String()
}

func wordTable(rows [][]string) string {
	var b strings.Builder
	b.WriteString(`<w:tbl><w:tblPr/><w:tblGrid/>`)
	for _, cells := range rows {
		b.WriteString(`<w:tr>`)
		for _, c := range cells {
			b.WriteString(`<w:tc>` + wordPara("", wordRuns([]string{c}, "t")) + `</w:tc>`)
		}
		b.WriteString(`</w:tr>`)
	}
	b.WriteString(`</w:tbl>`)
	return b.String()
}
