package psttest

import (
	"encoding/binary"
	"slices"
)

// folder writes a folder with its table of contents and its messages.
func (w *writer) folder(f Folder, nid, parent uint32, next *uint32) {
	var listed []uint32
	for _, m := range f.Messages {
		id := *next
		*next += 0x20
		if !m.Unlisted {
			listed = append(listed, id)
		}
		if !m.Absent {
			w.message(m, id, nid)
		}
	}
	for i, m := range f.Hidden {
		w.message(m, nid&^0x1F*0x10+uint32(i)*0x20+0x08, nid)
	}
	said := f.Said
	if said == 0 {
		said = len(listed)
	}
	props := []Prop{Text(0x3001, f.Name), Int(0x3602, uint32(said))} //nolint:gosec // small
	w.node(nid, w.pc(props, nil), 0, parent)
	rows := make([][]Prop, len(listed))
	for i := range rows {
		rows[i] = []Prop{Int(0x0E07, 1)}
	}
	var subs []sub
	data := w.tc(listed, rows, &subs)
	w.node(nid&^0x1F|0x0E, data, w.subs(subs), 0)
}

func (w *writer) message(m Message, nid, parent uint32) {
	data, subs := w.parts(m)
	w.node(nid, data, subs, parent)
}

// parts writes what a message is made of.
func (w *writer) parts(m Message) (data, subnodes uint64) {
	var subs []sub
	data = w.pc(m.Props, &subs)
	if m.Recipients != nil {
		ids := make([]uint32, len(m.Recipients))
		for i := range ids {
			ids[i] = uint32(i)
		}
		var inner []sub
		d := w.tc(ids, m.Recipients, &inner)
		subs = append(subs, sub{0x692, d, w.subs(inner)})
	}
	if m.Attachments != nil {
		var ids []uint32
		var rows [][]Prop
		for i, a := range m.Attachments {
			id := uint32(0x8025 + 0x20*i)
			ids, rows = append(ids, id), append(rows, a.Props)
			subs = append(subs, w.attachment(a, id))
		}
		var inner []sub
		d := w.tc(ids, rows, &inner)
		subs = append(subs, sub{0x671, d, w.subs(inner)})
	}
	return data, w.subs(subs)
}

func (w *writer) attachment(a Attachment, id uint32) sub {
	var subs []sub
	props := slices.Clone(a.Props)
	if a.Message != nil {
		d, s := w.parts(*a.Message)
		subs = append(subs, sub{0x200024, d, s})
		ref := binary.LittleEndian.AppendUint32(nil, 0x200024)
		props = append(props, Prop{0x3701, 0x000D, append(ref, 0, 0, 0, 0)}, Int(0x3705, 5))
	} else {
		props = append(props, Binary(0x3701, a.Data), Int(0x3705, 1))
	}
	d := w.pc(props, &subs)
	return sub{id, d, w.subs(subs)}
}

// names writes the map from names to IDs.
func (w *writer) names(list []Name) {
	var sets, entries, texts []byte
	for i, n := range list {
		which, number := uint16(3+len(sets)/16)<<1, n.Number //nolint:gosec // small
		sets = append(sets, n.Set[:]...)
		if n.Text != "" {
			which |= 1
			number = uint32(len(texts)) //nolint:gosec // small
			t := utf16le(n.Text)
			texts = binary.LittleEndian.AppendUint32(texts, uint32(len(t))) //nolint:gosec // small
			texts = append(texts, t...)
			for len(texts)%4 != 0 {
				texts = append(texts, 0)
			}
		}
		entries = binary.LittleEndian.AppendUint32(entries, number)
		entries = binary.LittleEndian.AppendUint16(entries, which)
		entries = binary.LittleEndian.AppendUint16(entries, uint16(i))
	}
	var subs []sub
	d := w.pc([]Prop{Binary(2, sets), Binary(3, entries), Binary(4, texts)}, &subs)
	w.node(0x61, d, w.subs(subs), 0)
}
