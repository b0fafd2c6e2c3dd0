package iwork

import (
	"context"
	"strconv"
	"strings"
	"time"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
	"sarsen/crawlers/documents/grid/numfmt"
	"sarsen/crawlers/documents/zipxml"
)

// A document is one in XML that is being read.
type document struct {
	x     *zipxml.Reader
	out   *documents.Builder
	pages int
}

// quiet are elements without text of the document's own: styles, and the
// masters of slides with their invitations to type.
var quiet = map[string]bool{
	"stylesheet": true, "theme-list": true, "styles": true, "anon-styles": true, "thumbnails": true, "ui-state": true,
	"version-history": true, "calc-engine": true, "prototype": true, "section-prototypes": true, "stylesheet-ref": true,
	"templates": true, "template-info": true, "prototypes": true, "comparisons": true,
}

func (d *document) finish(ctx context.Context, err error) error {
	d.out.Pages(d.pages)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err == nil || d.out.Full():
		return nil
	case d.out.Len() == 0:
		return documents.ErrDamaged
	}
	d.out.Problem(zipxml.Explain(err))
	return nil
}

func (d *document) each(fn func(zipxml.Element) error) error { return d.x.Each(fn) }

// visit reads an element and what is in it.
func (d *document) visit(e zipxml.Element) error {
	switch {
	case d.out.Full():
		return documents.ErrTooLarge
	case quiet[e.Name]:
		return nil
	}
	switch e.Name {
	case "metadata":
		return d.each(d.metadata)
	case "slide":
		return d.page(e)
	case "workspace":
		return d.sheet(e)
	case "p":
		return d.paragraph()
	case "grid":
		return d.table(e)
	case "header", "footer":
		return d.within(documents.Furniture, "", false)
	case "notes":
		return d.within(documents.Note, "speaker's note", false)
	case "footnote", "sticky-note", "annotation", "comment":
		return d.within(documents.Note, e.Name, false)
	}
	return d.each(d.visit)
}

func (d *document) within(kind documents.BoundKind, label string, hidden bool) error {
	d.out.Break()
	return d.out.Within(kind, label, hidden, func() error {
		err := d.each(d.visit)
		d.out.Break()
		return err
	})
}

func (d *document) page(e zipxml.Element) error {
	d.pages++
	return d.within(documents.Page, strconv.Itoa(d.pages), e.Is("hidden"))
}

func (d *document) sheet(e zipxml.Element) error {
	d.pages++
	name := e.Attr("workspace-name")
	d.out.Break()
	return d.out.Within(documents.Sheet, name, false, func() error {
		d.out.Text(name)
		d.out.Break()
		return d.each(d.visit)
	})
}

// paragraph reads a paragraph; links say where they lead below it.
func (d *document) paragraph() error {
	var links []string
	var inner func(e zipxml.Element) error
	text := func(s string) error {
		d.out.Text(strings.NewReplacer("\r", "", "\n", "").Replace(s))
		return nil
	}
	inner = func(e zipxml.Element) error {
		switch e.Name {
		case "tab":
			d.out.Text("\t")
		case "br", "lnbr", "crbr", "intratopicbr", "pgbr", "colbr", "sectbr", "layoutbr", "contbr":
			d.out.Text("\n")
		case "link":
			links = append(links, e.Attr("href"))
		case "attachment", "footnote", "drawable", "attachment-ref":
			return d.each(d.visit)
		case "deleted", "change":
			return nil
		}
		return d.x.Mixed(inner, text)
	}
	err := d.x.Mixed(inner, text)
	d.out.Break()
	for _, l := range links {
		if l != "" && !strings.HasPrefix(l, "#") {
			d.out.Open(documents.Note, "link", true)
			d.out.Text(l)
			d.out.Close()
			d.out.Break()
		}
	}
	return err
}

// table reads the cells of a table, which stand row by row.
func (d *document) table(e zipxml.Element) error {
	columns := max(e.Int("numcols", 1), 1)
	d.out.Break()
	d.out.Open(documents.Table, "", false)
	g := grid.New(d.out)
	row, place := grid.Row{Number: 1}, 0
	cell := func(e zipxml.Element) error {
		if n := place/columns + 1; n != row.Number {
			g.Add(row)
			row = grid.Row{Number: n}
		}
		c, err := d.cell(e)
		c.Col = place % columns
		place++
		if c.Text != "" {
			row.Cells = append(row.Cells, c)
		}
		return err
	}
	err := d.each(func(e zipxml.Element) error {
		if e.Name == "datasource" {
			return d.each(cell)
		}
		return nil
	})
	g.Add(row)
	g.Flush()
	d.out.Close()
	return err
}

// cell reads the value of a cell, of whatever kind.
func (d *document) cell(e zipxml.Element) (grid.Cell, error) {
	var c grid.Cell
	take := func(e zipxml.Element) {
		for _, name := range []string{"s", "v", "cell-date"} {
			v := e.Attr(name)
			if name == "s" && e.Name != "ct" || v == "" || c.Text != "" {
				continue
			}
			c.Text, c.Number = shown(name, v), name != "s"
		}
	}
	take(e)
	piece, err := grid.Capture(&d.out, func() error {
		var inner func(e zipxml.Element) error
		inner = func(e zipxml.Element) error {
			take(e)
			if e.Name == "p" {
				return d.paragraph()
			}
			return d.each(inner)
		}
		return d.each(inner)
	})
	if c.Text == "" {
		c.Piece = piece
	}
	if strings.TrimSpace(c.Text) == "" {
		c.Piece = grid.Piece{}
	}
	return c, err
}

// shown is a value as a reader sees it: dates are kept as seconds since 2001.
func shown(name, v string) string {
	switch name {
	case "v":
		return numfmt.Format{}.Show(v)
	case "cell-date":
		const epoch = 978307200
		if n, err := strconv.ParseFloat(v, 64); err == nil && n > -1e11 && n < 1e11 {
			return strings.TrimSuffix(time.Unix(epoch+int64(n), 0).UTC().Format("2006-01-02 15:04:05"), " 00:00:00")
		}
	}
	return documents.Normalise(v)
}

// metadata reads what the document says of itself.
func (d *document) metadata(e zipxml.Element) error {
	names := map[string]string{
		"title": "Title", "authors": "Author", "author": "Author", "keywords": "Keywords", "comment": "Comments",
		"copyright": "Copyright", "projects": "Projects",
	}
	name := names[e.Name]
	var inner func(x zipxml.Element) error
	inner = func(x zipxml.Element) error {
		value := x.Attr("string")
		if name != "" {
			d.out.Property(name, value)
		}
		switch name {
		case "Title":
			d.out.Meta(value, "", time.Time{}, time.Time{})
		case "Author":
			d.out.Meta("", value, time.Time{}, time.Time{})
		}
		return d.each(inner)
	}
	return d.each(inner)
}
