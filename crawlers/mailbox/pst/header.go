package pst

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
)

const magic = "!BDN"

// headerSize is the most of the header that is looked at.
const headerSize = 564

// A layout is the family of formats a store is of: how wide its numbers are
// and how large its pages.
type layout byte

const (
	layoutANSI    layout = 1 + iota // numbers of 4 bytes, pages of 512
	layoutUnicode                   // numbers of 8 bytes, pages of 512
	layout4K                        // numbers of 8 bytes, pages of 4096, packed blocks
)

func (l layout) valid() bool { return l >= layoutANSI && l <= layout4K }

// wide reports that identifiers and offsets take 8 bytes.
func (l layout) wide() bool { return l != layoutANSI }

// id is the size in bytes of an identifier or offset.
func (l layout) id() int {
	if l.wide() {
		return 8
	}
	return 4
}

func (l layout) page() int {
	if l == layout4K {
		return 4096
	}
	return 512
}

// num reads an identifier or offset.
func (l layout) num(b []byte) uint64 {
	if l.wide() {
		return binary.LittleEndian.Uint64(b)
	}
	return uint64(binary.LittleEndian.Uint32(b))
}

// A header is what is needed of a store's header.
type header struct {
	layout     layout
	crypt      crypt
	size       int64 // of the file
	nodesAt    pageRef
	blocksAt   pageRef
	raw        []byte // and the size of the file
	rawVersion uint16
}

// A pageRef says where a page lies and by which identifier it is known.
type pageRef struct {
	id uint64
	at int64
}

func readHeader(r io.ReaderAt, size int64) (header, error) {
	h := header{size: size}
	buf := make([]byte, headerSize)
	if err := readFull(r, buf, 0); err != nil {
		return h, fmt.Errorf("read header: %w", err)
	}
	if !Is(buf) {
		return h, fmt.Errorf("read header: %w", ErrDamaged)
	}
	h.raw = binary.LittleEndian.AppendUint64(bytes.Clone(buf), uint64(size)) //nolint:gosec // not negative
	h.rawVersion = binary.LittleEndian.Uint16(buf[10:])
	switch v := h.rawVersion; {
	case v == 14 || v == 15:
		h.layout, h.crypt = layoutANSI, crypt(buf[461])
		h.nodesAt, h.blocksAt = h.ref(buf[184:]), h.ref(buf[192:])
	case v >= 20 && v < 64:
		h.layout, h.crypt = layoutUnicode, crypt(buf[513])
		h.nodesAt, h.blocksAt = h.ref(buf[216:]), h.ref(buf[232:])
		if h.has4K(r) {
			h.layout = layout4K
		}
	default:
		return h, fmt.Errorf("read header: %w: unknown version", ErrDamaged)
	}
	if err := h.crypt.known(); err != nil {
		return h, fmt.Errorf("read header: %w", err)
	}
	return h, nil
}

func (h header) ref(b []byte) pageRef {
	n := h.layout.id()
	return pageRef{id: h.layout.num(b), at: offset(h.layout.num(b[n:]))}
}

// offset makes what lies beyond any file recognisable as such.
func offset(n uint64) int64 {
	if n > 1<<62 {
		return -1
	}
	return int64(n)
}

// has4K finds out how large the pages of a wide store are: the version says
// so, but for those that a newer Outlook marks as its own it does not.
func (h header) has4K(r io.ReaderAt) bool {
	if h.rawVersion < 36 {
		return false
	}
	h.layout = layout4K
	for _, ref := range []pageRef{h.nodesAt, h.blocksAt} {
		if _, err := h.readPage(r, ref); err == nil {
			return true
		}
	}
	h.layout = layoutUnicode
	for _, ref := range []pageRef{h.nodesAt, h.blocksAt} {
		if _, err := h.readPage(r, ref); err == nil {
			return false
		}
	}
	return true
}
