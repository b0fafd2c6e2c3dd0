package verify

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"strings"
	"unicode/utf8"
)

// file looks into one file by its kind.
func (c *check) file(name string, data []byte, pkg dataPackage, t *tree) {
	switch strings.ToLower(path.Ext(name)) {
	case ".html":
		c.html(name, data, t)
	case ".csv":
		c.csv(name, data, pkg)
	case ".json":
		c.json(name, data)
	case ".txt":
		c.plainText(name, data)
	case ".pdf":
		c.pdfs++
		c.pdf(name, data)
	default:
		c.add(name, "file", Hidden, "a kind of file that packs do not hold")
		c.anything(name, data, 0)
	}
}

// plainText checks a file that is nothing but text.
func (c *check) plainText(name string, data []byte) {
	if !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0 {
		c.add(name, "text", Malformed, "not UTF-8 text")
	}
	for _, t := range bytesToTexts(data) {
		c.text(name, "text", t, mode{})
		c.lengths(name, "text", t)
	}
}

const (
	nestDepth = 3        // archives in archives
	nestBytes = 64 << 20 // unpacked from each archive
)

// anything searches bytes of an unknown kind, and the members of a zip.
func (c *check) anything(name string, data []byte, depth int) {
	for _, t := range bytesToTexts(data) {
		c.text(name, "bytes", t, mode{least: 4})
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return
	}
	c.add(name, "archive", Hidden, "an archive inside the pack")
	if depth >= nestDepth {
		return
	}
	left := int64(nestBytes)
	for _, m := range z.File {
		c.text(name, "archive member name", m.Name, mode{})
		r, err := m.Open()
		if err != nil {
			continue // the archive is a finding already
		}
		inner, err := io.ReadAll(io.LimitReader(r, left))
		_ = r.Close()
		left -= int64(len(inner))
		if err == nil || len(inner) > 0 {
			c.anything(name, inner, depth+1)
		}
	}
}
