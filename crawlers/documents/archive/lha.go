package archive

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"strings"

	"sarsen/crawlers/documents"
)

// LHA returns the format of LHA archives: headers of all levels, stored members
// and those of the methods lh4 to lh7. Others are listed.
func LHA() documents.Format {
	return documents.FormatFunc(func(ctx context.Context, in documents.Input, out *documents.Builder) error {
		each := func(ctx context.Context, fn func(member, io.Reader) error) error {
			return eachInLHA(ctx, bufio.NewReader(in.Reader()), fn)
		}
		return sequence{"LHA archive", each}.read(ctx, out)
	})
}

// An lhaHeader is what is needed of a member's.
type lhaHeader struct {
	name, folder string
	method       string
	packed, size int64
}

func eachInLHA(ctx context.Context, r *bufio.Reader, fn func(member, io.Reader) error) error {
	for ctx.Err() == nil {
		h, err := readLHAHeader(r)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil || h.packed < 0 || h.size < 0 {
			return damaged("LHA archive")
		}
		body := &io.LimitedReader{R: r, N: h.packed}
		m := member{name: h.path()}
		var content io.Reader
		switch h.method {
		case "-lhd-":
			m.kind = isFolder
		case "-lh0-", "-lz4-":
			content = &exact{body}
		case "-lh4-", "-lh5-", "-lh6-", "-lh7-":
			content = newLH5(body, h.size, h.method[3])
		default:
			m.err = unread("method " + strings.Trim(h.method, "-"))
		}
		if err := fn(m, failing{content}); err != nil {
			return err
		}
		if err := (&cpioReader{r}).skip(body.N); err != nil {
			return damaged("LHA archive")
		}
	}
	return ctx.Err()
}

// path joins folder and name; LHA parts folders by a byte of its own.
func (h lhaHeader) path() string {
	name := strings.ReplaceAll(h.folder, "\xFF", "/")
	if name != "" && !strings.HasSuffix(name, "/") {
		name += "/"
	}
	name += h.name
	return strings.ReplaceAll(decodeName(name), `\`, "/")
}

var errLHA = errors.New("read LHA header: damaged")

// readLHAHeader reads a header; the error is io.EOF behind the last.
func readLHAHeader(r *bufio.Reader) (h lhaHeader, err error) {
	fixed, err := r.Peek(21)
	if len(fixed) == 0 || fixed[0] == 0 && (len(fixed) < 21 || fixed[20] != 2 && fixed[20] != 3) {
		return h, io.EOF
	}
	if err != nil {
		return h, errLHA
	}
	le := binary.LittleEndian
	h.method, h.packed, h.size = string(fixed[2:7]), int64(le.Uint32(fixed[7:])), int64(le.Uint32(fixed[11:]))
	switch level := fixed[20]; level {
	case 0, 1:
		return h, h.old(r, level)
	case 2:
		total := int(le.Uint16(fixed))
		buf := make([]byte, total)
		if total < 26 {
			return h, errLHA
		}
		if _, err := io.ReadFull(r, buf); err != nil {
			return h, errLHA
		}
		return h, h.extend(bytes.NewReader(buf[26:]), int(le.Uint16(buf[24:])))
	}
	return h, errLHA
}

// old reads a header of level 0 or 1.
func (h *lhaHeader) old(r *bufio.Reader, level byte) error {
	size, err := r.ReadByte()
	buf := make([]byte, int(size)+1)
	if err != nil || len(buf) < 22 {
		return errLHA
	}
	if _, err := io.ReadFull(r, buf); err != nil {
		return errLHA
	}
	nameSize := int(buf[20])
	if 21+nameSize > len(buf) {
		return errLHA
	}
	h.name = string(buf[21 : 21+nameSize])
	if level == 0 {
		return nil
	}
	before := int64(0)
	counted := &counter{r: r}
	err = h.extend(counted, int(binary.LittleEndian.Uint16(buf[len(buf)-2:])))
	before += counted.n
	h.packed -= before // of which the further headers are a part
	return err
}

// extend reads further headers, each of which says how long the next one is.
func (h *lhaHeader) extend(r io.Reader, next int) error {
	for next > 2 {
		buf := make([]byte, next)
		if _, err := io.ReadFull(r, buf); err != nil {
			return errLHA
		}
		switch body := buf[1 : next-2]; buf[0] {
		case 1:
			h.name = string(body)
		case 2:
			h.folder = string(body)
		}
		next = int(binary.LittleEndian.Uint16(buf[next-2:]))
	}
	return nil
}

// A counter counts what is read.
type counter struct {
	r io.Reader
	n int64
}

// Read implements [io.Reader].
func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}
