package doc

import (
	"encoding/binary"
	"sort"

	"sarsen/crawlers/documents/ole"
)

const (
	pageSize = 512     // of a page of looks
	maxPages = 1 << 16 // more than any document has
)

// A charRun is a stretch of the main stream whose characters look the same.
type charRun struct {
	from, to int64
	look     look
}

// A paraRun is a paragraph's stretch of the main stream.
type paraRun struct {
	from, to int64
	look     paraLook
}

// pages calls fn for every page of looks that a table lists.
func (d *document) pages(table int, fn func(page []byte)) {
	entry := 4
	if d.fib.old {
		entry = 2
	}
	list := d.tableBytes(table)
	n := (len(list) - 4) / (4 + entry)
	for i := range min(n, maxPages) {
		at := 4*(n+1) + entry*i
		number := int64(binary.LittleEndian.Uint16(list[at:]))
		if !d.fib.old {
			number = int64(binary.LittleEndian.Uint32(list[at:]) & 0x3FFFFF)
		}
		if page := ole.At(d.main, number*pageSize, pageSize); len(page) == pageSize {
			fn(page)
		}
	}
}

// loadCharacters reads the looks of characters; runs that look like any other
// are left out.
func (d *document) loadCharacters() {
	d.pages(tableCharacters, func(page []byte) {
		n := int(page[pageSize-1])
		for i := range n {
			at := 4*(n+1) + i
			if at >= pageSize-1 {
				return
			}
			l := plain
			if off := 2 * int(page[at]); off != 0 && off < pageSize-1 {
				l.change(cut(page, off+1, int(page[off])), d.fib.old, d.languagePage)
			}
			if l != plain {
				d.chars = append(d.chars, charRun{place(page, i), place(page, i+1), l})
			}
		}
	})
	sort.SliceStable(d.chars, func(i, j int) bool { return d.chars[i].from < d.chars[j].from })
}

// loadParagraphs reads the looks of paragraphs.
func (d *document) loadParagraphs() {
	entry := 13
	if d.fib.old {
		entry = 7
	}
	d.pages(tableParagraphs, func(page []byte) {
		n := int(page[pageSize-1])
		for i := range n {
			at := 4*(n+1) + entry*i
			if at >= pageSize-1 {
				return
			}
			var p paraLook
			if off := 2 * int(page[at]); off != 0 && off < pageSize-2 {
				d.paragraphLook(&p, page, off)
			}
			d.paras = append(d.paras, paraRun{place(page, i), place(page, i+1), p})
		}
	})
	sort.SliceStable(d.paras, func(i, j int) bool { return d.paras[i].from < d.paras[j].from })
}

// paragraphLook reads a style's number and changes to it.
func (d *document) paragraphLook(p *paraLook, page []byte, off int) {
	size := 2*int(page[off]) - 1
	off++
	switch {
	case d.fib.old:
		size++
	case size < 0:
		size = 2 * int(page[off])
		off++
	}
	list := cut(page, off, size)
	if len(list) < 2 {
		return
	}
	p.style = binary.LittleEndian.Uint16(list)
	p.change(list[2:], d.fib.old, d.hugeLook)
}

// hugeLook reads changes that were too long for a page.
func (d *document) hugeLook(at uint32) []byte {
	n := ole.At(d.data, int64(at), 2)
	if len(n) < 2 {
		return nil
	}
	return ole.At(d.data, int64(at)+2, int64(binary.LittleEndian.Uint16(n)))
}

// place is an offset from the beginning of a page.
func place(page []byte, i int) int64 {
	if 4*i+4 > len(page) {
		return 0
	}
	return int64(binary.LittleEndian.Uint32(page[4*i:]))
}

// cut returns n bytes, or what there is of them.
func cut(b []byte, off, n int) []byte {
	off = min(off, len(b))
	return b[off:min(off+max(n, 0), len(b))]
}

// lookAt returns the look of characters at a place of the main stream, and
// where it ends.
func (d *document) lookAt(at int64) (look, int64) {
	i := sort.Search(len(d.chars), func(i int) bool { return d.chars[i].from > at })
	next := int64(1) << 40
	if i < len(d.chars) {
		next = d.chars[i].from
	}
	if i > 0 && at < d.chars[i-1].to {
		return d.chars[i-1].look, min(next, d.chars[i-1].to)
	}
	return plain, next
}

// paragraphAt returns the look of the paragraph at a place.
func (d *document) paragraphAt(at int64) paraLook {
	i := sort.Search(len(d.paras), func(i int) bool { return d.paras[i].from > at })
	if i > 0 && at < d.paras[i-1].to {
		return d.paras[i-1].look
	}
	return paraLook{}
}
