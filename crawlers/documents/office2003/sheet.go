package office2003

import (
	"context"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
	"sarsen/crawlers/documents/grid/numfmt"
	"sarsen/crawlers/documents/zipxml"
)

// Sheet returns the format of SpreadsheetML.
func Sheet() documents.Format {
	return documents.FormatFunc(func(ctx context.Context, in documents.Input, out *documents.Builder) error {
		x, err := open(ctx, in)
		if err != nil {
			return err
		}
		b := &book{out: out, formats: map[string]string{}, parents: map[string]string{}, made: map[string]numfmt.Format{}}
		err = x.Each(func(zipxml.Element) error { return x.Each(func(e zipxml.Element) error { return b.top(x, e) }) })
		out.Pages(b.sheets)
		return finish(ctx, err, out)
	})
}

// maxColumns is as many as any sheet has.
const maxColumns = 16_384

// A book is a workbook that is being read.
type book struct {
	out     *documents.Builder
	formats map[string]string // number format by style
	parents map[string]string
	made    map[string]numfmt.Format
	sheets  int
}

func (b *book) top(x *zipxml.Reader, e zipxml.Element) error {
	switch e.Name {
	case "DocumentProperties", "CustomDocumentProperties":
		return properties(x, e.Name[0] == 'C', b.out)
	case "Styles":
		return x.Each(func(style zipxml.Element) error {
			id := style.Attr("ID")
			b.parents[id] = style.Attr("Parent")
			return x.Each(func(e zipxml.Element) error {
				if e.Name == "NumberFormat" {
					b.formats[id] = e.Attr("Format")
				}
				return nil
			})
		})
	case "Names":
		return b.names(x)
	case "Worksheet":
		return b.sheet(x, e)
	}
	return nil
}

func (b *book) names(x *zipxml.Reader) error {
	return x.Each(func(e zipxml.Element) error {
		if name := e.Attr("Name"); name != "" && !strings.HasPrefix(name, "_") && !strings.HasPrefix(name, "Print_") {
			note(b.out, "defined names", true, name+" = "+strings.TrimPrefix(e.Attr("RefersTo"), "="))
		}
		return nil
	})
}

// sheet reads one sheet. Whether it is hidden stands behind its cells, so it
// is read apart first.
func (b *book) sheet(x *zipxml.Reader, e zipxml.Element) error {
	b.sheets++
	s := &sheet{book: b}
	piece, err := grid.Capture(&b.out, func() error {
		s.grid = grid.New(b.out)
		err := x.Each(func(e zipxml.Element) error { return s.part(x, e) })
		s.grid.Flush()
		for _, text := range s.furniture {
			b.out.Break()
			b.out.Open(documents.Furniture, "", false)
			b.out.Text(text)
			b.out.Close()
			b.out.Break()
		}
		for _, n := range s.notes {
			note(b.out, n.label, n.hidden, n.text)
		}
		return err
	})
	name := e.Attr("Name")
	b.out.Break()
	b.out.Open(documents.Sheet, name, s.hidden)
	b.out.Open(documents.Heading, "1", s.hidden)
	b.out.Text(name + "\n")
	b.out.Close()
	piece.Write(b.out)
	b.out.Close()
	return err
}

type sheet struct {
	*book
	grid      *grid.Grid
	hidden    bool
	columns   grid.Columns
	row, last int
	notes     []aside
	furniture []string
}

type aside struct {
	label, text string
	hidden      bool
}

func (s *sheet) later(label string, hidden bool, text string) {
	const most = 20_000
	if len(s.notes) < most {
		s.notes = append(s.notes, aside{label, text, hidden})
	}
}

func (s *sheet) part(x *zipxml.Reader, e zipxml.Element) error {
	switch e.Name {
	case "Table":
		return x.Each(func(e zipxml.Element) error {
			switch e.Name {
			case "Column":
				s.column(e)
			case "Row":
				return s.readRow(x, e)
			}
			return nil
		})
	case "Names":
		return s.names(x)
	case "WorksheetOptions":
		return x.Each(func(e zipxml.Element) error { return s.option(x, e) })
	case "DataValidation":
		return x.Each(func(e zipxml.Element) error {
			text, err := x.Text()
			switch e.Name {
			case "InputTitle", "InputMessage", "ErrorTitle", "ErrorMessage":
				s.later("input rule", true, text)
			}
			return err
		})
	}
	return nil
}

func (s *sheet) option(x *zipxml.Reader, e zipxml.Element) error {
	switch e.Name {
	case "Visible":
		text, err := x.Text()
		s.hidden = strings.HasPrefix(text, "SheetHidden") || strings.HasPrefix(text, "SheetVeryHidden")
		return err
	case "Header", "Footer":
		s.furniture = append(s.furniture, grid.PlainHeader(e.Attr("Data")))
		return nil
	case "PageSetup":
		return x.Each(func(e zipxml.Element) error { return s.option(x, e) })
	}
	return nil
}

func (s *sheet) column(e zipxml.Element) {
	first := e.Int("Index", s.last+1)
	s.last = first + max(e.Int("Span", 0), 0)
	if e.Is("Hidden") || e.Attr("Width") == "0" {
		s.columns.Add(first-1, s.last-1)
	}
}

func (s *sheet) readRow(x *zipxml.Reader, e zipxml.Element) error {
	if s.out.Full() {
		return documents.ErrTooLarge
	}
	s.row = e.Int("Index", s.row+1)
	r := grid.Row{Number: s.row, Hidden: e.Is("Hidden") || e.Attr("Height") == "0"}
	col := 0
	err := x.Each(func(e zipxml.Element) error {
		if e.Name != "Cell" {
			return nil
		}
		col = max(0, min(e.Int("Index", col+1), maxColumns))
		c, err := s.cell(x, e)
		c.Col, c.Hidden = col-1, c.Hidden || s.columns.Has(col-1)
		col += max(0, min(e.Int("MergeAcross", 0), maxColumns))
		if c.Text != "" && c.Col >= 0 {
			r.Cells = append(r.Cells, c)
		}
		return err
	})
	s.row += max(0, e.Int("Span", 0))
	s.grid.Add(r)
	return err
}

func (s *sheet) cell(x *zipxml.Reader, cell zipxml.Element) (c grid.Cell, err error) {
	if target := cell.Attr("HRef"); target != "" {
		s.later("link", true, target)
	}
	for _, text := range grid.Literals(cell.Attr("Formula")) {
		s.later("text in a formula", true, text)
	}
	err = x.Each(func(e zipxml.Element) error {
		switch e.Name {
		case "Data":
			text, err := deepText(x)
			s.value(&c, e.Attr("Type"), text, cell.Attr("StyleID"))
			return err
		case "Comment":
			return s.comment(x, e.Attr("Author"))
		}
		return nil
	})
	return c, err
}

// deepText is the text of an element and of those in it.
func deepText(x *zipxml.Reader) (string, error) {
	var b strings.Builder
	var inner func(zipxml.Element) error
	text := func(s string) error {
		b.WriteString(s)
		return nil
	}
	inner = func(zipxml.Element) error { return x.Mixed(inner, text) }
	err := x.Mixed(inner, text)
	return b.String(), err
}

func (s *sheet) comment(x *zipxml.Reader, author string) error {
	text, err := deepText(x)
	text = strings.TrimSpace(text)
	if author != "" && !strings.HasPrefix(text, author) {
		text = author + ":\n" + text
	}
	s.later("comment", false, text)
	return err
}

// value shows a value as the sheet does. One that its format makes invisible
// is given as it is, and hidden.
func (s *sheet) value(c *grid.Cell, kind, text, style string) {
	c.Text = documents.Normalise(text)
	switch kind {
	case "Number":
		c.Number = true
		if c.Text = s.format(style).Show(strings.TrimSpace(text)); strings.TrimSpace(c.Text) == "" {
			c.Text, c.Hidden = text, true
		}
	case "DateTime":
		c.Number = true
		c.Text = strings.TrimSuffix(strings.Replace(strings.TrimSuffix(text, ".000"), "T", " ", 1), " 00:00:00")
	case "Boolean":
		c.Text = map[string]string{"0": "FALSE", "1": "TRUE"}[strings.TrimSpace(text)]
	}
	if strings.TrimSpace(c.Text) == "" {
		c.Text = ""
	}
}

// namedFormats are formats that SpreadsheetML calls by name.
var namedFormats = map[string]string{
	"Fixed": "0.00", "Standard": "#,##0.00", "Percent": "0.00%", "Currency": `"£"#,##0.00`, "Euro Currency": `"€"#,##0.00`,
	"General Number": "", "Scientific": "0.00E+00", "Yes/No": "", "True/False": "", "On/Off": "", "General": "",
}

func (s *sheet) format(style string) numfmt.Format {
	f, found := s.made[style]
	if found {
		return f
	}
	code, known := s.formats[style]
	for parent, n := style, 0; !known && n < 10; n++ {
		parent = s.parents[parent]
		code, known = s.formats[parent]
	}
	if plain, named := namedFormats[code]; named {
		code = plain
	}
	f = numfmt.New(code, false)
	s.made[style] = f
	return f
}
