package ooxml

import (
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
	"sarsen/crawlers/documents/zipxml"
)

// beside reads what stands in a sheet's part beside its cells: links, rules
// for input, filters, conditions.
func (s *sheet) beside(x *zipxml.Reader, e zipxml.Element) error {
	switch e.Name {
	case "hyperlink":
		s.hyperlink(e)
	case "dataValidation":
		s.later("input rule", e.Attr("promptTitle"), e.Attr("prompt"), e.Attr("errorTitle"), e.Attr("error"))
	case "filter", "customFilter":
		s.later("filter", e.Attr("val"))
	case "cfRule":
		s.later("condition", e.Attr("text"))
	case "formula1", "formula2", "formula":
		text, err := x.Text()
		s.formula(text)
		return err
	case "scenario":
		s.later("scenario", e.Attr("name"), e.Attr("user"), e.Attr("comment"))
	case "inputCells":
		s.later("scenario", e.Attr("val"))
	case "protectedRange":
		s.later("protected range", e.Attr("name"))
	case "headerFooter":
		return s.headerFooter(x)
	}
	return x.Each(func(e zipxml.Element) error { return s.beside(x, e) })
}

// later keeps texts that are written below the cells.
func (s *sheet) later(label string, texts ...string) {
	const most = 20_000
	for _, text := range texts {
		if text != "" && len(s.extra) < most {
			s.extra = append(s.extra, extra{label, unescapeX(text)})
		}
	}
}

func (s *sheet) hyperlink(e zipxml.Element) {
	if r := s.rels.byID(e.Qualified("id")); r.external && !s.linked[r.target] {
		s.linked[r.target] = true
		s.later("link", r.target)
	}
	s.later("link", e.Attr("tooltip"))
}

// headerFooter reads the headers and footers of printed pages.
func (s *sheet) headerFooter(x *zipxml.Reader) error {
	return x.Each(func(zipxml.Element) error {
		text, err := x.Text()
		if text = grid.PlainHeader(text); text != "" {
			s.out.Break()
			s.out.Open(documents.Furniture, "", false)
			s.out.Text(text)
			s.out.Close()
			s.out.Break()
		}
		return err
	})
}

// attached reads comments and drawings of the sheet.
func (s *sheet) attached() error {
	threaded := s.rels.targets("threadedcomment")
	for _, part := range threaded {
		if err := s.read(part, s.threads); err != nil {
			return err
		}
	}
	for _, part := range s.rels.targets("comments") {
		err := s.read(part, func(x *zipxml.Reader) error { return s.comments(x, len(threaded) > 0) })
		if err != nil {
			return err
		}
	}
	for _, part := range s.rels.targets("drawing") {
		err := s.read(part, func(x *zipxml.Reader) error {
			d := &drawing{file: s.file, rels: s.file.rels(part)}
			return x.Each(func(e zipxml.Element) error { return d.visit(x, e) })
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// comments reads the notes on cells. A threaded comment leaves a copy here
// that only tells to use a newer program; it is left out.
func (s *sheet) comments(x *zipxml.Reader, threaded bool) error {
	var authors []string
	var visit func(e zipxml.Element) error
	visit = func(e zipxml.Element) error {
		switch e.Name {
		case "author":
			name, err := x.Text()
			authors = append(authors, name)
			return err
		case "comment":
			text, err := richText(x)
			if threaded && strings.HasPrefix(text, "[Threaded comment]") {
				return err
			}
			author := ""
			if i := e.Int("authorId", -1); i >= 0 && i < len(authors) {
				author = authors[i]
			}
			s.comment(author, text)
			return err
		}
		return x.Each(visit)
	}
	return x.Each(visit)
}

func (s *sheet) comment(author, text string) {
	text = strings.TrimSpace(text)
	if author != "" && !strings.HasPrefix(author, "tc={") && !strings.HasPrefix(text, author) {
		text = author + ":\n" + text
	}
	s.note("comment", false, text)
}

// threads reads comments that answer each other.
func (s *sheet) threads(x *zipxml.Reader) error {
	return x.Each(func(zipxml.Element) error {
		return x.Each(func(e zipxml.Element) error {
			author := s.people[e.Attr("personId")]
			return x.Each(func(e zipxml.Element) error {
				if e.Name != "text" {
					return nil
				}
				text, err := x.Text()
				s.comment(author, text)
				return err
			})
		})
	})
}
