package ooxml

import (
	"path"
	"strings"

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
