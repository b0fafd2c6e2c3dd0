package jbig2

// A coder is the arithmetic coder of Annex E.
type coder struct {
	out  []byte // the first byte is not part of the data
	a, c uint32
	ct   int
}

// A state is what is known of a context: the more probable bit, and how sure
// that is.
type state struct{ index, mps uint8 }

// An estimate is a row of table E.1.
type estimate struct {
	qe         uint16
	nmps, nlps uint8
	exchange   bool
}

var estimates = [47]estimate{
	{0x5601, 1, 1, true},
	{0x3401, 2, 6, false},
	{0x1801, 3, 9, false},
	{0x0AC1, 4, 12, false},
	{0x0521, 5, 29, false},
	{0x0221, 38, 33, false},
	{0x5601, 7, 6, true},
	{0x5401, 8, 14, false},
	{0x4801, 9, 14, false},
	{0x3801, 10, 14, false},
	{0x3001, 11, 17, false},
	{0x2401, 12, 18, false},
	{0x1C01, 13, 20, false},
	{0x1601, 29, 21, false},
	{0x5601, 15, 14, true},
	{0x5401, 16, 14, false},
	{0x5101, 17, 15, false},
	{0x4801, 18, 16, false},
	{0x3801, 19, 17, false},
	{0x3401, 20, 18, false},
	{0x3001, 21, 19, false},
	{0x2801, 22, 19, false},
	{0x2401, 23, 20, false},
	{0x2201, 24, 21, false},
	{0x1C01, 25, 22, false},
	{0x1801, 26, 23, false},
	{0x1601, 27, 24, false},
	{0x1401, 28, 25, false},
	{0x1201, 29, 26, false},
	{0x1101, 30, 27, false},
	{0x0AC1, 31, 28, false},
	{0x09C1, 32, 29, false},
	{0x08A1, 33, 30, false},
	{0x0521, 34, 31, false},
	{0x0441, 35, 32, false},
	{0x02A1, 36, 33, false},
	{0x0221, 37, 34, false},
	{0x0141, 38, 35, false},
	{0x0111, 39, 36, false},
	{0x0085, 40, 37, false},
	{0x0049, 41, 38, false},
	{0x0025, 42, 39, false},
	{0x0015, 43, 40, false},
	{0x0009, 44, 41, false},
	{0x0005, 45, 42, false},
	{0x0001, 45, 43, false},
	{0x5601, 46, 46, false},
}

func newCoder() *coder { return &coder{out: make([]byte, 1, 4096), a: 0x8000, ct: 12} }

// bit writes a bit in a context.
func (e *coder) bit(s *state, bit uint8) {
	q := &estimates[s.index]
	qe := uint32(q.qe)
	e.a -= qe
	if bit == s.mps {
		if e.a&0x8000 != 0 {
			e.c += qe
			return
		}
		if e.a < qe {
			e.a = qe
		} else {
			e.c += qe
		}
		s.index = q.nmps
	} else {
		if e.a < qe {
			e.c += qe
		} else {
			e.a = qe
		}
		if q.exchange {
			s.mps = 1 - s.mps
		}
		s.index = q.nlps
	}
	for more := true; more; more = e.a&0x8000 == 0 {
		e.a <<= 1
		e.c <<= 1
		e.ct--
		if e.ct == 0 {
			e.byteOut()
		}
	}
}

func (e *coder) byteOut() {
	last := &e.out[len(e.out)-1]
	if *last != 0xFF && e.c >= 0x8000000 {
		*last++ // the carry
		if *last == 0xFF {
			e.c &= 0x7FFFFFF
		}
	}
	if *last == 0xFF {
		e.out = append(e.out, byte(e.c>>20)) //nolint:gosec // c has 28 bits
		e.c &= 0xFFFFF
		e.ct = 7
		return
	}
	e.out = append(e.out, byte(e.c>>19)) //nolint:gosec // and here 27
	e.c &= 0x7FFFF
	e.ct = 8
}

// end returns what was written.
func (e *coder) end() []byte {
	top := e.c + e.a
	e.c |= 0xFFFF
	if e.c >= top {
		e.c -= 0x8000
	}
	for range 2 {
		e.c <<= e.ct
		e.byteOut()
	}
	if e.out[len(e.out)-1] != 0xFF {
		e.out = append(e.out, 0xFF)
	}
	return append(e.out[1:], 0xAC)
}

// numbers are the contexts of one kind of whole number, of Annex A.
type numbers [512]state

// ranges are how numbers are written by their size: after as many ones as there
// are smaller ranges, and a zero but for the last.
var ranges = []struct {
	from uint32
	bits int
}{{0, 2}, {4, 4}, {20, 6}, {84, 8}, {340, 12}, {4436, 32}}

func (e *coder) number(ctx *numbers, v int) {
	w := numberWriter{e: e, ctx: ctx, prev: 1}
	size := uint32(max(v, -v)) //nolint:gosec // not negative, a place in a picture
	if v < 0 {
		w.write(1)
	} else {
		w.write(0)
	}
	k := len(ranges) - 1
	for ranges[k].from > size {
		k--
	}
	for range k {
		w.write(1)
	}
	if k < len(ranges)-1 {
		w.write(0)
	}
	size -= ranges[k].from
	for i := ranges[k].bits - 1; i >= 0; i-- {
		w.write(uint8(size >> i & 1))
	}
}

// none writes what stands for the end of a list: minus nought.
func (e *coder) none(ctx *numbers) {
	w := numberWriter{e: e, ctx: ctx, prev: 1}
	for _, bit := range []uint8{1, 0, 0, 0} {
		w.write(bit)
	}
}

type numberWriter struct {
	e    *coder
	ctx  *numbers
	prev int
}

func (w *numberWriter) write(bit uint8) {
	w.e.bit(&w.ctx[w.prev], bit)
	next := w.prev<<1 | int(bit)
	if w.prev >= 256 {
		next = next&511 | 256
	}
	w.prev = next
}

// name writes the number of a shape in so many bits. There are 2 to that many
// contexts.
func (e *coder) name(ctx []state, bits, v int) {
	prev := 1
	for i := bits - 1; i >= 0; i-- {
		bit := v >> i & 1
		e.bit(&ctx[prev], uint8(bit))
		prev = prev<<1 | bit
	}
}
