package ooxml

import (
	"path"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/zipxml"
)

// quietParts are folders and names of parts that hold no text of their own.
var quietParts = []string{
	"/theme/", "/styles.xml", "/styleswitheffects.xml", "/fonttable.xml", "/websettings.xml", "/printersettings/",
	"/slidemasters/", "/slidelayouts/", "/notesmasters/", "/handoutmasters/", "/tablestyles.xml", "/viewprops.xml",
	"/presprops.xml", "/calcchain.xml", "/metadata.xml", "/diagrams/drawing", "/diagrams/layout", "/diagrams/quickstyle",
	"/diagrams/colors", "/charts/style", "/charts/colors", "/richdata/", "/numbering.xml",
	"/tables/", "/pivottables/", "/querytables/", "/ctrlprops/",
}

// sweep reads the text of every part that nothing else has read: glossaries,
// custom XML, revisions of shared workbooks, and what later versions invent.
func (f *file) sweep() error {
	for _, name := range f.pkg.Names() {
		if f.seen[name] || !sweepable(name) {
			continue
		}
		err := f.read(name, func(x *zipxml.Reader) error { return f.sweepPart(x) })
		if err != nil {
			return err
		}
	}
	return nil
}

func sweepable(name string) bool {
	if ext := path.Ext(name); ext != ".xml" && ext != ".vml" || isAttachment(name) {
		return false
	}
	if strings.HasPrefix(name, "docprops/") || strings.HasPrefix(name, "[content_types]") {
		return false
	}
	for _, quiet := range quietParts {
		if strings.Contains(name, quiet) {
			return false
		}
	}
	return true
}

// inlineParts are elements whose text reads on without a space: runs, and the
// HTML that forms and shapes hold. The text of any other stands by itself.
var inlineParts = map[string]bool{
	"r": true, "t": true, "rPr": true, "span": true, "font": true, "b": true, "i": true, "u": true, "a": true, "em": true,
	"strong": true, "sub": true, "sup": true, "smartTag": true, "hyperlink": true, "ins": true,
}

func (f *file) sweepPart(x *zipxml.Reader) error {
	f.out.Break()
	return f.out.Within(documents.Note, "other part", true, func() error {
		var visit func(zipxml.Element) error
		visit = func(e zipxml.Element) error {
			switch e.Name {
			case "Fallback", "ClientData": // where a shape stands and what it does
				return nil
			case "tab":
				f.out.Text("\t")
			}
			if !inlineParts[e.Name] {
				f.out.Break()
				defer f.out.Break()
			}
			for _, name := range []string{"descr", "alt", "title", "author", "userName"} {
				f.words(e.Attr(name))
			}
			return x.Mixed(visit, func(s string) error {
				if strings.TrimSpace(s) == "" {
					return nil
				}
				f.out.Text(s)
				return f.full()
			})
		}
		err := x.Each(func(e zipxml.Element) error {
			e.Name = ""
			return visit(e)
		})
		f.out.Break()
		return err
	})
}

// words writes a value on a line of its own.
func (f *file) words(s string) {
	if strings.TrimSpace(s) == "" {
		return
	}
	f.out.Break()
	f.out.Text(s)
	f.out.Break()
}
