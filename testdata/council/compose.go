package council

import (
	"fmt"
	"strings"
)

// compose writes the blocks of a template's text.
func (s *scene) compose(t template) []block {
	var out []block
	for _, chunk := range strings.Split(t.body, "\n\n") {
		chunk = strings.Trim(chunk, "\n")
		if strings.HasPrefix(chunk, "|") {
			out = append(out, s.table(strings.Split(chunk, "\n"))...)
			continue
		}
		kind := para
		if len(chunk) > 2 && chunk[1] == ' ' && strings.IndexByte("#>^_%+~", chunk[0]) >= 0 {
			kind, chunk = blockKind(chunk[0]), chunk[2:]
		}
		text := s.under(kind.layer(), func() string { return tidied(s.expand(chunk)) })
		if strings.TrimSpace(text) != "" {
			out = append(out, block{kind, text})
		}
	}
	return out
}

// table writes rows; one that begins with "|*" is repeated for several people.
func (s *scene) table(lines []string) []block {
	var out []block
	for _, line := range lines {
		times := 1
		rest, repeated := strings.CutPrefix(line, "|*")
		if repeated {
			times, line = s.r.between(3, 8), "|"+rest
		}
		for range times {
			if repeated {
				delete(s.cast, "r")
			}
			out = append(out, block{row, tidied(s.expand(line))})
		}
	}
	return out
}

// running writes a document in one of the formats of running text.
func (s *scene) running(t template, format string) ([]byte, error) {
	s.ocr = s.worn
	d := document{title: title(t.kind), date: s.date, blocks: s.compose(t)}
	s.ocr = false
	s.item.Title = d.title
	if format != "txt" && s.r.chance(60) {
		d.author = s.under("properties", func() string { return s.form(s.who("o"), "name") })
	}
	switch format {
	case "docx":
		return docx(d)
	case "odt":
		return odt(d)
	case "pptx":
		return pptx(d)
	case "odp":
		return odp(d)
	case "pdf":
		return pdf(d), nil
	case "rtf":
		return rtf(d), nil
	case "html":
		return html(d), nil
	case "txt":
		s.item.Title = ""
		data, used := encode(plainText(d, pick(s.r, []int{0, 72, 78}), s.texts()), s.coding)
		if used != "utf-8" {
			s.item.Tags = append(s.item.Tags, used)
		}
		return data, nil
	}
	return nil, fmt.Errorf("write format %q: %w", format, errTemplate)
}

// title makes "Warning letter" of "housing.warning-letter".
func title(kind string) string {
	_, name, _ := strings.Cut(kind, ".")
	name = strings.ReplaceAll(name, "-", " ")
	return strings.ToUpper(name[:1]) + name[1:]
}

// texts lists what was written of people, for line breaking.
func (s *scene) texts() []string {
	var out []string
	for _, m := range s.item.Mentions {
		out = append(out, m.Text)
	}
	return out
}

// A column is one column of a sheet template.
type column struct {
	heading, text string
	hidden, date  bool
}

// A sheetPlan is a sheet template read.
type sheetPlan struct {
	name    string
	hidden  bool
	columns []column
	comment string
}

func parseSheets(t template) []sheetPlan {
	plans := []sheetPlan{{name: title(t.kind)}}
	for _, line := range strings.Split(t.body, "\n") {
		p := &plans[len(plans)-1]
		if name, ok := strings.CutPrefix(line, "hidden sheet:"); ok {
			plans = append(plans, sheetPlan{name: strings.TrimSpace(name), hidden: true})
			continue
		}
		if name, ok := strings.CutPrefix(line, "sheet:"); ok {
			plans = append(plans, sheetPlan{name: strings.TrimSpace(name)})
			continue
		}
		if text, ok := strings.CutPrefix(line, "comment:"); ok {
			p.comment = strings.TrimSpace(text)
			continue
		}
		var c column
		line, c.hidden = strings.CutPrefix(line, "hidden:")
		line, c.date = strings.CutPrefix(line, "date:")
		c.heading, c.text, _ = strings.Cut(line, "=")
		c.heading, c.text = strings.TrimSpace(c.heading), strings.TrimSpace(c.text)
		if c.heading != "" {
			p.columns = append(p.columns, c)
		}
	}
	return plans
}

// spreadsheet writes a workbook, or for csv its first sheet.
func (s *scene) spreadsheet(t template, format string) ([]byte, error) {
	s.item.Title = title(t.kind)
	plans := parseSheets(t)
	if format == "csv" {
		text, err := csvText(s.sheet(plans[0], true))
		if err != nil {
			return nil, err
		}
		s.item.Title = ""
		data, used := encode(text, s.coding)
		if used != "utf-8" {
			s.item.Tags = append(s.item.Tags, used)
		}
		return data, nil
	}
	var sheets []sheet
	for _, p := range plans {
		sheets = append(sheets, s.sheet(p, false))
	}
	author := ""
	if s.r.chance(60) {
		author = s.under("properties", func() string { return s.form(s.who("o"), "name") })
	}
	if format == "ods" {
		return ods(title(t.kind), author, s.date, sheets)
	}
	return xlsx(title(t.kind), author, s.date, sheets)
}

// sheet fills a plan with people; the main resident is in one of its rows.
// A plain sheet has no layers: nothing in it is hidden or commented.
func (s *scene) sheet(p sheetPlan, plain bool) sheet {
	out := sheet{name: p.name, hidden: p.hidden, hiddenCols: map[int]bool{}, hiddenRows: map[int]bool{}, dates: map[int]bool{}, comments: map[[2]int]string{}}
	var head []string
	for i, c := range p.columns {
		head = append(head, c.heading)
		out.hiddenCols[i], out.dates[i] = c.hidden && !plain, c.date
	}
	out.rows = append(out.rows, head)
	n := s.rows()
	mine := s.r.between(1, n)
	main, cast := s.who("s"), s.cast
	s.used = map[*Person]bool{main: true}
	for i := 1; i <= n; i++ {
		s.cast = map[string]*Person{"o": s.who("o"), "m": s.who("m")}
		resident := main
		if i != mine {
			resident = s.other(s.rowPeople(p))
		}
		s.cast["r"], s.cast["s"] = resident, resident
		hide := !plain && i != mine && s.r.chance(6)
		out.hiddenRows[i] = hide
		out.rows = append(out.rows, s.cells(p, hide, plain))
		if p.comment != "" && !plain && s.r.chance(15) {
			out.comments[[2]int{i, 0}] = s.under("comment", func() string { return s.expand(p.comment) })
		}
		for _, part := range []string{"r", "c", "k"} {
			s.used[s.cast[part]] = true
		}
	}
	s.cast, s.used = cast, nil
	return out
}

// rows is how many people a sheet lists: many in one that is a difficulty.
func (s *scene) rows() int {
	if s.probe != nil {
		return s.r.between(40, 160)
	}
	return s.r.between(8, 24)
}

// rowPeople are those a row may be about: parents where it names a child.
func (s *scene) rowPeople(p sheetPlan) []*Person {
	if s.probe != nil {
		return s.people.strangers()
	}
	for _, c := range p.columns {
		if strings.Contains(c.text, "{c.") {
			return s.people.parents
		}
	}
	return s.people.crowd
}

// cells writes one row, with the tags of the layers it lies in.
func (s *scene) cells(p sheetPlan, hideRow, plain bool) []string {
	var out []string
	for _, c := range p.columns {
		layer := ""
		switch {
		case p.hidden:
			layer = "hidden_sheet"
		case hideRow:
			layer = "hidden_row"
		case c.hidden && !plain:
			layer = "hidden_column"
		}
		out = append(out, s.under(layer, func() string { return tidied(s.expand(c.text)) }))
	}
	return out
}
