// Package offcrypto undoes the encryption of Microsoft Office files, as
// [MS-OFFCRYPTO] describes it: RC4, RC4 by CryptoAPI and the XOR method of the
// binary files, and the standard and agile encryption of packages since 2007.
//
// It promises that a wrong password is told from the right one by the file's own
// verifier, so that it never yields garbage, and that the cost of one file is
// bounded however many rounds its header asks for. It refuses what no password
// opens: certificates, rights management and ciphers of other makers.
package offcrypto

import (
	"encoding/binary"
	"slices"
	"unicode/utf16"

	"sarsen/crawlers/documents"
)

// Default is the password of files that were encrypted without asking for one,
// such as write-protected workbooks.
const Default = "VelvetSweatshop"

// errCipher is the error of a scheme that is not read.
var errCipher = documents.Because(documents.ErrEncrypted, "encrypted in a way that no password of the list can open; open it by hand")

// errDamaged is the error of a header that makes no sense.
var errDamaged = documents.Because(documents.ErrDamaged, "the description of its encryption is damaged")

// Candidates returns the passwords to try in order: the default one, which
// asks nobody, and then those given, each once.
func Candidates(passwords []string) []string {
	out := []string{Default}
	for _, p := range passwords {
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// A Decrypter undoes the encryption of a stream of a binary file, in pieces and
// in any order.
type Decrypter interface {
	// Decrypt decrypts p in place, which begins at byte offset of the
	// stream. Blocks of size bytes have a key each: 512 in Word documents,
	// 1024 in workbooks; a size of 0 takes the stream for one block.
	Decrypt(p []byte, offset int64, size int)
	// Block decrypts p in place, which begins block n.
	Block(p []byte, n uint32)
}

// utf16LE encodes a password as all schemes but XOR want it.
func utf16LE(s string) []byte {
	var out []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		out = binary.LittleEndian.AppendUint16(out, unit)
	}
	return out
}
