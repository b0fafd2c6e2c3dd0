package ooxml

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
	"sarsen/crawlers/documents/zipxml"
)

// readWord reads a word processing document: body, headers and footers, then
// notes and comments.
func readWord(f *file, part string) error {
	w := &word{file: f, rels: f.rels(part), headings: map[string]int{}, vanished: map[string]bool{}, authors: map[string]bool{}}
	if err := w.styles(); err != nil {
		return err
	}
	if err := f.read(part, w.story); err != nil {
		return err
	}
	main := w.rels
	for _, s := range stories {
		for _, target := range main.targets(s.kind) {
			w.rels = f.rels(target)
			if err := f.read(target, s.reader(w)); err != nil {
				return err
			}
		}
	}
	for _, target := range main.targets("settings") {
		if err := f.read(target, w.settings); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(w.authors)) {
		f.out.Property("Reviewer", name)
	}
	return f.graphics()
}

// stories are the parts beside the body, in the order they are written.
var stories = []struct {
	kind   string
	reader func(w *word) func(*zipxml.Reader) error
}{
	{"header", func(w *word) func(*zipxml.Reader) error { return w.furniture }},
	{"footer", func(w *word) func(*zipxml.Reader) error { return w.furniture }},
	{"footnotes", func(w *word) func(*zipxml.Reader) error { return w.notes("footnote") }},
	{"endnotes", func(w *word) func(*zipxml.Reader) error { return w.notes("endnote") }},
	{"comments", func(w *word) func(*zipxml.Reader) error { return w.notes("comment") }},
	{"glossarydocument", func(w *word) func(*zipxml.Reader) error { return w.glossary }},
}

// A word reads WordprocessingML. It is not the document but the state of the
// reading: which part's links hold, which fields are open.
type word struct {
	*file
	rels     relations
	headings map[string]int  // level by style
	vanished map[string]bool // styles of hidden text
	authors  map[string]bool // of tracked changes
	fields   []*field
	shaded   int        // inside so many things with a background
	tables   int        // inside so many tables
	line     *paragraph // being read, nil between paragraphs
}

// A paragraph is what is kept of one for the lines below it.
type paragraph struct {
	asides  documents.Asides
	hanging []grid.Piece
	unseen  string // label of what is read now, if that goes to asides
}

// story reads the blocks of a part.
func (w *word) story(x *zipxml.Reader) error {
	return x.Each(func(zipxml.Element) error { return w.within(x, w.block) })
}

// within reads the children of an element with fn, which gets the reader.
func (w *word) within(x *zipxml.Reader, fn func(*zipxml.Reader, zipxml.Element) error) error {
	return x.Each(func(e zipxml.Element) error { return fn(x, e) })
}

// block reads what stands between paragraphs.
func (w *word) block(x *zipxml.Reader, e zipxml.Element) error {
	switch e.Name {
	case "p":
		return w.paragraph(x)
	case "tbl":
		return w.table(x)
	case "sectPr", "sdtPr", "tblPr", "Fallback", "pPr", "rPr":
		return nil
	case "del", "moveFrom":
		w.reviewer(e)
		return w.out.Within(documents.Note, "deleted", true, func() error { return w.within(x, w.block) })
	case "ins", "moveTo":
		w.reviewer(e)
	case "altChunk":
		return nil // a part of its own
	}
	return w.within(x, w.block)
}

// paragraph reads one paragraph. Its properties come first, and say whether
// it is a heading.
func (w *word) paragraph(x *zipxml.Reader) error {
	if err := w.full(); err != nil {
		return err
	}
	w.out.Break()
	level, shaded, opened := 0, false, false
	outer := w.line
	w.line = &paragraph{}
	w.line.asides.Begin(w.out.Len())
	err := x.Each(func(e zipxml.Element) (err error) {
		if e.Name == "pPr" && !shaded {
			level, shaded, err = w.paragraphProperties(x)
			if shaded {
				w.shaded++
			}
			return err
		}
		if level > 0 && !opened {
			opened = true
			w.out.Open(documents.Heading, strconv.Itoa(level), false)
		}
		return w.inline(x, e)
	})
	if shaded {
		w.shaded--
	}
	if opened {
		w.out.Close()
	}
	w.line.asides.Write(w.out)
	w.out.Break()
	for _, p := range w.line.hanging {
		p.Write(w.out)
	}
	w.line = outer
	return err
}

func (w *word) paragraphProperties(x *zipxml.Reader) (level int, shaded bool, err error) {
	err = x.Each(func(e zipxml.Element) error {
		switch e.Name {
		case "pStyle":
			level = max(level, w.headings[e.Attr("val")])
		case "outlineLvl":
			if n := e.Int("val", 9); n >= 0 && n < 9 {
				level = n + 1
			}
		case "shd":
			shaded = isShade(e)
		case "rPr":
			return x.Each(func(e zipxml.Element) error {
				w.reviewer(e)
				return nil
			})
		case "pPrChange":
			w.reviewer(e)
		}
		return nil
	})
	return level, shaded, err
}

// isShade reports whether a shading is one that white text can be read on.
func isShade(e zipxml.Element) bool {
	if e.Attr("themeFill") != "" {
		return true
	}
	switch fill := strings.ToLower(e.Attr("fill")); fill {
	case "", "auto", "ffffff":
		return e.Attr("val") == "solid"
	}
	return true
}

// reviewer remembers who made a tracked change.
func (w *word) reviewer(e zipxml.Element) {
	const most = 1000
	if name := e.Attr("author"); name != "" && len(w.authors) < most {
		w.authors[name] = true
	}
}

// furniture reads a header or footer.
func (w *word) furniture(x *zipxml.Reader) error {
	w.out.Break()
	return w.out.Within(documents.Furniture, "", false, func() error { return w.story(x) })
}

// notes reads footnotes, endnotes or comments: a note each.
func (w *word) notes(label string) func(*zipxml.Reader) error {
	return func(x *zipxml.Reader) error {
		return x.Each(func(zipxml.Element) error {
			return x.Each(func(e zipxml.Element) error { return w.oneNote(x, e, label) })
		})
	}
}

func (w *word) oneNote(x *zipxml.Reader, e zipxml.Element, label string) error {
	switch e.Attr("type") {
	case "separator", "continuationSeparator", "continuationNotice":
		return nil
	}
	w.out.Break()
	return w.out.Within(documents.Note, label, false, func() error {
		if author := e.Attr("author"); author != "" {
			w.out.Text(author + ":\n")
		}
		return w.within(x, w.block)
	})
}

// glossary reads the building blocks of a template, which nobody sees before
// they are used.
func (w *word) glossary(x *zipxml.Reader) error {
	w.out.Break()
	return w.out.Within(documents.Note, "building blocks", true, func() error { return w.story(x) })
}
