package odf

import (
	"strings"

	"sarsen/crawlers/documents/zipxml"
)

type styleKey struct{ family, name string }

// A style is what matters of one: whether a reader sees what bears it.
type style struct {
	hidden  bool
	white   bool // white text
	covered bool // with a background
}

// learn reads styles, common and automatic ones.
func (d *document) learn(x *zipxml.Reader) error {
	const most = 100_000
	return x.Each(func(e zipxml.Element) error {
		if e.Name != "style" || len(d.styles) >= most {
			return nil
		}
		key := styleKey{e.Attr("family"), e.Attr("name")}
		s := d.styles[styleKey{key.family, e.Attr("parent-style-name")}]
		err := x.Each(func(e zipxml.Element) error {
			s.apply(e)
			return nil
		})
		if s != (style{}) {
			d.styles[key] = s
		}
		return err
	})
}

func (s *style) apply(e zipxml.Element) {
	switch e.Name {
	case "text-properties":
		switch e.Attr("display") {
		case "none":
			s.hidden = true
		case "true":
			s.hidden = false
		}
		if color := e.Attr("color"); color != "" {
			s.white = strings.EqualFold(color, "#ffffff")
		}
	case "table-properties":
		s.hidden = e.Attr("display") == "false"
	case "drawing-page-properties":
		s.hidden = e.Attr("visibility") == "hidden"
	case "section-properties":
		s.hidden = e.Attr("display") == "none"
	}
	if back := e.Attr("background-color"); back != "" && back != "transparent" && !strings.EqualFold(back, "#ffffff") {
		s.covered = true
	}
}

// styleOf answers the style an element bears.
func (d *document) styleOf(family string, e zipxml.Element) style {
	return d.styles[styleKey{family, e.Attr("style-name")}]
}

// whyUnseen says why a reader does not see text of a style, "" when one does.
func (d *document) whyUnseen(s style) string {
	switch {
	case s.hidden:
		return "hidden text"
	case s.white && !s.covered && d.boxed == 0:
		return "white text"
	}
	return ""
}
