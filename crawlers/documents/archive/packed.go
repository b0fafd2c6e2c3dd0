package archive

import (
	"bufio"
	"compress/bzip2"
	"context"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"
	"github.com/pierrec/lz4/v4"
	"github.com/ulikunitz/xz"
	"github.com/ulikunitz/xz/lzma"

	"sarsen/crawlers/documents"
)

// maxWindow is the most memory that unpacking may look back into, in bytes.
const maxWindow = 256 << 20

// Gzip returns the format of files packed by gzip. As with all that follow, a
// packed tar or cpio is read as an archive at once, without a level of its own.
func Gzip() documents.Format {
	return packed{"gzip", func(r *bufio.Reader) (io.Reader, error) { return gzip.NewReader(r) }, []string{".gz", ".gzip", ".tgz"}}
}

// Bzip2 returns the format of files packed by bzip2.
func Bzip2() documents.Format {
	return packed{"bzip2", func(r *bufio.Reader) (io.Reader, error) { return bzip2.NewReader(r), nil }, []string{".bz2", ".tbz2", ".tbz"}}
}

// XZ returns the format of files packed by xz.
func XZ() documents.Format {
	return packed{"xz", func(r *bufio.Reader) (io.Reader, error) { return xz.NewReader(r) }, []string{".xz", ".txz"}}
}

// LZMA returns the format of files packed by LZMA, the older form of xz.
func LZMA() documents.Format {
	return packed{"LZMA", func(r *bufio.Reader) (io.Reader, error) {
		return lzma.ReaderConfig{DictCap: maxWindow}.NewReader(r)
	}, []string{".lzma", ".tlz"}}
}

// Lzip returns the format of files packed by lzip.
func Lzip() documents.Format {
	return packed{"lzip", newLzip, []string{".lz"}}
}

// Compress returns the format of files packed by the compress program.
func Compress() documents.Format {
	return packed{"compress", func(r *bufio.Reader) (io.Reader, error) { return newLZW(r) }, []string{".z", ".taz"}}
}

// Zstd returns the format of files packed by Zstandard.
func Zstd() documents.Format {
	return packed{"Zstandard", func(r *bufio.Reader) (io.Reader, error) {
		return zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderLowmem(true))
	}, []string{".zst", ".tzst"}}
}

// LZ4 returns the format of files packed by LZ4.
func LZ4() documents.Format {
	return packed{"LZ4", func(r *bufio.Reader) (io.Reader, error) { return lz4.NewReader(r), nil }, []string{".lz4"}}
}

// Snappy returns the format of files packed by Snappy in frames.
func Snappy() documents.Format {
	return packed{"Snappy", func(r *bufio.Reader) (io.Reader, error) { return snappy.NewReader(r), nil }, []string{".sz"}}
}

// Brotli returns the format of files packed by Brotli, which only their name
// tells.
func Brotli() documents.Format {
	return packed{"Brotli", func(r *bufio.Reader) (io.Reader, error) { return brotli.NewReader(r), nil }, []string{".br"}}
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
	unpack func(*bufio.Reader) (io.Reader, error)
	ends   []string // of file names
}

// Read implements [documents.Format].
func (p packed) Read(ctx context.Context, in documents.Input, out *documents.Builder) error {
	open := func() (io.Reader, error) {
		r, err := p.unpack(bufio.NewReaderSize(in.Reader(), 64<<10))
		if err != nil {
			return nil, damaged(p.name + " file")
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
	m := member{name: p.inner(in.Name), open: func() (io.ReadCloser, error) {
		r, err := open()
		return io.NopCloser(r), err
	}}
	deliver(out, []member{m})
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
