package mapi

import (
	"encoding/binary"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/encoding/unicode"

	"sarsen/crawlers/documents"
)

// Add puts a property among the others; of two with one key the first counts.
func (p *Props) Add(key Key, t Type, data []byte) {
	p.List = append(p.List, Property{Key: key, Type: t, Data: data})
}

// Get returns the property of a key.
func (p *Props) Get(key Key) (Property, bool) {
	i := slices.IndexFunc(p.List, func(x Property) bool { return x.Key == key })
	if i < 0 {
		return Property{}, false
	}
	return p.List[i], true
}

// Has reports whether there is a property of that key.
func (p *Props) Has(key Key) bool {
	_, ok := p.Get(key)
	return ok
}

// Text returns a string; several values are joined by "; ". A property of
// another type has none.
func (p *Props) Text(key Key) string {
	return strings.Join(p.Texts(key), "; ")
}

// Texts returns the strings of a property.
func (p *Props) Texts(key Key) []string {
	found, ok := p.Get(key)
	if !ok {
		return nil
	}
	values := found.Values
	if found.Type&Many == 0 {
		values = [][]byte{found.Data}
	}
	var out []string
	for _, v := range values {
		if s := p.decode(v, found.Type&^Many); strings.TrimSpace(s) != "" {
			out = append(out, s)
		}
	}
	return out
}

// decode returns a string value; "" when the type is no string's.
func (p *Props) decode(data []byte, t Type) string {
	switch t {
	case TypeString:
		return decodeWide(data)
	case TypeString8:
		return strings.TrimRight(documents.Decode(data, charset(p.codePage())), "\x00")
	}
	return ""
}

func decodeWide(data []byte) string {
	s, err := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewDecoder().Bytes(data[:len(data)&^1])
	if err != nil {
		return ""
	}
	return strings.TrimRight(strings.ToValidUTF8(string(s), "\uFFFD"), "\x00")
}

// codePage returns the code page of 8-bit strings, 0 when nothing tells it.
func (p *Props) codePage() int {
	if p.CodePage != 0 {
		return p.CodePage
	}
	if n, ok := p.Int(MessageCodePage); ok && charset(int(n)) != "" {
		return int(n)
	}
	if n, ok := p.Int(MessageLocale); ok && n > 0 {
		return ansiCodePage(int(n))
	}
	if n, ok := p.Int(InternetCodePage); ok && charset(int(n)) != "" {
		return int(n)
	}
	return 0
}

// Int returns a whole number or a truth value.
func (p *Props) Int(key Key) (int64, bool) {
	found, ok := p.Get(key)
	if !ok || found.Type.Size() == 0 || len(found.Data) < found.Type.Size() {
		return 0, false
	}
	switch found.Type {
	case TypeInt16, TypeBool:
		return int64(int16(binary.LittleEndian.Uint16(found.Data))), true //nolint:gosec // signed on the wire
	case TypeInt32, TypeError:
		return int64(int32(binary.LittleEndian.Uint32(found.Data))), true //nolint:gosec // signed on the wire
	case TypeInt64:
		return int64(binary.LittleEndian.Uint64(found.Data)), true //nolint:gosec // signed on the wire
	}
	return 0, false
}

// Bool reports a truth value; one that is not there is false.
func (p *Props) Bool(key Key) bool {
	n, ok := p.Int(key)
	return ok && n&0xFF != 0
}

// Float returns a number with a fraction.
func (p *Props) Float(key Key) (float64, bool) {
	found, ok := p.Get(key)
	switch {
	case ok && found.Type == TypeFloat64 && len(found.Data) >= 8:
		return math.Float64frombits(binary.LittleEndian.Uint64(found.Data)), true
	case ok && found.Type == TypeFloat32 && len(found.Data) >= 4:
		return float64(math.Float32frombits(binary.LittleEndian.Uint32(found.Data))), true
	}
	return 0, false
}

// Bytes returns the value of a binary property, or of any other as on the wire.
func (p *Props) Bytes(key Key) []byte {
	found, _ := p.Get(key)
	return found.Data
}

// Time returns a time in UTC; zero when it is not there or makes no sense.
func (p *Props) Time(key Key) time.Time {
	found, ok := p.Get(key)
	if !ok || found.Type != TypeTime || len(found.Data) < 8 {
		return time.Time{}
	}
	return FileTime(binary.LittleEndian.Uint64(found.Data))
}

// FileTime returns the time that is a number of tenths of microseconds since
// 1601; zero for one that makes no sense, among them Outlook's "none" of 4501.
func FileTime(ticks uint64) time.Time {
	const perSecond, epoch = 10_000_000, 11_644_473_600
	seconds := int64(ticks/perSecond) - epoch //nolint:gosec // at most 1.8e12
	t := time.Unix(seconds, int64(ticks%perSecond)*100).UTC()
	if t.Year() < 1800 || t.Year() > 4500 {
		return time.Time{}
	}
	return t
}

// Any returns a value of whatever type as people would write it; "" where
// there is nothing to write.
func (p *Props) Any(key Key) string {
	if s := p.Text(key); s != "" {
		return s
	}
	if t := p.Time(key); !t.IsZero() {
		return clock(t)
	}
	if n, ok := p.Int(key); ok {
		return strconv.FormatInt(n, 10)
	}
	if n, ok := p.Float(key); ok {
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return ""
}
