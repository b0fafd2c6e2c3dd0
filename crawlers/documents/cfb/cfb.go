// Package cfb reads and writes compound files ([MS-CFB], "OLE2"): the small file system
// inside one file that Word, Excel, PowerPoint, Outlook and others of before
// 2007 keep their data in.
//
// It promises to give what can be reached of a damaged file: a chain that
// breaks off ends its stream there, a directory that loops is walked once, and
// an entry that lost its place is hung below the root. Nothing is copied but
// the allocation tables and the directory; streams are read in place. It
// refuses a file whose header or whole directory cannot be read. What it writes
// are new files, in memory, see [Write].
package cfb

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// ErrDamaged is wrapped by every error of this package that says that the file
// is not, or no longer, a compound file.
var ErrDamaged = errors.New("damaged compound file")

// Magic begins every compound file.
const Magic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"

const (
	headerLength  = 512
	headerSectors = 109 // of the allocation table that the header itself lists
	miniShift     = 6
	miniCutoff    = 4096 // streams below this lie in the mini stream

	maxRegular = 0xFFFFFFFA // sectors above this are marks
	endOfChain = 0xFFFFFFFE
	none       = 0xFFFFFFFF // no entry, or a sector that is free
)

// A File is an open compound file. Reading several streams at once is safe
// when it is safe on the reader the file was opened with.
type File struct {
	// Root is the root storage.
	Root *Entry

	content io.ReaderAt
	sector  int64 // bytes of one
	count   int64 // sectors in the file, the last maybe cut short
	fat     []uint32
	miniFAT []uint32
	mini    io.ReaderAt // the mini stream
	entries []*Entry
}

// Open reads the tables of a compound file of size bytes. The content must
// stay readable as long as its streams are read.
func Open(content io.ReaderAt, size int64) (*File, error) {
	header := make([]byte, headerLength)
	if _, err := io.ReadFull(io.NewSectionReader(content, 0, size), header); err != nil {
		return nil, fmt.Errorf("read header: %w", errors.Join(ErrDamaged, err))
	}
	shift := binary.LittleEndian.Uint16(header[30:])
	if string(header[:8]) != Magic || shift != 9 && shift != 12 {
		return nil, fmt.Errorf("read header: %w", ErrDamaged)
	}
	f := &File{content: content, sector: 1 << shift}
	f.count = (size - 1) / f.sector // the header takes the first
	f.loadFAT(header)
	if err := f.loadDirectory(binary.LittleEndian.Uint32(header[48:])); err != nil {
		return nil, err
	}
	f.mini = f.stream(f.Root.start, f.Root.Size)
	first := binary.LittleEndian.Uint32(header[60:])
	f.miniFAT = f.words(f.chain(first, f.count))
	return f, nil
}

// loadFAT reads the allocation table: its sectors are listed in the header and
// in a chain of sectors of their own.
func (f *File) loadFAT(header []byte) {
	sectors := listed(header[76:])
	next := binary.LittleEndian.Uint32(header[68:])
	buf := make([]byte, f.sector)
	for range f.count { // no chain is longer than the file
		if int64(next) >= f.count {
			break
		}
		n := f.readSector(next, buf)
		if n < 4 {
			break
		}
		sectors = append(sectors, listed(buf[:n-4])...)
		next = binary.LittleEndian.Uint32(buf[n-4:])
	}
	if most := f.count*4/f.sector + 1; int64(len(sectors)) > most {
		sectors = sectors[:most] // more would map sectors that are not there
	}
	f.fat = f.words(sectors)
}

// listed returns the sector numbers in b up to the first that is free.
func listed(b []byte) []uint32 {
	var out []uint32
	for ; len(b) >= 4; b = b[4:] {
		n := binary.LittleEndian.Uint32(b)
		if n > maxRegular {
			break
		}
		out = append(out, n)
	}
	return out
}

// words reads sectors as numbers. A sector that is not there counts as free,
// so that those behind it keep their places.
func (f *File) words(sectors []uint32) []uint32 {
	per := int(f.sector / 4)
	out := make([]uint32, 0, len(sectors)*per)
	buf := make([]byte, f.sector)
	for _, s := range sectors {
		n := f.readSector(s, buf)
		for i := range per {
			if 4*i+4 > n {
				out = append(out, none)
				continue
			}
			out = append(out, binary.LittleEndian.Uint32(buf[4*i:]))
		}
	}
	return out
}

// readSector reads one sector and answers how many bytes of it there are.
func (f *File) readSector(n uint32, buf []byte) int {
	if int64(n) >= f.count {
		return 0
	}
	got, _ := f.content.ReadAt(buf, (int64(n)+1)*f.sector) // short at the end of the file
	return max(got, 0)
}

// chain follows a chain of sectors for at most limit sectors.
func (f *File) chain(first uint32, limit int64) []uint32 {
	var out []uint32
	for n := first; int64(n) < f.count && int64(len(out)) < min(limit, f.count); {
		out = append(out, n)
		if int64(n) >= int64(len(f.fat)) {
			break
		}
		n = f.fat[n]
	}
	return out
}
