package ooxml

import (
	"path"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/zipxml"
)

// A rel is a relationship from one part to another, or out of the document.
type rel struct {
	id       string
	kind     string // last element of its type, in lower case
	target   string // a part's name in lower case; for external ones as written
	external bool
}

// relations are those of one part.
type relations struct {
	all []rel
	ids map[string]rel
}

// rels reads the relationships of a part; "" stands for the package. Damaged
// ones are noted as a problem and answered as far as they could be read.
func (f *file) rels(part string) relations {
	dir, base := path.Split(part)
	name := strings.ToLower(dir + "_rels/" + base + ".rels")
	if known, found := f.known[name]; found || !f.pkg.Has(name) {
		return known
	}
	rels := relations{ids: map[string]rel{}}
	err := f.pkg.XML(f.ctx, name, func(x *zipxml.Reader) error {
		return x.Each(func(zipxml.Element) error {
			return x.Each(func(e zipxml.Element) error {
				r := rel{id: e.Attr("Id"), kind: strings.ToLower(path.Base(e.Attr("Type"))), target: e.Attr("Target")}
				r.external = strings.EqualFold(e.Attr("TargetMode"), "External")
				if !r.external {
					r.target = resolve(dir, r.target)
				}
				rels.all = append(rels.all, r)
				rels.ids[r.id] = r
				return nil
			})
		})
	})
	if f.ctx.Err() == nil {
		_ = f.excuse(err)
	}
	f.known[name] = rels
	return rels
}

// resolve makes a target relative to a folder the name of a part.
func resolve(dir, target string) string {
	target, _, _ = strings.Cut(strings.ReplaceAll(target, `\`, "/"), "#")
	if !strings.HasPrefix(target, "/") {
		target = dir + target
	}
	return strings.ToLower(strings.TrimPrefix(path.Clean("/"+target), "/"))
}

// byID answers the relationship with an ID; a zero one if there is none.
func (r relations) byID(id string) rel { return r.ids[id] }

// targets answers the parts that relationships of a kind lead to, in order.
func (r relations) targets(kind string) []string {
	var parts []string
	for _, r := range r.all {
		if r.kind == kind && !r.external {
			parts = append(parts, r.target)
		}
	}
	return parts
}

// links writes the outside targets that no text has named so far: templates,
// linked files and pictures, sources of data.
func (f *file) links() {
	for _, name := range f.pkg.Names() {
		base, found := strings.CutSuffix(path.Base(name), ".rels")
		if !found {
			continue
		}
		part := path.Join(path.Dir(path.Dir(name)), base)
		for _, r := range f.rels(part).all {
			if r.external && !f.linked[r.target] {
				f.linked[r.target] = true
				f.note("link", true, r.target)
			}
		}
	}
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
	for _, name := range []string{"docprops/core.xml", "docprops/app.xml", "docprops/custom.xml"} {
		parts = append(parts, name)
	}
	present := parts[:0]
	for _, name := range parts {
		if f.pkg.Has(name) {
			present = append(present, name)
		}
	}
	return present
}

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

func (f *file) sweepPart(x *zipxml.Reader) error {
	f.out.Break()
	return f.out.Within(documents.Note, "other part", true, func() error {
		var visit func(zipxml.Element) error
		visit = func(e zipxml.Element) error {
			switch e.Name {
			case "p", "si", "row", "rcc", "tr", "record":
				defer f.out.Break()
			case "Fallback":
				return nil
			case "tab":
				f.out.Text("\t")
			}
			for _, name := range []string{"descr", "title", "author", "userName"} {
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
