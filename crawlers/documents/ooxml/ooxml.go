// Package ooxml reads the office documents of ISO 29500: Word, Excel and
// PowerPoint files since 2007, their templates and those with macros, in the
// strict and the transitional form; binary workbooks, Visio drawings and XPS,
// which are packages of the same kind.
//
// It promises that what a reader could see or uncover is in the text, and
// what is seen in reading order: hidden text, rows, columns, sheets and
// slides, deleted text of tracked changes, comments with their authors, notes,
// headers and footers, text boxes, alternative texts, targets of links, charts,
// pivot caches, strings no cell uses any more, the source of macros, and the text
// of every other part of the package, at the end. Embedded files and pictures are
// parts; what Windows wrapped around a file is taken off.
//
// Text that is seen reads on as it does on paper: what was deleted or hidden in
// a paragraph, what its links and fields hold, its text boxes and pictures
// follow on lines of their own below it, as notes.
//
// It refuses what is not text: themes, styles, the text of placeholders on
// masters and layouts, thumbnails and printer settings are left out.
package ooxml

import (
	"bytes"
	"context"
	"io"
	"path"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb"
	"sarsen/crawlers/documents/ole"
	"sarsen/crawlers/documents/zipxml"
)

// DOCX reads word processing documents: docx, docm, dotx, dotm.
func DOCX() documents.Format { return format(readWord) }

// XLSX reads workbooks: xlsx, xlsm, xltx, xltm.
func XLSX() documents.Format { return format(readWorkbook) }

// PPTX reads presentations: pptx, pptm, potx, ppsx.
func PPTX() documents.Format { return format(readPresentation) }

// format wraps a reader of the main part with what all packages share.
func format(main func(f *file, part string) error) documents.Format {
	return packaged(func(f *file) error {
		part, err := f.mainPart()
		if err != nil {
			return err
		}
		return main(f, part)
	})
}

// packaged wraps a reader with what all packages share.
func packaged(read func(f *file) error) documents.Format {
	return documents.FormatFunc(func(ctx context.Context, in documents.Input, out *documents.Builder) error {
		pkg, err := zipxml.Open(in.Content, in.Size, zipxml.DefaultLimits())
		if err != nil {
			return err
		}
		f := &file{ctx: ctx, pkg: pkg, out: out, seen: map[string]bool{}, linked: map[string]bool{}, known: map[string]relations{}}
		if pkg.Broken() {
			out.Problem("package is damaged: parts may be missing")
		}
		if err := read(f); err != nil {
			return err
		}
		return f.finish()
	})
}

// A file is one package that is being read.
type file struct {
	ctx    context.Context
	pkg    *zipxml.Package
	out    *documents.Builder
	seen   map[string]bool // parts that were read or are not wanted
	linked map[string]bool // targets of links that are in the text
	known  map[string]relations
}

var mainParts = []string{
	"word/document.xml", "word/document2.xml", "xl/workbook.xml", "xl/workbook.bin", "ppt/presentation.xml",
}

// mainPart finds the part the package is about.
func (f *file) mainPart() (string, error) {
	for _, r := range f.rels("").all {
		if r.kind == "officedocument" && f.pkg.Has(r.target) {
			return r.target, nil
		}
	}
	for _, part := range mainParts {
		if f.pkg.Has(part) {
			return part, nil
		}
	}
	if !f.pkg.Broken() {
		return "", documents.ErrDamaged
	}
	return "", nil // the sweep reads what is left
}

// read hands a part to fn. What is wrong with the part is noted as a problem;
// only the end of the context, and a document over the limits, end the item.
func (f *file) read(part string, fn func(x *zipxml.Reader) error) error {
	part = strings.ToLower(part)
	if part == "" || f.seen[part] {
		return nil
	}
	f.seen[part] = true
	return f.excuse(f.pkg.XML(f.ctx, part, fn))
}

// excuse turns an error of one part into a problem of the document.
func (f *file) excuse(err error) error {
	switch {
	case err == nil:
		return nil
	case f.ctx.Err() != nil:
		return f.ctx.Err()
	case !f.out.Full(): // the builder notes that itself
		f.out.Problem(zipxml.Explain(err))
	}
	return nil
}

// full answers an error when the text has reached its limit, so that reading
// a part ends.
func (f *file) full() error {
	if f.out.Full() {
		return documents.ErrTooLarge
	}
	return nil
}

// note writes a note of its own line; nothing when text is empty.
func (f *file) note(label string, hidden bool, text string) {
	if text = strings.TrimSpace(text); text == "" {
		return
	}
	f.out.Break()
	f.out.Open(documents.Note, label, hidden)
	f.out.Text(text)
	f.out.Close()
	f.out.Break()
}

// link writes the target of a link on a line of its own, unless it is shown.
func (f *file) link(target, shown string) {
	if target = strings.TrimSpace(target); target == "" {
		return
	}
	f.linked[target] = true
	bare := strings.TrimPrefix(target, "mailto:")
	if strings.Contains(shown, bare) {
		return
	}
	f.note("link", true, target)
}

// finish reads what is not the business of one kind of document.
func (f *file) finish() error {
	if err := f.sweep(); err != nil {
		return err
	}
	f.links()
	f.attachments()
	return f.properties()
}

// attachments hands over embedded files and pictures.
func (f *file) attachments() {
	for _, name := range f.pkg.Names() {
		if f.seen[name] || !isAttachment(name) || f.compound(name) {
			continue
		}
		f.out.Part(path.Base(f.pkg.DisplayName(name)), "", func() (io.ReadCloser, error) { return f.pkg.Open(name) })
	}
}

// compound takes the file out of what wraps it, and the source out of macros,
// where a part is a compound file; false when it is to be handed over as it is.
func (f *file) compound(name string) bool {
	if path.Ext(name) != ".bin" {
		return false
	}
	data, err := f.pkg.Bytes(name)
	if err != nil {
		return false // told when the part is opened
	}
	inner, err := cfb.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return false
	}
	if path.Base(name) == "vbaproject.bin" {
		ole.Macros(inner.Root, f.out)
		return true
	}
	for _, wrapped := range []string{"\x01Ole10Native", "CONTENTS", "Package"} {
		if inner.Root.Find(wrapped) != nil {
			ole.Object(inner.Root, path.Base(f.pkg.DisplayName(name)), f.out)
			return true
		}
	}
	return false
}

func isAttachment(name string) bool {
	dir, base := path.Split(name)
	switch path.Ext(base) {
	case ".rels":
		return false
	case ".xml", ".vml":
		return strings.Contains(base, "afchunk")
	case ".bin":
		return strings.HasSuffix(dir, "/embeddings/") || base == "vbaproject.bin"
	case "":
		return strings.HasSuffix(dir, "/embeddings/")
	case ".odttf", ".fntdata", ".ttf":
		return false
	}
	return !strings.HasPrefix(name, "docprops/") && !strings.HasPrefix(name, "_rels/") &&
		!strings.Contains(name, "/printersettings") && !strings.HasPrefix(name, "_xmlsignatures/")
}
