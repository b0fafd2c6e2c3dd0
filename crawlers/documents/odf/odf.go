// Package odf reads OpenDocument files of ISO 26300: texts, sheets, slides and
// drawings, their templates, as packages or as one flat XML file.
//
// It promises that what a reader could see or uncover is in the text, and
// what is seen in reading order: hidden sections, paragraphs, sheets, rows,
// columns and slides, deleted text of tracked changes, annotations with their
// authors, notes, headers and footers, text boxes, alternative texts, targets
// of links, embedded charts and documents. Pictures, old versions and foreign
// files in the package are parts.
//
// Text that is seen reads on as it does on paper: what was deleted or hidden in
// a paragraph, its notes and comments, what its links hold and its text boxes
// follow on lines of their own below it, as notes.
//
// Locked packages are opened with the first of the given passwords that fits,
// which their sums tell; where none does the error is documents.ErrEncrypted.
// It leaves out what is not text: styles, thumbnails, replacement pictures of objects, and the text
// of placeholders on masters. Cells and rows that a file repeats are written a
// limited number of times.
package odf

import (
	"bytes"
	"context"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
	"sarsen/crawlers/documents/zipxml"
)

// New returns the format of all kinds of OpenDocument files.
func New() documents.Format { return format{} }

type format struct{}

var _ documents.Unlocker = format{}

// Unlock implements [documents.Unlocker].
func (format) Unlock(ctx context.Context, in documents.Input, passwords []string) (documents.Input, error) {
	return unlockWhole(ctx, in, passwords)
}

// Read implements [documents.Format].
func (format) Read(ctx context.Context, in documents.Input, out *documents.Builder) error {
	d := &document{ctx: ctx, out: out, styles: map[styleKey]style{}, literals: map[string]bool{}, deleted: map[string]grid.Piece{}, inserted: map[string]bool{}}
	if isFlat(in.Content) {
		return d.flat(in)
	}
	pkg, err := zipxml.Open(in.Content, in.Size, zipxml.DefaultLimits())
	if err != nil {
		return err
	}
	d.pkg = pkg
	return d.packaged()
}

func isFlat(r io.ReaderAt) bool {
	var head [4]byte
	n, _ := r.ReadAt(head[:], 0)
	return !bytes.HasPrefix(head[:n], []byte("PK")) && bytes.ContainsAny(head[:n], "<\xEF\xFE\xFF")
}

// A document is one file that is being read.
type document struct {
	ctx      context.Context
	pkg      *zipxml.Package // nil when flat
	out      *documents.Builder
	styles   map[styleKey]style
	literals map[string]bool // texts of formulas met so far
	formulas []string        // those not written yet
	changers []string        // who made tracked changes

	spaced  bool         // white space that follows is not shown
	boxed   int          // inside so many things that may have a background
	tables  int          // inside so many tables
	pages   int          // slides or sheets so far
	objects []string     // folders of embedded objects, in order
	hanging []grid.Piece // below the paragraph or cell being read
	par     *paragraph   // being read, nil between paragraphs

	deleted  map[string]grid.Piece // by the name of the change, until its place is met
	inserted map[string]bool       // names of changes that insert
	adding   bool                  // inside such a change
}

// A paragraph is what is kept of one for the lines below it.
type paragraph struct {
	asides documents.Asides
	unseen bool // what is read now goes to asides
	added  int  // where the insertion began that is read now
}

// passes says which parts of a stream are read in one go over it.
type passes struct{ styles, masters, body, meta bool }

// flat reads a document that is one XML stream.
func (d *document) flat(in documents.Input) error {
	x := zipxml.NewReader(d.ctx, io.NewSectionReader(in.Content, 0, in.Size))
	known := false
	err := x.Each(func(e zipxml.Element) error {
		known = known || e.Name == "document"
		return d.root(x, passes{styles: true, masters: true, body: true, meta: true})
	})
	if err := d.excuse(err); err != nil {
		return err
	}
	if !known {
		return documents.ErrDamaged
	}
	d.close()
	return nil
}

// packaged reads a document that is a zip.
func (d *document) packaged() error {
	if d.pkg.Broken() {
		d.out.Problem("package is damaged: parts may be missing")
	}
	if d.pkg.Has(wholePackage) {
		return documents.ErrEncrypted
	}
	if err := d.unlockMembers(d.out.Passwords()); err != nil {
		return err
	}
	if !d.pkg.Has("content.xml") && !d.pkg.Has("styles.xml") && !d.pkg.Has("meta.xml") {
		return documents.ErrDamaged
	}
	steps := []struct {
		part string
		passes
	}{
		{"styles.xml", passes{styles: true}},
		{"content.xml", passes{styles: true, body: true}},
		{"styles.xml", passes{masters: true}},
		{"meta.xml", passes{meta: true}},
	}
	for _, s := range steps {
		if s.part != "content.xml" && !d.pkg.Has(s.part) {
			continue
		}
		if err := d.member(s.part, s.passes); err != nil {
			return err
		}
	}
	pages := d.pages
	if err := d.embedded(); err != nil {
		return err
	}
	d.pages = pages
	d.attachments()
	d.close()
	return nil
}

// member reads one stream of the package. What is wrong with it is a problem
// of the document and ends the reading of this stream only.
func (d *document) member(part string, p passes) error {
	return d.excuse(d.pkg.XML(d.ctx, part, func(x *zipxml.Reader) error {
		return x.Each(func(zipxml.Element) error { return d.root(x, p) })
	}))
}

func (d *document) excuse(err error) error {
	if err != nil && d.ctx.Err() != nil {
		return d.ctx.Err()
	}
	if err != nil && !d.out.Full() {
		d.out.Problem(zipxml.Explain(err))
	}
	return nil
}

func (d *document) full() error {
	if d.out.Full() {
		return documents.ErrTooLarge
	}
	return nil
}

// root reads the children of a stream's root.
func (d *document) root(x *zipxml.Reader, p passes) error {
	return x.Each(func(e zipxml.Element) error {
		switch e.Name {
		case "meta":
			if p.meta {
				return d.meta(x)
			}
		case "styles", "automatic-styles":
			if p.styles {
				return d.learn(x)
			}
		case "master-styles":
			if p.masters {
				return d.masters(x)
			}
		case "body":
			if p.body {
				return x.Each(func(e zipxml.Element) error { return d.content(x, e) })
			}
		}
		return nil
	})
}

// embedded reads the objects inside, such as charts: documents of their own
// in folders of the package.
func (d *document) embedded() error {
	var folders []string
	for _, name := range d.pkg.Names() {
		if dir, base := path.Split(name); base == "content.xml" && dir != "" && !slices.Contains(d.objects, dir) {
			folders = append(folders, dir)
		}
	}
	for _, dir := range append(d.objects, folders...) {
		if !d.pkg.Has(dir + "content.xml") {
			continue
		}
		d.out.Break()
		err := d.out.Within(documents.Note, "embedded object", false, func() error {
			return d.member(dir+"content.xml", passes{styles: true, body: true})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// quiet are folders and files of a package that hold nothing to disclose.
var quiet = []string{
	"meta-inf/", "thumbnails/", "objectreplacements/", "configurations2/", "fonts/", "mimetype", "layout-cache", "manifest.rdf",
}

// attachments hands over everything in the package that is a file of its own.
func (d *document) attachments() {
	for _, name := range d.pkg.Names() {
		isQuiet := func(q string) bool { return strings.HasPrefix(name, q) }
		switch ext := path.Ext(name); {
		case slices.ContainsFunc(quiet, isQuiet), ext == ".rdf", ext == ".xml" && !strings.HasPrefix(name, "basic/"):
			continue
		}
		d.out.Part(path.Base(d.pkg.DisplayName(name)), "", func() (io.ReadCloser, error) { return d.pkg.Open(name) })
	}
}

// close writes what was gathered on the way.
func (d *document) close() {
	d.flush()
	for _, name := range slices.Sorted(maps.Keys(d.deleted)) {
		d.taken(name)
	}
	d.out.Pages(d.pages)
	for _, name := range d.changers {
		d.out.Property("Reviewer", name)
	}
}

// changer remembers who made a tracked change.
func (d *document) changer(name string) {
	const most = 1000
	if name != "" && len(d.changers) < most && !slices.Contains(d.changers, name) {
		d.changers = append(d.changers, name)
	}
}
