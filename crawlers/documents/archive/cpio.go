package archive

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"strconv"
	"strings"

	"sarsen/crawlers/documents"
)

// Cpio returns the format of cpio archives: the old binary one of either byte
// order, the portable one in octal digits, and the new one with and without
// sums.
func Cpio() documents.Format {
	return documents.FormatFunc(func(ctx context.Context, in documents.Input, out *documents.Builder) error {
		each := func(ctx context.Context, fn func(member, io.Reader) error) error {
			return eachInCpio(ctx, &cpioReader{r: bufio.NewReader(in.Reader())}, fn)
		}
		return sequence{"cpio archive", each}.read(ctx, out)
	})
}

// A cpioHeader is what is needed of a member's.
type cpioHeader struct {
	mode     uint64
	nameSize int64
	size     int64
	align    int64 // of name and content
	headSize int64
}

const maxCpioName = 1 << 16

type cpioReader struct{ r *bufio.Reader }

func eachInCpio(ctx context.Context, c *cpioReader, fn func(member, io.Reader) error) error {
	for ctx.Err() == nil {
		h, err := c.header()
		if err != nil {
			return err
		}
		name := make([]byte, h.nameSize)
		if _, err := io.ReadFull(c.r, name); err != nil {
			return damaged("cpio archive")
		}
		if err := c.skip(pad(h.headSize+h.nameSize, h.align)); err != nil {
			return err
		}
		m := member{name: decodeName(strings.TrimRight(string(name), "\x00"))}
		if m.name == "TRAILER!!!" {
			return nil
		}
		body := &io.LimitedReader{R: c.r, N: h.size}
		if m.kind, err = cpioKind(h.mode, body); err != nil {
			return err
		}
		if err := fn(m, failing{&exact{body}}); err != nil {
			return err
		}
		if err := c.skip(body.N + pad(h.size, h.align)); err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (c *cpioReader) skip(n int64) error {
	if got, _ := io.CopyN(io.Discard, c.r, n); got < n {
		return damaged("cpio archive")
	}
	return nil
}

// pad is what fills n up to a multiple of align.
func pad(n, align int64) int64 { return (align - n%align) % align }

// cpioKind says what a member is that is no file; a link's target is its
// content.
func cpioKind(mode uint64, body *io.LimitedReader) (string, error) {
	switch mode & 0xF000 {
	case 0x4000:
		return isFolder, nil
	case 0xA000:
		target, err := io.ReadAll(io.LimitReader(body, 4096))
		if err != nil {
			return "", damaged("cpio archive")
		}
		return "link to " + decodeName(string(target)), nil
	case 0x2000, 0x6000:
		return "device", nil
	case 0x1000, 0xC000:
		return "pipe", nil
	}
	return "", nil
}

// header reads one header of any of the dialects.
func (c *cpioReader) header() (cpioHeader, error) {
	magic, err := c.r.Peek(6)
	if err != nil {
		return cpioHeader{}, damaged("cpio archive")
	}
	var h cpioHeader
	switch {
	case string(magic) == "070701" || string(magic) == "070702":
		h, err = c.digits(110, 16, [3]int{14, 94, 54}, 8, 8, 8)
		h.align = 4
	case string(magic) == "070707":
		h, err = c.digits(76, 8, [3]int{18, 59, 65}, 6, 6, 11)
		h.align = 1
	case string(magic[:2]) == "\xC7\x71":
		h, err = c.binary(binary.LittleEndian)
	case string(magic[:2]) == "\x71\xC7":
		h, err = c.binary(binary.BigEndian)
	default:
		return h, damaged("cpio archive")
	}
	if err != nil || h.nameSize <= 0 || h.nameSize > maxCpioName || h.size < 0 {
		return h, damaged("cpio archive")
	}
	return h, nil
}

// digits reads a header in digits: mode, size of name and size of content are
// at the given places, and so many digits long.
func (c *cpioReader) digits(size int64, base int, at [3]int, mode, name, content int) (cpioHeader, error) {
	buf := make([]byte, size)
	if _, err := io.ReadFull(c.r, buf); err != nil {
		return cpioHeader{}, err
	}
	h := cpioHeader{headSize: size}
	var err error
	number := func(at, n int) int64 {
		v, bad := strconv.ParseInt(string(buf[at:at+n]), base, 64)
		err = errors.Join(err, bad)
		return v
	}
	h.mode = uint64(number(at[0], mode)) //nolint:gosec // digits without a sign
	h.nameSize, h.size = number(at[1], name), number(at[2], content)
	return h, err
}

func (c *cpioReader) binary(order binary.ByteOrder) (cpioHeader, error) {
	var buf [26]byte
	if _, err := io.ReadFull(c.r, buf[:]); err != nil {
		return cpioHeader{}, err
	}
	return cpioHeader{
		mode: uint64(order.Uint16(buf[6:])), nameSize: int64(order.Uint16(buf[20:])),
		size:  int64(order.Uint16(buf[22:]))<<16 | int64(order.Uint16(buf[24:])),
		align: 2, headSize: 26,
	}, nil
}

// exact makes an early end of a member an error.
type exact struct{ r *io.LimitedReader }

// Read implements [io.Reader].
func (e *exact) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	if errors.Is(err, io.EOF) && e.r.N > 0 {
		err = errMember
	}
	return n, err
}
