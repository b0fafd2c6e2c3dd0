package zipxml

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"io"

	"sarsen/crawlers/documents"
)

var localHeader = []byte("PK\x03\x04")

const localHeaderSize = 30

// salvage lists the members of a zip without a directory by their local
// headers. Sizes in those headers are not believed: a deflated member ends
// where its stream says, a stored one where the next header begins.
func (p *Package) salvage(r io.ReaderAt, size int64) {
	for at := int64(0); at >= 0 && at < size && len(p.order) < p.limits.Members; {
		m, data, ok := readLocal(r, at, size)
		if !ok {
			at = nextHeader(r, at+1, size)
			continue
		}
		at = nextHeader(r, data, size)
		end := at
		if end < 0 {
			end = size
		}
		m.packed = end - data
		if m.name != "" && m.name[len(m.name)-1] != '/' {
			p.add(m)
		}
	}
}

// readLocal reads the header at one place, and says where its data begins.
func readLocal(r io.ReaderAt, at, size int64) (m *member, data int64, ok bool) {
	var h [localHeaderSize]byte
	if _, err := r.ReadAt(h[:], at); err != nil || !bytes.Equal(h[:4], localHeader) {
		return nil, 0, false
	}
	flags, method := binary.LittleEndian.Uint16(h[6:]), binary.LittleEndian.Uint16(h[8:])
	nameLen, extraLen := int64(binary.LittleEndian.Uint16(h[26:])), int64(binary.LittleEndian.Uint16(h[28:]))
	name := make([]byte, nameLen)
	if _, err := r.ReadAt(name, at+localHeaderSize); err != nil {
		return nil, 0, false
	}
	data = at + localHeaderSize + nameLen + extraLen
	if data > size {
		return nil, 0, false
	}
	m = &member{name: string(name)}
	m.open = func() (io.ReadCloser, error) {
		if method == 0 {
			return io.NopCloser(io.NewSectionReader(r, data, m.packed)), nil
		}
		return flate.NewReader(io.NewSectionReader(r, data, size-data)), nil
	}
	switch {
	case flags&1 != 0 || method == 99:
		m.err = documents.ErrEncrypted
	case method != 0 && method != 8:
		m.err = documents.ErrUnsupported
	}
	return m, data, true
}

// nextHeader finds the next local header at or after a place; -1 if none.
func nextHeader(r io.ReaderAt, at, size int64) int64 {
	buf := make([]byte, 64<<10)
	for at < size {
		n, err := r.ReadAt(buf, at)
		if i := bytes.Index(buf[:n], localHeader); i >= 0 {
			return at + int64(i)
		}
		if err != nil && !errors.Is(err, io.EOF) || n < len(buf) {
			return -1
		}
		at += int64(n - len(localHeader) + 1)
	}
	return -1
}
