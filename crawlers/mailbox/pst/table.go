package pst

import (
	"encoding/binary"
	"slices"
)

// maxRows bounds the rows of a table that are read: recipients, attachments.
const maxRows = 1 << 20

// A table is rows of properties; see [MS-PST] 2.3.4.
type table struct {
	*heap
	columns []column
	index   uint32 // the tree of rows
	length  int    // of a row in bytes
	exist   int    // where in a row the bits are that say which cells are set
	ref     uint32 // to the rows
	opened  bool
	apart   *stream // the rows, where they are many,
	rows    []byte  // or else they are these
}

type column struct {
	kind, id  uint16
	at, width int
	bit       int
}

// table opens the table in the data of a node.
func (b *blocks) table(n node) (*table, error) {
	h, err := b.heap(n)
	if err != nil {
		return nil, err
	}
	info, err := h.piece(h.root)
	if err != nil {
		return nil, err
	}
	if h.kind != heapTable || len(info) < 22 || info[0] != heapTable {
		return nil, ErrDamaged
	}
	t := &table{
		heap: h, index: binary.LittleEndian.Uint32(info[10:]), ref: binary.LittleEndian.Uint32(info[14:]),
		exist: int(binary.LittleEndian.Uint16(info[6:])), length: int(binary.LittleEndian.Uint16(info[8:])),
	}
	for c := info[22:]; len(c) >= 8 && len(t.columns) < int(info[1]); c = c[8:] {
		t.columns = append(t.columns, column{
			kind: binary.LittleEndian.Uint16(c), id: binary.LittleEndian.Uint16(c[2:]),
			at: int(binary.LittleEndian.Uint16(c[4:])), width: int(c[6]), bit: int(c[7]),
		})
	}
	return t, nil
}

// ids calls fn for each row of a table with its identifier and its number.
func (t *table) ids(fn func(id, row uint32) error) error {
	if t.index == 0 {
		return nil
	}
	return t.records(t.index, func(key, value []byte) error {
		if len(key) != 4 || len(value) < 2 {
			return ErrDamaged
		}
		row := uint32(binary.LittleEndian.Uint16(value))
		if len(value) >= 4 {
			row = binary.LittleEndian.Uint32(value)
		}
		return fn(binary.LittleEndian.Uint32(key), row)
	})
}

// all returns the properties of all rows in order. With an error it is what
// could be read.
func (t *table) all() (rows [][]Property, err error) {
	var numbers []uint32
	lost := t.ids(func(_, row uint32) error {
		if len(numbers) < maxRows {
			numbers = append(numbers, row)
		}
		return nil
	})
	if lost != nil && !ours(lost) {
		return nil, lost
	}
	slices.Sort(numbers)
	for _, n := range slices.Compact(numbers) {
		row, err := t.row(int64(n))
		if err != nil {
			lost = err
			if !ours(err) {
				return rows, err
			}
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	return rows, lost
}

// row returns the properties of a row.
func (t *table) row(n int64) ([]Property, error) {
	data, err := t.rowBytes(n)
	if err != nil {
		return nil, err
	}
	var props []Property
	var lost error
	for _, c := range t.columns {
		p, ok, err := t.cell(data, c)
		if err != nil {
			lost = err
			if !ours(err) {
				return props, err
			}
		}
		if ok {
			props = append(props, p)
		}
	}
	return props, lost
}

// rowBytes returns a row, which never lies in two blocks.
func (t *table) rowBytes(n int64) ([]byte, error) {
	if t.length <= 0 || t.exist > t.length {
		return nil, ErrDamaged
	}
	if !t.opened {
		var err error
		if t.apart, t.rows, err = t.value(t.ref); err != nil {
			return nil, err
		}
		t.opened = true
	}
	data := t.rows
	if t.apart != nil {
		first, err := t.apart.block(0)
		if err != nil {
			return nil, err
		}
		each := int64(len(first) / t.length)
		if each == 0 {
			return nil, ErrDamaged
		}
		if data, err = t.apart.block(int(min(n/each, 1<<31))); err != nil {
			return nil, err
		}
		n %= each
	}
	start := n * int64(t.length)
	if start+int64(t.length) > int64(len(data)) {
		return nil, ErrDamaged
	}
	return data[start : start+int64(t.length)], nil
}

// cell returns a property of a row, and whether it is set.
func (t *table) cell(row []byte, c column) (Property, bool, error) {
	bit := t.exist + c.bit/8
	if bit >= len(row) || row[bit]&(0x80>>(c.bit%8)) == 0 {
		return Property{}, false, nil
	}
	if c.at+c.width > len(row) {
		return Property{}, false, ErrDamaged
	}
	value := row[c.at : c.at+c.width]
	p := Property{ID: c.id, Type: c.kind}
	if n := fixed(c.kind); n > 0 && n <= 8 && c.kind&typeMany == 0 {
		// A truth value takes one byte here, and two elsewhere.
		p.Data = append(make([]byte, 0, 8), value...)
		for len(p.Data) < n {
			p.Data = append(p.Data, 0)
		}
		return p, true, nil
	}
	if len(value) < 4 {
		return p, false, ErrDamaged
	}
	raw := rawProp{id: c.id, kind: c.kind, ref: binary.LittleEndian.Uint32(value), inline: value[:4]}
	p, err := t.prop(raw)
	return p, err == nil || len(p.Data) > 0 || len(p.Values) > 0, err
}
