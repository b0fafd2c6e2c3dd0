package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"

	"golang.org/x/text/encoding/charmap"

	"sarsen/crawlers/documents"
)

// A comment is a line of text that a program put into a picture.
type comment struct{ name, text string }

// mostComments bounds those of one picture.
const mostComments = 200

// comments returns those of PNG, JPEG and GIF.
func comments(data []byte) []comment {
	switch {
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1A\n")):
		return pngComments(data[8:])
	case bytes.HasPrefix(data, []byte("\xFF\xD8")):
		return jpegComments(data[2:])
	}
	return nil
}

// pngComments reads the chunks tEXt, zTXt and iTXt.
func pngComments(data []byte) []comment {
	var list []comment
	for len(data) >= 12 && len(list) < mostComments {
		n := int(binary.BigEndian.Uint32(data))
		if n < 0 || n > len(data)-12 {
			break
		}
		kind, body := string(data[4:8]), data[8:8+n]
		if c, ok := pngComment(kind, body); ok {
			list = append(list, c)
		}
		data = data[12+n:]
	}
	return list
}

func pngComment(kind string, body []byte) (c comment, ok bool) {
	name, rest, found := bytes.Cut(body, []byte{0})
	if !found || string(name) == "XML:com.adobe.xmp" || bytes.HasPrefix(name, []byte("Raw profile type")) {
		return comment{}, false
	}
	c.name = latin1(name)
	switch kind {
	case "tEXt":
		c.text = latin1(rest)
	case "zTXt":
		if len(rest) < 1 {
			return comment{}, false
		}
		c.text = latin1(inflate(rest[1:]))
	case "iTXt":
		if len(rest) < 2 {
			return comment{}, false
		}
		packed := rest[0] != 0
		_, rest, _ = bytes.Cut(rest[2:], []byte{0}) // language
		_, rest, _ = bytes.Cut(rest, []byte{0})     // name in that language
		if packed {
			rest = inflate(rest)
		}
		c.text = documents.Decode(rest, "utf-8")
	}
	return c, c.text != ""
}

func inflate(data []byte) []byte {
	r, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	out, _ := io.ReadAll(io.LimitReader(r, mostBytes)) // what comes before damage
	return out
}

func latin1(b []byte) string {
	s, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return ""
	}
	return string(s)
}

// jpegComments reads the segments COM before the picture itself.
func jpegComments(data []byte) []comment {
	const com, scan = 0xFE, 0xDA
	var list []comment
	for len(data) >= 4 && data[0] == 0xFF && len(list) < mostComments {
		n := int(binary.BigEndian.Uint16(data[2:]))
		if data[1] == scan || n < 2 || n+2 > len(data) {
			break
		}
		if data[1] == com {
			list = append(list, comment{"Comment", documents.Decode(data[4:2+n], "")})
		}
		data = data[2+n:]
	}
	return list
}
