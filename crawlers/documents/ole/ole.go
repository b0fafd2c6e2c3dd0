// Package ole reads what the Office formats of before 2007 share: code pages,
// sets of properties, embedded objects, pictures and texts of drawings, and
// the source of macros.
//
// It promises to go on past what is damaged and to read nothing outside the
// bytes it is given. It knows nothing of any one program's documents.
package ole

import (
	"encoding/binary"
	"io"
	"strings"

	"sarsen/crawlers/documents"
)

// A Reader reads little-endian fields one after another. Past the end every
// field is zero or empty; Left tells whether there is more.
type Reader struct{ data []byte }

// NewReader returns a Reader of data, which it does not copy.
func NewReader(data []byte) *Reader { return &Reader{data} }

// Left is the number of bytes not read yet.
func (r *Reader) Left() int { return len(r.data) }

// Bytes reads n bytes, or as many as are left.
func (r *Reader) Bytes(n int64) []byte {
	n = min(max(n, 0), int64(len(r.data)))
	b := r.data[:n:n]
	r.data = r.data[n:]
	return b
}

// Skip leaves out n bytes.
func (r *Reader) Skip(n int64) { r.Bytes(n) }

// Byte reads one byte.
func (r *Reader) Byte() byte {
	if b := r.Bytes(1); len(b) == 1 {
		return b[0]
	}
	return 0
}

// Uint16 reads two bytes.
func (r *Reader) Uint16() uint16 {
	if b := r.Bytes(2); len(b) == 2 {
		return binary.LittleEndian.Uint16(b)
	}
	return 0
}

// Uint32 reads four bytes.
func (r *Reader) Uint32() uint32 {
	if b := r.Bytes(4); len(b) == 4 {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

// Uint64 reads eight bytes.
func (r *Reader) Uint64() uint64 {
	if b := r.Bytes(8); len(b) == 8 {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

// At returns n bytes of content from an offset, or as many as there are; none
// for an offset or length that makes no sense. Memory is taken only for what
// is there.
func At(content io.ReaderAt, off, n int64) []byte {
	if content == nil || off < 0 || n <= 0 || off > 1<<40 {
		return nil
	}
	const step = 1 << 20
	out := make([]byte, min(n, step))
	got, err := content.ReadAt(out, off)
	for err == nil && int64(got) < n {
		out = append(out, make([]byte, min(n-int64(got), int64(got)))...)
		var more int
		more, err = content.ReadAt(out[got:], off+int64(got))
		got += more
	}
	return out[:max(got, 0)]
}

// Note writes a note on a line of its own; nothing when text is empty.
func Note(out *documents.Builder, label string, hidden bool, text string) {
	if text = strings.TrimSpace(documents.Normalise(text)); text == "" {
		return
	}
	out.Break()
	out.Open(documents.Note, label, hidden)
	out.Text(text)
	out.Close()
	out.Break()
}
