package ooxml

import (
	"slices"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/zipxml"
)

// graphics reads the charts and diagrams of a package that nothing has
// referred to so far.
func (f *file) graphics() error {
	names := f.pkg.Names()
	slices.SortStableFunc(names, func(a, b string) int { return len(a) - len(b) })
	for _, name := range names {
		if err := f.graphic(name); err != nil {
			return err
		}
	}
	return nil
}

// graphic reads a part if it is a chart or a diagram.
func (f *file) graphic(name string) error {
	if !strings.HasSuffix(name, ".xml") || f.seen[name] {
		return nil
	}
	switch {
	case strings.Contains(name, "/charts/chart"), strings.Contains(name, "/chartex"), strings.Contains(name, "/drawings/drawing") && !strings.HasPrefix(name, "xl/"):
		return f.read(name, f.chart)
	case strings.Contains(name, "/diagrams/data"):
		return f.read(name, f.diagram)
	}
	return nil
}

// chart reads titles, and the values the chart remembers of its data.
func (f *file) chart(x *zipxml.Reader) error {
	f.out.Break()
	return f.out.Within(documents.Note, "chart", false, func() error {
		var visit func(e zipxml.Element) error
		visit = func(e zipxml.Element) error {
			switch e.Name {
			case "p", "strCache", "numCache", "lvl":
				err := x.Each(visit)
				f.out.Break()
				return err
			case "t", "v", "f":
				s, err := x.Text()
				if e.Name != "f" || strings.ContainsAny(s, "[") {
					f.out.Text(s)
				}
				if e.Name == "v" {
					f.out.Text("\t")
				}
				return err
			case "pt":
				if e.Prefix == "cx" || e.Prefix == "" {
					s, err := x.Text()
					f.out.Text(strings.TrimSpace(s) + "\t")
					return err
				}
			case "formatCode", "Fallback":
				return nil
			}
			return x.Each(visit)
		}
		err := x.Each(visit)
		f.out.Break()
		return err
	})
}

// diagram reads the points of SmartArt.
func (f *file) diagram(x *zipxml.Reader) error {
	f.out.Break()
	return f.out.Within(documents.Note, "diagram", false, func() error {
		d := &drawing{file: f}
		return x.Each(func(e zipxml.Element) error { return d.visit(x, e) })
	})
}
