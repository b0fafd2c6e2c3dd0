package archive

import (
	"bufio"
	"errors"
	"io"
)

// A bitReader takes bits, the lowest of each byte first. After an error it gives
// zeros.
type bitReader struct {
	r    *bufio.Reader
	buf  uint64
	have uint
	err  error
}

// take returns up to 32 bits.
func (b *bitReader) take(n uint) uint32 {
	for b.have < n {
		c, err := b.r.ReadByte()
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			if b.err == nil {
				b.err = err
			}
			return 0
		}
		b.buf |= uint64(c) << b.have
		b.have += 8
	}
	v := uint32(b.buf & (1<<n - 1)) //nolint:gosec // at most 32 bits
	b.buf >>= n
	b.have -= n
	return v
}

// align drops the rest of a byte.
func (b *bitReader) align() { b.take(b.have % 8) }

// A huffman is a canonical prefix code.
type huffman struct {
	counts  [maxCode + 1]int // codes by length
	symbols []int            // in the order of their codes
}

const maxCode = 16

func newHuffman(lengths []byte) huffman {
	var h huffman
	var place [maxCode + 2]int
	for _, n := range lengths {
		if n <= maxCode {
			h.counts[n]++
		}
	}
	h.counts[0] = 0
	for i := 1; i <= maxCode; i++ {
		place[i+1] = place[i] + h.counts[i]
	}
	h.symbols = make([]int, place[maxCode+1])
	for symbol, n := range lengths {
		if n > 0 && n <= maxCode {
			h.symbols[place[n]] = symbol
			place[n]++
		}
	}
	return h
}

var errCode = errors.New("read code: damaged")

// read takes one symbol.
func (h *huffman) read(b *bitReader) int {
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
	b.err = errCode
	return 0
}

// A window keeps what was unpacked last, for matches to repeat, and what of it
// was not taken yet.
type window struct {
	buf   []byte
	at    int // where the next byte goes
	taken int // of what stands before it, not taken
	full  bool
}

// newWindow returns a window of a size that is a power of two.
func newWindow(size int) window { return window{buf: make([]byte, 2*size)} }

func (w *window) pending() int { return w.taken }

// room is how many bytes may be put before some are taken: half of the buffer
// stays for matches.
func (w *window) room() int { return len(w.buf)/2 - w.taken }

func (w *window) put(c byte) {
	w.buf[w.at] = c
	w.at++
	if w.at == len(w.buf) {
		w.at, w.full = 0, true
	}
	w.taken++
}

// has reports that there is something so far back.
func (w *window) has(back int) bool {
	return back > 0 && (back <= w.at || w.full && back <= len(w.buf)/2)
}

// repeat puts the byte that stands so far back; before the beginning are zeros.
func (w *window) repeat(back int) {
	w.put(w.buf[(w.at-back+len(w.buf))%len(w.buf)])
}

func (w *window) take(p []byte) int {
	n := 0
	for n < len(p) && w.taken > 0 {
		from := (w.at - w.taken + len(w.buf)) % len(w.buf)
		end := min(from+w.taken, len(w.buf))
		got := copy(p[n:], w.buf[from:end])
		n += got
		w.taken -= got
	}
	return n
}

// A repeater unpacks what is made of literals and of repetitions of what came
// before.
type repeater struct {
	window window
	size   int64 // bytes to come
	left   int   // of a repetition
	back   int   // and how far back it stands
	err    error
}

// literal puts one byte.
func (u *repeater) literal(c byte) {
	u.window.put(c)
	u.size--
}

// read gives what is unpacked. next reads one literal, or what to repeat.
func (u *repeater) read(p []byte, next func() error) (int, error) {
	for u.window.pending() == 0 && u.err == nil {
		u.err = u.fill(next)
	}
	if n := u.window.take(p); n > 0 || len(p) == 0 {
		return n, nil
	}
	return 0, u.err
}

func (u *repeater) fill(next func() error) error {
	for u.window.room() > 0 && u.size > 0 {
		if u.left > 0 {
			u.window.repeat(u.back)
			u.left--
			u.size--
			continue
		}
		if err := next(); err != nil {
			return err
		}
	}
	if u.size == 0 && u.window.pending() == 0 {
		return io.EOF
	}
	return nil
}
