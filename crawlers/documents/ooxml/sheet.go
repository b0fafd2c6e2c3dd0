package ooxml

import (
	"strconv"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
	"sarsen/crawlers/documents/grid/numfmt"
	"sarsen/crawlers/documents/zipxml"
)

// A sheet is one that is being read.
type sheet struct {
	*book
	rels    relations
	grid    *grid.Grid
	row     int
	hideAll bool // rows are hidden unless they say otherwise
	hidden  grid.Columns
	extra   []extra // notes that follow the cells
}

type extra struct {
	label string
	text  string
}

// sheet reads one sheet inside its bound: its name, its cells, and what is
// attached to them.
func (b *book) sheet(t tab) error {
	if b.seen[t.part] {
		return nil
	}
	s := &sheet{book: b, rels: b.file.rels(t.part)}
	b.out.Break()
	return b.out.Within(documents.Sheet, t.name, t.hidden, func() error {
		b.out.Open(documents.Heading, "1", t.hidden)
		b.out.Text(t.name + "\n")
		b.out.Close()
		s.grid = grid.New(b.out)
		err := b.read(t.part, s.content)
		s.grid.Flush()
		if err != nil {
			return err
		}
		for _, e := range s.extra {
			b.note(e.label, true, e.text)
		}
		return s.attached()
	})
}

// content reads the sheet's own part.
func (s *sheet) content(x *zipxml.Reader) error {
	return x.Each(func(zipxml.Element) error {
		return x.Each(func(e zipxml.Element) error {
			switch e.Name {
			case "sheetFormatPr":
				s.hideAll = e.Is("zeroHeight")
			case "cols":
				return x.Each(s.column)
			case "sheetData":
				return x.Each(func(e zipxml.Element) error { return s.readRow(x, e) })
			case "headerFooter":
				s.grid.Flush()
				return s.headerFooter(x)
			}
			s.grid.Flush()
			return s.beside(x, e)
		})
	})
}

func (s *sheet) column(e zipxml.Element) error {
	if e.Is("hidden") || e.Attr("width") == "0" {
		s.hidden.Add(e.Int("min", 1)-1, e.Int("max", 1)-1)
	}
	return nil
}

func (s *sheet) readRow(x *zipxml.Reader, e zipxml.Element) error {
	if err := s.full(); err != nil {
		return err
	}
	s.row = e.Int("r", s.row+1)
	r := grid.Row{Number: s.row, Hidden: e.Is("hidden") || s.hideAll && e.Attr("hidden") == "" || e.Attr("ht") == "0"}
	col := -1
	err := x.Each(func(e zipxml.Element) error {
		col = columnOf(e.Attr("r"), col+1)
		c, err := s.cell(x, e)
		if c.Text != "" {
			c.Col = col
			c.Hidden = c.Hidden || s.hidden.Has(col)
			r.Cells = append(r.Cells, c)
		}
		return err
	})
	s.grid.Add(r)
	return err
}

// columnOf reads the letters of a reference such as BC12.
func columnOf(ref string, otherwise int) int {
	col := 0
	for i := 0; i < len(ref) && i < 4; i++ {
		c := ref[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		col = col*26 + int(c-'A') + 1
	}
	if col == 0 || col > maxColumns {
		return min(otherwise, maxColumns)
	}
	return col - 1
}

// cell reads one cell and shows its value as the sheet does.
func (s *sheet) cell(x *zipxml.Reader, e zipxml.Element) (c grid.Cell, err error) {
	kind, style := e.Attr("t"), e.Int("s", 0)
	value := ""
	err = x.Each(func(e zipxml.Element) (err error) {
		switch e.Name {
		case "v":
			value, err = x.Text()
		case "is":
			c.Text, err = richText(x)
		case "f":
			var formula string
			formula, err = x.Text()
			s.formula(formula)
		}
		return err
	})
	var format cellFormat
	if style >= 0 && style < len(s.formats) {
		format = s.formats[style]
	}
	c.Hidden = format.white
	switch kind {
	case "s":
		if i, err := strconv.Atoi(strings.TrimSpace(value)); err == nil {
			c.Text = s.shared(i)
		}
	case "inlineStr":
	case "str":
		c.Text = unescapeX(value)
	case "b":
		c.Text = map[string]string{"0": "FALSE", "1": "TRUE"}[value]
	case "e", "d":
		c.Text = value
	default:
		s.number(&c, strings.TrimSpace(value), format.number)
	}
	if strings.TrimSpace(c.Text) == "" {
		c.Text = ""
	}
	return c, err
}

// number shows a number. One that its format makes invisible is given as it
// is, and hidden.
func (s *sheet) number(c *grid.Cell, value string, format numfmt.Format) {
	if value == "" {
		return
	}
	c.Number = true
	if c.Text = format.Show(value); strings.TrimSpace(c.Text) == "" {
		c.Text, c.Hidden = value, true
	}
}

// formula keeps the texts in a formula, once each.
func (s *sheet) formula(code string) {
	const most = 5000
	for _, text := range grid.Literals(code) {
		if len(s.literals) < most && !s.literals[text] {
			s.literals[text] = true
			s.later("text in a formula", text)
		}
	}
}
