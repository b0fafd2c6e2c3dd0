package all

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"sarsen/crawlers/documents"
)

var _ documents.Extractor = (*Extractor)(nil)

// Extract implements [documents.Extractor].
func (x *Extractor) Extract(ctx context.Context, in documents.Input, opts documents.Options, emit func(documents.Item) error) error {
	w := newWalker(ctx, x.formats, in, opts)
	w.emit = emit
	return w.document("", in.Name, in, 0)
}

// errFound ends the walk of Open.
var errFound = errors.New("found")

// Open implements [documents.Extractor].
func (x *Extractor) Open(ctx context.Context, in documents.Input, opts documents.Options, part string) ([]byte, error) {
	if part == "" {
		return io.ReadAll(in.Reader())
	}
	w := newWalker(ctx, x.formats, in, opts)
	w.want = part
	err := w.document("", in.Name, in, 0)
	switch {
	case errors.Is(err, errFound):
		return w.found, w.foundErr
	case err != nil:
		return nil, err
	}
	return nil, fmt.Errorf("open part: %w", fs.ErrNotExist)
}
