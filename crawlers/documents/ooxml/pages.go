package ooxml

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/zipxml"
)

// VSDX reads Visio drawings: vsdx, vsdm, vstx, vssx. Their pages come in the
// order of their numbers, with the text of each shape, its comments and data.
func VSDX() documents.Format {
	return packaged(func(f *file) error {
		for _, name := range f.pkg.Names() {
			switch dir, base := path.Split(name); {
			case base == "windows.xml", dir == "visio/" && base == "document.xml", strings.Contains(name, "/masters/"), base == "pages.xml":
				f.seen[name] = true
			}
		}
		return f.pages(f.numbered("visio/pages/page", ".xml"), f.shapes)
	})
}

// XPS reads XPS documents: the text of their pages, in the order of the file.
func XPS() documents.Format {
	return packaged(func(f *file) error {
		return f.pages(f.numbered("", ".fpage"), f.glyphs)
	})
}

// numbered are the parts of a name with a number before its ending, in the order
// of their folders and numbers.
func (f *file) numbered(start, end string) []string {
	var names []string
	for _, name := range f.pkg.Names() {
		if strings.HasPrefix(name, start) && strings.HasSuffix(name, end) && !f.seen[name] {
			names = append(names, name)
		}
	}
	number := func(name string) int {
		base := strings.TrimSuffix(path.Base(name), end)
		n, _ := strconv.Atoi(strings.TrimLeft(base, "abcdefghijklmnopqrstuvwxyz"))
		return n
	}
	slices.SortStableFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(path.Dir(a), path.Dir(b)), cmp.Compare(number(a), number(b)))
	})
	return names
}

// pages reads each part as a page.
func (f *file) pages(parts []string, read func(x *zipxml.Reader) error) error {
	if len(parts) == 0 && !f.pkg.Broken() {
		return documents.ErrDamaged
	}
	f.out.Pages(len(parts))
	for i, part := range parts {
		err := f.out.Within(documents.Page, strconv.Itoa(i+1), false, func() error { return f.read(part, read) })
		if err != nil {
			return err
		}
		f.out.Break()
	}
	return nil
}

// shapes reads the text of a drawing's shapes, and what is kept with them.
func (f *file) shapes(x *zipxml.Reader) error {
	var visit func(e zipxml.Element) error
	visit = func(e zipxml.Element) error {
		switch e.Name {
		case "Text":
			f.out.Break()
			err := x.Mixed(func(zipxml.Element) error { return x.Each(visit) }, func(s string) error {
				f.out.Text(s)
				return f.full()
			})
			f.out.Break()
			return err
		case "Cell":
			if n := e.Attr("N"); n == "Value" || n == "Prompt" || n == "Comment" {
				if e.Attr("U") == "STR" {
					f.words(e.Attr("V"))
				}
			}
		}
		return x.Each(visit)
	}
	return x.Each(visit)
}

// glyphs reads the runs of a page. A run that does not stand on the line of the
// one before begins a new line.
func (f *file) glyphs(x *zipxml.Reader) error {
	line := ""
	var visit func(e zipxml.Element) error
	visit = func(e zipxml.Element) error {
		if text := strings.TrimPrefix(e.Attr("UnicodeString"), "{}"); e.Name == "Glyphs" && text != "" {
			if at := e.Attr("OriginY"); at != line {
				f.out.Break()
				line = at
			}
			f.out.Text(text)
		}
		if target := e.Attr("FixedPage.NavigateUri"); strings.Contains(target, ":") {
			f.linked[target] = true
			f.out.Break()
			f.note("link", true, target)
		}
		if err := f.full(); err != nil {
			return err
		}
		return x.Each(visit)
	}
	return x.Each(visit)
}
