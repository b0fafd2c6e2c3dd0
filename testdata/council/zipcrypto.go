package council

import (
	"archive/zip"
	"bytes"
	"fmt"
	"hash/crc32"
)

// zipKeys is the state of the old PKWARE cipher: no protection today, but
// what councils' "password-protected zips" still are.
type zipKeys [3]uint32

func newZipKeys(password string) *zipKeys {
	k := &zipKeys{0x12345678, 0x23456789, 0x34567890}
	for i := range len(password) {
		k.update(password[i])
	}
	return k
}

func crcByte(crc uint32, b byte) uint32 { return crc32.IEEETable[byte(crc)^b] ^ crc>>8 }

func (k *zipKeys) update(b byte) {
	k[0] = crcByte(k[0], b)
	k[1] = (k[1]+k[0]&0xff)*134775813 + 1
	k[2] = crcByte(k[2], byte(k[1]>>24))
}

func (k *zipKeys) encrypt(plain []byte) []byte {
	out := make([]byte, len(plain))
	for i, b := range plain {
		t := uint16(k[2] | 2)
		out[i] = b ^ byte(t*(t^1)>>8)
		k.update(b)
	}
	return out
}

// encryptedZip packs members, stored and encrypted with ZipCrypto. The
// cipher's random head is made of salt, so that the bytes are repeatable.
func encryptedZip(members []member, password string, salt *random) ([]byte, error) {
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, m := range members {
		sum := crc32.ChecksumIEEE(m.data)
		head := make([]byte, 12, 12+len(m.data))
		for i := range head {
			head[i] = byte(salt.next())
		}
		head[11] = byte(sum >> 24)
		sealed := newZipKeys(password).encrypt(append(head, m.data...))
		h := &zip.FileHeader{
			Name: m.name, Method: zip.Store, Flags: 1, CRC32: sum, Modified: zipDate,
			CompressedSize64: uint64(len(sealed)), UncompressedSize64: uint64(len(m.data)),
		}
		f, err := w.CreateRaw(h)
		if err != nil {
			return nil, fmt.Errorf("add member: %w", err)
		}
		if _, err := f.Write(sealed); err != nil {
			return nil, fmt.Errorf("write member: %w", err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("close archive: %w", err)
	}
	return buf.Bytes(), nil
}
