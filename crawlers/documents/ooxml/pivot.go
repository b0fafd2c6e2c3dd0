package ooxml

import (
	"strconv"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
	"sarsen/crawlers/documents/zipxml"
)

// A pivotField is a column of a pivot cache with the values it remembers.
type pivotField struct {
	name  string
	items []grid.Cell
	used  []bool
}

// pivots reads the copies of source data that pivot tables keep, whole, even
// when the sheet they came from was deleted.
func (b *book) pivots() error {
	for _, part := range b.rels.targets("pivotcachedefinition") {
		b.out.Break()
		err := b.out.Within(documents.Note, "pivot cache", true, func() error {
			var fields []*pivotField
			err := b.read(part, func(x *zipxml.Reader) (err error) {
				fields, err = b.pivotFields(x)
				return err
			})
			if err != nil {
				return err
			}
			return b.pivotTable(part, fields)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// pivotTable writes the records as rows, then the values that no record uses.
func (b *book) pivotTable(part string, fields []*pivotField) error {
	b.out.Open(documents.Table, "", true)
	g := grid.New(b.out)
	head := grid.Row{Head: true, Number: 1}
	for i, f := range fields {
		if f.name != "" {
			head.Cells = append(head.Cells, grid.Cell{Col: i, Piece: grid.Piece{Text: f.name}})
		}
	}
	g.Add(head)
	var err error
	for _, records := range b.file.rels(part).targets("pivotcacherecords") {
		if err = b.read(records, func(x *zipxml.Reader) error { return b.pivotRecords(x, g, fields) }); err != nil {
			break
		}
	}
	g.Flush()
	b.out.Close()
	for _, f := range fields {
		for i, item := range f.items {
			if !f.used[i] {
				b.words(item.Text)
			}
		}
	}
	return err
}

func (b *book) pivotFields(x *zipxml.Reader) ([]*pivotField, error) {
	var fields []*pivotField
	var visit func(e zipxml.Element) error
	visit = func(e zipxml.Element) error {
		switch e.Name {
		case "pivotCacheDefinition":
			b.words(e.Attr("refreshedBy"))
		case "worksheetSource":
			b.words(e.Attr("sheet"))
		case "cacheField":
			fields = append(fields, &pivotField{name: e.Attr("name")})
		case "sharedItems":
			return x.Each(func(e zipxml.Element) error {
				if n := len(fields); n > 0 {
					fields[n-1].items = append(fields[n-1].items, pivotValue(e))
				}
				return nil
			})
		}
		return x.Each(visit)
	}
	err := x.Each(visit)
	for _, f := range fields {
		f.used = make([]bool, len(f.items))
	}
	return fields, err
}

// pivotValue reads one remembered value.
func pivotValue(e zipxml.Element) grid.Cell {
	v := e.Attr("v")
	if e.Name == "d" {
		v = strings.TrimSuffix(strings.Replace(v, "T", " ", 1), " 00:00:00")
	}
	return grid.Cell{Piece: grid.Piece{Text: unescapeX(v)}, Number: e.Name == "n" || e.Name == "d"}
}

// pivotRecords writes the rows of a cache. A value stands in the record, or
// by its number in the field.
func (b *book) pivotRecords(x *zipxml.Reader, g *grid.Grid, fields []*pivotField) error {
	number := 1
	return x.Each(func(zipxml.Element) error {
		return x.Each(func(zipxml.Element) error {
			if err := b.full(); err != nil {
				return err
			}
			number++
			r := grid.Row{Number: number}
			col := -1
			err := x.Each(func(e zipxml.Element) error {
				col++
				c := pivotValue(e)
				if e.Name == "x" && col < len(fields) {
					c = fields[col].take(e.Attr("v"))
				}
				if c.Col = col; c.Text != "" {
					r.Cells = append(r.Cells, c)
				}
				return nil
			})
			g.Add(r)
			return err
		})
	})
}

func (f *pivotField) take(index string) grid.Cell {
	i, err := strconv.Atoi(index)
	if err != nil || i < 0 || i >= len(f.items) {
		return grid.Cell{}
	}
	f.used[i] = true
	return f.items[i]
}
