package wordperfect

import (
	"encoding/binary"
	"strings"

	"sarsen/crawlers/documents/ole"
)

// fixed are the lengths of functions from 0xF0 on.
var fixed = [16]int{4, 5, 3, 3, 3, 3, 4, 4, 4, 5, 5, 6, 6, 8, 8, 1}

// six reads the text of WordPerfect 6 and later.
func (w *writer) six(data []byte) {
	for i := 0; i < len(data); {
		c := data[i]
		switch {
		case c >= 0xF0:
			if c == 0xF0 && i+2 < len(data) {
				w.letter(data[i+2], data[i+1])
			}
			i += fixed[c-0xF0]
		case c >= 0xD0:
			i += w.function(data[i:])
		default:
			w.single(c)
			i++
		}
	}
}

// single writes a byte that stands for itself or for an end or space.
func (w *writer) single(c byte) {
	switch {
	case c == 0, c == 0x7F:
	case c <= ' ':
		w.put(string(small[c-1]))
	case c < 0x7F:
		w.put(string(rune(c)))
	case c == 0x80, c == 0xCD, c == 0xCE, c == 0xCF:
		w.put(" ")
	case c == 0x81:
		w.put("\u00A0")
	case c == 0x82, c == 0x83:
		w.put("\u00AD")
	case c == 0x84:
		w.put("-")
	case c == 0xC6:
		w.put("\t") // a cell
	case c == 0x87, c >= 0xB4 && c <= 0xCC:
		w.put("\n")
	}
}

// function steps over a function that says its length, and answers it.
func (w *writer) function(data []byte) int {
	const tab, end = 0xE0, 0xD0
	if len(data) < 4 {
		return len(data)
	}
	n := int(binary.LittleEndian.Uint16(data[2:]))
	if n < 4 || n > len(data) || data[n-1] != data[0] {
		return 1
	}
	switch data[0] {
	case tab:
		w.put("\t")
	case end:
		switch sub := data[1]; {
		case sub >= 0x01 && sub <= 0x03, sub >= 0x14 && sub <= 0x16:
			w.put(" ")
		case sub == 0x0A, sub == 0x0D:
			w.put("\t")
		case sub >= 0x04 && sub <= 0x1B:
			w.put("\n")
		}
	}
	return n
}

// packets reads the texts that stand before the body: those of headers, notes
// and boxes.
func (w *writer) packets(data []byte) {
	const headLength, entry, text, most = 14, 14, 8, 65_000
	if len(data) < 16 {
		return
	}
	index := int64(binary.LittleEndian.Uint16(data[14:]))
	r := ole.NewReader(data[min(index, int64(len(data))):])
	r.Skip(2)
	count := r.Uint16()
	r.Skip(headLength - 4)
	for range min(int(count), most) {
		e := ole.NewReader(r.Bytes(entry))
		if e.Left() < entry {
			return
		}
		e.Skip(1)
		kind := e.Byte()
		e.Skip(4)
		size, at := int64(e.Uint32()), int64(e.Uint32())
		if kind == text && at < int64(len(data)) {
			w.packet(data[at:min(at+size, int64(len(data)))])
		}
	}
}

// packet reads blocks of text: their number, a place, their lengths, and the
// blocks one behind the other.
func (w *writer) packet(data []byte) {
	r := ole.NewReader(data)
	count := int(r.Uint16())
	r.Skip(4)
	total := int64(0)
	for range min(count, 1000) {
		total += int64(r.Uint32())
	}
	inner := &writer{out: w.out}
	inner.six(r.Bytes(total))
	w.unknown = w.unknown || inner.unknown
	if s := inner.text.String(); strings.TrimSpace(s) != "" {
		w.aside = append(w.aside, s)
	}
}
