package pst

import "encoding/binary"

// maxRecords bounds the records that are taken from one tree on a heap: far
// more than any folder holds.
const maxRecords = 1 << 24

// A heapTree is a B-tree on a heap; see [MS-PST] 2.3.2.
type heapTree struct {
	*heap
	key, value int // sizes in bytes
	left       int // records to come at most
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
	t.left = t.most()
	if err := t.visit(binary.LittleEndian.Uint32(head[4:]), int(head[3])); err != nil {
		return err
	}
	return t.lost
}

// most is how many records the heap has room for.
func (t *heapTree) most() int {
	return int(min(t.data.Size()/int64(t.key+t.value)*2+1, maxRecords))
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
		if t.left--; t.left < 0 {
			t.lost = ErrDamaged
			return nil
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
