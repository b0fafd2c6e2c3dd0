package archive

import (
	"bufio"
	"errors"
	"io"
)

var errLZW = errors.New("read compressed: damaged")

// Marks of the compress program's files.
const (
	lzwClear   = 256 // the code that empties the table, in block mode
	lzwBlock   = 0x80
	lzwMinBits = 9
	lzwMaxBits = 16
)

// An lzwReader unpacks what the compress program packed: LZW with codes of 9
// to 16 bits, which come in groups of eight of one width.
type lzwReader struct {
	r     *bufio.Reader
	most  uint // bits of a code
	block bool

	bits   uint
	group  [lzwMaxBits]byte // eight codes of the current width
	have   int              // bits in it
	at     int              // bits taken
	next   int              // free place in the table
	last   int              // code before, -1 at the start
	first  byte             // of what it stands for
	prefix [1 << lzwMaxBits]uint16
	suffix [1 << lzwMaxBits]byte
	out    []byte // not yet read, last byte first
	err    error
}

func newLZW(r *bufio.Reader) (*lzwReader, error) {
	var head [3]byte
	if _, err := io.ReadFull(r, head[:]); err != nil || head[0] != 0x1F || head[1] != 0x9D {
		return nil, errLZW
	}
	z := &lzwReader{r: r, most: uint(head[2] & 0x1F), block: head[2]&lzwBlock != 0}
	if z.most < lzwMinBits || z.most > lzwMaxBits {
		return nil, errLZW
	}
	z.reset()
	return z, nil
}

// reset empties the table.
func (z *lzwReader) reset() {
	z.bits, z.have, z.at, z.last, z.next = lzwMinBits, 0, 0, -1, 256
	if z.block {
		z.next++
	}
}

// code reads a code. When the width changes, the rest of a group is void.
func (z *lzwReader) code() (int, error) {
	if z.at+int(z.bits) > z.have {
		n, err := io.ReadFull(z.r, z.group[:z.bits])
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			return 0, err
		}
		if z.have, z.at = n*8, 0; z.have < int(z.bits) {
			return 0, io.EOF
		}
	}
	code := 0
	for i := range int(z.bits) {
		bit := z.at + i
		code |= int(z.group[bit/8]>>(bit%8)&1) << i
	}
	z.at += int(z.bits)
	return code, nil
}

// Read implements [io.Reader].
func (z *lzwReader) Read(p []byte) (int, error) {
	for len(z.out) == 0 && z.err == nil {
		z.err = z.step()
	}
	n := 0
	for n < len(p) && len(z.out) > 0 {
		p[n] = z.out[len(z.out)-1]
		z.out = z.out[:len(z.out)-1]
		n++
	}
	if n == 0 && len(p) > 0 {
		return 0, z.err
	}
	return n, nil
}

// step takes one code.
func (z *lzwReader) step() error {
	code, err := z.code()
	if err != nil {
		return err
	}
	if z.block && code == lzwClear {
		z.reset()
		return nil
	}
	if code > z.next || code == z.next && z.last < 0 || z.last < 0 && code > 255 {
		return errLZW
	}
	z.spell(code)
	if z.last >= 0 && z.next < 1<<z.most {
		z.prefix[z.next], z.suffix[z.next] = uint16(z.last), z.first //nolint:gosec // a code
		z.next++
	}
	if z.next >= 1<<z.bits && z.bits < z.most {
		z.bits++
		z.have, z.at = 0, 0
	}
	z.last = code
	return nil
}

// spell puts out what a code stands for; the one that is made just now is the
// last one with its own first byte behind it.
func (z *lzwReader) spell(code int) {
	if code == z.next {
		z.out = append(z.out, z.first)
		code = z.last
	}
	for code > 255 {
		z.out = append(z.out, z.suffix[code])
		code = int(z.prefix[code])
	}
	z.first = byte(code) //nolint:gosec // below 256
	z.out = append(z.out, z.first)
}
