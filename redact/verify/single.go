package verify

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// IsPDF reports whether the file at path begins as a PDF does.
func IsPDF(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close() //nolint:errcheck // only read
	head := make([]byte, 1024)
	n, _ := io.ReadFull(f, head) // a short file is no error here
	return bytes.Contains(head[:n], []byte("%PDF-"))
}

// PDF checks one PDF that is no pack, as somebody who was sent it would: text
// under boxes and text that is not seen, properties, attachments, scripts,
// annotations, form fields, earlier states. Layer "covered text" is for what a
// box or picture should hide and does not. An error means that it could not be
// looked at.
func PDF(ctx context.Context, path string, opts Options) (Report, error) {
	c := newCheck(ctx, opts)
	c.single = true
	defer c.drain()
	f, err := os.Open(path)
	if err != nil {
		return Report{}, fmt.Errorf("open PDF: %w", err)
	}
	defer f.Close() //nolint:errcheck // only read
	data, err := io.ReadAll(io.LimitReader(f, c.opts.Limits.File+1))
	if err != nil {
		return Report{}, fmt.Errorf("read PDF: %w", err)
	}
	if int64(len(data)) > c.opts.Limits.File {
		return Report{}, fmt.Errorf("read PDF: %w", errTooLarge)
	}
	name := filepath.Base(path)
	c.rep.Files, c.pdfs = 1, 1
	c.text(name, "name", name, mode{})
	if at := bytes.Index(data, []byte("%PDF-")); at > 0 { // readers pass over what stands before
		c.add(name, "object", Hidden, "bytes stand before its beginning")
		data = data[at:]
	}
	c.pdf(name, data)
	c.settle()
	if err := ctx.Err(); err != nil {
		return Report{}, fmt.Errorf("verify PDF: %w", err)
	}
	c.finish()
	return c.rep, nil
}
