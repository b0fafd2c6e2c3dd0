// Package epub reads e-books after EPUB 2 and 3 (ISO/IEC TS 30135).
//
// It promises the chapters in their reading order, each as a page, then those
// that the order leaves out; what the book says of itself; and pictures and
// other files of the package as parts. Books locked by a rights scheme are
// encrypted.
package epub

import (
	"bytes"
	"context"
	"io"
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
	"sarsen/crawlers/documents/zipxml"
)

// New returns the format; html reads the chapters.
func New(html documents.Format) documents.Format {
	return documents.FormatFunc(func(ctx context.Context, in documents.Input, out *documents.Builder) error {
		pkg, err := zipxml.Open(in.Content, in.Size, zipxml.DefaultLimits())
		if err != nil {
			return err
		}
		b := &book{ctx: ctx, pkg: pkg, out: out, html: html, done: map[string]bool{}}
		return b.read()
	})
}

// A book is one that is being read.
type book struct {
	ctx      context.Context
	pkg      *zipxml.Package
	out      *documents.Builder
	html     documents.Format
	chapters []string        // members, in reading order
	done     map[string]bool // members that are read, or say nothing to readers
	pages    int
}

func (b *book) read() error {
	if b.pkg.Has("meta-inf/rights.xml") {
		return documents.Because(documents.ErrEncrypted, "e-book (EPUB): locked by a rights scheme; open it in a reader that holds its key")
	}
	if b.pkg.Broken() {
		b.out.Problem("package is damaged: parts may be missing")
	}
	opf, err := b.rootFile()
	if err != nil {
		return err
	}
	if err := b.packageFile(opf); err != nil {
		return err
	}
	for _, name := range b.pkg.Names() {
		if !b.done[name] && isChapter(name) {
			b.chapters = append(b.chapters, name)
		}
	}
	for _, name := range b.chapters {
		if err := b.chapter(name); err != nil {
			return err
		}
	}
	b.out.Pages(b.pages)
	b.attachments()
	return nil
}

// rootFile finds the package document.
func (b *book) rootFile() (string, error) {
	opf := ""
	const container = "meta-inf/container.xml"
	if b.pkg.Has(container) {
		err := b.pkg.XML(b.ctx, container, func(x *zipxml.Reader) error {
			return each(x, func(e zipxml.Element) error {
				if e.Name == "rootfile" && opf == "" {
					opf = e.Attr("full-path")
				}
				return nil
			})
		})
		if err != nil {
			return "", err
		}
	}
	if opf = canonical(opf); b.pkg.Has(opf) {
		return opf, nil
	}
	for _, name := range b.pkg.Names() {
		if strings.EqualFold(path.Ext(name), ".opf") {
			return name, nil
		}
	}
	b.out.Problem("e-book (EPUB): its table of parts is missing, so the chapters may be out of order")
	return "", nil
}

// each calls fn for all elements, however deep.
func each(x *zipxml.Reader, fn func(zipxml.Element) error) error {
	return x.Each(func(e zipxml.Element) error {
		if err := fn(e); err != nil {
			return err
		}
		return each(x, fn)
	})
}

// packageFile reads the book's own description and the order of its chapters.
func (b *book) packageFile(opf string) error {
	if opf == "" {
		return nil
	}
	b.done[opf] = true
	files := map[string]string{} // members by their id in the manifest
	var order []string
	err := b.pkg.XML(b.ctx, opf, func(x *zipxml.Reader) error {
		return x.Each(func(zipxml.Element) error { // package
			return x.Each(func(e zipxml.Element) error {
				switch e.Name {
				case "metadata":
					return b.metadata(x)
				case "manifest":
					return each(x, func(e zipxml.Element) error {
						if e.Name == "item" {
							files[e.Attr("id")] = member(opf, e.Attr("href"))
						}
						return nil
					})
				case "spine":
					return each(x, func(e zipxml.Element) error {
						order = append(order, e.Attr("idref"))
						return nil
					})
				}
				return nil
			})
		})
	})
	if b.ctx.Err() != nil {
		return b.ctx.Err()
	}
	if err != nil {
		b.out.Problem(zipxml.Explain(err))
	}
	for _, id := range order {
		if name := files[id]; b.pkg.Has(name) && !b.done[name] {
			b.done[name] = true
			b.chapters = append(b.chapters, name)
		}
	}
	return nil
}

// member resolves a reference of one member to another.
func member(from, href string) string {
	href, _, _ = strings.Cut(href, "#")
	if plain, err := url.PathUnescape(href); err == nil {
		href = plain
	}
	return canonical(path.Join(path.Dir(from), href))
}

// canonical is how the package lists a member.
func canonical(name string) string { return strings.ToLower(name) }

// metadata reads the Dublin Core elements and writes them as properties.
func (b *book) metadata(x *zipxml.Reader) error {
	var walk func(e zipxml.Element) error
	walk = func(e zipxml.Element) error {
		if e.Name == "dc-metadata" || e.Name == "x-metadata" {
			return x.Each(walk)
		}
		text, err := x.Text()
		if err != nil || strings.TrimSpace(text) == "" {
			return err
		}
		switch e.Name {
		case "title":
			b.out.Meta(text, "", time.Time{}, time.Time{})
		case "creator":
			b.out.Meta("", text, time.Time{}, time.Time{})
		}
		if label := properties[e.Name]; label != "" {
			b.out.Property(label, text)
		}
		return nil
	}
	return x.Each(walk)
}

// properties are the elements of Dublin Core that say something of people.
var properties = map[string]string{
	"title": "Title", "creator": "Author", "contributor": "Contributor", "publisher": "Publisher", "subject": "Subject",
	"description": "Description", "date": "Date", "rights": "Rights", "source": "Source", "identifier": "Identifier",
}

func isChapter(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".xhtml", ".html", ".htm":
		return true
	}
	return false
}

// chapter writes one chapter as a page.
func (b *book) chapter(name string) error {
	b.done[name] = true
	if b.out.Full() {
		return nil
	}
	content, err := b.pkg.Bytes(name)
	if err != nil {
		b.out.Problem(zipxml.Explain(err))
		return b.ctx.Err()
	}
	inner := documents.NewBuilder(0, nil)
	in := documents.Input{Name: path.Base(name), Content: bytes.NewReader(content), Size: int64(len(content))}
	if err := b.html.Read(b.ctx, in, inner); err != nil {
		if b.ctx.Err() != nil {
			return b.ctx.Err()
		}
		b.out.Problem("e-book (EPUB): a chapter could not be read in full")
	}
	item := inner.Result().Item
	b.pages++
	b.out.Break()
	b.out.Open(documents.Page, strconv.Itoa(b.pages), false)
	grid.Replay(b.out, item.Text, item.Bounds)
	b.out.Close()
	b.out.Break()
	return nil
}

// attachments hands over the files of the package that are no chapters.
func (b *book) attachments() {
	for _, name := range b.pkg.Names() {
		switch ext := strings.ToLower(path.Ext(name)); {
		case b.done[name], name == "mimetype", strings.HasPrefix(name, "meta-inf/"), strings.HasSuffix(name, "/"):
		case ext == ".css", ext == ".ncx", ext == ".ttf", ext == ".otf", ext == ".woff", ext == ".woff2", ext == ".js":
		default:
			b.out.Part(path.Base(b.pkg.DisplayName(name)), "", func() (io.ReadCloser, error) { return b.pkg.Open(name) })
		}
	}
}
