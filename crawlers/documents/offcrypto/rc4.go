package offcrypto

import (
	"crypto/hmac"
	"crypto/md5"  //nolint:gosec // what the format prescribes
	"crypto/rc4"  //nolint:gosec // what the format prescribes
	"crypto/sha1" //nolint:gosec // what the format prescribes
	"encoding/binary"
	"hash"
)

// rc4Stream is a [Decrypter] with an RC4 key for each block.
type rc4Stream struct {
	key func(block uint32) []byte
}

// Block implements [Decrypter].
func (s rc4Stream) Block(p []byte, n uint32) { s.decrypt(p, n, 0) }

// Decrypt implements [Decrypter].
func (s rc4Stream) Decrypt(p []byte, offset int64, size int) {
	if size <= 0 {
		s.decrypt(p, 0, int(offset))
		return
	}
	for len(p) > 0 {
		block, skip := offset/int64(size), int(offset%int64(size))
		n := min(len(p), size-skip)
		s.decrypt(p[:n], uint32(block), skip) //nolint:gosec // streams are below 4 GB
		p, offset = p[n:], offset+int64(n)
	}
}

// decrypt decrypts what stands skip bytes into a block.
func (s rc4Stream) decrypt(p []byte, block uint32, skip int) {
	c, err := rc4.NewCipher(s.key(block)) //nolint:gosec // see above
	if err != nil {
		return // keys are of 5 to 16 bytes
	}
	for waste := make([]byte, min(skip, 1024)); skip > 0; {
		n := min(skip, len(waste))
		c.XORKeyStream(waste[:n], waste[:n])
		skip -= n
	}
	c.XORKeyStream(p, p)
}

// RC4 reads the header of the RC4 encryption of Office 97 and 2000, or of RC4 by
// CryptoAPI of Office 2002 and 2003: header begins with the version numbers.
// It returns what decrypts with the first password that fits. The error wraps
// documents.ErrEncrypted when none does, or documents.ErrDamaged.
func RC4(header []byte, passwords []string) (Decrypter, error) {
	if len(header) < 4 {
		return nil, errDamaged
	}
	major, minor := binary.LittleEndian.Uint16(header), binary.LittleEndian.Uint16(header[2:])
	switch {
	case major == 1 && minor == 1:
		return office97(header[4:], passwords)
	case major >= 2 && major <= 4 && minor == 2:
		return cryptoAPI(header[4:], passwords)
	}
	return nil, errCipher
}

// office97 is RC4 with a key of 40 bits: salt, verifier and its sum follow.
func office97(data []byte, passwords []string) (Decrypter, error) {
	if len(data) < 48 {
		return nil, errDamaged
	}
	for _, password := range Candidates(passwords) {
		s := rc4Stream{key: office97Key(password, data[:16])}
		if s.fits(md5.New(), data[16:32], data[32:48]) { //nolint:gosec // see above
			return s, nil
		}
	}
	return nil, errLocked
}

func office97Key(password string, salt []byte) func(uint32) []byte {
	first := md5.Sum(utf16LE(password)) //nolint:gosec // see above
	h := md5.New()                      //nolint:gosec // see above
	for range 16 {
		h.Write(first[:5])
		h.Write(salt)
	}
	base := h.Sum(nil)[:5]
	return func(block uint32) []byte {
		sum := md5.Sum(binary.LittleEndian.AppendUint32(append([]byte(nil), base...), block)) //nolint:gosec // see above
		return sum[:]
	}
}

// fits checks a password by the verifier and its sum, encrypted as one.
func (s rc4Stream) fits(h hash.Hash, verifier, sum []byte) bool {
	both := append(append([]byte(nil), verifier...), sum...)
	s.Block(both, 0)
	h.Write(both[:len(verifier)])
	return hmac.Equal(h.Sum(nil), both[len(verifier):])
}

// cryptoAPI is RC4 with a key of 40 to 128 bits.
func cryptoAPI(data []byte, passwords []string) (Decrypter, error) {
	h, err := parseBinary(data)
	if err != nil {
		return nil, err
	}
	if h.algorithm != algRC4 && (h.algorithm != 0 || h.flags&flagAES != 0) || len(h.verifierHash) < sha1.Size {
		return nil, errCipher
	}
	for _, password := range Candidates(passwords) {
		s := rc4Stream{key: cryptoAPIKey(password, h.salt, h.keyBits)}
		if s.fits(sha1.New(), h.verifier, h.verifierHash[:sha1.Size]) { //nolint:gosec // see above
			return s, nil
		}
	}
	return nil, errLocked
}

func cryptoAPIKey(password string, salt []byte, bits int) func(uint32) []byte {
	first := sha1.Sum(append(append([]byte(nil), salt...), utf16LE(password)...)) //nolint:gosec // see above
	return func(block uint32) []byte {
		sum := sha1.Sum(binary.LittleEndian.AppendUint32(first[:], block)) //nolint:gosec // see above
		key := sum[:bits/8]
		if bits == 40 {
			key = append(append([]byte(nil), key...), make([]byte, 11)...)
		}
		return key
	}
}
