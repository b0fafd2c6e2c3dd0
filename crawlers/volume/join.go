package volume

import (
	"errors"
	"io"
	"sort"

	"sarsen/crawlers"
)

// Join returns the contents of volumes as one, in their order. Closing it closes
// all of them; its error is theirs, joined.
func Join(parts ...crawlers.Content) crawlers.Content {
	j := &joined{parts: parts}
	for _, p := range parts {
		j.size += p.Size()
		j.ends = append(j.ends, j.size)
	}
	return j
}

type joined struct {
	parts []crawlers.Content
	ends  []int64 // of each part, in the whole
	size  int64
}

// Size implements [crawlers.Content].
func (j *joined) Size() int64 { return j.size }

// Close implements [crawlers.Content].
func (j *joined) Close() error {
	var errs []error
	for _, p := range j.parts {
		errs = append(errs, p.Close())
	}
	return errors.Join(errs...)
}

// ReadAt implements [io.ReaderAt].
func (j *joined) ReadAt(p []byte, at int64) (int, error) {
	if at < 0 {
		return 0, errors.New("read volumes: negative offset")
	}
	n := 0
	for i := sort.Search(len(j.ends), func(i int) bool { return j.ends[i] > at }); i < len(j.parts) && n < len(p); i++ {
		begin := j.ends[i] - j.parts[i].Size()
		want := min(int64(len(p)-n), j.ends[i]-at)
		got, err := j.parts[i].ReadAt(p[n:n+int(want)], at-begin)
		n += got
		at += int64(got)
		if int64(got) < want {
			if err == nil || errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			return n, err
		}
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}
