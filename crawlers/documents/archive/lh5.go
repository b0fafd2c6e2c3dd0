package archive

import (
	"bufio"
	"errors"
	"io"
)

var errLH5 = errors.New("read LHA member: damaged")

// An lh5 unpacks the methods lh4 to lh7 of LHA: literals and matches in one
// code, distances in another, both new for each block.
type lh5 struct {
	repeater
	bits  highBits
	block int  // codes left in the block
	most  int  // symbols of distances
	width uint // bits that count them

	literals, distances highCode
}

func newLH5(r io.Reader, size int64, method byte) io.Reader {
	d := &lh5{repeater: repeater{size: size}, bits: highBits{r: bufio.NewReader(r)}, width: 4, most: 14}
	windowBits := 13
	switch method {
	case '6':
		windowBits, d.width, d.most = 15, 5, 16
	case '7':
		windowBits, d.width, d.most = 16, 5, 17
	}
	d.window = newWindow(1 << windowBits)
	return d
}

// Read implements [io.Reader].
func (d *lh5) Read(p []byte) (int, error) { return d.read(p, d.next) }

// next reads a literal or a match.
func (d *lh5) next() error {
	if d.block == 0 {
		if err := d.tables(); err != nil {
			return err
		}
	}
	d.block--
	symbol := d.literals.read(&d.bits)
	if symbol < 256 && d.bits.err == nil {
		d.literal(byte(symbol)) //nolint:gosec // below 256
		return nil
	}
	d.left = symbol - 256 + 3
	bits := d.distances.read(&d.bits)
	d.back = bits
	if bits > 1 {
		d.back = 1<<(bits-1) + int(d.bits.take(uint(bits-1)))
	}
	d.back++
	if d.bits.err != nil {
		return d.bits.err
	}
	if d.back > len(d.window.buf)/2 {
		return errLH5
	}
	return nil
}

// tables reads the codes of a block.
func (d *lh5) tables() error {
	d.block = int(d.bits.take(16))
	lengths := d.lengths(19, 5, 3)
	d.literals = d.literalCode(lengths)
	d.distances = d.lengths(d.most, d.width, -1)
	if d.bits.err == nil && d.block == 0 {
		return errLH5
	}
	return d.bits.err
}

// lengths reads a short code: how many symbols it has, and the length of each.
// Behind the symbol at gap stands how many follow that have none.
func (d *lh5) lengths(most int, width uint, gap int) highCode {
	n := int(d.bits.take(width))
	if n == 0 {
		return highCode{only: int(d.bits.take(width)), single: true}
	}
	if n > most {
		d.bits.fail(errLH5)
		return highCode{}
	}
	lengths := make([]byte, 0, most+3)
	for len(lengths) < n && d.bits.err == nil {
		size := d.bits.take(3)
		if size == 7 {
			for d.bits.take(1) == 1 && size < maxCode {
				size++
			}
		}
		lengths = append(lengths, byte(size)) //nolint:gosec // at most 16
		if len(lengths) == gap {
			lengths = append(lengths, make([]byte, d.bits.take(2))...)
		}
	}
	return highCode{huffman: newHuffman(lengths)}
}

// literalCode reads the code of literals and lengths, whose own lengths are
// coded.
func (d *lh5) literalCode(lengths highCode) highCode {
	const most = 510
	n := int(d.bits.take(9))
	if n == 0 {
		return highCode{only: int(d.bits.take(9)), single: true}
	}
	out := make([]byte, 0, most)
	for len(out) < n && d.bits.err == nil {
		switch symbol := lengths.read(&d.bits); symbol {
		case 0:
			out = append(out, 0)
		case 1:
			out = append(out, make([]byte, d.bits.take(4)+3)...)
		case 2:
			out = append(out, make([]byte, d.bits.take(9)+20)...)
		default:
			out = append(out, byte(symbol-2)) //nolint:gosec // below 20
		}
	}
	if len(out) > most && d.bits.err == nil {
		d.bits.fail(errLH5)
	}
	return highCode{huffman: newHuffman(out)}
}

// highBits takes bits, the highest of each byte first. After an error it gives
// zeros.
type highBits struct {
	r    *bufio.Reader
	buf  byte
	have uint
	err  error
}

func (b *highBits) fail(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *highBits) take(n uint) uint32 {
	var v uint32
	for range n {
		if b.have == 0 {
			c, err := b.r.ReadByte()
			if err != nil {
				b.fail(io.ErrUnexpectedEOF)
				return 0
			}
			b.buf, b.have = c, 8
		}
		b.have--
		v = v<<1 | uint32(b.buf>>b.have&1)
	}
	return v
}

// A highCode is a prefix code read from the highest bit, or a single symbol
// that takes no bits.
type highCode struct {
	huffman
	only   int
	single bool
}

func (h *highCode) read(b *highBits) int {
	if h.single {
		return h.only
	}
	code, first, index := 0, 0, 0
	for n := 1; n <= maxCode; n++ {
		code |= int(b.take(1))
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
	b.fail(errCode)
	return 0
}
