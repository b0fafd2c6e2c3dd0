package offcrypto

import "encoding/binary"

// Identifiers of ciphers, and a flag, in binary headers.
const (
	algRC4    = 0x6801
	algAES128 = 0x660E
	algAES192 = 0x660F
	algAES256 = 0x6610
	flagAES   = 0x20
)

// A binaryHeader is the description that RC4 by CryptoAPI and the standard
// encryption share.
type binaryHeader struct {
	flags, algorithm uint32
	keyBits          int
	salt             []byte // of 16 bytes
	verifier         []byte // of 16 bytes
	verifierHash     []byte // 20 bytes, or 32 where they are in blocks of AES
}

// parseBinary reads what follows the version numbers.
func parseBinary(data []byte) (binaryHeader, error) {
	var h binaryHeader
	if len(data) < 8 {
		return h, errDamaged
	}
	size := int64(binary.LittleEndian.Uint32(data[4:]))
	data = data[8:]
	if size < 32 || size > int64(len(data)) {
		return h, errDamaged
	}
	head, rest := data[:size], data[size:]
	h.flags = binary.LittleEndian.Uint32(head)
	h.algorithm = binary.LittleEndian.Uint32(head[8:])
	h.keyBits = int(binary.LittleEndian.Uint32(head[16:]))
	if h.keyBits == 0 {
		h.keyBits = 40
	}
	if len(rest) < 4+16+16+4 || binary.LittleEndian.Uint32(rest) != 16 {
		return h, errDamaged
	}
	h.salt, h.verifier, h.verifierHash = rest[4:20], rest[20:36], rest[40:]
	limit := 256
	if h.algorithm == algRC4 || h.algorithm == 0 {
		limit = 128
	}
	if h.keyBits < 40 || h.keyBits > limit || h.keyBits%8 != 0 {
		return h, errDamaged
	}
	return h, nil
}
