package archive

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"

	"github.com/klauspost/compress/flate"

	"sarsen/crawlers/documents"
)

var errLocked = documents.Because(documents.ErrEncrypted, "member of a zip archive that needs a password")

// Bits of a zip member's flags, and the method that stands for AES.
const (
	flagEncrypted = 1 << 0
	flagUnsized   = 1 << 3 // sums follow the content
	flagStrong    = 1 << 6 // a scheme of one maker
	methodAES     = 99
)

func isLocked(f *zip.File) bool { return f.Flags&flagEncrypted != 0 }

// mostChecked is how much of a member is unpacked to see whether a password
// fits; what holds so far, holds.
const mostChecked = documents.MaxWhole

// unlock opens a member with the first password that fits. A short check tells
// most of the others; the sum of the content tells the rest.
func unlock(f *zip.File, passwords []string) (io.ReadCloser, error) {
	for _, password := range passwords {
		open := func() (io.ReadCloser, error) { return decrypted(f, password) }
		err := check(f, open)
		if errors.Is(err, documents.ErrUnsupported) {
			return nil, err
		}
		if err == nil {
			return open()
		}
	}
	return nil, errLocked
}

// check reads a member to see whether it is what was packed.
func check(f *zip.File, open func() (io.ReadCloser, error)) error {
	r, err := open()
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }()
	sum := crc32.NewIEEE()
	n, err := io.Copy(sum, io.LimitReader(r, mostChecked))
	if err != nil || n == mostChecked {
		return err
	}
	if hasSum := f.Method != methodAES || f.CRC32 != 0; hasSum && sum.Sum32() != f.CRC32 {
		return errLocked
	}
	return nil
}

// decrypted opens a member with one password. The error is errLocked when the
// password does not fit for certain.
func decrypted(f *zip.File, password string) (io.ReadCloser, error) {
	raw, err := f.OpenRaw()
	if err != nil {
		return nil, zipError(err)
	}
	method := f.Method
	switch {
	case f.Flags&flagStrong != 0:
		return nil, errLocked
	case method == methodAES:
		strength, inner, ok := aesField(f.Extra)
		if !ok {
			return nil, errLocked
		}
		method = inner
		raw, err = openAES(raw, int64(f.CompressedSize64), password, strength) //nolint:gosec // a size beyond fails to be read
	default:
		raw, err = openZipCrypto(raw, password, f)
	}
	if err != nil {
		return nil, err
	}
	switch method {
	case zip.Store:
		return io.NopCloser(raw), nil
	case zip.Deflate:
		return io.NopCloser(&toTheEnd{flate.NewReader(raw), raw}), nil
	}
	return nil, zipError(zip.ErrAlgorithm)
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

// A zipCrypto undoes the cipher of the first zip tools.
type zipCrypto struct {
	keys [3]uint32
	r    io.Reader
}

func openZipCrypto(r io.Reader, password string, f *zip.File) (io.Reader, error) {
	z := &zipCrypto{keys: [3]uint32{0x12345678, 0x23456789, 0x34567890}, r: r}
	for i := range len(password) {
		z.update(password[i])
	}
	var head [12]byte
	if _, err := io.ReadFull(z, head[:]); err != nil {
		return nil, errLocked
	}
	byTime := f.Flags&flagUnsized != 0 && head[11] == byte(f.ModifiedTime>>8)
	if !byTime && head[11] != byte(f.CRC32>>24) {
		return nil, errLocked
	}
	return z, nil
}

// Read implements [io.Reader].
func (z *zipCrypto) Read(p []byte) (int, error) {
	n, err := z.r.Read(p)
	for i, c := range p[:n] {
		key := z.keys[2]&0xFFFF | 2
		p[i] = c ^ byte(key*(key^1)>>8) //nolint:gosec // its second byte
		z.update(p[i])
	}
	return n, err
}

func (z *zipCrypto) update(plain byte) {
	z.keys[0] = step(z.keys[0], plain)
	z.keys[1] = (z.keys[1]+z.keys[0]&0xFF)*134775813 + 1
	z.keys[2] = step(z.keys[2], byte(z.keys[1]>>24))
}

func step(crc uint32, c byte) uint32 { return crc32.IEEETable[byte(crc&0xFF)^c] ^ crc>>8 }

// aesField finds what a member's header says of its AES encryption.
func aesField(extra []byte) (strength byte, method uint16, ok bool) {
	const id = 0x9901
	for len(extra) >= 4 {
		tag, size := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		if extra = extra[4:]; size > len(extra) {
			return 0, 0, false
		}
		if tag == id && size >= 7 && bytes.Equal(extra[2:4], []byte("AE")) {
			return extra[4], binary.LittleEndian.Uint16(extra[5:]), true
		}
		extra = extra[size:]
	}
	return 0, 0, false
}
