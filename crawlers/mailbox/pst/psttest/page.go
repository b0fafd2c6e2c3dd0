package psttest

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// A ref is where a page lies and by which identifier it is known.
type ref struct {
	key, id uint64
	at      int
}

// finish writes both trees and the header.
func (w *writer) finish() []byte {
	slices.SortFunc(w.tree, func(a, b nodeEntry) int { return cmp.Compare(a.id, b.id) })
	var nodes, blocks [][]byte
	for _, n := range w.tree {
		e := w.num(w.num(w.num(nil, uint64(n.id)), n.data), n.subs)
		e = binary.LittleEndian.AppendUint32(e, n.parent)
		if w.wide() {
			e = append(e, 0, 0, 0, 0)
		}
		nodes = append(nodes, e)
	}
	slices.SortFunc(w.index, func(a, b block) int { return cmp.Compare(a.id, b.id) })
	for _, b := range w.index {
		e := w.num(w.num(nil, b.id), uint64(b.at))              //nolint:gosec // not negative
		e = binary.LittleEndian.AppendUint16(e, uint16(b.size)) //nolint:gosec // small
		e = binary.LittleEndian.AppendUint16(e, 2)
		if w.wide() {
			e = append(e, 0, 0, 0, 0)
		}
		blocks = append(blocks, e)
	}
	n, b := w.pages(0x81, nodes), w.pages(0x80, blocks)
	w.header(n, b)
	return w.out
}

// pages writes a B-tree of pages and returns its root.
func (w *writer) pages(kind byte, entries [][]byte) ref {
	room, size := 488, len(entries[0])
	switch w.Version {
	case ANSI:
		room = 496
	case Unicode4:
		room = 4056
	}
	for level := byte(0); ; level++ {
		var above []ref
		for group := range slices.Chunk(entries, room/size) {
			r := w.page(kind, level, slices.Concat(group...), len(group), size, room)
			r.key = uint64(binary.LittleEndian.Uint32(group[0]))
			above = append(above, r)
		}
		if len(above) == 1 {
			return above[0]
		}
		entries = nil
		for _, r := range above {
			entries = append(entries, w.num(w.num(w.num(nil, r.key), r.id), uint64(r.at))) //nolint:gosec // not negative
		}
		size = len(entries[0])
	}
}

func (w *writer) page(kind, level byte, data []byte, count, size, room int) ref {
	w.last += 4
	id := w.last
	full := 512
	if w.Version == Unicode4 {
		full = 4096
	}
	w.align(full)
	at := len(w.out)
	p := slices.Concat(data, make([]byte, room-len(data)))
	switch w.Version {
	case Unicode4:
		p = binary.LittleEndian.AppendUint16(p, uint16(count))     //nolint:gosec // small
		p = binary.LittleEndian.AppendUint16(p, uint16(room/size)) //nolint:gosec // small
		p = append(p, byte(size), level)                           //nolint:gosec // small
		p = append(p, make([]byte, 10)...)
	case ANSI:
		p = append(p, byte(count), byte(room/size), byte(size), level) //nolint:gosec // small
	default:
		p = append(p, byte(count), byte(room/size), byte(size), level, 0, 0, 0, 0) //nolint:gosec // small
	}
	crc := sum(p)
	p = append(p, kind, kind)
	p = binary.LittleEndian.AppendUint16(p, signature(at, id))
	if w.wide() {
		p = binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint32(p, crc), id)
	} else {
		p = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(p, uint32(id)), crc) //nolint:gosec // small
	}
	w.out = append(w.out, p...)
	w.align(full)
	return ref{id: id, at: at}
}

func (w *writer) header(nodes, blocks ref) {
	h := w.out[:564]
	copy(h, "!BDN")
	copy(h[8:], "SM")
	binary.LittleEndian.PutUint16(h[10:], uint16(w.Version)) //nolint:gosec // small
	h[12], h[14], h[15] = 19, 1, 1
	if !w.wide() {
		h[460], h[461] = 0x80, w.Crypt
		binary.LittleEndian.PutUint32(h[168:], uint32(len(w.out)))                    //nolint:gosec // small
		for i, n := range []int{int(nodes.id), nodes.at, int(blocks.id), blocks.at} { //nolint:gosec // small
			binary.LittleEndian.PutUint32(h[184+4*i:], uint32(n)) //nolint:gosec // small
		}
		binary.LittleEndian.PutUint32(h[4:], sum(h[8:479]))
		return
	}
	h[512], h[513] = 0x80, w.Crypt
	binary.LittleEndian.PutUint64(h[184:], uint64(len(w.out)))
	for i, n := range []uint64{nodes.id, uint64(nodes.at), blocks.id, uint64(blocks.at)} { //nolint:gosec // not negative
		binary.LittleEndian.PutUint64(h[216+8*i:], n)
	}
	binary.LittleEndian.PutUint32(h[4:], sum(h[8:479]))
	binary.LittleEndian.PutUint32(h[524:], sum(h[8:524]))
}
