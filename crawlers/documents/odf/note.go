package odf

import (
	"strings"
	"time"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/zipxml"
)

// footnote reads a foot- or endnote; its number is left out.
func (d *document) footnote(x *zipxml.Reader, e zipxml.Element) error {
	label := e.Attr("note-class")
	if label == "" {
		label = "footnote"
	}
	return x.Each(func(e zipxml.Element) error {
		if e.Name != "note-body" {
			return nil
		}
		return d.noted(label, false, func() error { return d.children(x, d.content) })
	})
}

// annotation reads a comment with its author.
func (d *document) annotation(x *zipxml.Reader) error {
	return d.noted("comment", false, func() error {
		return x.Each(func(e zipxml.Element) error {
			switch e.Name {
			case "creator":
				s, err := x.Text()
				if s = strings.TrimSpace(s); s != "" {
					d.out.Text(s + ":\n")
				}
				return err
			case "date", "date-string", "creator-initials":
				return nil
			}
			return d.content(x, e)
		})
	})
}

// forms reads the labels and values of form controls.
func (d *document) forms(x *zipxml.Reader) error {
	var visit func(e zipxml.Element) error
	visit = func(e zipxml.Element) error {
		for _, name := range []string{"label", "value", "current-value", "help-text"} {
			if v := e.Attr(name); len(v) > 1 && e.Prefix == "form" && e.Name != "property" {
				d.line("form field", v)
			}
		}
		if e.Name == "p" {
			return d.content(x, e)
		}
		return x.Each(visit)
	}
	return x.Each(visit)
}

// masters reads headers and footers of page styles, and what masters of
// slides show of their own.
func (d *document) masters(x *zipxml.Reader) error {
	var visit func(e zipxml.Element) error
	visit = func(e zipxml.Element) error {
		switch {
		case strings.HasPrefix(e.Name, "header"), strings.HasPrefix(e.Name, "footer"):
			return d.furniture(func() error { return d.children(x, d.content) })
		case e.Name == "notes", e.Attr("class") != "", e.Is("placeholder"), e.Name == "forms":
			return nil
		case e.Prefix == "draw" && e.Name != "layer-set":
			return d.furniture(func() error { return d.drawn(x, e) })
		case e.Name == "master-page":
			return x.Each(visit)
		}
		return nil
	}
	return x.Each(visit)
}

// metaNames are the properties shown to readers, by element.
var metaNames = map[string]string{
	"title": "Title", "subject": "Subject", "description": "Comments", "keyword": "Keyword", "keywords": "Keywords",
	"creator": "Last modified by", "initial-creator": "Author", "printed-by": "Printed by", "creation-date": "Created",
	"date": "Modified", "print-date": "Printed", "contributor": "Contributor", "publisher": "Publisher",
}

// meta reads the document's description of itself.
func (d *document) meta(x *zipxml.Reader) error {
	const most = 500
	var title, author, last string
	var created, modified time.Time
	count := 0
	err := x.Each(func(e zipxml.Element) error {
		name := metaNames[e.Name]
		switch e.Name {
		case "user-defined":
			name = e.Attr("name")
		case "template":
			d.out.Property("Template", e.Attr("title"))
			d.out.Property("Template", e.Attr("href"))
		}
		if count++; name == "" || count > most {
			return nil
		}
		value, err := x.Text()
		value = strings.TrimSpace(value)
		switch e.Name {
		case "title":
			title = value
		case "creator":
			last = value
		case "initial-creator":
			author = value
		case "creation-date":
			created = parseTime(value)
		case "date":
			modified = parseTime(value)
		}
		d.out.Property(name, value)
		return err
	})
	if author == "" {
		author = last
	}
	d.out.Meta(title, author, created, modified)
	return err
}

// parseTime reads the forms of time that OpenDocument writes; zero when it
// is none.
func parseTime(s string) time.Time {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

// slide reads one slide or page of a drawing.
func (d *document) slide(x *zipxml.Reader, e zipxml.Element) error {
	d.pages++
	d.out.Break()
	hidden := d.styleOf("drawing-page", e).hidden
	return d.out.Within(documents.Page, itoa(d.pages), hidden, func() error { return d.children(x, d.content) })
}
