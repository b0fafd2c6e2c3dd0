package vector

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"

	"sarsen/redact/page/rebuild"
)

// The values of PDF: nil, bool, float64, and these. Cleaned values may also
// hold *rebuild.Object, which stands for a reference to it.
type (
	name  string
	text  []byte // a string
	array []any
	dict  map[name]any
	ref   int    // the number of an object
	word  string // anything else, such as an operator
)

// A stream is a dictionary with data as it stands in the file.
type stream struct {
	dict dict
	data []byte
}

// errValue says that a value is not of the kind that its place asks for.
var errValue = errors.New("unexpected value")

// number writes f so that the same number is read again.
func number(f float64) string {
	if f == 0 {
		return "0" // not -0
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// encode appends a value as PDF syntax to parts, which alternate between text
// and objects that are referred to.
func encode(parts []any, v any) []any {
	put := func(s string) {
		if n := len(parts); n > 0 {
			if last, ok := parts[n-1].(string); ok {
				parts[n-1] = last + s
				return
			}
		}
		parts = append(parts, s)
	}
	switch v := v.(type) {
	case array:
		put("[")
		for i, e := range v {
			if i > 0 {
				put(" ")
			}
			parts = encode(parts, e)
			put("")
		}
		put("]")
	case dict:
		put("<<")
		for _, k := range sortedKeys(v) {
			put("/" + plain(k) + " ")
			parts = encode(parts, v[k])
		}
		put(">>")
	case *rebuild.Object:
		parts = append(parts, v)
	default:
		put(string(scalar(v)))
	}
	return parts
}

// scalar writes a value that holds no other.
func scalar(v any) []byte {
	switch v := v.(type) {
	case bool:
		return strconv.AppendBool(nil, v)
	case float64:
		return []byte(number(v))
	case name:
		return []byte("/" + plain(v))
	case text:
		return fmt.Appendf(nil, "<%s>", hex.EncodeToString(v))
	}
	return []byte("null")
}

// plain writes the inside of a name with what is not plain escaped.
func plain(n name) string {
	var b bytes.Buffer
	for _, c := range []byte(n) {
		if c <= ' ' || c >= 0x7F || bytes.IndexByte([]byte("#/()<>[]{}%"), c) >= 0 {
			fmt.Fprintf(&b, "#%02X", c)
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// object makes an object of a value.
func object(v any) *rebuild.Object { return &rebuild.Object{Body: encode(nil, v)} }

// streamed makes an object of a stream, whose data is compressed unless the
// dictionary names a filter.
func streamed(d dict, data []byte) *rebuild.Object {
	if d["Filter"] == nil {
		d["Filter"] = name("FlateDecode")
		data = rebuild.Deflate(data)
	}
	if data == nil {
		data = []byte{}
	}
	return &rebuild.Object{Body: encode(nil, d), Stream: data}
}

func sortedKeys[V any](m map[name]V) []name {
	keys := make([]name, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// whole returns v as an integer between lo and hi.
func whole(v any, lo, hi int) (int, error) {
	f, ok := v.(float64)
	if !ok || f != math.Trunc(f) || f < float64(lo) || f > float64(hi) {
		return 0, errValue
	}
	return int(f), nil
}

// floats returns v as a list of lo to hi numbers.
func floats(v any, lo, hi int) ([]float64, error) {
	a, ok := v.(array)
	if !ok || len(a) < lo || len(a) > hi {
		return nil, errValue
	}
	out := make([]float64, len(a))
	for i, e := range a {
		if out[i], ok = e.(float64); !ok {
			return nil, errValue
		}
	}
	return out, nil
}
