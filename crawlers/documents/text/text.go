// Package text reads plain text in any common encoding, and kinds of text that
// people can read as it stands: XML, JSON, calendars and address cards.
//
// It promises every character of the file. It does not interpret mark-up.
package text

import (
	"context"
	"io"

	"sarsen/crawlers/documents"
)

// most is how much of a file is read: enough for the longest text kept, in an
// encoding of two bytes a letter.
const most = 128 << 20

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
	out.Text(documents.Decode(data, ""))
	return nil
}
