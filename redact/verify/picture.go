package verify

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// picture looks for what a picture in a PDF can hold beside its pixels.
func (c *check) picture(name string, body []byte) {
	if bytes.Contains(body, []byte("Exif\x00\x00")) || bytes.Contains(body, []byte("http://ns.adobe.com/xap")) || !plainJPEG(body) {
		c.add(name, "picture", Metadata, "a picture carries properties")
	}
	c.found(name, "picture", c.search.find(letterRuns(body), mode{limit: mostHits, least: 6}))
}

// plainJPEG reports whether a JPEG has no comment and no application data but
// those of its coding (JFIF, Adobe), and ends where it says. Other bytes pass.
func plainJPEG(b []byte) bool {
	if !bytes.HasPrefix(b, []byte{0xff, 0xd8}) {
		return true
	}
	if end := bytes.LastIndex(b, []byte{0xff, 0xd9}); end >= 0 && len(bytes.TrimSpace(b[end+2:])) > 0 {
		return false
	}
	for at := 2; at+4 <= len(b) && b[at] == 0xff; {
		marker, size := b[at+1], int(binary.BigEndian.Uint16(b[at+2:]))
		switch {
		case marker == 0xda: // the pixels
			return true
		case marker == 0xe0 && size > 18, marker == 0xee && size > 14:
			return false
		case marker == 0xfe, marker > 0xe0 && marker < 0xee, marker == 0xef:
			return false
		}
		at += 2 + max(size, 2)
	}
	return true
}

// letterRuns returns the runs of ASCII in binary data that are long enough to
// spell something.
func letterRuns(b []byte) string {
	const least = 6
	var out strings.Builder
	from := 0
	for i := 0; i <= len(b); i++ {
		if i < len(b) && b[i] >= ' ' && b[i] <= '~' {
			continue
		}
		if i-from >= least {
			out.Write(b[from:i])
			out.WriteByte('\n')
		}
		from = i + 1
	}
	return out.String()
}
