package tnef

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf16"

	"sarsen/crawlers/documents/mapi"
)

// minValue is the least that a property or row takes in its list, in bytes.
const minValue = 4

// recipients reads the table of recipients.
func (p *parser) recipients(data []byte) {
	r := &reader{data: data, ok: true}
	for n := r.uint32(); n > 0 && r.ok; n-- {
		var props mapi.Props
		p.props(r, &props)
		if len(props.List) > 0 {
			p.message.Recipients = append(p.message.Recipients, props)
		}
	}
	if !r.ok {
		p.problem("winmail.dat: its recipients are damaged")
	}
}

// props reads a list of properties.
func (p *parser) props(r *reader, into *mapi.Props) {
	n := r.uint32()
	if int64(n) > int64(len(r.data))/minValue {
		r.ok = false
	}
	for ; n > 0 && r.ok; n-- {
		t, id := mapi.Type(r.uint16()), r.uint16()
		key := mapi.Key{ID: id}
		if id >= 0x8000 {
			key = r.name()
		}
		x := mapi.Property{Key: key, Type: t}
		r.value(&x)
		if r.ok {
			into.List = append(into.List, x)
		}
	}
	if !r.ok {
		p.problem("winmail.dat: its properties are damaged")
	}
}

// A reader reads little-endian fields; past the end ok is false and everything
// is empty.
type reader struct {
	data []byte
	ok   bool
}

func (r *reader) bytes(n int64) []byte {
	if n > int64(len(r.data)) {
		r.ok = false
		n = int64(len(r.data))
	}
	b := r.data[:n]
	r.data = r.data[n:]
	return b
}

func (r *reader) byte() byte {
	if b := r.bytes(1); len(b) == 1 {
		return b[0]
	}
	return 0
}

func (r *reader) uint16() uint16 {
	if b := r.bytes(2); len(b) == 2 {
		return uint16(b[0]) | uint16(b[1])<<8
	}
	return 0
}

func (r *reader) uint32() uint32 {
	low := r.uint16()
	return uint32(low) | uint32(r.uint16())<<16
}

// counted reads a length, so many bytes, and what fills them up to four.
func (r *reader) counted() []byte {
	n := int64(r.uint32())
	b := r.bytes(n)
	if fill := -n & 3; fill > 0 && int64(len(r.data)) >= fill {
		r.bytes(fill)
	}
	return b
}

// name reads the key of a named property.
func (r *reader) name() mapi.Key {
	var key mapi.Key
	copy(key.Set[:], r.bytes(16))
	if r.uint32() == 0 {
		key.Number = r.uint32()
		return key
	}
	raw := r.counted()
	units := make([]uint16, 0, len(raw)/2)
	for ; len(raw) >= 2; raw = raw[2:] {
		units = append(units, uint16(raw[0])|uint16(raw[1])<<8)
	}
	key.Text = strings.TrimRight(string(utf16.Decode(units)), "\x00")
	return key
}

// value reads the value of a property. One of a length that varies has a count
// before it also where there is only one.
func (r *reader) value(x *mapi.Property) {
	size := x.Type.Size()
	many := x.Type&mapi.Many != 0
	count := uint32(1)
	if many || size == 0 {
		count = r.uint32()
	}
	if int64(count) > int64(len(r.data))/minValue {
		r.ok = r.ok && count == 0
		return
	}
	for i := range count {
		var v []byte
		switch size {
		case 0:
			v = r.counted()
		case 2:
			v = r.bytes(4)
			v = v[:min(2, len(v))]
		default:
			v = r.bytes(int64(size))
		}
		if t := x.Type &^ mapi.Many; t == mapi.TypeString8 || t == mapi.TypeString {
			v = trimZero(v, t)
		}
		switch {
		case many:
			x.Values = append(x.Values, v)
		case i == 0:
			x.Data = v
		}
	}
}

// trimZero takes the zero off that ends a string.
func trimZero(v []byte, t mapi.Type) []byte {
	if t == mapi.TypeString {
		return bytes.TrimSuffix(v[:len(v)&^1], []byte{0, 0})
	}
	return bytes.TrimSuffix(v, []byte{0})
}

// opened returns a function that opens bytes at hand.
func opened(data []byte) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return content{bytes.NewReader(data)}, nil }
}

// content can be read in place.
type content struct{ *bytes.Reader }

// Close implements [io.Closer]; there is nothing to close.
func (content) Close() error { return nil }
