package metafile

// Records of WMF that hold text or pictures.
const (
	wmfEnd           = 0x0000
	wmfTextOut       = 0x0521
	wmfExtTextOut    = 0x0A32
	wmfStretchDIB    = 0x0F43
	wmfDIBStretchBlt = 0x0B41
	wmfDIBBitBlt     = 0x0940
)

// wmf reads all records; it reports whether they come to an end.
func (d *drawing) wmf(data []byte) bool {
	const placeable, head = 22, 18
	if len(data) > placeable && le.Uint32(data) == 0x9AC6CDD7 {
		data = data[placeable:]
	}
	if len(data) < head {
		return false
	}
	for data = data[head:]; len(data) >= 6; {
		size, kind := 2*uint64(le.Uint32(data)), le.Uint16(data[4:])
		if kind == wmfEnd {
			return true
		}
		r, ok := cut(data, 0, size)
		if !ok || size < 6 {
			return false
		}
		d.wmfRecord(kind, r[6:])
		data = data[size:]
	}
	return false
}

func (d *drawing) wmfRecord(kind uint16, r []byte) {
	switch kind {
	case wmfTextOut:
		d.textOut(r)
	case wmfExtTextOut:
		d.extTextOut(r)
	case wmfStretchDIB:
		d.wmfBitmap(r, 22)
	case wmfDIBStretchBlt:
		d.wmfBitmap(r, 20)
	case wmfDIBBitBlt:
		d.wmfBitmap(r, 16)
	}
}

// textOut reads a text, padded to even length, with its place behind it.
func (d *drawing) textOut(r []byte) {
	if len(r) < 2 {
		return
	}
	n := uint64(le.Uint16(r))
	b, ok := cut(r, 2, n)
	place, ok2 := cut(r, 2+n+n%2, 4)
	if ok && ok2 {
		d.add(piece{y: signed(place), x: signed(place[2:]), text: narrow(b)})
	}
}

// extTextOut reads a place, a text, and how far each letter leads on.
func (d *drawing) extTextOut(r []byte) {
	const rectangle = 2 | 4 // opaque or clipped
	if len(r) < 8 {
		return
	}
	p := piece{y: signed(r), x: signed(r[2:])}
	n, at := uint64(le.Uint16(r[4:])), uint64(8)
	if le.Uint16(r[6:])&rectangle != 0 {
		at += 8
	}
	b, ok := cut(r, at, n)
	if !ok {
		return
	}
	p.text = narrow(b)
	if steps, ok := cut(r, at+n+n%2, 2*n); ok {
		p.end = p.x
		for ; len(steps) >= 2; steps = steps[2:] {
			p.end += signed(steps)
		}
	}
	d.add(p)
}

// wmfBitmap reads a bitmap whose head and pixels follow each other.
func (d *drawing) wmfBitmap(r []byte, at int) {
	if len(r) < at+40 || le.Uint32(r[at:]) != 40 {
		return
	}
	info := r[at:]
	bits, colours := le.Uint16(info[14:]), uint64(le.Uint32(info[32:]))
	if colours == 0 && bits <= 8 {
		colours = 1 << bits
	}
	head, ok := cut(info, 0, 40+4*colours)
	if ok {
		d.bitmap(head, info[len(head):])
	}
}

func signed(b []byte) int32 { return int32(int16(le.Uint16(b))) } //nolint:gosec // signed there
