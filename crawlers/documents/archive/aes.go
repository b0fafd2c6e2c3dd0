package archive

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/sha1" //nolint:gosec // what the format prescribes
	"crypto/subtle"
	"encoding/binary"
	"hash"
	"io"

	"sarsen/crawlers/documents"
)

// Sizes in the AES encryption of zip archives, in bytes.
const (
	aesVerifier = 2
	aesMAC      = 10
	aesRounds   = 1000
)

// openAES decrypts a member: salt, verifier of the password, content, sum.
func openAES(r io.Reader, size int64, password string, strength byte) (io.Reader, error) {
	if strength < 1 || strength > 3 {
		return nil, errLocked
	}
	keySize := 8 + 8*int(strength)
	head := make([]byte, keySize/2+aesVerifier)
	size -= int64(len(head)) + aesMAC
	if _, err := io.ReadFull(r, head); err != nil || size < 0 {
		return nil, errLocked
	}
	salt, verifier := head[:keySize/2], head[keySize/2:]
	keys, err := pbkdf2.Key(sha1.New, password, salt, aesRounds, 2*keySize+aesVerifier)
	if err != nil || subtle.ConstantTimeCompare(keys[2*keySize:], verifier) != 1 {
		return nil, errLocked
	}
	block, err := aes.NewCipher(keys[:keySize])
	if err != nil {
		return nil, errLocked
	}
	return &aesReader{
		content: io.LimitReader(r, size), rest: r,
		block: block, mac: hmac.New(sha1.New, keys[keySize:2*keySize]), used: aes.BlockSize,
	}, nil
}

// An aesReader decrypts in counter mode, counting from 1 with the lowest byte
// first, and checks the sum at the end.
type aesReader struct {
	content, rest io.Reader
	block         cipher.Block
	mac           hash.Hash
	count         uint64
	stream        [aes.BlockSize]byte
	used          int   // of stream
	end           error // once the content has ended
}

// Read implements [io.Reader].
func (a *aesReader) Read(p []byte) (int, error) {
	n, err := a.content.Read(p)
	_, _ = a.mac.Write(p[:n]) // never fails
	for i := range p[:n] {
		if a.used == len(a.stream) {
			a.advance()
		}
		p[i] ^= a.stream[a.used]
		a.used++
	}
	if err == io.EOF {
		if a.end == nil {
			a.end = a.verify()
		}
		err = a.end
	}
	return n, err
}

func (a *aesReader) advance() {
	a.count++
	a.stream = [aes.BlockSize]byte{}
	binary.LittleEndian.PutUint64(a.stream[:], a.count)
	a.block.Encrypt(a.stream[:], a.stream[:])
	a.used = 0
}

// verify compares the sum of what was read with the one that follows it.
func (a *aesReader) verify() error {
	var want [aesMAC]byte
	if _, err := io.ReadFull(a.rest, want[:]); err != nil || !hmac.Equal(a.mac.Sum(nil)[:aesMAC], want[:]) {
		return documents.Because(documents.ErrDamaged, "damaged inside the archive that holds it")
	}
	return io.EOF
}
