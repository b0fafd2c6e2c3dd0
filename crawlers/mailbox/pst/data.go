package pst

import (
	"bytes"
	"encoding/binary"
	"io"
	"sort"
)

// The kinds of block of the store's own.
const (
	blockList = 0x01 // of blocks of data, or of such lists
	blockSubs = 0x02 // of subnodes, or of such lists
)

// leaves calls fn for each block of data that id stands for, in order. A block
// that lists others and cannot be read is reported to fn by its error.
func (b *blocks) leaves(id blockID, fn func(blockID, error) error) error {
	return b.leaf(id, 2, fn)
}

func (b *blocks) leaf(id blockID, depth int, fn func(blockID, error) error) error {
	if id&^1 == 0 {
		return nil
	}
	if err := b.step(); err != nil {
		return err
	}
	if !id.internal() {
		return fn(id, nil)
	}
	ids, err := b.list(id, depth)
	if err != nil {
		return fn(id, err)
	}
	for _, id := range ids {
		if err := b.leaf(id, depth-1, fn); err != nil {
			return err
		}
	}
	return nil
}

// list reads a block that lists others.
func (b *blocks) list(id blockID, depth int) ([]blockID, error) {
	data, err := b.read(id)
	if err != nil {
		return nil, err
	}
	if depth <= 0 || len(data) < 8 || data[0] != blockList || data[1] == 0 || int(data[1]) > depth {
		return nil, ErrDamaged
	}
	n := b.layout.id()
	count := min(int(binary.LittleEndian.Uint16(data[2:])), (len(data)-8)/n)
	ids := make([]blockID, count)
	for i := range ids {
		ids[i] = blockID(b.layout.num(data[8+i*n:]))
	}
	return ids, nil
}

// A stream is the data of a node: the bytes of its blocks one after another.
// Reads return an error where a block is missing. It is not safe for
// concurrent use.
type stream struct {
	blocks *blocks
	ids    []blockID
	ends   []int64 // ends[i] is where block i ends
	lost   bool    // blocks are missing
}

// stream opens the data that id stands for. Blocks that cannot be found are
// left out, and noted.
func (b *blocks) stream(id blockID) (*stream, error) {
	s := &stream{blocks: b}
	err := b.leaves(id, func(id blockID, err error) error {
		n := 0
		if err == nil {
			n, err = b.length(id)
		}
		if err != nil {
			s.lost = true
			if ours(err) {
				return nil
			}
			return err
		}
		s.ids = append(s.ids, id)
		s.ends = append(s.ends, s.Size()+int64(n))
		return nil
	})
	return s, err
}

// Size is the length in bytes.
func (s *stream) Size() int64 {
	if len(s.ends) == 0 {
		return 0
	}
	return s.ends[len(s.ends)-1]
}

// block returns the bytes of block i. Where they are fewer or more than
// announced, they are made to fit.
func (s *stream) block(i int) ([]byte, error) {
	if i < 0 || i >= len(s.ids) {
		return nil, ErrDamaged
	}
	return s.blocks.read(s.ids[i])
}

// ReadAt implements [io.ReaderAt].
func (s *stream) ReadAt(buf []byte, at int64) (n int, err error) {
	if at < 0 {
		return 0, ErrDamaged
	}
	for n < len(buf) {
		i := sort.Search(len(s.ends), func(i int) bool { return s.ends[i] > at })
		if i == len(s.ends) {
			return n, io.EOF
		}
		data, err := s.block(i)
		if err != nil {
			return n, err
		}
		start := int64(0)
		if i > 0 {
			start = s.ends[i-1]
		}
		if at-start >= int64(len(data)) {
			return n, ErrDamaged
		}
		c := copy(buf[n:], data[at-start:])
		n += c
		at += int64(c)
	}
	return n, nil
}

// bytes returns all of it, or nil when that is more than limit.
func (s *stream) bytes(limit int64) ([]byte, error) {
	if s.Size() > limit {
		return nil, errTooLarge
	}
	buf := make([]byte, s.Size())
	n, err := s.ReadAt(buf, 0)
	if n == len(buf) {
		err = nil
	}
	return buf[:n], err
}

// sound reports whether all blocks are there and add up.
func (s *stream) sound() (bool, error) {
	if s.lost {
		return false, nil
	}
	for _, id := range s.ids {
		ok, err := s.blocks.sound(id)
		if err != nil || !ok {
			return false, outside(err)
		}
	}
	return true, nil
}

// memory is content that is at hand.
type memory []byte

// Size is the length in bytes.
func (m memory) Size() int64 { return int64(len(m)) }

// ReadAt implements [io.ReaderAt].
func (m memory) ReadAt(buf []byte, at int64) (int, error) { return bytes.NewReader(m).ReadAt(buf, at) }
