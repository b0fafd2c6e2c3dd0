package ooxml

import (
	"strings"

	"sarsen/crawlers/documents/grid/numfmt"
	"sarsen/crawlers/documents/zipxml"
)

// A cellFormat is what a cell's style does to its value.
type cellFormat struct {
	number numfmt.Format
	white  bool // white text on no background
}

// styleReader gathers the tables that cell styles point into.
type styleReader struct {
	codes map[int]string
	white []bool // fonts
	fill  []bool // fills that are not empty
	made  map[int]numfmt.Format
}

// readStyles reads number formats, fonts and fills of the cells' styles.
func (b *book) readStyles(x *zipxml.Reader) error {
	s := &styleReader{codes: map[int]string{}, made: map[int]numfmt.Format{}}
	return x.Each(func(zipxml.Element) error {
		return x.Each(func(group zipxml.Element) error {
			return x.Each(func(e zipxml.Element) error {
				switch group.Name {
				case "numFmts":
					s.codes[e.Int("numFmtId", -1)] = e.Attr("formatCode")
				case "fonts":
					return s.font(x)
				case "fills":
					return s.fillOf(x)
				case "cellXfs":
					b.formats = append(b.formats, s.format(e, b.date1904))
				}
				return nil
			})
		})
	})
}

func (s *styleReader) font(x *zipxml.Reader) error {
	white := false
	err := x.Each(func(e zipxml.Element) error {
		if e.Name == "color" {
			white = strings.HasSuffix(strings.ToUpper(e.Attr("rgb")), "FFFFFF") || e.Attr("theme") == "0" && e.Attr("tint") == ""
		}
		return nil
	})
	s.white = append(s.white, white)
	return err
}

func (s *styleReader) fillOf(x *zipxml.Reader) error {
	filled := false
	err := x.Each(func(e zipxml.Element) error {
		kind := e.Attr("patternType")
		filled = e.Name == "gradientFill" || kind != "" && kind != "none"
		return nil
	})
	s.fill = append(s.fill, filled)
	return err
}

func (s *styleReader) format(e zipxml.Element, date1904 bool) cellFormat {
	return s.lookUp(e.Int("numFmtId", 0), e.Int("fontId", -1), e.Int("fillId", -1), date1904)
}

// lookUp puts a cell's format together from the tables.
func (s *styleReader) lookUp(id, font, fill int, date1904 bool) cellFormat {
	number, found := s.made[id]
	if !found {
		code := s.codes[id]
		if code == "" {
			code = numfmt.Code(id)
		}
		number = numfmt.New(code, date1904)
		s.made[id] = number
	}
	return cellFormat{
		number: number,
		white:  font >= 0 && font < len(s.white) && s.white[font] && (fill < 0 || fill >= len(s.fill) || !s.fill[fill]),
	}
}
