package mbox

import (
	"io"
	"sort"
)

// mostQuotes is how many quoted lines of a message are known. Those beyond it
// keep their '>'.
const mostQuotes = 1 << 20

// An unquoted message is one without the '>' that were put before lines, as
// Unescape has it, for messages of any size.
type unquoted struct {
	r    *io.SectionReader
	cuts []int64 // where in r there is a '>' to be left out, ascending
}

func newUnquoted(r *io.SectionReader) (*unquoted, error) {
	u := &unquoted{r: r}
	lines := newLines(io.NewSectionReader(r, 0, r.Size()))
	var l line
	for {
		err := lines.next(&l)
		if err == io.EOF { //nolint:errorlint // never wrapped
			return u, nil
		}
		if err != nil {
			return nil, err
		}
		if escaped(l.text) && len(u.cuts) < mostQuotes {
			u.cuts = append(u.cuts, l.offset)
		}
	}
}

func (u *unquoted) size() int64 { return u.r.Size() - int64(len(u.cuts)) }

// ReadAt implements io.ReaderAt.
func (u *unquoted) ReadAt(p []byte, off int64) (n int, err error) {
	if off < 0 || off >= u.size() {
		return 0, io.EOF
	}
	// The i-th cut takes away what would else be at cuts[i]-i.
	i := sort.Search(len(u.cuts), func(i int) bool { return u.cuts[i]-int64(i) > off })
	for n < len(p) {
		from, to := off+int64(i), u.r.Size()
		if i < len(u.cuts) {
			to = u.cuts[i]
		}
		k, err := u.r.ReadAt(p[n:n+int(min(int64(len(p)-n), to-from))], from)
		n, off = n+k, off+int64(k)
		if off >= u.size() {
			return n, io.EOF
		}
		if err != nil {
			return n, err
		}
		if off+int64(i) == to {
			i++
		}
	}
	return n, nil
}
