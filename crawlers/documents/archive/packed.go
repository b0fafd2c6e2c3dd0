package archive

import (
	"bufio"
	"compress/bzip2"
	"context"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/klauspost/compress/gzip"

	"sarsen/crawlers/documents"
)

// Gzip returns the format of files packed by gzip. A packed tar is read as an
// archive at once, without a level of its own.
func Gzip() documents.Format {
	return packed{"gzip", func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) }, []string{".gz", ".gzip", ".tgz"}}
}

// Bzip2 returns the format of files packed by bzip2, likewise.
func Bzip2() documents.Format {
	return packed{"bzip2", func(r io.Reader) (io.Reader, error) { return bzip2.NewReader(r), nil }, []string{".bz2", ".tbz2", ".tbz"}}
}

// What a file unpacks to is read up to this many times its own size, and some
// more: far above honest archives, far below bombs.
const (
	maxRatio  = 250
	freeBytes = 64 << 20
)

// capped ends a reader that gives too much.
type capped struct {
	r    io.Reader
	left int64
}

// Read implements [io.Reader].
func (c *capped) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	if c.left -= int64(n); c.left < 0 {
		return 0, documents.Because(documents.ErrTooLarge, "unpacks to far more than its size; it may be made to do harm")
	}
	return n, err
}

type packed struct {
	name   string
	unpack func(io.Reader) (io.Reader, error)
	ends   []string // of file names
}

// Read implements [documents.Format].
func (p packed) Read(ctx context.Context, in documents.Input, out *documents.Builder) error {
	open := func() (io.Reader, error) {
		r, err := p.unpack(bufio.NewReaderSize(in.Reader(), 64<<10))
		if err != nil {
			return nil, documents.Because(documents.ErrDamaged, p.name+" file: damaged or cut short")
		}
		return &capped{failing{r}, in.Size*maxRatio + freeBytes}, nil
	}
	r, err := open()
	if err != nil {
		return err
	}
	head := make([]byte, 512)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) && n == 0 {
		return err
	}
	if documents.IsTar(head[:n]) {
		return readTar(ctx, open, out)
	}
	name := p.inner(in.Name)
	list{out}.add(name)
	out.Part(name, "", func() (io.ReadCloser, error) {
		r, err := open()
		return io.NopCloser(r), err
	})
	return nil
}

// inner names what is packed: like the file, without its ending.
func (p packed) inner(name string) string {
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	for _, end := range p.ends {
		if len(base) > len(end) && strings.EqualFold(base[len(base)-len(end):], end) {
			return base[:len(base)-len(end)]
		}
	}
	return "content"
}
