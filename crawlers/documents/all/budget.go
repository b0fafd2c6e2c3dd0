package all

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"sarsen/crawlers/documents"
)

// A nest may unpack to this many times its own size, and to some more where it
// is small: far above honest archives, far below bombs.
const (
	maxRatio  = 250
	freeBytes = 64 << 20
)

var errDepth = documents.Because(documents.ErrTooLarge, "too many containers inside one another")

// maxRefused is how many bytes may be unpacked of members that turn out to be
// too much: a bomb does not cost the members beside it, many bombs do.
const maxRefused = 512 << 20

// A budget bounds all that is taken out of one document.
type budget struct {
	members int   // still to come
	bytes   int64 // still to be unpacked
	item    int64 // most for one member
	refused int64 // unpacked for nothing
}

func newBudget(l documents.Limits, size int64) *budget {
	most := l.Bytes
	if size < (most-freeBytes)/maxRatio {
		most = min(most, size*maxRatio+freeBytes)
	}
	return &budget{members: l.Members - 1, bytes: most, item: l.Item}
}

// withDefaults fills in the limits that are zero.
func withDefaults(l documents.Limits) documents.Limits {
	d := documents.DefaultLimits()
	if l.Depth == 0 {
		l.Depth = d.Depth
	}
	if l.Members == 0 {
		l.Members = d.Members
	}
	if l.Bytes == 0 {
		l.Bytes = d.Bytes
	}
	if l.Item == 0 {
		l.Item = d.Item
	}
	if l.Text == 0 {
		l.Text = d.Text
	}
	return l
}

// member counts one item more; false means that there may be none.
func (b *budget) member() bool {
	b.members--
	return b.members >= 0
}

// take counts bytes that are read in place.
func (b *budget) take(n int64) error {
	if n > b.bytes {
		return errAll
	}
	b.bytes -= n
	return nil
}

var errAll = documents.Because(documents.ErrTooLarge, "what is packed in this file is over the limit for all of it together")

// read reads a member into memory.
func (b *budget) read(ctx context.Context, r io.Reader) ([]byte, error) {
	limit := min(b.item, b.bytes)
	if limit <= 0 {
		return nil, errAll
	}
	var buf bytes.Buffer
	n, err := copyPanicking(&buf, &guardedReader{ctx: ctx, r: io.LimitReader(r, limit+1)})
	if n > limit {
		b.refuse(n)
	} else {
		b.bytes -= n
	}
	switch {
	case n > limit && limit < b.item:
		return nil, errAll
	case n > limit:
		return nil, documents.Because(documents.ErrTooLarge, fmt.Sprintf("over %d MB unpacked", max(1, b.item>>20)))
	case err != nil:
		return nil, err
	}
	return buf.Bytes(), nil
}

// refuse counts what was unpacked of a member that is too much; beyond the most
// of that there is nothing left for others.
func (b *budget) refuse(n int64) {
	if b.refused += n; b.refused > maxRefused {
		b.bytes = 0
	}
}

// copyPanicking copies; a panic of the reader, which is a format's, becomes an
// error.
func copyPanicking(w io.Writer, r io.Reader) (n int64, err error) {
	defer func() {
		if recover() != nil {
			err = documents.ErrDamaged
		}
	}()
	return io.Copy(w, r)
}

func bytesReader(data []byte) io.ReaderAt { return bytes.NewReader(data) }
