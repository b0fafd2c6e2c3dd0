package pst

import (
	"encoding/binary"
	"io"
)

// The kinds of page that a B-tree is made of.
const (
	pageBlocks = 0x80
	pageNodes  = 0x81
)

// A page is one page of a B-tree: entries sorted by key.
type page struct {
	kind   byte
	level  byte // 0 is a leaf
	count  int
	stride int
	data   []byte
	sound  bool // its sum is right
}

// entry returns the bytes of entry i, 0 <= i < count.
func (p page) entry(i int) []byte { return p.data[i*p.stride : (i+1)*p.stride] }

// shape says where in a page its trailer and the four numbers before it lie.
func (l layout) shape() (numbers, trailer int) {
	switch l {
	case layoutANSI:
		return 496, 500
	case layout4K:
		return 4056, 4072
	}
	return 488, 496
}

// leaf is the least size of an entry of a leaf.
func (l layout) leaf(kind byte) int {
	switch {
	case kind == pageNodes && l.wide():
		return 28
	case kind == pageNodes:
		return 16
	case l.wide():
		return 20
	}
	return 12
}

// readPage reads a page of a B-tree and checks that it is one. A wrong sum does
// not make it useless: what its entries lead to is checked again.
func (h header) readPage(r io.ReaderAt, ref pageRef) (page, error) {
	buf := make([]byte, h.layout.page())
	if ref.at <= 0 || ref.at > h.size-int64(len(buf)) {
		return page{}, ErrDamaged
	}
	if err := readFull(r, buf, ref.at); err != nil {
		return page{}, err
	}
	numbers, trailer := h.layout.shape()
	p := page{kind: buf[trailer], data: buf[:numbers]}
	if h.layout == layout4K {
		p.count = int(binary.LittleEndian.Uint16(buf[numbers:]))
		p.stride, p.level = int(buf[numbers+4]), buf[numbers+5]
	} else {
		p.count, p.stride, p.level = int(buf[numbers]), int(buf[numbers+2]), buf[numbers+3]
	}
	least := 3 * h.layout.id() // key and reference of a branch
	if p.level == 0 {
		least = h.layout.leaf(p.kind)
	}
	sum := trailer + 4
	if h.layout == layoutANSI {
		sum += 4
	}
	p.sound = binary.LittleEndian.Uint32(buf[sum:]) == checksum(buf[:trailer])
	switch {
	case p.kind != pageBlocks && p.kind != pageNodes, buf[trailer+1] != p.kind:
		return page{}, ErrDamaged
	case p.stride < least, p.count*p.stride > numbers, p.level > maxLevel:
		return page{}, ErrDamaged
	}
	return p, nil
}
