package council

import (
	"fmt"
	"strings"
)

// A slide is what stands between two headings.
type slide struct {
	title string
	lines []string
	notes []string
}

func slides(d document) []slide {
	var out []slide
	for _, b := range d.blocks {
		if b.kind == heading || len(out) == 0 {
			out = append(out, slide{title: d.title})
		}
		s := &out[len(out)-1]
		switch b.kind {
		case heading:
			s.title = b.text
		case note:
			s.notes = append(s.notes, b.lines()...)
		case row:
			s.lines = append(s.lines, strings.Join(b.cells(), "  "))
		default:
			s.lines = append(s.lines, b.lines()...)
		}
	}
	return out
}

const (
	slideNS   = `xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"`
	slideType = "application/vnd.openxmlformats-officedocument.presentationml."
)

// pptx writes a presentation: each heading begins a slide, notes are the
// speaker's.
func pptx(d document) ([]byte, error) {
	var parts []member
	var order []string
	var rels []relation
	var ids strings.Builder
	types := map[string]string{}
	add := func(name, kind string, body ...string) {
		parts = append(parts, part(name, body...))
		types[name] = slideType + kind + "+xml"
		order = append(order, name)
	}
	for i, s := range slides(d) {
		name := fmt.Sprintf("slide%d.xml", i+1)
		add("ppt/slides/"+name, "slide", slideXML("sld", "title", []string{s.title}, "body", s.lines))
		rels = append(rels, relation{"slide", "slides/" + name})
		fmt.Fprintf(&ids, `<p:sldId id="%d" r:id="rId%d"/>`, 256+i, i+1)
		if len(s.notes) == 0 {
			continue
		}
		notes := fmt.Sprintf("notesSlide%d.xml", i+1)
		add("ppt/notesSlides/"+notes, "notesSlide", slideXML("notes", "body", s.notes, "", nil))
		parts = append(parts, part("ppt/slides/_rels/"+name+".rels", relationships([]relation{{"notesSlide", "../notesSlides/" + notes}})))
	}
	main := part("ppt/presentation.xml", `<p:presentation `, slideNS, `><p:sldIdLst>`, ids.String(), `</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>`)
	parts = append([]member{main, part("ppt/_rels/presentation.xml.rels", relationships(rels))}, parts...)
	return opc(d.title, d.author, d.date, "ppt/presentation.xml", slideType+"presentation.main+xml", types, order, parts)
}

func slideXML(root, kind1 string, lines1 []string, kind2 string, lines2 []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<p:%s %s><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>`, root, slideNS)
	b.WriteString(slideShape(2, kind1, lines1))
	if len(lines2) > 0 {
		b.WriteString(slideShape(3, kind2, lines2))
	}
	fmt.Fprintf(&b, `</p:spTree></p:cSld></p:%s>`, root)
	return b.String()
}

func slideShape(id int, kind string, lines []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<p:sp><p:nvSpPr><p:cNvPr id="%d" name="Shape %d"/><p:cNvSpPr/><p:nvPr><p:ph type="%s"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>`, id, id, kind)
	for _, line := range lines {
		b.WriteString(`<a:p><a:r><a:t>` + esc(line) + `</a:t></a:r></a:p>`)
	}
	b.WriteString(`</p:txBody></p:sp>`)
	return b.String()
}
