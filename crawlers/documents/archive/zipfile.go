package archive

import (
	"archive/zip"
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
