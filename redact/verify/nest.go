package verify

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"io"
	"regexp"
)

const (
	nestDepth = 4        // archives in archives
	nestBytes = 64 << 20 // unpacked from each archive
)

// tags are those of XML and HTML.
var tags = regexp.MustCompile(`<[^<>]*>`)

// anything searches bytes of an unknown kind, and what is packed in them: such
// a file is a finding already, and the officer has to know how bad it is. An
// office document is a zip; in XML a value may be cut by tags.
func (c *check) anything(name string, data []byte, depth int) {
	for _, t := range bytesToTexts(data) {
		c.text(name, "bytes", t, mode{least: 4})
		if bare := tags.ReplaceAllString(t, ""); bare != t {
			c.text(name, "bytes", bare, mode{least: 4})
			c.text(name, "bytes", tags.ReplaceAllString(t, apart), mode{least: 4})
		}
	}
	if bytes.HasPrefix(data, []byte("%PDF-")) {
		c.pdfRaw(name, data)
	}
	c.packed(name, data, depth, func(member string, r io.Reader, left *int64) {
		c.text(name, "archive member name", member, mode{})
		inner, _ := io.ReadAll(io.LimitReader(r, *left)) // what can be read of it
		*left -= int64(len(inner))
		if len(inner) > 0 {
			c.anything(name, inner, depth+1)
		}
	})
}

// packed calls fn for each member of an archive.
func (c *check) packed(name string, data []byte, depth int, fn func(member string, r io.Reader, left *int64)) {
	left := int64(nestBytes)
	archive := func() bool {
		c.add(name, "archive", Hidden, "an archive inside the pack")
		return depth < nestDepth
	}
	switch {
	case bytes.HasPrefix(data, []byte("\x1f\x8b")):
		if r, err := gzip.NewReader(bytes.NewReader(data)); err == nil && archive() {
			fn(r.Name+" "+r.Comment, r, &left)
		}
	case bytes.HasPrefix(data, []byte("BZh")):
		if archive() {
			fn("", bzip2.NewReader(bytes.NewReader(data)), &left)
		}
	case len(data) > 262 && bytes.HasPrefix(data[257:], []byte("ustar")):
		if !archive() {
			return
		}
		r := tar.NewReader(bytes.NewReader(data))
		for h, err := r.Next(); err == nil; h, err = r.Next() {
			fn(h.Name+" "+h.Linkname+" "+h.Uname, r, &left)
		}
	default:
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil || !archive() {
			return
		}
		c.text(name, "archive comment", z.Comment, mode{})
		for _, m := range z.File {
			if r, err := m.Open(); err == nil {
				fn(m.Name+" "+m.Comment, r, &left)
				_ = r.Close() // only read
			}
		}
	}
}
