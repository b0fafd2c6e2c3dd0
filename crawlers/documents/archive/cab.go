package archive

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/flate"

	"sarsen/crawlers/documents"
)

// Cab returns the format of Windows cabinets. Members packed by LZX or Quantum
// are listed and not unpacked.
func Cab() documents.Format {
	return documents.FormatFunc(func(ctx context.Context, in documents.Input, out *documents.Builder) error {
		c, err := openCab(in)
		if err != nil {
			return err
		}
		if c.joined {
			out.Problem("cabinet in several volumes: members that begin or end in another are not read; unpack it and crawl the folder")
		}
		return sequence{"cabinet", c.each}.read(ctx, out)
	})
}

// A cabinet is an opened one.
type cabinet struct {
	in       documents.Input
	folders  []cabFolder
	reserved int64 // bytes in front of each block
	joined   bool
	files    []cabFile
}

// A cabFolder is what members share a stream.
type cabFolder struct {
	at     int64
	blocks int
	method uint16
}

type cabFile struct {
	name   string
	folder int // -1 when it is in another volume
	at     int64
	size   int64
}

const (
	cabUTF8    = 0x80 // attribute of a name
	cabMSZip   = 1
	cabQuantum = 2
	cabLZX     = 3
)

// openCab reads the header and the lists.
func openCab(in documents.Input) (*cabinet, error) {
	start := findMagic(in, []byte("MSCF\x00\x00\x00\x00"), 0)
	if start < 0 {
		return nil, damaged("cabinet")
	}
	r := &cabReader{r: io.NewSectionReader(in.Content, start, in.Size-start)}
	head := r.bytes(36)
	le := binary.LittleEndian
	c := &cabinet{in: documents.Input{Content: r.r, Size: in.Size - start}}
	flags := le.Uint16(head[30:])
	folderReserve := int64(0)
	if flags&4 != 0 {
		sizes := r.bytes(4)
		folderReserve, c.reserved = int64(sizes[2]), int64(sizes[3])
		r.bytes(int(le.Uint16(sizes)))
	}
	c.joined = flags&3 != 0
	for range 2 * (int(flags&1) + int(flags>>1&1)) { // names of other volumes
		r.text()
	}
	for range le.Uint16(head[26:]) {
		f := r.bytes(8 + int(folderReserve))
		c.folders = append(c.folders, cabFolder{at: int64(le.Uint32(f)), blocks: int(le.Uint16(f[4:])), method: le.Uint16(f[6:])})
	}
	if _, err := r.r.Seek(int64(le.Uint32(head[16:])), io.SeekStart); err != nil {
		return nil, damaged("cabinet")
	}
	for range le.Uint16(head[28:]) {
		h := r.bytes(16)
		f := cabFile{size: int64(le.Uint32(h)), at: int64(le.Uint32(h[4:])), folder: int(le.Uint16(h[8:]))}
		if f.folder >= len(c.folders) {
			f.folder = -1
		}
		f.name = r.text()
		if attributes := le.Uint16(h[14:]); attributes&cabUTF8 == 0 || !utf8.ValidString(f.name) {
			f.name = decodeName(f.name)
		}
		f.name = strings.ReplaceAll(f.name, `\`, "/")
		if r.err == nil {
			c.files = append(c.files, f)
		}
	}
	if len(c.files) == 0 && r.err != nil {
		return nil, damaged("cabinet")
	}
	return c, nil
}

// A cabReader reads the lists; after an error it gives zeros.
type cabReader struct {
	r   *io.SectionReader
	err error
}

func (r *cabReader) bytes(n int) []byte {
	b := make([]byte, n)
	if _, err := io.ReadFull(r.r, b); err != nil && r.err == nil {
		r.err = err
	}
	return b
}

func (r *cabReader) text() string {
	var out []byte
	for len(out) < 1024 && r.err == nil {
		c := r.bytes(1)[0]
		if c == 0 {
			break
		}
		out = append(out, c)
	}
	return string(out)
}

// each goes through the members. What a folder packs is unpacked only as far
// as its members are read.
func (c *cabinet) each(ctx context.Context, fn func(member, io.Reader) error) error {
	var open cabStream
	folder := -1
	for _, f := range c.files {
		if err := ctx.Err(); err != nil {
			return err
		}
		m := member{name: f.name, err: c.unread(f.folder)}
		if m.err != nil {
			if err := fn(m, nil); err != nil {
				return err
			}
			continue
		}
		if f.folder != folder || f.at < open.given {
			folder, open = f.folder, c.open(c.folders[f.folder])
		}
		if err := fn(m, failing{&cabMember{stream: &open, at: f.at, left: f.size}}); err != nil {
			return err
		}
	}
	return nil
}

// A cabMember is a piece of what a folder unpacks to.
type cabMember struct {
	stream *cabStream
	at     int64
	left   int64
}

// Read implements [io.Reader].
func (m *cabMember) Read(p []byte) (int, error) {
	if m.left == 0 {
		return 0, io.EOF
	}
	if skip := m.at - m.stream.given; skip > 0 {
		if _, err := io.CopyN(io.Discard, m.stream, skip); err != nil {
			return 0, errMember
		}
	}
	n, err := m.stream.Read(p[:min(int64(len(p)), m.left)])
	m.at += int64(n)
	m.left -= int64(n)
	if errors.Is(err, io.EOF) {
		err = errMember // it ends too soon
	}
	return n, err
}

// unread is the error of members that cannot be unpacked.
func (c *cabinet) unread(folder int) error {
	if folder < 0 {
		return documents.Because(documents.ErrDamaged, "begins or ends in another volume of the cabinet")
	}
	switch c.folders[folder].method & 15 {
	case 0, cabMSZip:
		return nil
	case cabQuantum:
		return unread("Quantum")
	case cabLZX:
		return unread("LZX")
	}
	return unread("unknown method")
}

// open returns what a folder unpacks to.
func (c *cabinet) open(f cabFolder) cabStream {
	return cabStream{cab: c, at: f.at, blocks: f.blocks, packed: f.method&15 == cabMSZip}
}

// A cabStream unpacks the blocks of a folder. Each block of MSZIP refers back to
// what the one before gave.
type cabStream struct {
	cab    *cabinet
	at     int64
	blocks int
	packed bool
	window []byte
	out    []byte
	given  int64 // bytes so far
}

// Read implements [io.Reader].
func (s *cabStream) Read(p []byte) (int, error) {
	for len(s.out) == 0 {
		if s.blocks == 0 {
			return 0, io.EOF
		}
		s.blocks--
		if err := s.next(); err != nil {
			return 0, err
		}
	}
	n := copy(p, s.out)
	s.out = s.out[n:]
	s.given += int64(n)
	return n, nil
}

func (s *cabStream) next() error {
	const largest = 32 << 10
	var h [8]byte
	if _, err := s.cab.in.Content.ReadAt(h[:], s.at); err != nil {
		return errMember
	}
	packed, plain := int(binary.LittleEndian.Uint16(h[4:])), int(binary.LittleEndian.Uint16(h[6:]))
	data := make([]byte, packed)
	if n, _ := s.cab.in.Content.ReadAt(data, s.at+8+s.cab.reserved); n < packed || plain > largest {
		return errMember
	}
	s.at += 8 + s.cab.reserved + int64(packed)
	if !s.packed {
		s.out = data
		return nil
	}
	if !bytes.HasPrefix(data, []byte("CK")) {
		return errMember
	}
	out := make([]byte, plain)
	if _, err := io.ReadFull(flate.NewReaderDict(bytes.NewReader(data[2:]), s.window), out); err != nil {
		return errMember
	}
	s.window, s.out = out, out
	return nil
}
