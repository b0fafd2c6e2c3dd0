package archive

import (
	"errors"
	"hash/crc32"
	"io"
)

// summed checks at the end of a member that it has the size and the sum that
// the archive says; bytes beyond the size are not read.
type summed struct {
	r    io.Reader
	left uint64
	want uint32
	has  bool // a sum to check
	sum  uint32
}

// Read implements [io.Reader].
func (s *summed) Read(p []byte) (int, error) {
	if uint64(len(p)) > s.left {
		p = p[:s.left]
	}
	if s.left == 0 {
		return 0, s.end()
	}
	n, err := s.r.Read(p)
	s.sum = crc32.Update(s.sum, crc32.IEEETable, p[:n])
	s.left -= uint64(n) //nolint:gosec // not negative
	if errors.Is(err, io.EOF) {
		err = s.end()
	}
	return n, err
}

func (s *summed) end() error {
	if s.left > 0 || s.has && s.sum != s.want {
		return errMember
	}
	return io.EOF
}
