package pst

import "encoding/binary"

// The kinds of structure that a node's heap may hold.
const (
	heapProps = 0xBC
	heapTable = 0x7C
)

// A heap hands out the pieces that the data of a node is cut into; see
// [MS-PST] 2.3.1.
type heap struct {
	*blocks
	node node
	data *stream
	kind byte
	root uint32 // the piece to begin with
}

// heap opens the heap in the data of a node.
func (b *blocks) heap(n node) (*heap, error) {
	s, err := b.stream(n.data)
	if err != nil {
		return nil, err
	}
	first, err := s.block(0)
	if err != nil {
		return nil, err
	}
	if len(first) < 12 || first[2] != 0xEC {
		return nil, ErrDamaged
	}
	return &heap{blocks: b, node: n, data: s, kind: first[3], root: binary.LittleEndian.Uint32(first[4:])}, nil
}

// piece returns the bytes of a piece; 0 is the empty one.
func (h *heap) piece(id uint32) ([]byte, error) {
	if id == 0 {
		return nil, nil
	}
	index, block := int(id>>5&0x7FF), int(id>>16)
	if h.layout == layout4K {
		index, block = int(id>>5&0x3FFF), int(id>>19)
	}
	if id&0x1F != 0 || index == 0 {
		return nil, ErrDamaged
	}
	data, err := h.data.block(block)
	if err != nil {
		return nil, err
	}
	return piece(data, index)
}

// piece finds a piece in its block by the map at the block's end.
func piece(data []byte, index int) ([]byte, error) {
	if len(data) < 2 {
		return nil, ErrDamaged
	}
	at := int(binary.LittleEndian.Uint16(data))
	if at+4 > len(data) {
		return nil, ErrDamaged
	}
	count := int(binary.LittleEndian.Uint16(data[at:]))
	at += 4 + 2*(index-1)
	if index > count || at+4 > len(data) {
		return nil, ErrDamaged
	}
	start, end := int(binary.LittleEndian.Uint16(data[at:])), int(binary.LittleEndian.Uint16(data[at+2:]))
	if start > end || end > len(data) {
		return nil, ErrDamaged
	}
	return data[start:end], nil
}

// value opens what a number refers to: a piece of the heap, or the data of a
// subnode.
func (h *heap) value(ref uint32) (*stream, []byte, error) {
	if ref&0x1F == 0 {
		data, err := h.piece(ref)
		return nil, data, err
	}
	n, err := h.blocks.find(h.node.subs, nodeID(ref))
	if err != nil {
		return nil, nil, err
	}
	s, err := h.stream(n.data)
	return s, nil, err
}

// bytes returns what a number refers to, up to limit bytes. What could be read
// of it comes with the error.
func (h *heap) bytes(ref uint32, limit int64) ([]byte, error) {
	s, data, err := h.value(ref)
	switch {
	case err != nil:
		return nil, err
	case s == nil:
		return data, nil
	}
	data, err = s.bytes(limit)
	if err == nil && s.lost {
		err = ErrDamaged
	}
	return data, err
}
