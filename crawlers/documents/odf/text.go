package odf

import (
	"slices"
	"strconv"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
	"sarsen/crawlers/documents/zipxml"
)

// content reads what stands between paragraphs.
func (d *document) content(x *zipxml.Reader, e zipxml.Element) error {
	switch e.Name {
	case "p", "h":
		return d.paragraph(x, e)
	case "spreadsheet":
		return x.Each(func(e zipxml.Element) error {
			if e.Name == "table" {
				return d.sheet(x, e)
			}
			return d.content(x, e)
		})
	case "table":
		return d.table(x)
	case "page":
		return d.slide(x, e)
	case "section":
		return d.section(x, e)
	case "tracked-changes":
		return d.changes(x)
	case "change", "change-start", "change-end":
		d.place(e)
		return nil
	case "annotation":
		return d.annotation(x)
	case "notes":
		return d.noted("speaker's note", false, func() error { return d.children(x, d.content) })
	case "note":
		return d.footnote(x, e)
	case "header-decl", "footer-decl", "date-time-decl":
		return d.declared(x)
	case "data-pilot-member":
		d.line("pivot table", e.Attr("name"))
	case "user-field-decl", "variable-decl":
		d.line("field", e.Attr("string-value"))
	case "content-validation":
		d.formula(e.Attr("condition"))
	case "binary-data", "placeholder-text", "script", "event-listeners", "settings":
		return nil
	case "forms":
		return d.forms(x)
	}
	return d.drawn(x, e)
}

// drawn reads frames, shapes and what else may hold text of its own.
func (d *document) drawn(x *zipxml.Reader, e zipxml.Element) error {
	switch e.Name {
	case "frame":
		return d.frame(x, e)
	case "a":
		err := d.children(x, d.content)
		d.link(e.Attr("href"))
		return err
	case "title", "desc":
		if e.Prefix == "svg" {
			s, err := x.Text()
			d.line("alternative text", s)
			return err
		}
	case "object", "object-ole":
		d.object(e.Attr("href"))
	case "image", "plugin":
		if href := e.Attr("href"); strings.Contains(href, "://") {
			d.link(href)
		}
	case "text-box", "custom-shape", "rect", "ellipse", "polygon":
		d.boxed++
		defer func() { d.boxed-- }()
	}
	return d.children(x, d.content)
}

// object remembers a folder of an embedded object; those beyond the most are
// found by their names.
func (d *document) object(href string) {
	const most = 1000
	folder := strings.TrimPrefix(strings.ToLower(href), "./") + "/"
	if folder != "/" && len(d.objects) < most && !slices.Contains(d.objects, folder) {
		d.objects = append(d.objects, folder)
	}
}

func (d *document) children(x *zipxml.Reader, fn func(*zipxml.Reader, zipxml.Element) error) error {
	return x.Each(func(e zipxml.Element) error { return fn(x, e) })
}

// frame reads a frame of a slide, which may be its title, or of a page.
func (d *document) frame(x *zipxml.Reader, e zipxml.Element) error {
	switch e.Attr("class") {
	case "title":
		d.out.Break()
		return d.out.Within(documents.Heading, "1", false, func() error { return d.children(x, d.content) })
	case "header", "footer", "date-time", "page-number":
		return d.furniture(func() error { return d.children(x, d.content) })
	}
	return d.children(x, d.content)
}

func (d *document) furniture(fn func() error) error {
	d.out.Break()
	return d.out.Within(documents.Furniture, "", false, fn)
}

// declared reads the text that slides share as header or footer.
func (d *document) declared(x *zipxml.Reader) error {
	s, err := x.Text()
	if strings.TrimSpace(s) == "" {
		return err
	}
	_ = d.furniture(func() error {
		d.out.Text(s)
		d.out.Break()
		return nil
	})
	return err
}

func (d *document) section(x *zipxml.Reader, e zipxml.Element) error {
	if e.Attr("display") != "none" && !e.Is("is-hidden") {
		return d.children(x, d.content)
	}
	return d.noted("hidden text", true, func() error { return d.children(x, d.content) })
}

// noted reads something inside a note.
func (d *document) noted(label string, hidden bool, fn func() error) error {
	d.out.Break()
	err := d.out.Within(documents.Note, label, hidden, fn)
	d.out.Break()
	return err
}

// line writes a note of one value, if there is one.
func (d *document) line(label, text string) {
	if text = strings.TrimSpace(text); text == "" {
		return
	}
	_ = d.noted(label, true, func() error {
		d.out.Text(text)
		return nil
	})
}

// link writes the target of a link, unless it stays in the document.
func (d *document) link(target string) {
	if !strings.HasPrefix(target, "#") {
		d.hang("link", target)
	}
}

// hang writes a note that belongs to words of a paragraph below it.
func (d *document) hang(label, text string) {
	if d.par == nil {
		d.line(label, text)
		return
	}
	_ = d.apart(func() error {
		d.line(label, text)
		return nil
	})
}

// paragraph reads a paragraph or heading, then what hangs on it.
func (d *document) paragraph(x *zipxml.Reader, e zipxml.Element) error {
	if err := d.full(); err != nil {
		return err
	}
	outer, around := d.hanging, d.par
	d.hanging, d.par = nil, &paragraph{}
	d.out.Break()
	d.par.asides.Begin(d.out.Len())
	d.beginAdded()
	d.spaced = true
	bounds := 0
	if e.Name == "h" {
		d.out.Open(documents.Heading, strconv.Itoa(max(1, min(e.Int("outline-level", 1), 10))), false)
		bounds++
	}
	if label := d.whyUnseen(d.styleOf("paragraph", e)); label != "" {
		d.out.Open(documents.Note, label, true)
		bounds++
	}
	err := d.inline(x)
	for range bounds {
		d.out.Close()
	}
	d.endAdded()
	d.par.asides.Write(d.out)
	d.par = around
	d.out.Break()
	d.flush()
	d.hanging = outer
	return err
}

// flush writes what hangs on the paragraph.
func (d *document) flush() {
	for _, p := range d.hanging {
		p.Write(d.out)
	}
	d.hanging = nil
}

// apart reads what is anchored in a paragraph, to be written below it, so
// that it does not stand between two words.
func (d *document) apart(fn func() error) error {
	spaced, par := d.spaced, d.par
	d.par = nil
	piece, err := grid.Capture(&d.out, fn)
	d.spaced, d.par = spaced, par
	if piece.Text != "" {
		d.hanging = append(d.hanging, piece)
	}
	return err
}

// inline reads the content of a paragraph or of a piece of it.
func (d *document) inline(x *zipxml.Reader) error {
	return x.Mixed(func(e zipxml.Element) error { return d.span(x, e) }, func(s string) error {
		d.write(s)
		return d.full()
	})
}

// write writes text as it is shown: runs of white space as one space, and
// none at the start of a paragraph.
func (d *document) write(s string) {
	start := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; c != ' ' && c != '\n' && c != '\t' && c != '\r' {
			d.spaced = false
			continue
		}
		d.out.Text(s[start:i])
		if !d.spaced {
			d.out.Text(" ")
		}
		d.spaced = true
		start = i + 1
	}
	d.out.Text(s[start:])
}

// span reads an element inside a paragraph.
func (d *document) span(x *zipxml.Reader, e zipxml.Element) error {
	const mostSpaces = 1000
	switch e.Name {
	case "s":
		d.out.Text(strings.Repeat(" ", max(1, min(e.Int("c", 1), mostSpaces))))
		d.spaced = false
	case "tab", "tab-stop":
		d.out.Text("\t")
		d.spaced = true
	case "line-break":
		d.out.Text("\n")
		d.spaced = true
	case "span":
		return d.styled(x, e)
	case "a":
		err := d.inline(x)
		d.link(e.Attr("href"))
		return err
	case "hidden-text", "conditional-text":
		return d.conditional(x, e)
	case "hidden-paragraph", "note-citation", "script", "event-listeners", "binary-data":
		return nil
	case "note", "annotation", "frame", "custom-shape", "g", "rect", "ellipse", "line", "control":
		return d.apart(func() error { return d.content(x, e) })
	case "change", "change-start", "change-end":
		d.place(e)
		return nil
	case "p", "h", "list", "table":
		return d.content(x, e)
	}
	return d.inline(x)
}

func (d *document) styled(x *zipxml.Reader, e zipxml.Element) error {
	s := d.styleOf("text", e)
	label := d.whyUnseen(s)
	switch {
	case s.hidden:
		return d.unseen(label, func() error { return d.inline(x) })
	case label != "":
		return d.out.Within(documents.Note, label, true, func() error { return d.inline(x) })
	}
	return d.inline(x)
}

// conditional reads a field that shows one of several texts, or none.
func (d *document) conditional(x *zipxml.Reader, e zipxml.Element) error {
	err := d.inline(x)
	for _, name := range []string{"string-value", "string-value-if-true", "string-value-if-false"} {
		if v := e.Attr(name); v != "" {
			d.hang("hidden text", v)
		}
	}
	return err
}
