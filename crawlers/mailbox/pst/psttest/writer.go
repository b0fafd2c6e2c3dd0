package psttest

import (
	"bytes"
	"cmp"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"slices"
)

// A writer puts blocks and pages one after another.
type writer struct {
	Store
	out   []byte
	last  uint64 // block identifier
	index []block
	tree  []nodeEntry
}

type block struct {
	id   uint64
	at   int
	size int
}

type nodeEntry struct {
	id         uint32
	data, subs uint64
	parent     uint32
}

// A sub is a subnode.
type sub struct {
	id         uint32
	data, subs uint64
}

func newWriter(s Store) *writer { return &writer{Store: s, out: make([]byte, 0x4600), last: 4} }

func (w *writer) wide() bool { return w.Version != ANSI }

func (w *writer) num(b []byte, n uint64) []byte {
	if w.wide() {
		return binary.LittleEndian.AppendUint64(b, n)
	}
	return binary.LittleEndian.AppendUint32(b, uint32(n)) //nolint:gosec // small
}

func (w *writer) node(id uint32, data, subs uint64, parent uint32) {
	w.tree = append(w.tree, nodeEntry{id, data, subs, parent})
}

// align fills up to a multiple of n.
func (w *writer) align(n int) {
	w.out = append(w.out, make([]byte, (n-len(w.out)%n)%n)...)
}

// block writes one block.
func (w *writer) block(data []byte, internal bool) uint64 {
	w.last += 4
	id := w.last
	if internal {
		id |= 2
	} else if w.Encode != nil {
		data = slices.Clone(data)
		w.Encode(data, uint32(id)) //nolint:gosec // small
	}
	plain := len(data)
	if p := pack(data); w.Packed && len(p) < len(data) {
		data = p
	}
	unit, trailer := 64, 16
	switch w.Version {
	case ANSI:
		trailer = 12
	case Unicode4:
		unit, trailer = 512, 24
	}
	w.align(unit)
	at := len(w.out)
	w.index = append(w.index, block{id, at, len(data)})
	size := (len(data) + trailer + unit - 1) / unit * unit
	w.out = append(w.out, data...)
	w.out = append(w.out, make([]byte, size-trailer-len(data))...)
	t := binary.LittleEndian.AppendUint16(nil, uint16(len(data))) //nolint:gosec // small
	t = binary.LittleEndian.AppendUint16(t, signature(at, id))
	if w.wide() {
		t = binary.LittleEndian.AppendUint32(t, sum(data))
		t = binary.LittleEndian.AppendUint64(t, id)
	} else {
		t = binary.LittleEndian.AppendUint32(t, uint32(id)) //nolint:gosec // small
		t = binary.LittleEndian.AppendUint32(t, sum(data))
	}
	if w.Version == Unicode4 {
		t = append(t, 0, 0)
		t = binary.LittleEndian.AppendUint16(t, uint16(plain)) //nolint:gosec // small
		t = append(t, 0, 0, 0, 0)
	}
	w.out = append(w.out, t...)
	return id
}

func pack(data []byte) []byte {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write(data) // into memory
	_ = z.Close()
	return b.Bytes()
}

// data writes data of any length.
func (w *writer) data(data []byte) uint64 {
	return w.chain(slices.Collect(slices.Chunk(data, maxData)))
}

// chain writes blocks, and a list of them if there are several.
func (w *writer) chain(blocks [][]byte) uint64 {
	if len(blocks) == 0 {
		return w.block(nil, false)
	}
	var ids []uint64
	total := 0
	for _, b := range blocks {
		ids = append(ids, w.block(b, false))
		total += len(b)
	}
	for level := byte(1); len(ids) > 1; level++ {
		var lists []uint64
		for group := range slices.Chunk(ids, 1000) {
			list := binary.LittleEndian.AppendUint16([]byte{1, level}, uint16(len(group))) //nolint:gosec // small
			list = binary.LittleEndian.AppendUint32(list, uint32(total))                   //nolint:gosec // small
			for _, id := range group {
				list = w.num(list, id)
			}
			lists = append(lists, w.block(list, true))
		}
		ids = lists
	}
	return ids[0]
}

// subs writes the list of subnodes.
func (w *writer) subs(list []sub) uint64 {
	if len(list) == 0 {
		return 0
	}
	slices.SortFunc(list, func(a, b sub) int { return cmp.Compare(a.id, b.id) })
	var firsts []uint32
	var ids []uint64
	for group := range slices.Chunk(list, 300) {
		b := w.listHead(0, len(group))
		for _, s := range group {
			b = w.num(w.num(w.num(b, uint64(s.id)), s.data), s.subs)
		}
		firsts, ids = append(firsts, group[0].id), append(ids, w.block(b, true))
	}
	if len(ids) == 1 {
		return ids[0]
	}
	b := w.listHead(1, len(ids))
	for i, id := range ids {
		b = w.num(w.num(b, uint64(firsts[i])), id)
	}
	return w.block(b, true)
}

func (w *writer) listHead(level byte, count int) []byte {
	b := binary.LittleEndian.AppendUint16([]byte{2, level}, uint16(count)) //nolint:gosec // small
	if w.wide() {
		b = append(b, 0, 0, 0, 0)
	}
	return b
}

func signature(at int, id uint64) uint16 {
	n := uint32(at) ^ uint32(id)     //nolint:gosec // small
	return uint16(n>>16) ^ uint16(n) //nolint:gosec // cut
}

func sum(data []byte) uint32 { return ^crc32.Update(^uint32(0), crc32.IEEETable, data) }
