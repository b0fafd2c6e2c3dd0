package metafile

import "encoding/binary"

// Records of EMF that hold text or pictures.
const (
	emfEnd           = 14
	emfComment       = 70
	emfBitBlt        = 76
	emfStretchBlt    = 77
	emfStretchDIBits = 81
	emfTextA         = 83
	emfTextW         = 84
	emfPolyTextA     = 96
	emfPolyTextW     = 97
	emfSmallText     = 108
)

var le = binary.LittleEndian

// emf reads all records; it reports whether they come to an end.
func (d *drawing) emf(data []byte) bool {
	for len(data) >= 8 {
		kind, size := le.Uint32(data), le.Uint32(data[4:])
		if size < 8 || uint64(size) > uint64(len(data)) {
			return false
		}
		d.emfRecord(kind, data[:size])
		if kind == emfEnd {
			return true
		}
		data = data[size:]
	}
	return false
}

func (d *drawing) emfRecord(kind uint32, r []byte) {
	switch kind {
	case emfTextA, emfTextW:
		d.emfText(r, 36, kind == emfTextW)
	case emfPolyTextA, emfPolyTextW:
		const head, each, most = 40, 40, 1000
		for i := range uint32(most) {
			if len(r) < head || i >= le.Uint32(r[36:]) {
				break
			}
			d.emfText(r, head+int(i)*each, kind == emfPolyTextW)
		}
	case emfSmallText:
		d.smallText(r)
	case emfBitBlt, emfStretchBlt:
		d.emfBitmap(r, 84)
	case emfStretchDIBits:
		d.emfBitmap(r, 48)
	case emfComment:
		if len(r) > 16 && string(r[12:16]) == "EMF+" {
			d.emfPlus(r[16:])
		}
	}
}

// emfText reads the description of a text at a place in a record: where it
// begins, how many characters, where they are, and how far each leads on.
func (d *drawing) emfText(r []byte, at int, isWide bool) {
	if len(r) < at+40 {
		return
	}
	p := piece{x: int32(le.Uint32(r[at:])), y: int32(le.Uint32(r[at+4:]))} //nolint:gosec // signed there
	n, from, steps := uint64(le.Uint32(r[at+8:])), uint64(le.Uint32(r[at+12:])), uint64(le.Uint32(r[at+36:]))
	if isWide {
		if b, ok := cut(r, from, 2*n); ok {
			p.text = wide(b)
		}
	} else if b, ok := cut(r, from, n); ok {
		p.text = narrow(b)
	}
	if b, ok := cut(r, steps, 4*n); ok && steps > 0 {
		p.end = p.x
		for ; len(b) >= 4; b = b[4:] {
			p.end += int32(le.Uint32(b)) //nolint:gosec // signed there
		}
	}
	d.add(p)
}

func (d *drawing) smallText(r []byte) {
	const noRectangle, narrowLetters = 0x100, 0x200
	if len(r) < 36 {
		return
	}
	p := piece{x: int32(le.Uint32(r[8:])), y: int32(le.Uint32(r[12:]))} //nolint:gosec // signed there
	n, options, at := uint64(le.Uint32(r[16:])), le.Uint32(r[20:]), uint64(36)
	if options&noRectangle == 0 {
		at += 16
	}
	if options&narrowLetters != 0 {
		if b, ok := cut(r, at, n); ok {
			p.text = narrow(b)
		}
	} else if b, ok := cut(r, at, 2*n); ok {
		p.text = wide(b)
	}
	d.add(p)
}

// emfBitmap reads where a bitmap's head and pixels are.
func (d *drawing) emfBitmap(r []byte, at int) {
	if len(r) < at+16 {
		return
	}
	info, ok1 := cut(r, uint64(le.Uint32(r[at:])), uint64(le.Uint32(r[at+4:])))
	pixels, ok2 := cut(r, uint64(le.Uint32(r[at+8:])), uint64(le.Uint32(r[at+12:])))
	if ok1 && ok2 {
		d.bitmap(info, pixels)
	}
}

// Records of EMF+, which newer programs write into comments.
const (
	plusDrawString = 0x401C
	plusObject     = 0x4008

	objectImage = 5
)

// emfPlus reads texts, unless a plain record says the same, and pictures.
func (d *drawing) emfPlus(data []byte) {
	for len(data) >= 12 {
		kind, flags, size, n := le.Uint16(data), le.Uint16(data[2:]), uint64(le.Uint32(data[4:])), uint64(le.Uint32(data[8:]))
		body, ok := cut(data, 12, n)
		if size < 12 || size > uint64(len(data)) || !ok {
			return
		}
		switch {
		case kind == plusDrawString && len(body) >= 28:
			if b, ok := cut(body, 28, 2*uint64(le.Uint32(body[8:]))); ok {
				d.add(piece{y: int32(len(d.pieces)) + 1<<30, text: wide(b)}) //nolint:gosec // a line of its own
			}
		case kind == plusObject && flags>>8&0x7F == objectImage && len(body) > 32:
			const packed = 1 // a picture as a file, behind its sizes
			if le.Uint32(body[4:]) == 1 && le.Uint32(body[24:]) == packed {
				d.part(body[28:], "")
			}
		}
		data = data[size:]
	}
}
