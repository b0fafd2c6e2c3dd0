package ooxml

import (
	"path"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/zipxml"
)

// readWorkbook reads the sheets in the order of their tabs, then what the
// workbook keeps beside them.
func readWorkbook(f *file, part string) error {
	b := &book{file: f, rels: f.rels(part), people: map[string]string{}, literals: map[string]bool{}}
	for _, step := range []func() error{
		func() error { return f.read(part, b.workbook) },
		func() error { return b.each("styles", b.readStyles) },
		func() error { return b.each("sharedstrings", b.readStrings) },
		func() error { return b.each("person", b.readPeople) },
		b.sheets,
		b.unused,
		b.names,
		b.pivots,
		func() error { return b.each("externallink", b.externalLink) },
		func() error { return b.each("connections", b.connections) },
		f.graphics,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// A book is a workbook that is being read.
type book struct {
	*file
	rels     relations
	tabs     []tab
	date1904 bool
	defined  []string // names, as lines
	strings  []string
	used     []bool // which strings a cell uses
	formats  []cellFormat
	people   map[string]string // who wrote threaded comments, by ID
	literals map[string]bool   // texts of formulas that were written
}

// A tab is a sheet as the workbook lists it.
type tab struct {
	name   string
	part   string
	hidden bool
}

// each reads the parts that relationships of a kind lead to.
func (b *book) each(kind string, fn func(*zipxml.Reader) error) error {
	for _, part := range b.rels.targets(kind) {
		if err := b.read(part, fn); err != nil {
			return err
		}
	}
	return nil
}

func (b *book) workbook(x *zipxml.Reader) error {
	const most = 10_000
	var visit func(e zipxml.Element) error
	visit = func(e zipxml.Element) error {
		switch e.Name {
		case "workbookPr":
			b.date1904 = e.Is("date1904")
		case "sheet":
			r := b.rels.byID(e.Qualified("id"))
			state := e.Attr("state")
			b.tabs = append(b.tabs, tab{name: e.Attr("name"), part: r.target, hidden: state == "hidden" || state == "veryHidden"})
		case "definedName":
			return b.definedName(x, e, most)
		case "fileSharing":
			b.out.Property("Reserved by", e.Attr("userName"))
		}
		return x.Each(visit)
	}
	return x.Each(visit)
}

// definedName keeps a name that says something: the program's own do not.
func (b *book) definedName(x *zipxml.Reader, e zipxml.Element, most int) error {
	refers, err := x.Text()
	name := e.Attr("name")
	if strings.HasPrefix(name, "_xl") || len(b.defined) >= most {
		return err
	}
	line := name + " = " + refers
	if c := e.Attr("comment"); c != "" {
		line += " (" + c + ")"
	}
	b.defined = append(b.defined, line)
	return err
}

// names writes the defined names.
func (b *book) names() error {
	b.note("defined names", true, strings.Join(b.defined, "\n"))
	return nil
}

// sheets reads every sheet: those listed, then those the list leaves out.
func (b *book) sheets() error {
	listed := map[string]bool{}
	for _, t := range b.tabs {
		listed[t.part] = true
	}
	for _, name := range b.pkg.Names() {
		if dir, base := path.Split(name); strings.HasSuffix(dir, "/worksheets/") && path.Ext(base) == ".xml" && !listed[name] {
			b.tabs = append(b.tabs, tab{name: base, part: name, hidden: true})
		}
	}
	for _, t := range b.tabs {
		if err := b.sheet(t); err != nil {
			return err
		}
	}
	b.out.Pages(len(b.tabs))
	return nil
}

// readStrings reads the table of strings that cells share.
func (b *book) readStrings(x *zipxml.Reader) error {
	return x.Each(func(zipxml.Element) error {
		return x.Each(func(zipxml.Element) error {
			s, err := richText(x)
			b.strings = append(b.strings, s)
			b.used = append(b.used, false)
			return err
		})
	})
}

// richText reads the text of a string without its phonetic guide.
func richText(x *zipxml.Reader) (string, error) {
	var text strings.Builder
	var visit func(e zipxml.Element) error
	visit = func(e zipxml.Element) error {
		switch e.Name {
		case "t":
			s, err := x.Text()
			text.WriteString(unescapeX(s))
			return err
		case "rPh", "rPr", "phoneticPr":
			return nil
		}
		return x.Each(visit)
	}
	err := x.Each(visit)
	return text.String(), err
}

// unescapeX resolves the _x000D_ that stand for characters XML cannot hold.
func unescapeX(s string) string {
	if !strings.Contains(s, "_x00") {
		return s
	}
	return strings.NewReplacer("_x000D_", "\r", "_x000d_", "\r", "_x000A_", "\n", "_x000a_", "\n", "_x0009_", "\t", "_x005F_", "_").Replace(s)
}

// shared answers a shared string and marks it as used.
func (b *book) shared(i int) string {
	if i < 0 || i >= len(b.strings) {
		return ""
	}
	b.used[i] = true
	return b.strings[i]
}

// unused writes the strings that no cell refers to: what was deleted from the
// sheets without leaving the file.
func (b *book) unused() error {
	for i, s := range b.strings {
		if !b.used[i] {
			b.note("unused string", true, s)
		}
	}
	return nil
}

func (b *book) readPeople(x *zipxml.Reader) error {
	return x.Each(func(zipxml.Element) error {
		return x.Each(func(e zipxml.Element) error {
			b.people[e.Attr("id")] = e.Attr("displayName")
			return nil
		})
	})
}

// connections reads where the workbook gets its data.
func (b *book) connections(x *zipxml.Reader) error {
	var visit func(e zipxml.Element) error
	visit = func(e zipxml.Element) error {
		for _, name := range []string{"name", "description", "connection", "command", "url", "sourceFile"} {
			b.note("connection", true, e.Attr(name))
		}
		return x.Each(visit)
	}
	return x.Each(visit)
}

// externalLink reads what is kept of other workbooks and programs.
func (b *book) externalLink(x *zipxml.Reader) error {
	b.out.Break()
	return b.out.Within(documents.Note, "external link", true, func() error {
		var visit func(e zipxml.Element) error
		visit = func(e zipxml.Element) error {
			switch e.Name {
			case "sheetName":
				b.words(e.Attr("val"))
			case "definedName":
				b.words(e.Attr("name") + " " + e.Attr("refersTo"))
			case "ddeLink":
				b.words(e.Attr("ddeService") + "|" + e.Attr("ddeTopic"))
			case "oleLink":
				b.words(e.Attr("progId"))
			case "row":
				defer b.out.Break()
			case "v", "val":
				s, err := x.Text()
				b.out.Text(s + "\t")
				return err
			}
			return x.Each(visit)
		}
		err := x.Each(visit)
		b.out.Break()
		return err
	})
}
