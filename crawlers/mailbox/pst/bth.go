package pst

import "encoding/binary"

// A heapTree is a B-tree on a heap; see [MS-PST] 2.3.2.
type heapTree struct {
	*heap
	key, value int // sizes in bytes
	fn         func(key, value []byte) error
	lost       error
}

// records calls fn for each record of the tree at id, in order. Parts that
// cannot be read are left out; the first of their errors is returned at the
// end.
func (h *heap) records(id uint32, fn func(key, value []byte) error) error {
	head, err := h.piece(id)
	if err != nil {
		return err
	}
	if len(head) < 8 || head[0] != 0xB5 {
		return ErrDamaged
	}
	t := &heapTree{heap: h, key: int(head[1]), value: int(head[2]), fn: fn}
	if t.key == 0 || t.key > 16 || t.value == 0 || t.value > 32 || head[3] > 8 {
		return ErrDamaged
	}
	if err := t.visit(binary.LittleEndian.Uint32(head[4:]), int(head[3])); err != nil {
		return err
	}
	return t.lost
}

func (t *heapTree) visit(id uint32, level int) error {
	data, err := t.piece(id)
	if err != nil {
		if !ours(err) {
			return err
		}
		t.lost = err
		return nil
	}
	size := t.key + t.value
	if level > 0 {
		size = t.key + 4
	}
	for ; len(data) >= size; data = data[size:] {
		if err := t.step(); err != nil {
			return err
		}
		if level > 0 {
			err = t.visit(binary.LittleEndian.Uint32(data[t.key:]), level-1)
		} else {
			err = t.fn(data[:t.key], data[t.key:size])
		}
		if err != nil {
			return err
		}
	}
	return nil
}
