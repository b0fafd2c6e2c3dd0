package pst

import (
	"encoding/binary"
	"io"
	"sort"
)

// A blockTable finds blocks by the table of an extract.
type blockTable struct {
	r     io.ReaderAt
	size  int64
	start int64
	count int
	lost  error
}

func (t *blockTable) row(i int) (id blockID, p place) {
	buf := make([]byte, extractRow)
	if err := readFull(t.r, buf, t.start+int64(i)*extractRow); err != nil {
		t.lost = err
		return 0, p
	}
	size := binary.LittleEndian.Uint64(buf[16:])
	return blockID(binary.LittleEndian.Uint64(buf)), place{
		at: offset(binary.LittleEndian.Uint64(buf[8:])), size: int(min(size, maxBlock)),
	}
}

// locate implements locator.
func (t *blockTable) locate(id blockID) (place, error) {
	t.lost = nil
	i := sort.Search(t.count, func(i int) bool { k, _ := t.row(i); return k >= id })
	if t.lost != nil {
		return place{}, t.lost
	}
	if i == t.count {
		return place{}, ErrMissing
	}
	k, p := t.row(i)
	switch {
	case t.lost != nil:
		return place{}, t.lost
	case k != id:
		return place{}, ErrMissing
	case p.at < t.start || p.at > t.size || p.size >= maxBlock:
		return place{}, ErrDamaged
	}
	return p, nil
}
