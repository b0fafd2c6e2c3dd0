package tagger

import (
	"bytes"
	"compress/gzip"
	"io"
)

// Pack makes a file of a content, as Write does.
func Pack(content []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(content) // a buffer takes everything
	_ = z.Close()
	return b.Bytes()
}

// Unpack returns the content of a file that Pack or Write made.
func Unpack(file []byte) []byte {
	z, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		return nil
	}
	content, _ := io.ReadAll(z) // what cannot be read is not there
	return content
}
