// Package archive reads archives and packed files: zip, 7-Zip, RAR, tar, cpio,
// ar, cabinet, LHA, ARJ and disc images, and files packed by gzip, bzip2, xz,
// LZMA, lzip, compress, Zstandard, LZ4 and Snappy.
//
// The text of an archive is the list of its members' names, and every file in it
// is a part. Folders, links and devices are listed and never followed. Names are
// labels only: they may be absolute or climb upwards, and nothing is ever
// written under them. Members are unpacked when they are asked for, under the
// limits of whoever asks. What needs a password is opened with the first of the
// given ones that fits; whether one fits is told by the archive's own sums.
//
// A member that cannot be unpacked is listed with the reason, beside the others.
package archive

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"sarsen/crawlers/documents"
)

// A member is one thing that an archive lists.
type member struct {
	name string
	kind string // what it is when it has no content, such as "link to a"; "" for files
	err  error  // why its content cannot be had
	open func() (io.ReadCloser, error)
}

// isFolder is the kind of folders.
const isFolder = "folder"

// content is a part's content together with what has to be closed after it.
type content struct {
	io.Reader
	io.Closer
}

// A listing writes the names of members, which are the text of an archive.
type listing struct {
	out     *documents.Builder
	outside int // names that lead out of the archive
}

func (l *listing) add(m member) {
	line := strings.NewReplacer("\r", " ", "\n", " ").Replace(m.name)
	switch {
	case m.kind == isFolder:
		line = strings.TrimRight(line, "/") + "/"
	case m.kind != "":
		line += " (" + m.kind + ")"
	}
	l.out.Text(line + "\n")
	if climbs(m.name) {
		l.outside++
	}
}

// end says what the names themselves do not.
func (l *listing) end() {
	if l.outside > 0 {
		l.out.Property("Names that lead out of the archive", fmt.Sprintf("%d, listed only: nothing is written under them", l.outside))
	}
}

// climbs reports that a name leads out of the folder it would be unpacked to.
func climbs(name string) bool {
	name = strings.ReplaceAll(name, `\`, "/")
	if path.IsAbs(name) || len(name) > 1 && name[1] == ':' {
		return true
	}
	clean := path.Clean(name)
	return clean == ".." || strings.HasPrefix(clean, "../")
}

// deliver lists members that can be opened in any order.
func deliver(out *documents.Builder, members []member) {
	names := listing{out: out}
	for _, m := range members {
		names.add(m)
		switch {
		case m.kind != "":
		case m.err != nil:
			out.Part(m.name, "", func() (io.ReadCloser, error) { return nil, m.err })
		default:
			out.Part(m.name, "", m.open)
		}
	}
	names.end()
}

// A sequence is an archive that is read from front to back.
type sequence struct {
	what string // such as "tar archive"
	// each calls fn for each member, with its content. The error of fn ends
	// it; one that wraps documents.ErrDamaged says that the rest is lost.
	each func(ctx context.Context, fn func(m member, r io.Reader) error) error
}

// read lists the members, which takes reading the archive once; they are
// handed out in a second reading.
func (s sequence) read(ctx context.Context, out *documents.Builder) error {
	names := listing{out: out}
	count := 0
	err := s.each(ctx, func(m member, _ io.Reader) error {
		names.add(m)
		count++
		return nil
	})
	names.end()
	if count > 0 {
		out.Walk(func(fn func(name, mediaType string, r io.Reader) error) error { return s.walk(ctx, fn) })
	}
	if isDamage(err) && count > 0 {
		out.Problem(s.what + ": damaged or cut short; what follows the damage was not read")
		return nil
	}
	return err
}

// walk hands out the files.
func (s sequence) walk(ctx context.Context, fn func(name, mediaType string, r io.Reader) error) error {
	err := s.each(ctx, func(m member, r io.Reader) error {
		switch {
		case m.kind != "":
			return nil
		case m.err != nil:
			r = failed{m.err}
		}
		return fn(m.name, "", r)
	})
	if isDamage(err) {
		return nil // told when the archive was listed
	}
	return err
}

func isDamage(err error) bool { return errors.Is(err, documents.ErrDamaged) }

// damaged is the error of an archive that cannot be read on.
func damaged(what string) error {
	return documents.Because(documents.ErrDamaged, what+": damaged or cut short")
}

// failed is a reader that fails.
type failed struct{ err error }

// Read implements [io.Reader].
func (f failed) Read([]byte) (int, error) { return 0, f.err }

// failing turns the errors of a reader into those of documents, which stay as
// they are.
type failing struct{ r io.Reader }

// Read implements [io.Reader].
func (f failing) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) && documents.ReasonOf(err) == "" {
		err = errMember
	}
	return n, err
}

// errMember is the error of a member that cannot be unpacked to its end.
var errMember = documents.Because(documents.ErrDamaged, "damaged inside the archive that holds it")

// unread is the error of a member that is packed in a way that is not read.
func unread(method string) error {
	return documents.Because(documents.ErrUnsupported, "packed in a way that is not read ("+method+"); unpack the archive and crawl the folder")
}
