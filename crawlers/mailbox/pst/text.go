package pst

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
)

// maxName is the most of a folder's name that is kept, in bytes.
const maxName = 255

// text decodes the name of a folder for one element of a path.
func text(data []byte, kind uint16, codePage int) string {
	var s string
	switch kind {
	case typeString:
		s = wide(data[:min(len(data), 2*maxName)])
	case typeString8:
		s = narrow(data[:min(len(data), maxName)], codePage)
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '/':
			return '_'
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
	return strings.ToValidUTF8(strings.TrimSpace(s[:min(len(s), maxName)]), "")
}

// narrow decodes text of a code page; that of Western Windows when it is not
// known.
func narrow(data []byte, codePage int) string {
	if utf8.Valid(data) {
		return string(data)
	}
	if enc, err := htmlindex.Get("windows-" + strconv.Itoa(codePage)); err == nil {
		if out, err := enc.NewDecoder().Bytes(data); err == nil {
			return string(out)
		}
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil {
		return ""
	}
	return string(out)
}
