// Package iwork reads the documents of Apple's Pages, Numbers and Keynote.
//
// Of the XML of iWork '08 and '09 it promises the text, tables and notes in
// their order. Of the packed objects of 2013 and later it gathers the texts
// of the body, of cells and of comments without their layout, and says so.
// Numbers in cells of the later kind are not read. It refuses documents with a
// password.
package iwork

import (
	"compress/gzip"
	"context"
	"errors"
	"io"
	"path"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/zipxml"
)

// New returns the format.
func New() documents.Format { return documents.FormatFunc(read) }

func read(ctx context.Context, in documents.Input, out *documents.Builder) error {
	pkg, err := zipxml.Open(in.Content, in.Size, zipxml.DefaultLimits())
	if err != nil {
		return err
	}
	if pkg.Broken() {
		out.Problem("package is damaged: parts may be missing")
	}
	switch {
	case pkg.Has("iwph"):
		return documents.ErrEncrypted
	case pkg.Has("index.xml"), pkg.Has("index.apxl"), pkg.Has("index.xml.gz"):
		err = readXML(ctx, pkg, out)
	default:
		err = readObjects(ctx, pkg, in, out)
	}
	if err != nil {
		return err
	}
	for _, name := range pkg.Names() {
		if isAttachment(name) {
			out.Part(path.Base(pkg.DisplayName(name)), "", func() (io.ReadCloser, error) { return pkg.Open(name) })
		}
	}
	return ctx.Err()
}

// isAttachment picks pictures and embedded files, but not the previews that
// Finder shows.
func isAttachment(name string) bool {
	switch dir, base := path.Split(name); {
	case strings.HasPrefix(name, "quicklook/"), strings.HasPrefix(name, "metadata/"), strings.HasPrefix(name, "index"), strings.HasPrefix(base, "preview"):
		return false
	case strings.Contains(dir, "thumbs"), strings.HasPrefix(base, "."):
		return false
	}
	switch path.Ext(name) {
	case ".plist", ".chrtshr", ".iwa", ".apxl", ".xml", ".gz", ".zip", "":
		return false
	}
	return true
}

// readXML reads the document of iWork '08 and '09. A member that is packed in
// a way no zip knows is an encrypted one.
func readXML(ctx context.Context, pkg *zipxml.Package, out *documents.Builder) error {
	for _, name := range []string{"index.xml", "index.apxl", "index.xml.gz"} {
		if !pkg.Has(name) {
			continue
		}
		rc, err := pkg.Open(name)
		if err != nil {
			if errors.Is(err, documents.ErrEncrypted) || !pkg.Broken() {
				return documents.ErrEncrypted
			}
			return documents.ErrDamaged
		}
		defer func() { _ = rc.Close() }()
		var r io.Reader = rc
		if strings.HasSuffix(name, ".gz") {
			if r, err = gzip.NewReader(rc); err != nil {
				return documents.ErrDamaged
			}
		}
		d := &document{x: zipxml.NewReader(ctx, r), out: out}
		return d.finish(ctx, d.each(d.visit))
	}
	return documents.ErrDamaged
}
