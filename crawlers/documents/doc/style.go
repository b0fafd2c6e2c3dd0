package doc

import "sarsen/crawlers/documents/ole"

// A style is what matters of a style.
type style struct {
	base   uint16
	level  int // of a heading, 0 without
	hidden toggle
}

const (
	noStyle   = 0x0FFF
	maxStyles = 4096
)

// loadStyles reads the styles of headings and of hidden text.
func (d *document) loadStyles() {
	if d.fib.old {
		return // their numbers are enough
	}
	r := ole.NewReader(d.tableBytes(tableStyles))
	info := ole.NewReader(r.Bytes(int64(r.Uint16())))
	info.Skip(2)
	base := int64(info.Uint16())
	for r.Left() >= 2 && len(d.styles) < maxStyles {
		d.styles = append(d.styles, d.readStyle(r.Bytes(int64(r.Uint16())), base))
	}
}

func (d *document) readStyle(data []byte, base int64) style {
	s := style{base: noStyle}
	if len(data) < 6 {
		return s
	}
	r := ole.NewReader(data)
	built := r.Uint16() & 0xFFF
	kind := r.Uint16()
	s.base = kind >> 4
	lists := r.Uint16() & 0xF
	if built >= 1 && built <= 9 {
		s.level = int(built)
	}
	r = ole.NewReader(data)
	r.Skip(base)
	r.Skip(2*int64(r.Uint16()) + 2)
	const paragraph, character = 1, 2
	for i := range lists {
		odd := (len(data) - r.Left()) % 2
		r.Skip(int64(odd))
		list := r.Bytes(int64(r.Uint16()))
		switch {
		case kind&0xF == paragraph && i == 0 && len(list) > 2:
			var p paraLook
			p.change(list[2:], false, nil)
			if p.level > 0 {
				s.level = p.level
			}
		case kind&0xF == paragraph && i == 1, kind&0xF == character && i == 0:
			l := plain
			l.change(list, false, d.languagePage)
			s.hidden = l.hidden
		}
	}
	return s
}

// headingLevel is the level of a style, or of one it is based on.
func (d *document) headingLevel(n uint16) int {
	if d.fib.old {
		if n >= 1 && n <= 9 {
			return int(n)
		}
		return 0
	}
	for range 12 {
		if int(n) >= len(d.styles) {
			break
		}
		if d.styles[n].level > 0 {
			return d.styles[n].level
		}
		n = d.styles[n].base
	}
	return 0
}

// hides reports whether a style hides its text.
func (d *document) hides(n uint16) bool {
	for range 12 {
		if int(n) >= len(d.styles) {
			break
		}
		if t := d.styles[n].hidden; t != unset {
			return t.is(false)
		}
		n = d.styles[n].base
	}
	return false
}
