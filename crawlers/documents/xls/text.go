package xls

import (
	"encoding/binary"
	"slices"
	"unicode/utf16"

	"sarsen/crawlers/documents/ole"
)

// A cursor reads fields and strings over the parts of a record.
type cursor struct {
	segs [][]byte
	page int
	old  bool // strings are in a code page
}

func (b *book) cursor(segs [][]byte) *cursor {
	return &cursor{segs: slices.Clone(segs), page: b.page, old: b.version < biff8}
}

// done reports that nothing is left.
func (c *cursor) done() bool {
	for len(c.segs) > 0 && len(c.segs[0]) == 0 {
		c.segs = c.segs[1:]
	}
	return len(c.segs) == 0
}

// take reads n bytes, over parts if need be.
func (c *cursor) take(n int64) []byte {
	if len(c.segs) > 0 && n >= 0 && int64(len(c.segs[0])) >= n {
		b := c.segs[0][:n]
		c.segs[0] = c.segs[0][n:]
		return b
	}
	var out []byte
	for n > 0 && !c.done() {
		k := min(n, int64(len(c.segs[0])))
		out = append(out, c.segs[0][:k]...)
		c.segs[0] = c.segs[0][k:]
		n -= k
	}
	return out
}

func (c *cursor) uint8() int { return int(ole.NewReader(c.take(1)).Byte()) }

func (c *cursor) uint16() int { return int(ole.NewReader(c.take(2)).Uint16()) }

func (c *cursor) uint32() int64 { return int64(ole.NewReader(c.take(4)).Uint32()) }

// Flags of a string.
const (
	flagWide     = 1
	flagPhonetic = 4
	flagRich     = 8
)

// long reads a string whose length has two bytes, short one of one byte. Runs
// of fonts and phonetic guides are left out.
func (c *cursor) long() string { return c.counted(c.uint16()) }

func (c *cursor) short() string { return c.counted(c.uint8()) }

func (c *cursor) counted(n int) string {
	if c.old {
		return ole.Decode(c.take(int64(n)), c.page)
	}
	if c.done() {
		return ""
	}
	flags := c.uint8()
	runs, guide := 0, int64(0)
	if flags&flagRich != 0 {
		runs = c.uint16()
	}
	if flags&flagPhonetic != 0 {
		guide = c.uint32()
	}
	text := c.chars(n, flags)
	c.take(4 * int64(runs))
	c.take(guide)
	return text
}

// chars reads n characters. Where a string goes on in the next part, a byte
// says anew how wide they are.
func (c *cursor) chars(n, flags int) string {
	var units []uint16
	for n > 0 && len(c.segs) > 0 {
		width := 1 + flags&flagWide
		k := min(n, len(c.segs[0])/width)
		raw := c.segs[0][:k*width]
		c.segs[0] = c.segs[0][k*width:]
		for i := range k {
			if width == 2 {
				units = append(units, binary.LittleEndian.Uint16(raw[2*i:]))
			} else {
				units = append(units, uint16(raw[i]))
			}
		}
		if n -= k; n > 0 {
			c.segs = c.segs[1:]
			if len(c.segs) > 0 && len(c.segs[0]) > 0 {
				flags = int(c.segs[0][0])
				c.segs[0] = c.segs[0][1:]
			}
		}
	}
	return string(utf16.Decode(units))
}
