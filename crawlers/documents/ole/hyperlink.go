package ole

import (
	"strings"
)

// Flags of a hyperlink object.
const (
	linkMoniker  = 0x001
	linkLocation = 0x008
	linkDisplay  = 0x010
	linkFrame    = 0x080
	linkAsString = 0x100
)

const (
	urlMoniker  = "\xE0\xC9\xEA\x79\xF9\xBA\xCE\x11\x8C\x82\x00\xAA\x00\x4B\xA9\x0B"
	fileMoniker = "\x03\x03\x00\x00\x00\x00\x00\x00\xC0\x00\x00\x00\x00\x00\x00\x46"
)

// Hyperlink returns what a link object ([MS-OSHARED] 2.3.7, with the class
// before it) leads to.
func Hyperlink(data []byte) []string {
	r := NewReader(data)
	r.Skip(16 + 4)
	flags := r.Uint32()
	str := func() string {
		text, _, _ := strings.Cut(UTF16(r.Bytes(2*int64(r.Uint32()))), "\x00")
		return text
	}
	if flags&linkDisplay != 0 {
		str()
	}
	if flags&linkFrame != 0 {
		str()
	}
	var out []string
	add := func(s string) {
		if strings.TrimSpace(s) != "" {
			out = append(out, s)
		}
	}
	switch {
	case flags&(linkMoniker|linkAsString) == linkMoniker|linkAsString:
		add(str())
	case flags&linkMoniker != 0:
		add(moniker(r))
	}
	if flags&linkLocation != 0 && flags&linkMoniker != 0 {
		add(str())
	}
	return out
}

// moniker reads an address or a path.
func moniker(r *Reader) string {
	switch string(r.Bytes(16)) {
	case urlMoniker:
		text, _, _ := strings.Cut(UTF16(r.Bytes(int64(r.Uint32()))), "\x00")
		return text
	case fileMoniker:
		r.Skip(2)
		path := NewReader(r.Bytes(int64(r.Uint32()))).terminated()
		r.Skip(24)
		if wide := NewReader(r.Bytes(int64(r.Uint32()))); wide.Left() > 6 {
			n := int64(wide.Uint32())
			wide.Skip(2)
			return UTF16(wide.Bytes(n))
		}
		return path
	}
	return ""
}
