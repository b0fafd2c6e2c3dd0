package archive

import (
	"bufio"
	"errors"
	"io"
	"math"
)

var errImplode = errors.New("read imploded: damaged")

// An imploded unpacks a method of zip from 1989: matches in a window of 4 or
// 8 KB, with codes for lengths, distances and, in some, literals.
type imploded struct {
	repeater
	bits  bitReader
	low   uint // bits of a distance that are not coded
	least int  // length of a match
	ready bool
	coded bool // literals are

	literals, lengths, distances huffman
}

func newImplode(r io.Reader, size uint64, large, literals bool) io.Reader {
	d := &imploded{
		repeater: repeater{window: newWindow(1 << 13), size: int64(min(size, math.MaxInt64))},
		bits:     bitReader{r: bufio.NewReader(r)}, low: 6, least: 2, coded: literals,
	}
	if large {
		d.low = 7
	}
	if literals {
		d.least = 3
	}
	return d
}

// Read implements [io.Reader].
func (d *imploded) Read(p []byte) (int, error) { return d.read(p, d.next) }

// trees reads the codes, which stand at the beginning.
func (d *imploded) trees() error {
	d.ready = true
	if d.coded {
		d.literals = d.tree(256)
	}
	d.lengths = d.tree(64)
	d.distances = d.tree(64)
	return d.bits.err
}

// tree reads the lengths of one code, in runs. The codes are canonical, but
// given from the longest on and with their bits inverted.
func (d *imploded) tree(symbols int) huffman {
	lengths := make([]byte, 0, symbols)
	for range d.bits.take(8) + 1 {
		run := d.bits.take(8)
		for range run>>4 + 1 {
			lengths = append(lengths, byte(run&15)+1)
		}
	}
	if len(lengths) != symbols && d.bits.err == nil {
		d.bits.err = errImplode
	}
	return newHuffman(lengths)
}

// next reads a literal or a match.
func (d *imploded) next() error {
	if !d.ready {
		if err := d.trees(); err != nil {
			return err
		}
	}
	if d.bits.take(1) == 1 {
		if d.coded {
			d.literal(byte(d.literals.readInverted(&d.bits))) //nolint:gosec // below 256
		} else {
			d.literal(byte(d.bits.take(8))) //nolint:gosec // eight bits
		}
		return d.bits.err
	}
	d.back = int(d.bits.take(d.low))
	d.back |= d.distances.readInverted(&d.bits) << d.low
	d.back++
	d.left = d.lengths.readInverted(&d.bits)
	if d.left == 63 {
		d.left += int(d.bits.take(8))
	}
	d.left += d.least
	return d.bits.err
}

// readInverted takes one symbol of a code whose bits are inverted.
func (h *huffman) readInverted(b *bitReader) int {
	code, first, index := 0, 0, 0
	for n := 1; n <= maxCode; n++ {
		code |= int(b.take(1)) ^ 1
		if b.err != nil {
			return 0
		}
		if code-h.counts[n] < first {
			return h.symbols[index+code-first]
		}
		index += h.counts[n]
		first = (first + h.counts[n]) << 1
		code <<= 1
	}
	b.err = errCode
	return 0
}
