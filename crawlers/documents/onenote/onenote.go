// Package onenote takes the text out of sections of OneNote (.one).
//
// It promises the texts of paragraphs, titles and authors that the section
// holds, each once, without their layout; pages of earlier versions stay in
// the file and are among them. That nothing more is read is always said.
package onenote

import (
	"context"
	"strings"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/ole"
)

// maxSize is how much of a section is looked at, in bytes.
const maxSize = 256 << 20

// New returns the format.
func New() documents.Format {
	return documents.FormatFunc(func(ctx context.Context, in documents.Input, out *documents.Builder) error {
		const head = 1024 // identifiers and places
		data := ole.At(in.Content, 0, min(in.Size, maxSize))
		if len(data) < head {
			return documents.ErrDamaged
		}
		out.Problem(ole.Gathered)
		seen := map[string]bool{}
		for _, run := range ole.Gather(data[head:], ole.Western) {
			for line := range strings.Lines(run) {
				if line = strings.TrimSpace(line); line != "" && !seen[line] {
					seen[line] = true
					out.Text(line + "\n")
				}
			}
		}
		return ctx.Err()
	})
}
