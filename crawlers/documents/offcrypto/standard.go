package offcrypto

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // what the format prescribes
	"encoding/binary"
	"slices"
)

// standardRounds is how often the standard encryption hashes a password.
const standardRounds = 50_000

// maxRounds is the most rounds that one password may cost, which is the most
// that the format allows; maxWork is what all passwords tried on a file may
// cost together: some seconds.
const (
	maxRounds = 10_000_000
	maxWork   = 20_000_000
)

// Package decrypts an Office package: info is the stream EncryptionInfo, data
// the stream EncryptedPackage. The first password that fits is used. The error
// wraps documents.ErrEncrypted when none does, or documents.ErrDamaged.
func Package(info, data []byte, passwords []string) ([]byte, error) {
	if len(info) < 8 {
		return nil, errDamaged
	}
	major, minor := binary.LittleEndian.Uint16(info), binary.LittleEndian.Uint16(info[2:])
	switch {
	case major == 4 && minor == 4:
		return agilePackage(info[8:], data, passwords)
	case major >= 2 && major <= 4 && minor == 2:
		return standardPackage(info[4:], data, passwords)
	}
	return nil, errCipher
}

// sized takes the length off the front of an encrypted package.
func sized(data []byte) (size int64, rest []byte, err error) {
	if len(data) < 8 {
		return 0, nil, errDamaged
	}
	size, rest = int64(binary.LittleEndian.Uint64(data)), data[8:] //nolint:gosec // checked here
	if size < 0 || size > int64(len(rest)) {
		return 0, nil, errDamaged
	}
	return size, rest, nil
}

// standardPackage decrypts a package of the standard encryption: AES, each
// block for itself.
func standardPackage(info, data []byte, passwords []string) ([]byte, error) {
	h, err := parseBinary(info)
	if err != nil {
		return nil, err
	}
	if h.algorithm != algAES128 && h.algorithm != algAES192 && h.algorithm != algAES256 || h.keyBits < 128 || len(h.verifierHash) < 32 {
		return nil, errCipher
	}
	size, data, err := sized(data)
	if err != nil {
		return nil, err
	}
	for i, password := range Candidates(passwords) {
		if i*standardRounds > maxWork {
			break
		}
		block, err := aes.NewCipher(standardKey(password, h.salt, h.keyBits/8))
		if err != nil {
			return nil, errDamaged
		}
		sum := sha1.Sum(eachBlock(block, h.verifier)) //nolint:gosec // see above
		if hmac.Equal(sum[:], eachBlock(block, h.verifierHash[:32])[:sha1.Size]) {
			plain := eachBlock(block, data)
			return plain[:min(size, int64(len(plain)))], nil
		}
	}
	return nil, errLocked
}

// eachBlock decrypts the whole blocks of data, each for itself.
func eachBlock(block cipher.Block, data []byte) []byte {
	out := make([]byte, len(data)/aes.BlockSize*aes.BlockSize)
	for i := 0; i < len(out); i += aes.BlockSize {
		block.Decrypt(out[i:], data[i:])
	}
	return out
}

// standardKey derives the key from a password.
func standardKey(password string, salt []byte, size int) []byte {
	sum := sha1.Sum(append(slices.Clone(salt), utf16LE(password)...)) //nolint:gosec // see above
	var buf [4 + sha1.Size]byte
	for i := range standardRounds {
		binary.LittleEndian.PutUint32(buf[:], uint32(i))
		copy(buf[4:], sum[:])
		sum = sha1.Sum(buf[:]) //nolint:gosec // see above
	}
	final := sha1.Sum(append(sum[:], 0, 0, 0, 0)) //nolint:gosec // see above
	var key []byte
	for _, pad := range []byte{0x36, 0x5C} {
		var block [64]byte
		for i := range block {
			block[i] = pad
		}
		for i, c := range final {
			block[i] ^= c
		}
		half := sha1.Sum(block[:]) //nolint:gosec // see above
		key = append(key, half[:]...)
	}
	return key[:min(size, len(key))]
}
