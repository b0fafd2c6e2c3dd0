package ooxml

import (
	"slices"
	"strconv"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/zipxml"
)

// readPresentation reads the slides in the order they are shown, each with
// its notes and comments, and then what stands on masters and layouts.
func readPresentation(f *file, part string) error {
	p := &presentation{file: f, authors: map[string]string{}}
	rels := f.rels(part)
	order, err := p.order(part, rels)
	if err != nil {
		return err
	}
	if err := p.readAuthors(rels); err != nil {
		return err
	}
	for i, slide := range order {
		if err := p.slide(slide, i+1); err != nil {
			return err
		}
	}
	f.out.Pages(len(order))
	if err := p.backgrounds(part); err != nil {
		return err
	}
	return f.graphics()
}

type presentation struct {
	*file
	authors map[string]string // of comments, by ID
	layouts []string
}

// order lists the slides as they are shown; those the list leaves out follow.
func (p *presentation) order(part string, rels relations) ([]string, error) {
	var order []string
	listed := map[string]bool{"": true}
	add := func(slide string) {
		if !listed[slide] {
			listed[slide] = true
			order = append(order, slide)
		}
	}
	err := p.read(part, func(x *zipxml.Reader) error {
		return x.Each(func(zipxml.Element) error {
			return x.Each(func(e zipxml.Element) error {
				if e.Name != "sldIdLst" {
					return nil
				}
				return x.Each(func(e zipxml.Element) error {
					add(rels.byID(e.Qualified("id")).target)
					return nil
				})
			})
		})
	})
	for _, slide := range rels.targets("slide") {
		add(slide)
	}
	return order, err
}

// readAuthors learns the names behind the comments, old and new.
func (p *presentation) readAuthors(rels relations) error {
	for _, part := range append(rels.targets("commentauthors"), rels.targets("authors")...) {
		err := p.read(part, func(x *zipxml.Reader) error {
			return x.Each(func(zipxml.Element) error {
				return x.Each(func(e zipxml.Element) error {
					p.authors[e.Attr("id")] = e.Attr("name")
					return nil
				})
			})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// slide reads one slide inside its page.
func (p *presentation) slide(part string, number int) error {
	rels := p.rels(part)
	p.layouts = append(p.layouts, rels.targets("slidelayout")...)
	hidden, opened := false, false
	open := func() {
		if !opened {
			opened = true
			p.out.Break()
			p.out.Open(documents.Page, strconv.Itoa(number), hidden)
		}
	}
	err := p.read(part, func(x *zipxml.Reader) error {
		return x.Each(func(e zipxml.Element) error {
			hidden = e.Attr("show") == "0" || e.Attr("show") == "false"
			open()
			d := &drawing{file: p.file, rels: rels}
			return x.Each(func(e zipxml.Element) error { return d.visit(x, e) })
		})
	})
	open()
	defer p.out.Close()
	if err != nil {
		return err
	}
	for _, part := range rels.targets("notesslide") {
		if err := p.speakerNotes(part); err != nil {
			return err
		}
	}
	for _, part := range rels.targets("comments") {
		if err := p.read(part, p.comments); err != nil {
			return err
		}
	}
	return nil
}

func (p *presentation) speakerNotes(part string) error {
	return p.read(part, func(x *zipxml.Reader) error {
		p.out.Break()
		return p.out.Within(documents.Note, "speaker's note", false, func() error {
			d := &drawing{file: p.file, rels: p.rels(part)}
			return x.Each(func(e zipxml.Element) error { return d.visit(x, e) })
		})
	})
}

// comments reads comments of both kinds with their replies.
func (p *presentation) comments(x *zipxml.Reader) error {
	d := &drawing{file: p.file}
	var visit func(e zipxml.Element) error
	visit = func(e zipxml.Element) error {
		switch e.Name {
		case "cm", "reply":
			p.out.Break()
			return p.out.Within(documents.Note, "comment", false, func() error {
				if name := p.authors[e.Attr("authorId")]; name != "" {
					p.out.Text(name + ":\n")
				}
				err := x.Each(visit)
				p.out.Break()
				return err
			})
		case "text":
			return d.text(x)
		case "p":
			return d.paragraph(x)
		}
		return x.Each(visit)
	}
	return x.Each(visit)
}

// backgrounds reads what masters and layouts show of their own: everything
// but the placeholders, which only say "click to add text".
func (p *presentation) backgrounds(main string) error {
	parts := slices.Clone(p.layouts)
	for _, layout := range p.layouts {
		parts = append(parts, p.rels(layout).targets("slidemaster")...)
	}
	parts = append(parts, p.rels(main).targets("slidemaster")...)
	for _, part := range parts {
		err := p.read(part, func(x *zipxml.Reader) error {
			d := &drawing{file: p.file, rels: p.rels(part), onlyOwn: true}
			p.out.Break()
			return p.out.Within(documents.Furniture, "", false, func() error {
				return x.Each(func(e zipxml.Element) error { return d.visit(x, e) })
			})
		})
		if err != nil {
			return err
		}
	}
	return nil
}
