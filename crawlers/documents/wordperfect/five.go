package wordperfect

import (
	"encoding/binary"
	"strings"

	"sarsen/crawlers/documents/ole"
)

// fixedFive are the lengths of functions from 0xC0 to 0xCF.
var fixedFive = [16]int{4, 9, 11, 3, 3, 5, 6, 7, 4, 5, 6, 6, 8, 10, 10, 12}

const (
	// maxDepth is how deep notes are followed in notes.
	maxDepth = 4
	utf8Page = 65001
)

// five reads the text of WordPerfect 5.
func (w *writer) five(data []byte, depth int) {
	for i := 0; i < len(data); {
		c := data[i]
		switch {
		case c >= 0xD0:
			i += w.functionFive(data[i:], depth)
		case c >= 0xC0:
			switch {
			case c == 0xC0 && i+2 < len(data):
				w.letter(data[i+2], data[i+1])
			case c == 0xC1:
				w.put("\t")
			}
			i += fixedFive[c-0xC0]
		default:
			w.singleFive(c)
			i++
		}
	}
}

func (w *writer) singleFive(c byte) {
	switch {
	case c >= ' ' && c < 0x7F:
		w.put(string(rune(c)))
	case c == 0x0A, c == 0x0C, c == 0x8C, c == 0x99:
		w.put("\n")
	case c == 0x0B, c == 0x0D, c >= 0x93 && c <= 0x98:
		w.put(" ")
	case c == 0xA0:
		w.put("\u00A0")
	case c == 0xA9:
		w.put("-")
	case c >= 0xAA && c <= 0xAF:
		w.put("\u00AD")
	}
}

// functionFive steps over a function that says its length, and answers it.
// Headers, notes and boxes hold their text in it.
func (w *writer) functionFive(data []byte, depth int) int {
	const header, footnote, box, cell = 0xD5, 0xD6, 0xDA, 0xDC
	if len(data) < 4 {
		return len(data)
	}
	n := 4 + int(binary.LittleEndian.Uint16(data[2:]))
	if n < 8 || n > len(data) || data[n-1] != data[0] {
		return 1
	}
	switch data[0] {
	case header, footnote, box:
		if depth < maxDepth {
			w.inner(data[4:n-4], depth)
		}
	case cell:
		const begin = 0
		if data[1] == begin {
			w.put("\t")
		} else {
			w.put("\n")
		}
	}
	return n
}

// inner reads the text inside a function. Before it stands a head whose length
// differs from function to function, so only what reads like text is taken.
func (w *writer) inner(data []byte, depth int) {
	part := &writer{out: w.out}
	part.five(data, depth+1)
	w.aside = append(w.aside, part.aside...)
	if runs := ole.Gather([]byte(apart(part.text.String())), utf8Page); len(runs) > 0 {
		w.aside = append(w.aside, strings.Join(runs, "\n"))
	}
}

// apart keeps lines apart where bytes of a head were dropped.
func apart(s string) string { return strings.ReplaceAll(s, "\uFFFD", "\x00") }
