// Package archive reads zip and tar archives and files packed by gzip and
// bzip2.
//
// The text of an archive is the list of its members' names, and every member
// is a part. Names are labels only: they may be absolute or climb upwards, and
// nothing is ever written under them. Members are unpacked when they are asked
// for, under the limits of whoever asks. Those of a zip that need a password are
// opened with the given ones, if one fits.
package archive

import (
	"io"

	"sarsen/crawlers/documents"
)

// list writes the names of the members.
type list struct{ out *documents.Builder }

func (l list) add(name string) { l.out.Text(name + "\n") }

// member is a part's content together with what has to be closed after it.
type member struct {
	io.Reader
	io.Closer
}
