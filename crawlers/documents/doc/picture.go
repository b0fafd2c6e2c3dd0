package doc

import (
	"strconv"

	"sarsen/crawlers/documents/ole"
)

const maxPicture = 64 << 20

// pictureData returns what stands at a place of the data stream behind its
// header.
func (d *document) pictureData(at int64) []byte {
	r := ole.NewReader(ole.At(d.data, at, 6))
	size, head := int64(r.Uint32()), int64(r.Uint16())
	if size <= head || size > maxPicture {
		return nil
	}
	return ole.At(d.data, at+head, size-head)
}

// picture hands over a picture in the line, and writes the texts that stand
// for it.
func (d *document) picture(at int64) {
	if d.fib.old {
		return
	}
	const named = 0x66
	data := d.pictureData(at)
	if kind := ole.NewReader(ole.At(d.data, at+6, 2)).Uint16(); kind == named && len(data) > 0 {
		data = data[min(1+int(data[0]), len(data)):]
	}
	d.art(data, "data "+strconv.FormatInt(at, 10))
}

// art reads records of drawings: pictures, and texts of shapes.
func (d *document) art(data []byte, place string) {
	n := 0
	ole.Visit(data, func(r ole.Record) bool {
		n++
		if at, size, ok := ole.Delayed(r); ok {
			if p := ole.Blip(r); p == nil {
				d.delayed(at, size)
				return false
			}
		}
		d.pictures.Add(ole.Blip(r), place+" "+strconv.Itoa(n))
		seen, unseen := ole.Texts(r)
		for _, s := range seen {
			d.words(s)
		}
		for _, s := range unseen {
			d.hang("alternative text", s)
		}
		return n < maxNotes
	})
}

// words writes a text of word art on a line of its own.
func (d *document) words(s string) {
	if d.line != nil {
		d.line.hanging = append(d.line.hanging, note{"text in a drawing", s})
		return
	}
	d.out.Break()
	d.out.Text(s)
	d.out.Break()
}

// delayed hands over a picture of the store that lies in the main stream.
func (d *document) delayed(at, size int64) {
	if size > maxPicture {
		return
	}
	for _, r := range ole.Records(ole.At(d.main, at, size)) {
		d.pictures.Add(ole.Blip(r), "main "+strconv.FormatInt(at, 10))
		return
	}
}

// drawings reads the drawings that float above the text. Between their
// records stands a byte that says which part of the text they belong to.
func (d *document) drawings() {
	for r := ole.NewReader(d.tableBytes(tableDrawings)); r.Left() >= 8; {
		left := r.Left()
		head := r.Bytes(8)
		size := int64(ole.NewReader(head[4:]).Uint32())
		body := r.Bytes(size)
		d.art(append(append([]byte(nil), head...), body...), "drawing "+strconv.Itoa(left))
		r.Skip(1)
	}
}
