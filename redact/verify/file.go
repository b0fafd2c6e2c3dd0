package verify

import (
	"bytes"
	"path"
	"strings"
	"unicode/utf8"
)

// file looks into one file by its kind.
func (c *check) file(name string, data []byte, pkg dataPackage, t *tree) {
	if len(data) == 0 {
		c.add(name, "file", Malformed, "there is nothing in it")
	}
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
	case ".mp3", ".wav", ".mp4", ".m4a", ".mov", ".ogg", ".webm", ".mkv":
		c.recording(name, data, t)
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
