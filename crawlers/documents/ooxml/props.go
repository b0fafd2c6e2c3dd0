package ooxml

import (
	"strings"
	"time"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/zipxml"
)

// properties gathers what the property parts say.
type properties struct {
	title, author     string
	created, modified time.Time
}

// coreNames are the properties shown to readers, by element.
var coreNames = map[string]string{
	"title": "Title", "subject": "Subject", "creator": "Author", "description": "Comments", "keywords": "Keywords",
	"lastModifiedBy": "Last modified by", "category": "Category", "contentStatus": "Status", "created": "Created",
	"modified": "Modified", "lastPrinted": "Last printed", "identifier": "Identifier", "version": "Version",
	"Company": "Company", "Manager": "Manager", "HyperlinkBase": "Link base", "Template": "Template",
}

// read reads core, extended or custom properties: they differ only in names.
func (p *properties) read(x *zipxml.Reader, out *documents.Builder) error {
	const most = 500
	count := 0
	return x.Each(func(zipxml.Element) error {
		return x.Each(func(e zipxml.Element) error {
			custom := e.Name == "property"
			name := coreNames[e.Name]
			if custom {
				name = e.Attr("name")
			}
			if count++; name == "" || count > most {
				return nil
			}
			value, err := x.Text()
			value = strings.TrimSpace(value)
			if !custom {
				p.set(e.Name, value)
			}
			out.Property(name, value)
			return err
		})
	})
}

func (p *properties) set(name, value string) {
	switch name {
	case "title":
		p.title = value
	case "creator":
		p.author = value
	case "created":
		p.created = parseTime(value)
	case "modified":
		p.modified = parseTime(value)
	}
}

// parseTime reads W3CDTF; zero when it is not.
func parseTime(s string) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04Z", "2006-01-02"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

// properties reads the document's description of itself.
func (f *file) properties() error {
	var p properties
	for _, part := range f.propertyParts() {
		if err := f.read(part, func(x *zipxml.Reader) error { return p.read(x, f.out) }); err != nil {
			return err
		}
	}
	f.out.Meta(p.title, p.author, p.created, p.modified)
	return nil
}

func (f *file) propertyParts() []string {
	var parts []string
	for _, r := range f.rels("").all {
		if strings.HasSuffix(r.kind, "-properties") && !r.external {
			parts = append(parts, r.target)
		}
	}
	parts = append(parts, "docprops/core.xml", "docprops/app.xml", "docprops/custom.xml")
	present := parts[:0]
	for _, name := range parts {
		if f.pkg.Has(name) {
			present = append(present, name)
		}
	}
	return present
}
