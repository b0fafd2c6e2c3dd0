// Package text reads plain text in any common encoding.
//
// It promises every character of the file. Where the text is a list of records
// (an exported chat, a web server's log) each record is a row, so that those
// about one person can be told from the others.
package text

import (
	"context"
	"io"

	"sarsen/crawlers/documents"
)

// most is how much of a file is read: enough for the longest text kept, in an
// encoding of two bytes a letter.
const most = 64 << 20

// New returns the format.
func New() documents.Format { return documents.FormatFunc(read) }

func read(_ context.Context, in documents.Input, out *documents.Builder) error {
	data, err := io.ReadAll(io.LimitReader(in.Reader(), most))
	if err != nil {
		return err
	}
	if in.Size > most {
		out.Problem("only the beginning of a very long text was read")
	}
	text := documents.Normalise(documents.Decode(data, ""))
	shape := shapeOf(in.Name, text)
	switch {
	case isW3C(text):
		w3c(text, out)
	case shape != nil:
		shape.records(in.Name, text, out)
	default:
		out.Text(text)
	}
	return nil
}
