package cfb

import (
	"io"
	"sort"
)

// A Stream reads the content of an entry in place. It is an io.ReaderAt of
// Size bytes and may be read from several goroutines.
type Stream struct {
	runs  []run
	size  int64
	short bool
}

// A run is a part of a stream whose sectors lie one behind the other.
type run struct {
	from   int64 // place in the stream
	length int64
	in     io.ReaderAt
	at     int64 // place in it
}

// Open returns the content of a stream; nil for a storage and on nil.
func (e *Entry) Open() *Stream {
	switch {
	case e == nil || e.Storage:
		return nil
	case e.Size < miniCutoff:
		return e.file.miniStream(e.start, e.Size)
	}
	return e.file.stream(e.start, e.Size)
}

// stream follows the sectors of a large stream.
func (f *File) stream(first uint32, size int64) *Stream {
	s := &Stream{}
	for _, n := range f.chain(first, (size+f.sector-1)/f.sector) {
		s.add(f.content, (int64(n)+1)*f.sector, min(f.sector, size-s.size))
	}
	s.short = s.size < size
	return s
}

// miniStream follows the small sectors of a small stream.
func (f *File) miniStream(first uint32, size int64) *Stream {
	const sector = 1 << miniShift
	s := &Stream{}
	for n := first; s.size < size && int64(n) < int64(len(f.miniFAT)); n = f.miniFAT[n] {
		s.add(f.mini, int64(n)*sector, min(sector, size-s.size))
	}
	s.short = s.size < size
	return s
}

func (s *Stream) add(in io.ReaderAt, at, length int64) {
	if n := len(s.runs); n > 0 && s.runs[n-1].at+s.runs[n-1].length == at {
		s.runs[n-1].length += length
	} else {
		s.runs = append(s.runs, run{from: s.size, length: length, in: in, at: at})
	}
	s.size += length
}

// Size is how many bytes can be read.
func (s *Stream) Size() int64 { return s.size }

// Short reports that the stream breaks off before its declared size.
func (s *Stream) Short() bool { return s.short }

// Reader returns a reader over the whole stream.
func (s *Stream) Reader() *io.SectionReader { return io.NewSectionReader(s, 0, s.size) }

// ReadAt reads as [io.ReaderAt] says.
func (s *Stream) ReadAt(p []byte, off int64) (n int, err error) {
	if off < 0 || off >= s.size {
		return 0, io.EOF
	}
	i := sort.Search(len(s.runs), func(i int) bool { return s.runs[i].from+s.runs[i].length > off })
	for ; n < len(p) && i < len(s.runs); i++ {
		r := s.runs[i]
		skip := off + int64(n) - r.from
		part := p[n:min(int64(len(p)), int64(n)+r.length-skip)]
		got, err := r.in.ReadAt(part, r.at+skip)
		n += got
		if got < len(part) {
			if err == nil {
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
