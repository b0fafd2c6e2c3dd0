package archive

import (
	"archive/zip"
	"bufio"
	"compress/bzip2"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
	"github.com/ulikunitz/xz/lzma"

	"sarsen/crawlers/documents"
)

// Bits of a zip member's flags.
const (
	flagEncrypted = 1 << 0
	flagLarge     = 1 << 1 // of imploded members: a window of 8 KB
	flagLiterals  = 1 << 2 // of imploded members: literals are coded, too
	flagUnsized   = 1 << 3 // sizes and sum follow the content
	flagStrong    = 1 << 6 // a scheme of one maker
	flagUTF8      = 1 << 11
)

// Methods of zip.
const (
	methodShrink    = 1
	methodReduce1   = 2
	methodReduce4   = 5
	methodImplode   = 6
	methodDeflate64 = 9
	methodBzip2     = 12
	methodLZMA      = 14
	methodZstdOld   = 20
	methodZstd      = 93
	methodXZ        = 95
	methodPPMd      = 98
	methodAES       = 99 // stands before the true one
)

// A zipFile is a member of a zip.
type zipFile struct {
	name   string
	isUTF8 bool
	extra  []byte
	mode   fs.FileMode
	method uint16
	flags  uint16
	time   uint16
	sum    uint32
	size   uint64
	packed int64
	noSum  bool // neither sum nor size are known
	raw    func() (io.Reader, error)
}

func (f *zipFile) isLocked() bool { return f.flags&flagEncrypted != 0 || f.method == methodAES }

// kind says what a member without content is.
func (f *zipFile) kind() string {
	switch {
	case strings.HasSuffix(f.name, "/") && f.size == 0, f.mode.IsDir() && f.size == 0:
		return isFolder
	case f.mode&fs.ModeSymlink != 0 && !f.isLocked() && f.size < 4096:
		return "link to " + f.target()
	}
	return ""
}

// target is where a link leads.
func (f *zipFile) target() string {
	r, err := f.open(&keyring{})
	if err != nil {
		return "an unknown place"
	}
	target, err := io.ReadAll(io.LimitReader(r, 4096))
	if err != nil || r.Close() != nil {
		return "an unknown place"
	}
	return decodeName(string(target))
}

// open returns the content of a member, which checks itself at its end.
func (f *zipFile) open(key *keyring) (io.ReadCloser, error) {
	if f.isLocked() {
		return f.unlock(key)
	}
	raw, err := f.raw()
	if err != nil {
		return nil, errMember
	}
	r, err := f.unpack(raw, f.method)
	if err != nil {
		return nil, err
	}
	return io.NopCloser(f.checked(r, true)), nil
}

// checked reads exactly the member's size and compares the sum.
func (f *zipFile) checked(r io.Reader, hasSum bool) io.Reader {
	if f.noSum {
		return failing{r}
	}
	return failing{&summed{r: r, left: f.size, want: f.sum, has: hasSum}}
}

// unpack undoes one of the methods.
func (f *zipFile) unpack(raw io.Reader, method uint16) (io.Reader, error) {
	switch method {
	case zip.Store:
		return raw, nil
	case zip.Deflate:
		return &toTheEnd{flate.NewReader(raw), raw}, nil
	case methodDeflate64:
		return newDeflate64(raw), nil
	case methodBzip2:
		return bzip2.NewReader(raw), nil
	case methodLZMA:
		return f.unpackLZMA(raw)
	case methodXZ:
		r, err := xz.NewReader(raw)
		return orMember(r, err)
	case methodZstd, methodZstdOld:
		r, err := zstd.NewReader(raw, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderLowmem(true))
		return orMember(r, err)
	case methodShrink:
		return newShrink(raw, f.size), nil
	case methodImplode:
		return newImplode(raw, f.size, f.flags&flagLarge != 0, f.flags&flagLiterals != 0), nil
	case methodPPMd:
		return nil, unread("PPMd")
	case methodReduce1, methodReduce1 + 1, methodReduce1 + 2, methodReduce4:
		return nil, unread("reduced, a method of 1989")
	}
	return nil, unread(fmt.Sprintf("method %d", method))
}

func orMember(r io.Reader, err error) (io.Reader, error) {
	if err != nil {
		return nil, errMember
	}
	return r, nil
}

// unpackLZMA reads LZMA as zip has it: a version and properties, but no size,
// in front.
func (f *zipFile) unpackLZMA(raw io.Reader) (io.Reader, error) {
	var head [9]byte
	if _, err := io.ReadFull(raw, head[:]); err != nil || binary.LittleEndian.Uint16(head[2:]) != 5 {
		return nil, errMember
	}
	size := f.size
	if f.flags&flagLarge != 0 || f.noSum { // an end is marked
		size = 1<<64 - 1
	}
	full := binary.LittleEndian.AppendUint64(head[4:9:9], size)
	r, err := lzma.ReaderConfig{DictCap: maxWindow}.NewReader(io.MultiReader(strings.NewReader(string(full)), raw))
	return orMember(r, err)
}

// toTheEnd reads what is packed to its end, where its sum may follow.
type toTheEnd struct{ content, packed io.Reader }

// Read implements [io.Reader].
func (t *toTheEnd) Read(p []byte) (int, error) {
	n, err := t.content.Read(p)
	if errors.Is(err, io.EOF) {
		if _, failed := io.Copy(io.Discard, t.packed); failed != nil {
			err = failed
		}
	}
	return n, err
}

// salvageZip lists members by the headers in front of each. Where sizes stand
// behind the content, the directory tells them, if it has the member, or else
// the next header says where the content ends.
func salvageZip(in documents.Input, directory []*zipFile) []*zipFile {
	const most = 50_000
	known := map[string]*zipFile{}
	for _, f := range directory {
		known[f.name] = f
	}
	var files []*zipFile
	for at := int64(0); at >= 0 && len(files) < most; {
		if at = findMagic(in, []byte("PK\x03\x04"), at); at < 0 {
			break
		}
		f, data := localZip(in, at)
		if f == nil {
			at++
			continue
		}
		if d := known[f.name]; d != nil {
			f.sum, f.size, f.packed, f.extra, f.mode = d.sum, d.size, d.packed, d.extra, d.mode
		} else {
			f.settle(in, data)
		}
		files = append(files, f)
		at = max(data, data+f.packed)
	}
	return files
}

// localZip reads the header at a place, and says where the content begins.
func localZip(in documents.Input, at int64) (f *zipFile, data int64) {
	var h [30]byte
	if _, err := in.Content.ReadAt(h[:], at); err != nil {
		return nil, 0
	}
	le := binary.LittleEndian
	text := make([]byte, int(le.Uint16(h[26:]))+int(le.Uint16(h[28:])))
	if n, _ := in.Content.ReadAt(text, at+30); n < len(text) || h[5] != 0 || len(text) == 0 {
		return nil, 0
	}
	f = &zipFile{
		name: string(text[:le.Uint16(h[26:])]), extra: text[le.Uint16(h[26:]):],
		flags: le.Uint16(h[6:]), method: le.Uint16(h[8:]), time: le.Uint16(h[10:]),
		sum: le.Uint32(h[14:]), size: uint64(le.Uint32(h[22:])), packed: int64(le.Uint32(h[18:])),
	}
	f.isUTF8 = f.flags&flagUTF8 != 0
	data = at + 30 + int64(len(text))
	f.raw = func() (io.Reader, error) {
		return bufio.NewReader(io.NewSectionReader(in.Content, data, f.packed)), nil
	}
	return f, data
}

// settle finds the end of a member that only its own header describes.
func (f *zipFile) settle(in documents.Input, data int64) {
	large := f.packed == 1<<32-1
	if f.flags&flagUnsized == 0 && !large && data+f.packed <= in.Size {
		return
	}
	f.noSum = f.flags&flagUnsized != 0 || large
	end := findMagic(in, []byte("PK\x03\x04"), data)
	if end < 0 {
		end = in.Size
	}
	f.packed = end - data
	if f.noSum && f.method == zip.Store {
		f.measure(in, data)
	}
}

// measure finds the end of a stored member by the sizes that follow it: those
// that are the distance to it.
func (f *zipFile) measure(in documents.Input, data int64) {
	for at := data; ; at += 4 {
		if at = findMagic(in, []byte("PK\x07\x08"), at); at < 0 || at > data+f.packed {
			return
		}
		var d [16]byte
		_, err := in.Content.ReadAt(d[:], at)
		if size := int64(binary.LittleEndian.Uint32(d[8:])); err == nil && size == at-data {
			f.packed, f.size, f.sum, f.noSum = size, uint64(size), binary.LittleEndian.Uint32(d[4:]), false //nolint:gosec // not negative
			return
		}
	}
}
