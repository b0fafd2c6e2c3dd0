package pst

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"io"
)

// A blockID names a block. Bit 1 marks blocks of the store's own, which are
// never encoded; bit 0 means nothing.
type blockID uint64

func (id blockID) internal() bool { return id&2 != 0 }

// A place is where a block lies: its bytes without padding and trailer.
type place struct {
	at   int64
	size int
}

// maxBlock is the most that one block holds, packed or not.
const maxBlock = 1 << 16

// trailer is the size of what ends a block.
func (l layout) trailer() int {
	switch l {
	case layoutANSI:
		return 12
	case layout4K:
		return 24
	}
	return 16
}

// stored is how much a block of so many bytes takes in the file.
func (l layout) stored(size int) int {
	unit := 64
	if l == layout4K {
		unit = 512
	}
	return (size + l.trailer() + unit - 1) / unit * unit
}

// A locator finds blocks: in a store by its B-tree, in an extract by its table.
type locator interface {
	locate(id blockID) (place, error)
}

// blocks reads blocks from wherever they are. It is not safe for concurrent
// use.
type blocks struct {
	layout layout
	crypt  crypt
	r      io.ReaderAt
	where  locator
	most   int  // blocks that one tree may have
	flawed bool // a sum was wrong
	cache  *cache[blockID, []byte]
}

// cacheSize is how many bytes of blocks, and of pages, are kept.
const cacheSize = 2 << 20

func newBlocks(l layout, c crypt, r io.ReaderAt, where locator, most int) *blocks {
	return &blocks{layout: l, crypt: c, r: r, where: where, most: most, cache: newCache[blockID, []byte](cacheSize)}
}

// read returns a block's bytes, unpacked and decoded, which must not be
// changed. A block whose sum is wrong is returned all the same, and the flaw
// noted.
func (b *blocks) read(id blockID) ([]byte, error) {
	id &^= 1
	if data, ok := b.cache.get(id); ok {
		return data, nil
	}
	data, t, err := b.raw(id)
	if err != nil {
		return nil, err
	}
	if t.sum != checksum(data) {
		b.flawed = true
	}
	if data, err = b.unpack(data, t, id); err != nil {
		return nil, err
	}
	b.cache.put(id, data, len(data)+64)
	return data, nil
}

// raw returns a block as it is stored.
func (b *blocks) raw(id blockID) ([]byte, blockTrailer, error) {
	p, err := b.where.locate(id &^ 1)
	if err != nil {
		return nil, blockTrailer{}, err
	}
	raw := make([]byte, b.layout.stored(p.size))
	if err := readFull(b.r, raw, p.at); err != nil {
		return nil, blockTrailer{}, err
	}
	return raw[:p.size:p.size], b.layout.parseTrailer(raw, p.size), nil
}

// sound reports whether a block is there and adds up.
func (b *blocks) sound(id blockID) (bool, error) {
	data, t, err := b.raw(id)
	return err == nil && t.sum == checksum(data), err
}

// A blockTrailer is what of a block's end is of use.
type blockTrailer struct {
	sum      uint32
	unpacked int // its size when unpacked; 0 when not packed
}

func (l layout) parseTrailer(raw []byte, size int) blockTrailer {
	t := raw[len(raw)-l.trailer():]
	switch l {
	case layoutANSI:
		return blockTrailer{sum: binary.LittleEndian.Uint32(t[8:])}
	case layout4K:
		n := int(binary.LittleEndian.Uint16(t[18:]))
		if n == size {
			n = 0
		}
		return blockTrailer{sum: binary.LittleEndian.Uint32(t[4:]), unpacked: n}
	}
	return blockTrailer{sum: binary.LittleEndian.Uint32(t[4:])}
}

// unpack undoes packing and encoding, whichever was done first.
func (b *blocks) unpack(data []byte, t blockTrailer, id blockID) (_ []byte, err error) {
	packed := t.unpacked > 0
	if packed && isZlib(data) {
		if data, err = inflate(data, t.unpacked); err != nil {
			return nil, err
		}
		packed = false
	}
	if !id.internal() {
		b.crypt.decode(data, id)
	}
	if packed && isZlib(data) {
		return inflate(data, t.unpacked)
	}
	return data, nil
}

func isZlib(data []byte) bool {
	return len(data) > 2 && data[0]&0x0F == 8 && binary.BigEndian.Uint16(data)%31 == 0
}

func inflate(data []byte, size int) ([]byte, error) {
	z, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, ErrDamaged
	}
	out := make([]byte, min(size, maxBlock))
	if _, err := io.ReadFull(z, out); err != nil {
		return nil, ErrDamaged
	}
	return out, nil
}

// length returns how many bytes read will return, without reading them.
func (b *blocks) length(id blockID) (int, error) {
	p, err := b.where.locate(id &^ 1)
	if err != nil || b.layout != layout4K {
		return p.size, err
	}
	n := b.layout.trailer()
	buf := make([]byte, n)
	if err := readFull(b.r, buf, p.at+int64(b.layout.stored(p.size)-n)); err != nil {
		return 0, err
	}
	if t := b.layout.parseTrailer(buf, p.size); t.unpacked > 0 {
		return t.unpacked, nil
	}
	return p.size, nil
}

// checksum is [MS-PST] 5.3: a CRC-32 that begins with zero and whose bits are
// not turned at the end.
func checksum(data []byte) uint32 { return ^crc32.Update(^uint32(0), crc32.IEEETable, data) }
