package doc_test

import (
	"encoding/binary"
	"unicode/utf16"

	"sarsen/crawlers/documents/cfb/cfbtest"
)

// A maker makes documents of Word 97 for tests.
type maker struct {
	stories [8]string // main, footnotes, headers, macros, comments, endnotes, text boxes, header boxes
	chars   []looks   // changes to characters from place to place
	paras   []looks   // changes to paragraphs, whose ends are found
	tables  map[int][]byte
	flags   uint16
	rest    map[string][]byte // other streams
	pieces  []byte            // instead of one piece
	data    []byte
}

type looks struct {
	from, to int
	list     []byte
}

const textAt = 1024

func u16(n int) []byte { return binary.LittleEndian.AppendUint16(nil, uint16(n)) }

func u32(n int) []byte { return binary.LittleEndian.AppendUint32(nil, uint32(n)) }

func join(parts ...[]byte) []byte {
	var out []byte
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

func (m *maker) text() []uint16 {
	var all []uint16
	for _, s := range m.stories {
		all = append(all, utf16.Encode([]rune(s))...)
	}
	return all
}

// page makes a page of looks: places, offsets, and lists from the end.
func page(entry int, runs []looks, head []byte) []byte {
	p := make([]byte, 512)
	p[511] = byte(len(runs))
	at := 510
	for i, r := range runs {
		copy(p[4*i:], u32(textAt+2*r.from))
		copy(p[4*i+4:], u32(textAt+2*r.to))
		list := append(append([]byte(nil), head...), r.list...)
		size := []byte{byte(len(list))}
		if entry > 1 {
			if len(list)%2 == 0 {
				list = append(list, 0)
			}
			size = []byte{byte((len(list) + 1) / 2)}
		}
		at -= (len(list) + 2) &^ 1
		copy(p[at:], append(size, list...))
		p[4*(len(runs)+1)+entry*i] = byte(at / 2)
	}
	return p
}

// make returns the whole compound file.
func (m *maker) make() []byte { return cfbtest.Build(m.streams(nil)) }

// streams returns its streams; the table stream has a head before its tables.
func (m *maker) streams(head []byte) map[string][]byte {
	text := m.text()
	main := make([]byte, textAt)
	for _, c := range text {
		main = append(main, u16(int(c))...)
	}
	for len(main)%512 != 0 {
		main = append(main, 0)
	}
	charPage, paraPage := len(main)/512, len(main)/512+1
	main = append(main, page(1, m.chars, nil)...)
	main = append(main, page(13, m.paras, []byte{0, 0})...)

	tables := map[int][]byte{
		12: join(u32(textAt), u32(textAt+2*len(text)), u32(charPage)),
		13: join(u32(textAt), u32(textAt+2*len(text)), u32(paraPage)),
		33: m.pieces,
	}
	if m.pieces == nil {
		tables[33] = join([]byte{2}, u32(16), u32(0), u32(len(text)), u16(0), u32(textAt), u16(0))
	}
	for i, t := range m.tables {
		tables[i] = t
	}
	table := append([]byte(nil), head...)
	for i := range 80 {
		copy(main[154+8*i:], join(u32(len(table)), u32(len(tables[i]))))
		table = append(table, tables[i]...)
	}
	m.facts(main, len(text))
	streams := map[string][]byte{"WordDocument": main, "0Table": table, "Data": m.data}
	for name, data := range m.rest {
		streams[name] = data
	}
	return streams
}

func (m *maker) facts(main []byte, length int) {
	copy(main, join(u16(0xA5EC), u16(193)))
	copy(main[10:], u16(int(m.flags)))
	copy(main[24:], join(u32(textAt), u32(textAt+2*length)))
	copy(main[32:], u16(14))
	copy(main[62:], u16(22))
	copy(main[152:], u16(80))
	for i, s := range m.stories {
		copy(main[76+4*i:], u32(len(utf16.Encode([]rune(s)))))
	}
}
