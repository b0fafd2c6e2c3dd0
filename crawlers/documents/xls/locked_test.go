package xls_test

import (
	"bytes"
	"crypto/md5"
	"crypto/rc4"
	"encoding/binary"
	"errors"
	"testing"
	"unicode/utf16"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb/cfbtest"
	"sarsen/crawlers/documents/xls"
)

// lockKey is the key of a block, as Office 97 makes it of a password.
func lockKey(password string, salt []byte, block int) []byte {
	var wide []byte
	for _, c := range utf16.Encode([]rune(password)) {
		wide = append(wide, u16(int(c))...)
	}
	first := md5.Sum(wide)
	all := bytes.Repeat(join(first[:5], salt), 16)
	base := md5.Sum(all)
	key := md5.Sum(join(base[:5], u32(block)))
	return key[:]
}

// lock encrypts a stream of records whose second one describes that.
func lock(password string, plain []byte) []byte {
	salt, verifier := bytes.Repeat([]byte{7}, 16), bytes.Repeat([]byte{9}, 16)
	sum := md5.Sum(verifier)
	check := join(verifier, sum[:])
	c, _ := rc4.NewCipher(lockKey(password, salt, 0))
	c.XORKeyStream(check, check)
	head := len(begin(5))
	out := join(plain[:head], rec(0x2F, u16(1), u16(1), u16(1), salt, check), plain[head:])
	for at := head + 4 + 54; at+4 <= len(out); {
		kind, n := binary.LittleEndian.Uint16(out[at:]), int(binary.LittleEndian.Uint16(out[at+2:]))
		skip := map[uint16]int{0x809: n, 0x85: 4}[kind]
		for i := skip; i < n; i++ {
			place := at + 4 + i
			stream, _ := rc4.NewCipher(lockKey(password, salt, place/1024))
			waste := make([]byte, place%1024+1)
			waste[len(waste)-1] = out[place]
			stream.XORKeyStream(waste, waste)
			out[place] = waste[len(waste)-1]
		}
		at += 4 + n
	}
	return out
}

// A workbook behind a password is read with it, and with no other.
func TestLocked(t *testing.T) {
	// The description of the encryption is 58 bytes long and moves the sheet.
	plain := stream(nil, tab{name: "Staff", records: label(0, 0, "Okafor")})
	at := len(begin(5)) + 4
	binary.LittleEndian.PutUint32(plain[at:], binary.LittleEndian.Uint32(plain[at:])+58)
	for password, given := range map[string][]string{"VelvetSweatshop": nil, "gannet": {"heron", "gannet"}} {
		data := cfbtest.Build(map[string][]byte{"Workbook": lock(password, plain)})
		out := documents.NewBuilder(0, given)
		err := xls.New().Read(t.Context(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, out)
		if res := out.Result(); err != nil || res.Item.Text != "Staff\nOkafor\n" {
			t.Errorf("%s: %q, %v", password, res.Item.Text, err)
		}
		if _, err := read(t, data); given != nil && !errors.Is(err, documents.ErrEncrypted) {
			t.Errorf("without the password: %v", err)
		}
	}
}
