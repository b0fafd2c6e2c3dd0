package all

import (
	"bytes"
	"context"
	"fmt"

	"sarsen/crawlers/documents"
)

// Draw draws pages of a part for which Extract said that they have to be
// recognised. Pages that cannot be drawn are left out; an error says that none
// or no more of them can.
func (x *Extractor) Draw(ctx context.Context, in documents.Input, opts documents.Options, part string, pages []int, dpi int, emit func(documents.Picture) error) error {
	if part != "" {
		data, err := x.Open(ctx, in, opts, part)
		if err != nil {
			return err
		}
		in = documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}
	}
	kind, err := documents.Sniff(in)
	if err != nil {
		return err
	}
	d, ok := x.formats[kind.MediaType].(documents.Drawer)
	if !ok {
		return fmt.Errorf("draw pages: %w", documents.ErrUnsupported)
	}
	return d.Draw(ctx, in, opts.Passwords, pages, dpi, emit)
}
