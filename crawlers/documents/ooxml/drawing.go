package ooxml

import (
	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
	"sarsen/crawlers/documents/zipxml"
)

// A drawing reads DrawingML: the shapes of slides, sheets and diagrams.
type drawing struct {
	*file
	rels    relations
	onlyOwn bool // leave out placeholders, as on masters and layouts
	tables  int
	hrefs   []string // of links in the paragraph being read
}

// visit reads shapes, groups of them, and frames.
func (d *drawing) visit(x *zipxml.Reader, e zipxml.Element) error {
	switch e.Name {
	case "sp":
		return d.shape(x)
	case "p":
		return d.paragraph(x)
	case "tbl":
		return d.table(x)
	case "cNvPr":
		return d.named(x, e)
	case "chart":
		return d.graphic(d.rels.byID(e.Qualified("id")).target)
	case "relIds":
		return d.graphic(d.rels.byID(e.Qualified("dm")).target)
	case "Fallback", "style", "spPr", "bg", "timing", "transition":
		return nil
	}
	return x.Each(func(e zipxml.Element) error { return d.visit(x, e) })
}

// shape reads one shape; what it is for stands before its text.
func (d *drawing) shape(x *zipxml.Reader) error {
	placeholder, opened := "", false
	var visit func(e zipxml.Element) error
	visit = func(e zipxml.Element) error {
		switch e.Name {
		case "ph":
			placeholder = e.Attr("type")
			if placeholder == "" {
				placeholder = "body"
			}
			return nil
		case "nvSpPr", "nvPr":
			return x.Each(visit)
		case "txBody":
			if d.onlyOwn && placeholder != "" {
				return nil
			}
			opened = d.open(placeholder)
		}
		return d.visit(x, e)
	}
	err := x.Each(visit)
	if opened {
		d.out.Close()
	}
	return err
}

// open begins the bound of a placeholder's text.
func (d *drawing) open(placeholder string) bool {
	d.out.Break()
	switch placeholder {
	case "title", "ctrTitle":
		d.out.Open(documents.Heading, "1", false)
	case "ftr", "hdr", "dt", "sldNum":
		d.out.Open(documents.Furniture, "", false)
	default:
		return false
	}
	return true
}

// named reads the texts that stand for a shape, and the link it carries.
func (d *drawing) named(x *zipxml.Reader, e zipxml.Element) error {
	d.alternative(e.Attr("title"), e.Attr("descr"))
	return x.Each(d.linked)
}

func (d *drawing) linked(e zipxml.Element) error {
	if r := d.rels.byID(e.Qualified("id")); r.external {
		d.link(r.target, "")
	}
	return nil
}

func (d *drawing) paragraph(x *zipxml.Reader) error {
	if err := d.full(); err != nil {
		return err
	}
	d.out.Break()
	start := d.out.Len()
	var visit func(e zipxml.Element) error
	visit = func(e zipxml.Element) error {
		switch e.Name {
		case "t":
			return d.text(x)
		case "br":
			d.out.Text("\n")
		case "tab":
			d.out.Text("\t")
		case "hlinkClick", "hlinkHover", "hlinkMouseOver":
			if r := d.rels.byID(e.Qualified("id")); r.external {
				d.hrefs = append(d.hrefs, r.target)
			}
		case "Fallback":
			return nil
		}
		return x.Each(visit)
	}
	err := x.Each(visit)
	if d.out.Len() > start {
		d.out.Break()
	}
	for _, href := range d.hrefs {
		d.link(href, "")
	}
	d.hrefs = nil
	return err
}

func (d *drawing) text(x *zipxml.Reader) error {
	return x.Mixed(func(zipxml.Element) error { return nil }, func(s string) error {
		d.out.Text(s)
		return d.full()
	})
}

// table reads a table of a slide.
func (d *drawing) table(x *zipxml.Reader) error {
	if d.tables >= maxTables {
		return nil
	}
	d.tables++
	defer func() { d.tables-- }()
	d.out.Break()
	d.out.Open(documents.Table, "", false)
	g := grid.New(d.out)
	number := 0
	err := x.Each(func(e zipxml.Element) error {
		if e.Name != "tr" {
			return nil
		}
		number++
		r := grid.Row{Number: number}
		col := 0
		err := x.Each(func(e zipxml.Element) error {
			if e.Name != "tc" {
				return nil
			}
			col++
			return d.cell(x, &r, col-1)
		})
		g.Add(r)
		return err
	})
	g.Flush()
	d.out.Close()
	return err
}

func (d *drawing) cell(x *zipxml.Reader, r *grid.Row, col int) error {
	piece, err := grid.Capture(&d.out, func() error {
		return x.Each(func(e zipxml.Element) error { return d.visit(x, e) })
	})
	if piece.Text != "" {
		r.Cells = append(r.Cells, grid.Cell{Col: col, Piece: piece})
	}
	return err
}
