package all

import (
	"context"
	"errors"
	"io"
)

// guarded ends reads when the context does, and remembers a failure of the
// source, so that it is not taken for damage of the document.
type guarded struct {
	ctx     context.Context
	content io.ReaderAt
	err     error
}

// ReadAt implements [io.ReaderAt].
func (g *guarded) ReadAt(p []byte, off int64) (int, error) {
	if err := g.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := g.content.ReadAt(p, off)
	if err != nil && !errors.Is(err, io.EOF) && off >= 0 {
		g.err = err
	}
	return n, err
}

// guardedReader ends reads when the context does.
type guardedReader struct {
	ctx context.Context
	r   io.Reader
}

// Read implements [io.Reader].
func (g *guardedReader) Read(p []byte) (int, error) {
	if err := g.ctx.Err(); err != nil {
		return 0, err
	}
	return g.r.Read(p)
}
