package pst

import "encoding/binary"

// maxValue is the most of one value that is read into memory. The content of
// attachments is not.
const maxValue = 256 << 20

// Types of values, as [MS-OXCDATA] 2.11.1 numbers them.
const (
	typeObject  = 0x000D
	typeString8 = 0x001E
	typeString  = 0x001F
	typeBinary  = 0x0102
	typeMany    = 0x1000
)

// fixed is the size of a value of a type of fixed length, 0 of any other.
func fixed(t uint16) int {
	switch t &^ typeMany {
	case 0x0002, 0x000B:
		return 2
	case 0x0003, 0x0004, 0x000A:
		return 4
	case 0x0005, 0x0006, 0x0007, 0x0014, 0x0040:
		return 8
	case 0x0048:
		return 16
	}
	return 0
}

// A Property is one property as it is stored: its value as bytes of the wire.
type Property struct {
	ID   uint16
	Type uint16
	// Name is set for named properties, whose ID means nothing outside of the
	// store; nil if the store does not say what it is called.
	Name *Name
	// Data is the value of a property of one value.
	Data []byte
	// Values are those of one of several, whose Type has 0x1000.
	Values [][]byte
}

// A rawProp is a property without its value.
type rawProp struct {
	id, kind uint16
	ref      uint32
	inline   []byte // the four bytes that are the reference, or a short value
}

// rawProps calls fn for each property of the context that a heap holds.
func (h *heap) rawProps(fn func(rawProp) error) error {
	if h.kind != heapProps {
		return ErrDamaged
	}
	return h.records(h.root, func(key, value []byte) error {
		if len(key) != 2 || len(value) != 6 {
			return ErrDamaged
		}
		return fn(rawProp{
			id: binary.LittleEndian.Uint16(key), kind: binary.LittleEndian.Uint16(value),
			ref: binary.LittleEndian.Uint32(value[2:]), inline: value[2:6],
		})
	})
}

// prop returns a property with its value. With an error it is what could be
// read.
func (h *heap) prop(p rawProp) (Property, error) {
	out := Property{ID: p.id, Type: p.kind}
	if n := fixed(p.kind); n > 0 && n <= 4 && p.kind&typeMany == 0 {
		out.Data = p.inline[:n]
		return out, nil
	}
	data, err := h.bytes(p.ref, maxValue)
	if p.kind&typeMany == 0 {
		out.Data = data
		return out, err
	}
	values, ok := split(data, p.kind)
	out.Values = values
	if err == nil && !ok {
		err = ErrDamaged
	}
	return out, err
}

// split cuts several values apart; see [MS-PST] 2.3.3.4.
func split(data []byte, kind uint16) (values [][]byte, ok bool) {
	if n := fixed(kind); n > 0 {
		for ; len(data) >= n; data = data[n:] {
			values = append(values, data[:n])
		}
		return values, true
	}
	if len(data) < 4 {
		return nil, len(data) == 0
	}
	count := int64(binary.LittleEndian.Uint32(data))
	if count > int64(len(data)-4)/4 {
		return nil, false
	}
	at := func(i int64) int64 {
		if i == count {
			return int64(len(data))
		}
		return int64(binary.LittleEndian.Uint32(data[4+4*i:]))
	}
	for i := range count {
		start, end := at(i), at(i+1)
		if start > end || end > int64(len(data)) {
			return values, false
		}
		values = append(values, data[start:end])
	}
	return values, true
}

// lookup returns the values of a few properties, nil for those that are not
// there. With an error it is what could be read.
func (h *heap) lookup(ids ...uint16) ([][]byte, error) {
	found := make([][]byte, len(ids))
	var lost error
	err := h.rawProps(func(p rawProp) error {
		for i, id := range ids {
			if p.id != id {
				continue
			}
			v, err := h.prop(p)
			if err != nil {
				lost = err
			}
			found[i] = v.Data
		}
		return nil
	})
	if err == nil {
		err = lost
	}
	return found, err
}
