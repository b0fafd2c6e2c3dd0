package ooxml

import (
	"strings"

	"sarsen/crawlers/documents/zipxml"
)

// styles learns which styles are headings and which hide their text.
func (w *word) styles() error {
	for _, part := range w.rels.targets("styles") {
		err := w.read(part, func(x *zipxml.Reader) error {
			return x.Each(func(zipxml.Element) error {
				return x.Each(func(e zipxml.Element) error {
					if e.Name != "style" {
						return nil
					}
					return w.style(x, e.Attr("styleId"))
				})
			})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *word) style(x *zipxml.Reader, id string) error {
	var visit func(e zipxml.Element) error
	visit = func(e zipxml.Element) error {
		switch e.Name {
		case "name":
			name := strings.ToLower(e.Attr("val"))
			if level, found := strings.CutPrefix(name, "heading "); found && len(level) == 1 && level[0] >= '1' && level[0] <= '9' {
				w.headings[id] = int(level[0] - '0')
			} else if name == "title" {
				w.headings[id] = 1
			}
		case "outlineLvl":
			if n := e.Int("val", 9); n >= 0 && n < 9 && w.headings[id] == 0 {
				w.headings[id] = n + 1
			}
		case "vanish":
			w.vanished[id] = isOn(e)
		case "pPr", "rPr":
			return x.Each(visit)
		}
		return nil
	}
	return x.Each(visit)
}

// settings reads what the document remembers without showing it: variables
// and the source of a mail merge.
func (w *word) settings(x *zipxml.Reader) error {
	var visit func(e zipxml.Element) error
	visit = func(e zipxml.Element) error {
		switch e.Name {
		case "docVar":
			w.note("document variable", true, e.Attr("name")+": "+e.Attr("val"))
		case "query", "connectString", "udl", "mailSubject":
			w.note("mail merge", true, e.Attr("val"))
		case "rsids", "compat", "mathPr":
			return nil
		}
		return x.Each(visit)
	}
	return x.Each(visit)
}
