package documents

import (
	"errors"
	"io"
)

// MaxWhole is the largest document that is read into memory as a whole.
const MaxWhole = 256 << 20

// Whole returns all bytes of the input; it refuses more than MaxWhole with
// ErrTooLarge.
func (in Input) Whole() ([]byte, error) {
	if in.Size > MaxWhole {
		return nil, Because(ErrTooLarge, "over 256 MB, the most that is read of this kind of document")
	}
	return readHead(in, in.Size)
}

// Reader returns a reader over the whole input.
func (in Input) Reader() *io.SectionReader { return io.NewSectionReader(in.Content, 0, in.Size) }

// ReasonOf returns the reason an error carries, see [Because], or else the
// plain words of the sentinel it wraps, or "" when it wraps none.
func ReasonOf(err error) string {
	var b *because
	if errors.As(err, &b) {
		return b.reason
	}
	for _, sentinel := range []error{ErrEncrypted, ErrDamaged, ErrUnsupported, ErrTooLarge, ErrNeedsOCR} {
		if errors.Is(err, sentinel) {
			return sentinel.Error()
		}
	}
	return ""
}
