package ooxml

import (
	"strconv"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
	"sarsen/crawlers/documents/zipxml"
)

// inline reads what stands inside a paragraph.
func (w *word) inline(x *zipxml.Reader, e zipxml.Element) error {
	switch e.Name {
	case "r":
		return w.run(x)
	case "hyperlink":
		return w.hyperlink(x, e)
	case "fldSimple":
		err := w.within(x, w.inline)
		w.instruction(e.Attr("instr"))
		return err
	case "del", "moveFrom":
		w.reviewer(e)
		return w.unseen("deleted", func() error { return w.within(x, w.inline) })
	case "ins", "moveTo":
		w.reviewer(e)
		return w.added(func() error { return w.within(x, w.inline) })
	case "t": // of mathematics
		return w.verbatim(x)
	case "p", "tbl":
		return w.block(x, e)
	case "sdtPr", "smartTagPr", "customXmlPr", "Fallback", "rPr", "pPr":
		return nil
	}
	return w.within(x, w.inline)
}

func (w *word) verbatim(x *zipxml.Reader) error {
	return x.Mixed(func(zipxml.Element) error { return nil }, func(s string) error {
		w.out.Text(s)
		return w.full()
	})
}

func (w *word) hyperlink(x *zipxml.Reader, e zipxml.Element) error {
	var shown strings.Builder
	err := x.Each(func(e zipxml.Element) error { return w.teed(x, e, &shown) })
	if r := w.rels.byID(e.Qualified("id")); r.external {
		w.link(r.target, shown.String())
	}
	if tip := e.Attr("tooltip"); tip != "" {
		w.link(tip, shown.String())
	}
	return err
}

// teed reads inline content and keeps a copy of the plain text of its runs.
func (w *word) teed(x *zipxml.Reader, e zipxml.Element, copied *strings.Builder) error {
	if e.Name != "r" {
		return w.inline(x, e)
	}
	return w.runWith(x, copied)
}

func (w *word) run(x *zipxml.Reader) error { return w.runWith(x, nil) }

// runWith reads a run. Its properties come first, and say whether a reader
// sees it. White text stays in its place, since what lies behind it is not
// known for certain.
func (w *word) runWith(x *zipxml.Reader, copied *strings.Builder) error {
	hidden, white := false, false
	err := x.Each(func(e zipxml.Element) (err error) {
		switch {
		case e.Name == "rPr":
			if hidden, white, err = w.runProperties(x); white {
				w.out.Open(documents.Note, "white text", true)
			}
			return err
		case hidden:
			return w.unseen("hidden text", func() error { return w.runContent(x, e, copied) })
		}
		return w.runContent(x, e, copied)
	})
	if white {
		w.out.Close()
	}
	return err
}

// isOn reports whether a switch is on: by itself, or by its value.
func isOn(e zipxml.Element) bool {
	_, given := e.Lookup("val")
	return !given || e.Is("val")
}

// runProperties answers whether the run is hidden, or else white on white.
func (w *word) runProperties(x *zipxml.Reader) (hidden, white bool, err error) {
	shaded := w.shaded > 0
	err = x.Each(func(e zipxml.Element) error {
		switch e.Name {
		case "vanish":
			hidden = hidden || isOn(e)
		case "rStyle":
			hidden = hidden || w.vanished[e.Attr("val")]
		case "color":
			white = strings.EqualFold(e.Attr("val"), "ffffff")
		case "shd":
			shaded = shaded || isShade(e)
		case "highlight":
			shaded = true
		case "ins", "del", "rPrChange":
			w.reviewer(e)
		}
		return nil
	})
	return hidden, white && !hidden && !shaded, err
}

func (w *word) runContent(x *zipxml.Reader, e zipxml.Element, copied *strings.Builder) error {
	switch e.Name {
	case "t":
		s, err := x.Text()
		w.out.Text(s)
		if copied != nil {
			copied.WriteString(s)
		}
		if err == nil {
			err = w.full()
		}
		return err
	case "delText":
		return w.unseen("deleted", func() error { return w.verbatim(x) })
	case "tab", "ptab":
		w.out.Text("\t")
	case "br", "cr":
		w.out.Text("\n")
	case "noBreakHyphen":
		w.out.Text("-")
	case "sym":
		w.symbol(e)
	case "fldChar":
		return w.fieldChar(x, e)
	case "instrText", "delInstrText":
		return w.instructionText(x)
	case "drawing", "pict", "object", "AlternateContent":
		return w.apart(func() error { return w.drawing(x, e) })
	case "ruby", "rt", "rubyBase":
		return w.within(x, w.inline)
	}
	return nil
}

// symbol writes a character given by its number in a font.
func (w *word) symbol(e zipxml.Element) {
	n, err := strconv.ParseUint(e.Attr("char"), 16, 16)
	if err == nil && n >= 0x20 && (n < 0xE000 || n > 0xF8FF) {
		w.out.Text(string(rune(n)))
	}
}

// apart reads what hangs on a paragraph, to be written below it, so that it
// does not stand between two words.
func (w *word) apart(fn func() error) error {
	line := w.line
	if line == nil {
		return fn()
	}
	if line.unseen != "" {
		visible := fn
		fn = func() error { return w.out.Within(documents.Note, line.unseen, true, visible) }
	}
	w.line = nil
	piece, err := grid.Capture(&w.out, fn)
	w.line = line
	if piece.Text != "" {
		line.hanging = append(line.hanging, piece)
	}
	return err
}

// unseen reads text that is not seen where it stands; it too is written below
// the paragraph.
func (w *word) unseen(label string, fn func() error) error {
	line := w.line
	switch {
	case line == nil:
		return w.out.Within(documents.Note, label, true, fn)
	case line.unseen != "":
		return fn()
	}
	line.unseen = label
	piece, err := grid.Capture(&w.out, fn)
	line.unseen = ""
	line.asides.Cut(w.out.Len(), label, piece.Text)
	return err
}

// added reads text that a tracked change inserted.
func (w *word) added(fn func() error) error {
	from := w.out.Len()
	err := fn()
	if w.line != nil && w.line.unseen == "" {
		w.line.asides.Added(from, w.out.Len())
	}
	return err
}

// link and hang write what belongs to words of the paragraph without being
// seen.
func (w *word) link(target, shown string) {
	_ = w.apart(func() error {
		w.file.link(target, shown)
		return nil
	})
}

func (w *word) hang(label, text string) {
	_ = w.apart(func() error {
		w.note(label, true, text)
		return nil
	})
}

// drawing reads text boxes and alternative texts. Of alternate content the
// fallback is left out, since it says the same again.
func (w *word) drawing(x *zipxml.Reader, e zipxml.Element) error {
	w.shaded++ // what lies behind is not known
	defer func() { w.shaded-- }()
	return w.shape(x, e)
}

func (w *word) shape(x *zipxml.Reader, e zipxml.Element) error {
	switch e.Name {
	case "Fallback":
		return nil
	case "txbxContent":
		w.out.Break()
		return w.within(x, w.block)
	case "t", "p":
		return w.inline(x, e)
	case "docPr", "cNvPr":
		w.alternative(e.Attr("title"), e.Attr("descr"))
	case "hlinkClick", "hlinkHover":
		if r := w.rels.byID(e.Qualified("id")); r.external {
			w.link(r.target, "")
		}
	case "textpath":
		w.words(e.Attr("string"))
	case "shape", "rect", "roundrect", "oval", "imagedata":
		w.alternative(e.Attr("alt"))
	}
	return w.within(x, w.shape)
}

// alternative writes texts that stand for a picture.
func (f *file) alternative(texts ...string) {
	for _, s := range texts {
		f.note("alternative text", true, s)
	}
}
