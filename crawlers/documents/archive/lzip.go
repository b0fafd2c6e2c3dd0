package archive

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"

	"github.com/ulikunitz/xz/lzma"
)

var errLzip = errors.New("read lzip: damaged")

// lzipReader unpacks the members of an lzip file, one after the other.
type lzipReader struct {
	r    *bufio.Reader
	body io.Reader
	sum  uint32
	size uint64
}

func newLzip(r *bufio.Reader) (io.Reader, error) {
	l := &lzipReader{r: r}
	return l, l.next()
}

// next begins a member. Its stream of LZMA has fixed properties, which a header
// of LZMA's own file format tells the library.
func (l *lzipReader) next() error {
	var head [6]byte
	if _, err := io.ReadFull(l.r, head[:]); err != nil || string(head[:4]) != "LZIP" || head[4] != 1 {
		return errLzip
	}
	shift, part := head[5]&0x1F, uint32(head[5]>>5)
	if shift < 12 || shift > 29 {
		return errLzip
	}
	window := uint32(1)<<shift - part<<(shift-4)
	fake := binary.LittleEndian.AppendUint32([]byte{0x5D}, window)
	fake = append(fake, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF)
	body, err := lzma.ReaderConfig{DictCap: maxWindow}.NewReader(&prefixed{bytes.NewReader(fake), l.r})
	l.body, l.sum, l.size = body, 0, 0
	return err
}

// Read implements [io.Reader].
func (l *lzipReader) Read(p []byte) (int, error) {
	n, err := l.body.Read(p)
	l.sum = crc32.Update(l.sum, crc32.IEEETable, p[:n])
	l.size += uint64(n) //nolint:gosec // not negative
	if !errors.Is(err, io.EOF) {
		return n, err
	}
	var tail [20]byte
	if _, err := io.ReadFull(l.r, tail[:]); err != nil ||
		binary.LittleEndian.Uint32(tail[:]) != l.sum || binary.LittleEndian.Uint64(tail[4:]) != l.size {
		return n, errLzip
	}
	if more, _ := l.r.Peek(4); string(more) != "LZIP" {
		return n, io.EOF
	}
	return n, l.next()
}

// prefixed reads a few bytes before the rest, byte by byte where asked, so that
// nothing behind the end is taken.
type prefixed struct {
	head *bytes.Reader
	rest *bufio.Reader
}

// Read implements [io.Reader].
func (p *prefixed) Read(b []byte) (int, error) {
	if p.head.Len() > 0 {
		return p.head.Read(b)
	}
	return p.rest.Read(b)
}

// ReadByte implements [io.ByteReader].
func (p *prefixed) ReadByte() (byte, error) {
	if p.head.Len() > 0 {
		return p.head.ReadByte()
	}
	return p.rest.ReadByte()
}
