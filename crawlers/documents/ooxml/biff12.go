package ooxml

import (
	"encoding/binary"
	"math"
	"strings"
	"unicode/utf16"
)

// eachRecord calls fn for each record of a binary part: its kind and content.
// What is cut short at the end is left out, and answered as false.
func eachRecord(data []byte, fn func(kind int, r *record) error) (whole bool, err error) {
	for len(data) > 0 {
		kind, n := varint(data, 2)
		if n == 0 {
			return false, nil
		}
		size, m := varint(data[n:], 4)
		if m == 0 || size > len(data)-n-m {
			return false, nil
		}
		body := data[n+m : n+m+size]
		data = data[n+m+size:]
		if err := fn(kind, &record{rest: body}); err != nil {
			return true, err
		}
	}
	return true, nil
}

// varint reads a number of seven bits a byte, and answers how many bytes it
// took; 0 when it is cut short.
func varint(data []byte, most int) (v, n int) {
	for n < most && n < len(data) {
		c := data[n]
		v |= int(c&0x7F) << (7 * n)
		n++
		if c < 0x80 {
			return v, n
		}
	}
	if n == most {
		return v, n
	}
	return 0, 0
}

// A record's content is read from its front; beyond its end are zeros.
type record struct{ rest []byte }

func (r *record) bytes(n int) []byte {
	if n > len(r.rest) {
		r.rest = nil
		return make([]byte, n)
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func (r *record) u8() int     { return int(r.bytes(1)[0]) }
func (r *record) u16() int    { return int(binary.LittleEndian.Uint16(r.bytes(2))) }
func (r *record) u32() uint32 { return binary.LittleEndian.Uint32(r.bytes(4)) }
func (r *record) double() float64 {
	return math.Float64frombits(binary.LittleEndian.Uint64(r.bytes(8)))
}

// text reads a string with its length in front; one that is longer than the
// record, or that is said to be none, is empty.
func (r *record) text() string {
	n := r.u32()
	if int64(n)*2 > int64(len(r.rest)) {
		return ""
	}
	return wide(r.bytes(int(n) * 2))
}

func wide(b []byte) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}

// rich reads a string that may have formats behind it.
func (r *record) rich() string {
	r.bytes(1)
	return r.text()
}

// rk reads a number in four bytes: 30 bits of a double or a whole number,
// either maybe a hundredth.
func (r *record) rk() float64 {
	v := r.u32()
	var f float64
	if v&2 != 0 {
		f = float64(int32(v) >> 2) //nolint:gosec // a number with its sign
	} else {
		f = math.Float64frombits(uint64(v&^3) << 32)
	}
	if v&1 != 0 {
		f /= 100
	}
	return f
}

// texts finds every string with its length in front that reads like text,
// wherever it stands in a record.
func (r *record) texts() []string {
	const least, most = 2, 32_767
	var found []string
	for at := 0; at+4 <= len(r.rest); {
		n := int64(binary.LittleEndian.Uint32(r.rest[at:]))
		end := int64(at) + 4 + 2*n
		if n < least || n > most || end > int64(len(r.rest)) || !readable(r.rest[at+4:end]) {
			at++
			continue
		}
		found = append(found, strings.TrimSpace(wide(r.rest[at+4:end])))
		at = int(end)
	}
	return found
}

// readable reports that bytes are UTF-16 of characters that texts have: none of
// control, and no more than a few of other scripts than the first.
func readable(b []byte) bool {
	letters := 0
	for i := 0; i+1 < len(b); i += 2 {
		c := binary.LittleEndian.Uint16(b[i:])
		switch {
		case c < 0x20 && c != '\t' && c != '\n' && c != '\r', c >= 0xD800 && c < 0xE000, c >= 0xFFF0:
			return false
		case c < 0x3000:
			letters++
		}
	}
	return letters*4 >= len(b)
}
