package offcrypto

import (
	"math/bits"
)

// mostXOR is how much of a password the XOR method looks at, in bytes.
const mostXOR = 15

// How far the bytes of the key are rotated.
const (
	RotateWord  = 7 // of Word documents
	RotateExcel = 2 // of workbooks
)

// An XORKey is the key of the XOR method, which is repeated over the content.
type XORKey [16]byte

// XOR returns the key for the first password whose verifier is the given one;
// rotate is [RotateWord] or [RotateExcel]. The verifier has 16 bits, so a wrong
// password passes one time in 65,536. The error wraps documents.ErrEncrypted.
func XOR(verifier uint16, rotate int, passwords []string) (XORKey, error) {
	for _, password := range Candidates(passwords) {
		p := narrow(password)
		if len(p) > 0 && xorVerifier(p) == verifier {
			return xorKey(p, rotate), nil
		}
	}
	return XORKey{}, errLocked
}

// Excel decrypts p in place, whose first byte has the given place in the key:
// in a record's content that begins at offset and is n bytes long, offset+n.
func (k XORKey) Excel(p []byte, place int) {
	for i := range p {
		p[i] = bits.RotateLeft8(p[i], 3) ^ k[(place+i)&15]
	}
}

// Word decrypts p in place, which begins at offset of its stream. Bytes that
// are zero, or would be, stay as they are.
func (k XORKey) Word(p []byte, offset int64) {
	for i, c := range p {
		if plain := c ^ k[(offset+int64(i))&15]; c != 0 && plain != 0 {
			p[i] = plain
		}
	}
}

// narrow is a password in one byte a character.
func narrow(password string) []byte {
	wide := utf16LE(password)
	var out []byte
	for i := 0; i < len(wide) && len(out) < mostXOR; i += 2 {
		c := wide[i]
		if c == 0 {
			c = wide[i+1]
		}
		out = append(out, c)
	}
	return out
}

func xorVerifier(password []byte) uint16 {
	var v uint16
	for i := len(password) - 1; i >= -1; i-- {
		c := uint16(len(password)) //nolint:gosec // at most mostXOR
		if i >= 0 {
			c = uint16(password[i])
		}
		v = (v>>14&1 | v<<1&0x7FFF) ^ c
	}
	return v ^ 0xCE4B
}

func xorKey(password []byte, rotate int) XORKey {
	word := xorStart[len(password)-1]
	place := len(xorMatrix) - 1
	for i := len(password) - 1; i >= 0; i-- {
		for bit := 6; bit >= 0; bit-- {
			if password[i]>>bit&1 != 0 {
				word ^= xorMatrix[place]
			}
			place--
		}
	}
	var key XORKey
	n := copy(key[:], password)
	copy(key[n:], xorPad[:])
	for i := range key {
		key[i] = bits.RotateLeft8(key[i]^byte(word>>(8*(i&1))), rotate) //nolint:gosec // its low or high byte
	}
	return key
}

// The tables of the method.
var (
	xorPad   = [15]byte{0xBB, 0xFF, 0xFF, 0xBA, 0xFF, 0xFF, 0xB9, 0x80, 0x00, 0xBE, 0x0F, 0x00, 0xBF, 0x0F, 0x00}
	xorStart = [15]uint16{
		0xE1F0, 0x1D0F, 0xCC9C, 0x84C0, 0x110C, 0x0E10, 0xF1CE, 0x313E, 0x1872, 0xE139, 0xD40F, 0x84F9, 0x280C, 0xA96A, 0x4EC3,
	}
	xorMatrix = [105]uint16{
		0xAEFC, 0x4DD9, 0x9BB2, 0x2745, 0x4E8A, 0x9D14, 0x2A09,
		0x7B61, 0xF6C2, 0xFDA5, 0xEB6B, 0xC6F7, 0x9DCF, 0x2BBF,
		0x4563, 0x8AC6, 0x05AD, 0x0B5A, 0x16B4, 0x2D68, 0x5AD0,
		0x0375, 0x06EA, 0x0DD4, 0x1BA8, 0x3750, 0x6EA0, 0xDD40,
		0xD849, 0xA0B3, 0x5147, 0xA28E, 0x553D, 0xAA7A, 0x44D5,
		0x6F45, 0xDE8A, 0xAD35, 0x4A4B, 0x9496, 0x390D, 0x721A,
		0xEB23, 0xC667, 0x9CEF, 0x29FF, 0x53FE, 0xA7FC, 0x5FD9,
		0x47D3, 0x8FA6, 0x0F6D, 0x1EDA, 0x3DB4, 0x7B68, 0xF6D0,
		0xB861, 0x60E3, 0xC1C6, 0x93AD, 0x377B, 0x6EF6, 0xDDEC,
		0x45A0, 0x8B40, 0x06A1, 0x0D42, 0x1A84, 0x3508, 0x6A10,
		0xAA51, 0x4483, 0x8906, 0x022D, 0x045A, 0x08B4, 0x1168,
		0x76B4, 0xED68, 0xCAF1, 0x85C3, 0x1BA7, 0x374E, 0x6E9C,
		0x3730, 0x6E60, 0xDCC0, 0xA9A1, 0x4363, 0x86C6, 0x1DAD,
		0x3331, 0x6662, 0xCCC4, 0x89A9, 0x0373, 0x06E6, 0x0DCC,
		0x1021, 0x2042, 0x4084, 0x8108, 0x1231, 0x2462, 0x48C4,
	}
)
