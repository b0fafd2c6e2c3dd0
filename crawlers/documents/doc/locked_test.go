package doc_test

import (
	"bytes"
	"crypto/md5"
	"crypto/rc4"
	"errors"
	"testing"
	"unicode/utf16"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb/cfbtest"
	"sarsen/crawlers/documents/doc"
)

// lockKey is the key of a block, as Office 97 makes it of a password.
func lockKey(password string, salt []byte, block int) []byte {
	var wide []byte
	for _, c := range utf16.Encode([]rune(password)) {
		wide = append(wide, u16(int(c))...)
	}
	first := md5.Sum(wide)
	base := md5.Sum(bytes.Repeat(join(first[:5], salt), 16))
	key := md5.Sum(join(base[:5], u32(block)))
	return key[:]
}

// lock encrypts a stream in blocks, its first bytes excepted.
func lock(password string, salt, stream []byte, head int) {
	for block := 0; 512*block < len(stream); block++ {
		part := stream[512*block : min(512*block+512, len(stream))]
		keys := make([]byte, len(part))
		c, _ := rc4.NewCipher(lockKey(password, salt, block))
		c.XORKeyStream(keys, keys)
		for i := range part {
			if 512*block+i >= head {
				part[i] ^= keys[i]
			}
		}
	}
}

// A document behind a password is read with it, and with no other.
func TestLocked(t *testing.T) {
	salt, verifier := bytes.Repeat([]byte{7}, 16), bytes.Repeat([]byte{9}, 16)
	sum := md5.Sum(verifier)
	check := join(verifier, sum[:])
	c, _ := rc4.NewCipher(lockKey("gannet", salt, 0))
	c.XORKeyStream(check, check)
	header := join(u16(1), u16(1), salt, check)

	m := maker{stories: [8]string{"Dear Ms Okafor,\r"}, flags: 0x0100}
	streams := m.streams(header)
	copy(streams["WordDocument"][14:], u32(len(header)))
	lock("gannet", salt, streams["WordDocument"], 0x44)
	lock("gannet", salt, streams["0Table"], len(header))
	data := cfbtest.Build(streams)
	for _, tt := range []struct {
		passwords []string
		want      string
		err       error
	}{{[]string{"heron", "gannet"}, "Dear Ms Okafor,\n", nil}, {[]string{"heron"}, "", documents.ErrEncrypted}} {
		out := documents.NewBuilder(0, tt.passwords)
		err := doc.New().Read(t.Context(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, out)
		if res := out.Result(); res.Item.Text != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("%q: %q, %v", tt.passwords, res.Item.Text, err)
		}
	}
}
