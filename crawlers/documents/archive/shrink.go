package archive

import (
	"bufio"
	"errors"
	"io"
)

var errShrink = errors.New("read shrunk: damaged")

// Codes of shrinking.
const (
	shrinkControl = 256 // what follows says what to do
	shrinkFirst   = 257
	shrinkMost    = 1 << 13
)

// A shrunk unpacks the first method of zip: LZW whose table is cleared in part,
// of the codes that no other stands on.
type shrunk struct {
	bits   bitReader
	width  uint
	left   uint64
	prefix [shrinkMost]int16 // -1 where free
	suffix [shrinkMost]byte
	next   int // no code below it is free
	last   int
	first  byte
	out    []byte // not yet read, last byte first
	err    error
}

func newShrink(r io.Reader, size uint64) io.Reader {
	s := &shrunk{bits: bitReader{r: bufio.NewReader(r)}, width: 9, left: size, next: shrinkFirst, last: -1}
	for i := range s.prefix {
		s.prefix[i] = -1
	}
	return s
}

// Read implements [io.Reader].
func (s *shrunk) Read(p []byte) (int, error) {
	for len(s.out) == 0 && s.err == nil {
		if s.left == 0 {
			s.err = io.EOF
			break
		}
		s.err = s.step()
	}
	n := 0
	for n < len(p) && len(s.out) > 0 {
		p[n] = s.out[len(s.out)-1]
		s.out = s.out[:len(s.out)-1]
		n++
	}
	if n == 0 && len(p) > 0 {
		return 0, s.err
	}
	return n, nil
}

// step takes one code.
func (s *shrunk) step() error {
	code := int(s.bits.take(s.width))
	if s.bits.err != nil {
		return s.bits.err
	}
	if code == shrinkControl {
		return s.control()
	}
	if s.last < 0 {
		if code > 255 {
			return errShrink
		}
		s.first, s.last = byte(code), code
		s.emit(s.first)
		return nil
	}
	free := s.free()
	if !s.spell(code) {
		return errShrink
	}
	if free < shrinkMost {
		s.prefix[free], s.suffix[free] = int16(s.last), s.first //nolint:gosec // a code
	}
	s.last = code
	return nil
}

func (s *shrunk) control() error {
	switch s.bits.take(s.width) {
	case 1:
		if s.width++; s.width > 13 {
			return errShrink
		}
	case 2:
		s.clear()
	default:
		return errShrink
	}
	return s.bits.err
}

// free is the lowest free code.
func (s *shrunk) free() int {
	for s.next < shrinkMost && s.prefix[s.next] >= 0 {
		s.next++
	}
	return s.next
}

// clear frees the codes that no other stands on.
func (s *shrunk) clear() {
	s.next = shrinkFirst
	var used [shrinkMost]bool
	for _, p := range s.prefix[shrinkFirst:] {
		if p >= shrinkFirst {
			used[p] = true
		}
	}
	for i := shrinkFirst; i < shrinkMost; i++ {
		if !used[i] {
			s.prefix[i] = -1
		}
	}
}

// spell puts out what a code stands for, false when that has no end.
func (s *shrunk) spell(code int) bool {
	start := len(s.out)
	if code > 255 && s.prefix[code] < 0 { // made just now
		s.out = append(s.out, s.first)
		code = s.last
	}
	for code > 255 {
		if len(s.out)-start > shrinkMost || s.prefix[code] < 0 {
			return false
		}
		s.out = append(s.out, s.suffix[code])
		code = int(s.prefix[code])
	}
	s.first = byte(code) //nolint:gosec // below 256
	s.out = append(s.out, s.first)
	s.left -= min(s.left, uint64(len(s.out)-start)) //nolint:gosec // not negative
	return true
}

func (s *shrunk) emit(c byte) {
	s.out = append(s.out, c)
	s.left--
}
