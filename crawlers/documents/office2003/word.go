package office2003

import (
	"context"
	"strconv"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
	"sarsen/crawlers/documents/zipxml"
)

// Word returns the format of WordprocessingML.
func Word() documents.Format {
	return documents.FormatFunc(func(ctx context.Context, in documents.Input, out *documents.Builder) error {
		x, err := open(ctx, in)
		if err != nil {
			return err
		}
		w := &word{out: out, parts: out}
		return finish(ctx, x.Each(func(zipxml.Element) error { return x.Each(func(e zipxml.Element) error { return w.top(x, e) }) }), out)
	})
}

const maxTables = 12

// A word is a document that is being read.
type word struct {
	out, parts *documents.Builder
	line       *line
	pictures   int
	tables     int
	code       *strings.Builder // instruction of the field being read
}

// A line is what is kept of a paragraph for the lines below it.
type line struct {
	asides  documents.Asides
	hanging []grid.Piece
	unseen  string
}

// top reads the parts of a document.
func (w *word) top(x *zipxml.Reader, e zipxml.Element) error {
	switch e.Name {
	case "body":
		return x.Each(func(e zipxml.Element) error { return w.block(x, e) })
	case "DocumentProperties", "CustomDocumentProperties":
		return properties(x, e.Name[0] == 'C', w.parts)
	}
	return nil
}

// block reads what stands between paragraphs.
func (w *word) block(x *zipxml.Reader, e zipxml.Element) error {
	switch e.Name {
	case "p":
		return w.paragraph(x)
	case "tbl":
		return w.table(x)
	case "hdr", "ftr":
		w.out.Break()
		return w.out.Within(documents.Furniture, "", false, func() error { return w.within(x, w.block) })
	case "r", "hlink":
		return w.inline(x, e)
	}
	return w.within(x, w.block)
}

func (w *word) within(x *zipxml.Reader, fn func(*zipxml.Reader, zipxml.Element) error) error {
	return x.Each(func(e zipxml.Element) error { return fn(x, e) })
}

func (w *word) paragraph(x *zipxml.Reader) error {
	outer := w.line
	w.line = &line{}
	w.out.Break()
	w.line.asides.Begin(w.out.Len())
	level := 0
	err := x.Each(func(e zipxml.Element) error {
		if e.Name != "pPr" {
			return w.inline(x, e)
		}
		return x.Each(func(e zipxml.Element) error {
			switch e.Name {
			case "pStyle":
				level = headingLevel(e.Attr("val"))
			case "sectPr":
				return w.apart(func() error { return w.within(x, w.block) })
			}
			if level > 0 && e.Name == "pStyle" {
				w.out.Open(documents.Heading, strconv.Itoa(level), false)
			}
			return nil
		})
	})
	if level > 0 {
		w.out.Close()
	}
	l := w.line
	w.line = outer
	l.asides.Write(w.out)
	w.out.Break()
	for _, p := range l.hanging {
		p.Write(w.out)
	}
	return err
}

// headingLevel reads the level off a style such as Heading2.
func headingLevel(style string) int {
	rest, found := strings.CutPrefix(strings.ToLower(strings.ReplaceAll(style, " ", "")), "heading")
	n, err := strconv.Atoi(rest)
	if !found || err != nil || n < 1 || n > 9 {
		return 0
	}
	return n
}

// inline reads what stands inside a paragraph.
func (w *word) inline(x *zipxml.Reader, e zipxml.Element) error {
	switch e.Name {
	case "r":
		return w.run(x)
	case "hlink":
		err := w.within(x, w.inline)
		w.hang("link", e.Attr("dest"))
		return err
	case "annotation":
		return w.annotation(x, e)
	case "fldSimple":
		err := w.within(x, w.inline)
		w.instruction(e.Attr("instr"))
		return err
	case "p", "tbl":
		return w.block(x, e)
	case "pPr", "rPr":
		return nil
	}
	return w.within(x, w.inline)
}

// annotation reads tracked changes and comments, which share an element.
func (w *word) annotation(x *zipxml.Reader, e zipxml.Element) error {
	author := e.Attr("author")
	switch e.Attr("type") {
	case "Word.Deletion":
		w.parts.Property("Reviewer", author)
		return w.unseen("deleted", func() error { return w.within(x, w.inline) })
	case "Word.Insertion":
		w.parts.Property("Reviewer", author)
		from := w.out.Len()
		err := w.within(x, w.inline)
		if w.line != nil && w.line.unseen == "" {
			w.line.asides.Added(from, w.out.Len())
		}
		return err
	case "Word.Comment":
		return w.apart(func() error {
			return w.out.Within(documents.Note, "comment", false, func() error {
				if author != "" {
					w.out.Text(author + ":\n")
				}
				return w.within(x, w.block)
			})
		})
	}
	return w.within(x, w.inline)
}

// run reads a run; its properties come first.
func (w *word) run(x *zipxml.Reader) error {
	hidden := false
	return x.Each(func(e zipxml.Element) error {
		switch {
		case e.Name == "rPr":
			return x.Each(func(e zipxml.Element) error {
				if e.Name == "vanish" {
					hidden = e.Attr("val") != "off"
				}
				return nil
			})
		case hidden:
			return w.unseen("hidden text", func() error { return w.content(x, e) })
		}
		return w.content(x, e)
	})
}

func (w *word) content(x *zipxml.Reader, e zipxml.Element) error {
	switch e.Name {
	case "t", "delText":
		s, err := x.Text()
		w.out.Text(s)
		if w.out.Full() {
			return documents.ErrTooLarge
		}
		return err
	case "tab":
		w.out.Text("\t")
	case "br", "cr":
		w.out.Text("\n")
	case "noBreakHyphen":
		w.out.Text("-")
	case "fldChar":
		w.fieldChar(e.Attr("fldCharType"))
	case "instrText", "delInstrText":
		s, err := x.Text()
		if w.code != nil {
			w.code.WriteString(s)
		}
		return err
	case "footnote", "endnote":
		return w.apart(func() error {
			return w.out.Within(documents.Note, e.Name, false, func() error { return w.within(x, w.block) })
		})
	case "pict", "shape", "textbox", "txbxContent", "group", "rect", "object", "annotation":
		return w.drawn(x, e)
	case "binData":
		w.pictures++
		return binary(x, pictureName(e.Attr("name"), w.pictures), w.parts)
	case "ruby", "rt", "rubyBase", "r":
		return w.within(x, w.inline)
	}
	return nil
}

// drawn reads text boxes and pictures.
func (w *word) drawn(x *zipxml.Reader, e zipxml.Element) error {
	if e.Name == "annotation" {
		return w.annotation(x, e)
	}
	return w.apart(func() error {
		note(w.out, "alternative text", true, e.Attr("alt"))
		return x.Each(func(e zipxml.Element) error {
			if e.Name == "p" || e.Name == "tbl" {
				return w.block(x, e)
			}
			if e.Name == "binData" {
				return w.content(x, e)
			}
			return w.drawn(x, e)
		})
	})
}

func (w *word) fieldChar(kind string) {
	switch kind {
	case "begin":
		w.code = &strings.Builder{}
	case "separate", "end":
		if w.code != nil {
			w.instruction(w.code.String())
			w.code = nil
		}
	}
}

// instruction writes what a field's instruction holds beside its result.
func (w *word) instruction(code string) {
	label, texts := documents.Instruction(code)
	for _, s := range texts {
		w.hang(label, s)
	}
}

func (w *word) hang(label, text string) {
	_ = w.apart(func() error {
		note(w.out, label, true, text)
		return nil
	})
}

// apart reads what hangs on a paragraph, to be written below it.
func (w *word) apart(fn func() error) error {
	l := w.line
	if l == nil {
		return fn()
	}
	w.line = nil
	piece, err := grid.Capture(&w.out, fn)
	w.line = l
	if piece.Text != "" {
		l.hanging = append(l.hanging, piece)
	}
	return err
}

// unseen reads text that is not seen where it stands.
func (w *word) unseen(label string, fn func() error) error {
	l := w.line
	if l == nil {
		return w.out.Within(documents.Note, label, true, fn)
	}
	if l.unseen != "" {
		return fn()
	}
	l.unseen = label
	piece, err := grid.Capture(&w.out, fn)
	l.unseen = ""
	l.asides.Cut(w.out.Len(), label, piece.Text)
	return err
}

func (w *word) table(x *zipxml.Reader) error {
	if w.tables >= maxTables {
		return w.within(x, w.block)
	}
	w.tables++
	defer func() { w.tables-- }()
	w.out.Break()
	w.out.Open(documents.Table, "", false)
	g := grid.New(w.out)
	number := 0
	var rows func(e zipxml.Element) error
	rows = func(e zipxml.Element) error {
		if e.Name != "tr" {
			return x.Each(rows)
		}
		number++
		r := grid.Row{Number: number}
		err := w.row(x, &r)
		g.Add(r)
		return err
	}
	err := x.Each(rows)
	g.Flush()
	w.out.Close()
	return err
}

func (w *word) row(x *zipxml.Reader, r *grid.Row) error {
	col := 0
	var cells func(e zipxml.Element) error
	cells = func(e zipxml.Element) error {
		switch e.Name {
		case "tblHeader":
			r.Head = e.Attr("val") != "off"
			return nil
		case "tc":
		default:
			return x.Each(cells)
		}
		outer := w.line
		w.line = nil
		piece, err := grid.Capture(&w.out, func() error { return w.within(x, w.block) })
		w.line = outer
		if piece.Text != "" {
			r.Cells = append(r.Cells, grid.Cell{Col: col, Piece: piece})
		}
		col++
		return err
	}
	return x.Each(cells)
}
