package psttest

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
)

// most of what is put into a piece, and into a block, of a heap.
const (
	maxPiece = 3580
	maxData  = 8176
)

// A heap is a heap on a node that is being written.
type heap struct {
	w      *writer
	kind   byte
	blocks [][][]byte // pieces by block
	used   int
	next   uint32 // the next subnode for a long value
	subs   *[]sub
}

func (h *heap) add(piece []byte) uint32 {
	if len(piece) == 0 {
		return 0
	}
	if n := len(h.blocks); n == 0 || h.used+len(piece) > maxData-600 {
		h.blocks, h.used = append(h.blocks, nil), 0
	}
	last := len(h.blocks) - 1
	h.blocks[last] = append(h.blocks[last], piece)
	h.used += len(piece) + 2
	index := uint32(len(h.blocks[last])) //nolint:gosec // small
	if h.w.Version == Unicode4 {
		return index<<5 | uint32(last)<<19 //nolint:gosec // small
	}
	return index<<5 | uint32(last)<<16 //nolint:gosec // small
}

// value puts a value where it fits.
func (h *heap) value(data []byte) uint32 {
	if len(data) <= maxPiece || h.subs == nil {
		return h.add(data)
	}
	h.next += 0x20
	id := h.next | 0x1F
	*h.subs = append(*h.subs, sub{id: id, data: h.w.data(data)})
	return id
}

// write writes the blocks; root is the piece to begin with.
func (h *heap) write(root uint32) uint64 {
	var out [][]byte
	for i, pieces := range h.blocks {
		head := []byte{0, 0}
		switch {
		case i == 0:
			head = append(head, 0xEC, h.kind)
			head = append(binary.LittleEndian.AppendUint32(head, root), 0, 0, 0, 0)
		case i%128 == 8:
			head = append(head, make([]byte, 64)...)
		}
		block := head
		offsets := []int{len(block)}
		for _, p := range pieces {
			block = append(block, p...)
			offsets = append(offsets, len(block))
		}
		if len(block)%2 == 1 {
			block = append(block, 0)
		}
		binary.LittleEndian.PutUint16(block, uint16(len(block)))                //nolint:gosec // small
		block = binary.LittleEndian.AppendUint16(block, uint16(len(offsets)-1)) //nolint:gosec // small
		block = binary.LittleEndian.AppendUint16(block, 0)
		for _, o := range offsets {
			block = binary.LittleEndian.AppendUint16(block, uint16(o)) //nolint:gosec // small
		}
		out = append(out, block)
	}
	return h.w.chain(out)
}

// tree writes records as a B-tree on the heap.
func (h *heap) tree(key, value int, records [][]byte) uint32 {
	slices.SortFunc(records, func(a, b []byte) int {
		ka, kb := slices.Clone(a[:key]), slices.Clone(b[:key])
		slices.Reverse(ka)
		slices.Reverse(kb)
		return bytes.Compare(ka, kb)
	})
	level, size := 0, key+value
	for len(records)*size > maxPiece {
		var above [][]byte
		for group := range slices.Chunk(records, maxPiece/size) {
			id := h.add(bytes.Join(group, nil))
			above = append(above, binary.LittleEndian.AppendUint32(slices.Clone(group[0][:key]), id))
		}
		records, size = above, key+4
		level++
	}
	root := h.add(bytes.Join(records, nil))
	head := []byte{0xB5, byte(key), byte(value), byte(level)} //nolint:gosec // small
	return h.add(binary.LittleEndian.AppendUint32(head, root))
}

// pc writes properties.
func (w *writer) pc(props []Prop, subs *[]sub) uint64 {
	h := &heap{w: w, kind: 0xBC, next: 0x400, subs: subs}
	var records [][]byte
	for _, p := range props {
		r := binary.LittleEndian.AppendUint16(nil, p.ID)
		r = binary.LittleEndian.AppendUint16(r, p.Type)
		switch p.Type {
		case 0x0002, 0x0003, 0x000B:
			r = append(r, append(slices.Clone(p.Value), 0, 0, 0, 0)[:4]...)
		default:
			r = binary.LittleEndian.AppendUint32(r, h.value(p.Value))
		}
		records = append(records, r)
	}
	return h.write(h.tree(2, 6, records))
}

// tc writes a table: rows of properties by their identifiers.
func (w *writer) tc(ids []uint32, rows [][]Prop, subs *[]sub) uint64 {
	h := &heap{w: w, kind: 0x7C, next: 0x400, subs: subs}
	columns := columnsOf(rows)
	length := 8 + 4*len(columns) // the identifier and its version come first
	exist := length
	length += (len(columns) + 2 + 7) / 8
	var data []byte
	var index [][]byte
	perBlock := maxData / length
	for i, props := range rows {
		if i > 0 && i%perBlock == 0 {
			data = append(data, make([]byte, maxData-len(data)%maxData)...)
		}
		data = append(data, h.row(ids[i], props, columns, length, exist)...)
		r := binary.LittleEndian.AppendUint32(nil, ids[i])
		if w.wide() {
			index = append(index, binary.LittleEndian.AppendUint32(r, uint32(i)))
		} else {
			index = append(index, binary.LittleEndian.AppendUint16(r, uint16(i)))
		}
	}
	size := 2
	if w.wide() {
		size = 4
	}
	info := []byte{0x7C, byte(len(columns) + 2)} //nolint:gosec // small
	for _, end := range []int{exist, exist, exist, length} {
		info = binary.LittleEndian.AppendUint16(info, uint16(end)) //nolint:gosec // small
	}
	info = binary.LittleEndian.AppendUint32(info, h.tree(4, size, index))
	info = binary.LittleEndian.AppendUint32(info, h.value(data))
	info = binary.LittleEndian.AppendUint32(info, 0)
	all := append([]column{{0x0003, 0x67F2, 0, 0}, {0x0003, 0x67F3, 4, 1}}, columns...)
	for _, c := range all {
		info = binary.LittleEndian.AppendUint16(info, c.kind)
		info = binary.LittleEndian.AppendUint16(info, c.id)
		info = binary.LittleEndian.AppendUint16(info, uint16(c.at)) //nolint:gosec // small
		info = append(info, 4, byte(c.bit))                         //nolint:gosec // small
	}
	return h.write(h.add(info))
}

type column struct {
	kind, id uint16
	at, bit  int
}

func columnsOf(rows [][]Prop) (out []column) {
	for _, props := range rows {
		for _, p := range props {
			if !slices.ContainsFunc(out, func(c column) bool { return c.id == p.ID }) {
				out = append(out, column{kind: p.Type, id: p.ID})
			}
		}
	}
	slices.SortFunc(out, func(a, b column) int { return cmp.Compare(a.id, b.id) })
	for i := range out {
		out[i].at, out[i].bit = 8+4*i, 2+i
	}
	return out
}

func (h *heap) row(id uint32, props []Prop, columns []column, length, exist int) []byte {
	row := make([]byte, length)
	binary.LittleEndian.PutUint32(row, id)
	row[exist] = 0xC0
	for _, c := range columns {
		i := slices.IndexFunc(props, func(p Prop) bool { return p.ID == c.id })
		if i < 0 {
			continue
		}
		row[exist+c.bit/8] |= 0x80 >> (c.bit % 8)
		if props[i].Type == 0x0003 {
			copy(row[c.at:], props[i].Value)
		} else {
			binary.LittleEndian.PutUint32(row[c.at:], h.value(props[i].Value))
		}
	}
	return row
}
