// Package metafile reads the drawings that Windows programs put into documents:
// WMF and EMF. Their text is in records of its own, and pictures inside them are
// handed over as parts.
//
// It reads records one by one and stops where they end or make no sense; what
// was read until then stands. It draws nothing.
package metafile

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"

	"sarsen/crawlers/documents"
)

// A Format reads WMF and EMF.
type Format struct{}

// New returns the format.
func New() Format { return Format{} }

// Types are the media types that the format reads.
func Types() []string { return []string{documents.TypeWMF, documents.TypeEMF} }

var _ documents.Format = Format{}

// mostParts bounds the pictures of one drawing.
const mostParts = 500

// Read implements documents.Format.
func (Format) Read(_ context.Context, in documents.Input, out *documents.Builder) error {
	data, err := in.Whole()
	if err != nil {
		return err
	}
	d := &drawing{out: out}
	whole := false
	if isEMF(data) {
		whole = d.emf(data)
	} else {
		whole = d.wmf(data)
	}
	d.write()
	if !whole {
		return fmt.Errorf("read drawing: %w", documents.ErrDamaged)
	}
	return nil
}

func isEMF(data []byte) bool { return len(data) > 44 && string(data[40:44]) == " EMF" }

// A piece is a text with the place where it begins and, when known, ends.
type piece struct {
	x, y int32
	end  int32 // 0 when not known
	text string
}

// A drawing collects what is in a file.
type drawing struct {
	out    *documents.Builder
	pieces []piece
	seen   map[string]bool // pictures, by their bytes
}

func (d *drawing) add(p piece) {
	if p.text = strings.Trim(p.text, "\x00"); p.text != "" {
		d.pieces = append(d.pieces, p)
	}
}

// write puts pieces of one height on a line, in the order of the file, which is
// that of reading in what programs write.
func (d *drawing) write() {
	for i, p := range d.pieces {
		if i > 0 {
			d.out.Text(gap(d.pieces[i-1], p))
		}
		d.out.Text(p.text)
	}
	d.out.Break()
}

// gap is what stands between two pieces.
func gap(a, b piece) string {
	switch {
	case a.y != b.y:
		return "\n"
	case strings.HasSuffix(a.text, " ") || strings.HasPrefix(b.text, " "):
		return ""
	case a.end != 0 && len(a.text) > 0:
		if space := (int64(a.end) - int64(a.x)) / int64(len(a.text)) / 3; int64(b.x)-int64(a.end) <= max(space, 1) && b.x > a.x {
			return ""
		}
	}
	return " "
}

// bitmap hands over a bitmap without a file's head as a file.
func (d *drawing) bitmap(info, pixels []byte) {
	if len(info) < 12 || len(pixels) == 0 || len(d.seen) >= mostParts {
		return
	}
	head := []byte("BM")
	head = binary.LittleEndian.AppendUint32(head, uint32(14+len(info)+len(pixels))) //nolint:gosec // of a file in memory
	head = binary.LittleEndian.AppendUint32(head, 0)
	head = binary.LittleEndian.AppendUint32(head, uint32(14+len(info))) //nolint:gosec // likewise
	d.part(append(append(head, info...), pixels...), ".bmp")
}

func (d *drawing) part(data []byte, end string) {
	if d.seen == nil {
		d.seen = map[string]bool{}
	}
	if d.seen[string(data)] {
		return
	}
	d.seen[string(data)] = true
	name := fmt.Sprintf("picture %d%s", len(d.seen), end)
	d.out.Part(name, "", func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil })
}

// wide decodes UTF-16.
func wide(b []byte) string {
	units := make([]uint16, 0, len(b)/2)
	for ; len(b) >= 2; b = b[2:] {
		units = append(units, binary.LittleEndian.Uint16(b))
	}
	return string(utf16.Decode(units))
}

// narrow decodes the code page that nearly all of these files use.
func narrow(b []byte) string {
	s, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return ""
	}
	return string(s)
}

// cut returns n bytes of b from at on; ok is false when they are not there.
func cut(b []byte, at, n uint64) (part []byte, ok bool) {
	if at > uint64(len(b)) || n > uint64(len(b))-at {
		return nil, false
	}
	return b[at : at+n], true
}
