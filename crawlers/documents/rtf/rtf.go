// Package rtf reads Rich Text Format.
//
// It promises the text of the body, of headers, footers, footnotes, comments
// and text boxes, hidden and deleted text as notes below its line, the
// document's properties, and pictures and embedded objects as parts. Letters
// are decoded by the code page of their font. A file that is cut short gives what there is.
// Groups may nest to any depth at constant cost.
package rtf

import (
	"context"

	"sarsen/crawlers/documents"
)

// New returns the format.
func New() documents.Format { return documents.FormatFunc(read) }

func read(ctx context.Context, in documents.Input, out *documents.Builder) error {
	data, err := in.Whole()
	if err != nil {
		return err
	}
	return newParser(data, out).run(ctx)
}
