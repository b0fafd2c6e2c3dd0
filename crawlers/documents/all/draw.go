package all

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"sarsen/crawlers"
	"sarsen/crawlers/documents"
)

// Draw draws pages for which Extract said that they have to be recognised.
// Pages that cannot be drawn are left out; an error says that none or no more
// of them can, and wraps crawlers.ErrChanged when the part has other bytes now.
func (x *Extractor) Draw(ctx context.Context, in documents.Input, opts documents.Options, what documents.Drawing, emit func(documents.Picture) error) error {
	if what.Part != "" {
		data, err := x.Open(ctx, in, opts, what.Part)
		if err != nil {
			return err
		}
		in = documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}
	}
	if what.SHA256 != "" {
		h := sha256.New()
		if _, err := io.Copy(h, in.Reader()); err != nil {
			return err
		}
		if hex.EncodeToString(h.Sum(nil)) != what.SHA256 {
			return fmt.Errorf("draw pages: %w", crawlers.ErrChanged)
		}
	}
	kind, err := documents.Sniff(in)
	if err != nil {
		return err
	}
	d, ok := x.formats[kind.MediaType].(documents.Drawer)
	if !ok {
		return fmt.Errorf("draw pages: %w", documents.ErrUnsupported)
	}
	return d.Draw(ctx, in, opts.Passwords, what, emit)
}
