package archive

import (
	"bufio"
	"errors"
	"io"
)

var errDeflate64 = errors.New("read deflate64: damaged")

// A deflate64 unpacks Deflate64: Deflate with a window of 64 KB, more
// distances, and a longest length of 65,538.
type deflate64 struct {
	bits   bitReader
	window window
	err    error
	final  bool
	block  func() error // what goes on with the current block, nil between two
	left   int          // bytes of a stored block, or of a match
	back   int          // distance of a match

	literals, distances huffman
}

func newDeflate64(r io.Reader) io.Reader {
	return &deflate64{bits: bitReader{r: bufio.NewReader(r)}, window: newWindow(1 << 16)}
}

// Read implements [io.Reader].
func (d *deflate64) Read(p []byte) (int, error) {
	for d.window.pending() == 0 && d.err == nil {
		d.err = d.step()
	}
	if n := d.window.take(p); n > 0 || len(p) == 0 {
		return n, nil
	}
	return 0, d.err
}

// step fills a part of the window.
func (d *deflate64) step() error {
	for d.window.room() > 0 {
		if d.block == nil {
			if d.final {
				return io.EOF
			}
			if err := d.begin(); err != nil {
				return err
			}
		}
		if err := d.block(); err != nil {
			return err
		}
	}
	return nil
}

// begin reads a block's header.
func (d *deflate64) begin() error {
	d.final = d.bits.take(1) == 1
	switch d.bits.take(2) {
	case 0:
		d.bits.align()
		d.left = int(d.bits.take(16))
		if inverse := d.bits.take(16); d.bits.err != nil || d.left^0xFFFF != int(inverse) {
			return errDeflate64
		}
		d.block = d.stored
	case 1:
		d.fixed()
		d.block = d.coded
	case 2:
		if err := d.dynamic(); err != nil {
			return err
		}
		d.block = d.coded
	default:
		return errDeflate64
	}
	return d.bits.err
}

func (d *deflate64) stored() error {
	for ; d.left > 0 && d.window.room() > 0; d.left-- {
		d.window.put(byte(d.bits.take(8))) //nolint:gosec // eight bits
		if d.bits.err != nil {
			return d.bits.err
		}
	}
	if d.left == 0 {
		d.block = nil
	}
	return nil
}

// coded goes on with a block of literals and matches.
func (d *deflate64) coded() error {
	for d.window.room() > 0 {
		for ; d.left > 0 && d.window.room() > 0; d.left-- {
			d.window.repeat(d.back)
		}
		if d.window.room() == 0 {
			return nil
		}
		symbol := d.literals.read(&d.bits)
		switch {
		case d.bits.err != nil:
			return d.bits.err
		case symbol < 256:
			d.window.put(byte(symbol)) //nolint:gosec // below 256
		case symbol == 256:
			d.block = nil
			return nil
		default:
			if err := d.match(symbol - 257); err != nil {
				return err
			}
		}
	}
	return nil
}

// Lengths and distances: what each symbol begins with, and how many bits
// follow. The last length differs from Deflate, as do the last two distances.
var (
	lengthBase = [29]int{3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 3}
	lengthBits = [29]uint{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 16}
	codeOrder  = [19]int{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}
)

func (d *deflate64) match(symbol int) error {
	if symbol >= len(lengthBase) {
		return errDeflate64
	}
	d.left = lengthBase[symbol] + int(d.bits.take(lengthBits[symbol]))
	code := d.distances.read(&d.bits)
	if d.bits.err != nil || code > 31 {
		return errDeflate64
	}
	d.back = code + 1
	if code > 3 {
		extra := uint(code/2 - 1)
		d.back = (2+code&1)<<extra + int(d.bits.take(extra)) + 1
	}
	if !d.window.has(d.back) {
		return errDeflate64
	}
	return nil
}

func (d *deflate64) fixed() {
	lengths := make([]byte, 288)
	for i := range lengths {
		switch {
		case i < 144, i > 279:
			lengths[i] = 8
		case i < 256:
			lengths[i] = 9
		default:
			lengths[i] = 7
		}
	}
	d.literals = newHuffman(lengths)
	far := make([]byte, 32)
	for i := range far {
		far[i] = 5
	}
	d.distances = newHuffman(far)
}

func (d *deflate64) dynamic() error {
	literals, distances, codes := int(d.bits.take(5))+257, int(d.bits.take(5))+1, int(d.bits.take(4))+4
	order := make([]byte, 19)
	for _, i := range codeOrder[:codes] {
		order[i] = byte(d.bits.take(3)) //nolint:gosec // three bits
	}
	table := newHuffman(order)
	lengths := make([]byte, 0, literals+distances)
	for len(lengths) < literals+distances && d.bits.err == nil {
		symbol, value, times := table.read(&d.bits), byte(0), 1
		switch {
		case symbol < 16:
			value = byte(symbol) //nolint:gosec // below 16
		case symbol == 16 && len(lengths) > 0:
			value, times = lengths[len(lengths)-1], 3+int(d.bits.take(2))
		case symbol == 17:
			times = 3 + int(d.bits.take(3))
		case symbol == 18:
			times = 11 + int(d.bits.take(7))
		default:
			return errDeflate64
		}
		for range times {
			lengths = append(lengths, value)
		}
	}
	if len(lengths) != literals+distances || d.bits.err != nil {
		return errDeflate64
	}
	d.literals, d.distances = newHuffman(lengths[:literals]), newHuffman(lengths[literals:])
	return nil
}
