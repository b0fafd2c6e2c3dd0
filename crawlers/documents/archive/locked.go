package archive

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"

	"sarsen/crawlers/documents"
)

var errLocked = documents.Because(documents.ErrEncrypted, "member of a zip archive that needs a password")

// mostChecked is how much of a member is unpacked to see whether a password
// fits; what holds so far, holds.
const mostChecked = documents.MaxWhole

// A keyring holds passwords, and moves the one that fitted last to its front:
// the members of one archive mostly share theirs.
type keyring struct {
	passwords []string
	last      string
	known     bool
}

func (k *keyring) each(fn func(password string) bool) {
	if k.known && fn(k.last) {
		return
	}
	for _, p := range k.passwords {
		if k.known && p == k.last {
			continue
		}
		if fn(p) {
			k.last, k.known = p, true
			return
		}
	}
}

// unlock opens a member with the first password that fits. A short check tells
// most of the others; the sum of the content tells the rest.
func (f *zipFile) unlock(key *keyring) (r io.ReadCloser, err error) {
	err = errLocked
	key.each(func(password string) bool {
		fault := f.check(password)
		switch {
		case errors.Is(fault, documents.ErrUnsupported):
			r, err = nil, fault
			return true
		case fault != nil:
			return false
		}
		var plain io.Reader
		plain, err = f.decrypted(password)
		r = io.NopCloser(plain)
		return true
	})
	if err != nil {
		return nil, err
	}
	return r, nil
}

// check reads a member to see whether it is what was packed.
func (f *zipFile) check(password string) error {
	r, err := f.decrypted(password)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, io.LimitReader(r, mostChecked))
	return err
}

// decrypted opens a member with one password. The error is errLocked when the
// password does not fit for certain.
func (f *zipFile) decrypted(password string) (io.Reader, error) {
	raw, err := f.raw()
	if err != nil {
		return nil, errMember
	}
	method := f.method
	switch {
	case f.flags&flagStrong != 0:
		return nil, errLocked
	case method == methodAES:
		strength, inner, ok := aesField(f.extra)
		if !ok {
			return nil, errLocked
		}
		method = inner
		raw, err = openAES(raw, f.packed, password, strength)
	default:
		raw, err = openZipCrypto(raw, password, f)
	}
	if err != nil {
		return nil, err
	}
	r, err := f.unpack(raw, method)
	if err != nil {
		return nil, err
	}
	return f.checked(r, f.method != methodAES || f.sum != 0), nil
}

// A zipCrypto undoes the cipher of the first zip tools.
type zipCrypto struct {
	keys [3]uint32
	r    io.Reader
}

func openZipCrypto(r io.Reader, password string, f *zipFile) (io.Reader, error) {
	z := &zipCrypto{keys: [3]uint32{0x12345678, 0x23456789, 0x34567890}, r: r}
	for i := range len(password) {
		z.update(password[i])
	}
	var head [12]byte
	if _, err := io.ReadFull(z, head[:]); err != nil {
		return nil, errLocked
	}
	byTime := f.flags&flagUnsized != 0 && head[11] == byte(f.time>>8)
	if !byTime && head[11] != byte(f.sum>>24) {
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
	field := extraField(extra, 0x9901)
	if len(field) < 7 || !bytes.Equal(field[2:4], []byte("AE")) {
		return 0, 0, false
	}
	return field[4], binary.LittleEndian.Uint16(field[5:]), true
}

// extraField returns one of the fields behind a member's name, nil if it has
// none such.
func extraField(extra []byte, id uint16) []byte {
	for len(extra) >= 4 {
		tag, size := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		if extra = extra[4:]; size > len(extra) {
			return nil
		}
		if tag == id {
			return extra[:size]
		}
		extra = extra[size:]
	}
	return nil
}
