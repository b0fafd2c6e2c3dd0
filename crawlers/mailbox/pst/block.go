package pst

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
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
	work   int64 // steps that may still be taken
	flawed bool  // a sum was wrong
	cache  *cache[blockID, []byte]
}

// cacheSize is how many bytes of blocks, and of pages, are kept.
const cacheSize = 2 << 20

func newBlocks(l layout, c crypt, r io.ReaderAt, where locator, work int64) *blocks {
	return &blocks{layout: l, crypt: c, r: r, where: where, work: work, cache: newCache[blockID, []byte](cacheSize)}
}

// workFor is how many steps the reading of so many bytes may take. What is not
// made to last for ever takes far fewer: every block, node, record and property
// counts as one step each time it is met.
func workFor(size int64) int64 { return size/8 + 1<<20 }

// step takes a step, or fails when there have been too many.
func (b *blocks) step() error {
	if b.work--; b.work < 0 {
		return ErrDamaged
	}
	return nil
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
	if !t.of(id, data) {
		b.flawed = true
	}
	if data, err = b.unpack(data, t, id); err != nil {
		return nil, err
	}
	if t.unpacked > 0 && len(data) != t.unpacked {
		b.flawed = true
		data = data[:min(len(data), t.unpacked)]
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
	if err != nil || !t.of(id, data) || t.unpacked == 0 {
		return err == nil && t.of(id, data), err
	}
	data, err = b.unpack(data, t, id)
	return len(data) == t.unpacked, err
}

// A blockTrailer is what of a block's end is of use.
type blockTrailer struct {
	id       blockID
	sum      uint32
	unpacked int // its size when unpacked; 0 when not packed
}

// of reports whether this is the end of the block of an identifier, with these
// bytes.
func (t blockTrailer) of(id blockID, data []byte) bool {
	return t.id&^1 == id&^1 && t.sum == checksum(data)
}

func (l layout) parseTrailer(raw []byte, size int) blockTrailer {
	t := raw[len(raw)-l.trailer():]
	if l == layoutANSI {
		return blockTrailer{id: blockID(l.num(t[4:])), sum: binary.LittleEndian.Uint32(t[8:])}
	}
	out := blockTrailer{id: blockID(l.num(t[8:])), sum: binary.LittleEndian.Uint32(t[4:])}
	if l == layout4K {
		if n := int(binary.LittleEndian.Uint16(t[18:])); n != size {
			out.unpacked = n
		}
	}
	return out
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
	// One byte more tells that it does not end where it should.
	out := make([]byte, size+1)
	n, err := io.ReadFull(z, out)
	if n < size || err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, ErrDamaged
	}
	return out[:n], nil
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
