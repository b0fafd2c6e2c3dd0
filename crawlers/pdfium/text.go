package pdfium

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// clean returns s as canonical text: see cleaner.
func clean(s string) string {
	var c cleaner
	for _, r := range s {
		c.add(r)
	}
	return c.String()
}

// A cleaner makes canonical text out of the engine's characters: line ends
// become \n, the engine's mark for a hyphen that ends a line becomes "-\n",
// halves of surrogate pairs are joined, what is not a character goes, and every
// control character but tab becomes a space.
type cleaner struct {
	strings.Builder
	cr   bool // the last rune was a carriage return
	high rune // first half of a surrogate pair, or 0
}

// add appends what r stands for and returns how many bytes the part of it
// takes that is seen on the page.
func (c *cleaner) add(r rune) int {
	cr := c.cr
	c.cr = r == '\r'
	if high := c.high; high != 0 {
		c.high = 0
		if pair := utf16.DecodeRune(high, r); pair != utf8.RuneError {
			return c.write(pair)
		}
		c.write(utf8.RuneError)
	}
	switch {
	case r == '\n' && cr || noText(r):
		return 0
	case r == '\r' || r == '\n' || r == '\f' || r == '\v' || r == 0x85 || r == 0x2028 || r == 0x2029:
		c.WriteByte('\n')
		return 0
	case r == lineHyphen || r == lineHyphenText:
		c.WriteString("-\n")
		return 1
	case 0xD800 <= r && r < 0xDC00:
		c.high = r
		return 0
	case r == '\t' || unicode.IsSpace(r):
		c.WriteRune(r)
		return 0
	case r < 0x20 || 0x7F <= r && r < 0xA0:
		c.WriteByte(' ') // a font may draw something for it
		return 1
	}
	return c.write(r)
}

// write appends r, or U+FFFD when it is no valid rune.
func (c *cleaner) write(r rune) int {
	n, _ := c.WriteRune(r) // never fails
	return n
}

// The engine's marks for a hyphen at a line's end, which it does not follow
// with a line end: in the list of characters and in the text.
const (
	lineHyphen     = 0x02
	lineHyphenText = 0xFFFE
)

// noText reports whether r stands for no text, although something may be drawn
// for it.
func noText(r rune) bool {
	return r == 0 || r == 0xFEFF || r == 0xFFFF || 0xFDD0 <= r && r <= 0xFDEF
}
