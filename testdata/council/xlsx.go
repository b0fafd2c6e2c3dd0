package council

import (
	"fmt"
	"strings"
	"time"
)

const (
	sheetNS   = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

// xlsx writes a workbook: shared strings, dates as styled numbers, hidden
// sheets, columns and rows, comments.
func xlsx(title, author string, date time.Time, sheets []sheet) ([]byte, error) {
	var parts []member
	var order []string
	var list strings.Builder
	types := map[string]string{}
	add := func(name, kind string, body ...string) {
		parts = append(parts, part(name, body...))
		types[name] = sheetType + kind + "+xml"
		order = append(order, name)
	}
	shared := &stringTable{index: map[string]int{}}
	rels := []relation{}
	for i, s := range sheets {
		state := ""
		if s.hidden {
			state = ` state="hidden"`
		}
		fmt.Fprintf(&list, `<sheet name="%s" sheetId="%d"%s r:id="rId%d"/>`, esc(s.name), i+1, state, i+1)
		name := fmt.Sprintf("sheet%d.xml", i+1)
		rels = append(rels, relation{"worksheet", "worksheets/" + name})
		add("xl/worksheets/"+name, "worksheet", sheetXML(s, shared))
		if len(s.comments) > 0 {
			comments := fmt.Sprintf("comments%d.xml", i+1)
			drawing := fmt.Sprintf("vmlDrawing%d.vml", i+1)
			add("xl/"+comments, "comments", commentsXML(s))
			parts = append(parts,
				member{"xl/drawings/" + drawing, []byte(`<xml xmlns:v="urn:schemas-microsoft-com:vml"></xml>`)},
				part("xl/worksheets/_rels/"+name+".rels", relationships([]relation{{"comments", "../" + comments}, {"vmlDrawing", "../drawings/" + drawing}})))
		}
	}
	add("xl/sharedStrings.xml", "sharedStrings", `<sst `, sheetNS, `>`, shared.xml.String(), `</sst>`)
	add("xl/styles.xml", "styles", `<styleSheet `, sheetNS, `><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`)
	rels = append(rels, relation{"sharedStrings", "sharedStrings.xml"}, relation{"styles", "styles.xml"})
	main := part("xl/workbook.xml", `<workbook `, sheetNS, `><sheets>`, list.String(), `</sheets></workbook>`)
	parts = append([]member{main, part("xl/_rels/workbook.xml.rels", relationships(rels))}, parts...)
	return opc(title, author, date, "xl/workbook.xml", sheetType+"sheet.main+xml", types, order, parts)
}

// A stringTable collects the workbook's shared strings.
type stringTable struct {
	index map[string]int
	xml   strings.Builder
}

func (t *stringTable) of(s string) int {
	i, ok := t.index[s]
	if !ok {
		i = len(t.index)
		t.index[s] = i
		t.xml.WriteString(`<si><t xml:space="preserve">` + esc(s) + `</t></si>`)
	}
	return i
}

func sheetXML(s sheet, shared *stringTable) string {
	var b strings.Builder
	b.WriteString(`<worksheet ` + sheetNS + `><cols>`)
	for c := range s.rows[0] {
		hidden := ""
		if s.hiddenCols[c] {
			hidden = ` hidden="1"`
		}
		fmt.Fprintf(&b, `<col min="%d" max="%d" width="18"%s/>`, c+1, c+1, hidden)
	}
	b.WriteString(`</cols><sheetData>`)
	for r, cells := range s.rows {
		hidden := ""
		if s.hiddenRows[r] {
			hidden = ` hidden="1"`
		}
		fmt.Fprintf(&b, `<row r="%d"%s>`, r+1, hidden)
		for c, text := range cells {
			at := cellName(r, c)
			if day, err := time.Parse("02/01/2006", text); err == nil && s.dates[c] {
				fmt.Fprintf(&b, `<c r="%s" s="1"><v>%d</v></c>`, at, serial(day))
			} else if text != "" {
				fmt.Fprintf(&b, `<c r="%s" t="s"><v>%d</v></c>`, at, shared.of(text))
			}
		}
		b.WriteString(`</row>`)
	}
	b.WriteString(`</sheetData>`)
	if len(s.comments) > 0 {
		b.WriteString(`<legacyDrawing r:id="rId2"/>`)
	}
	b.WriteString(`</worksheet>`)
	return b.String()
}

// serial is the day as spreadsheets count: 1 March 1900 is 61.
func serial(day time.Time) int {
	return int(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
}

func cellName(r, c int) string { return fmt.Sprintf("%c%d", 'A'+rune(c), r+1) }

func commentsXML(s sheet) string {
	var b strings.Builder
	b.WriteString(`<comments ` + sheetNS + `><authors><author>Reviewer</author></authors><commentList>`)
	for r, cells := range s.rows {
		for c := range cells {
			if text := s.comments[[2]int{r, c}]; text != "" {
				fmt.Fprintf(&b, `<comment ref="%s" authorId="0"><text><t>%s</t></text></comment>`, cellName(r, c), esc(text))
			}
		}
	}
	b.WriteString(`</commentList></comments>`)
	return b.String()
}
