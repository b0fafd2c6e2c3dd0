package archive_test

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/pbkdf2"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"slices"
	"testing"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/archive"
)

// rarBlock is a block of a RAR 5 archive: sum, size and content.
func rarBlock(content []byte) []byte {
	body := append(binary.AppendUvarint(nil, uint64(len(content))), content...)
	return append(le.AppendUint32(nil, crc32.ChecksumIEEE(body)), body...)
}

// rarOf is a RAR 5 archive of one stored file, locked unless the password is "".
// It keeps no sum of the password, so that only that of the content tells.
func rarOf(t *testing.T, name, content, password string) string {
	t.Helper()
	const end, file, withExtra, withData, withSum = 5, 2, 1, 2, 4
	data, extra := []byte(content), []byte(nil)
	if password != "" {
		salt, start := bytes.Repeat([]byte("s"), 16), bytes.Repeat([]byte("i"), 16)
		key, err := pbkdf2.Key(sha256.New, password, salt, 1<<10, 32)
		if err != nil {
			t.Fatal(err)
		}
		block, err := aes.NewCipher(key)
		if err != nil {
			t.Fatal(err)
		}
		data = []byte(padded(content, aes.BlockSize))
		cipher.NewCBCEncrypter(block, start).CryptBlocks(data, data)
		record := slices.Concat([]byte{1, 0, 0, 10}, salt, start)
		extra = append(binary.AppendUvarint(nil, uint64(len(record))), record...)
	}
	h := []byte{file, withData}
	if extra != nil {
		h = binary.AppendUvarint([]byte{file, withExtra | withData}, uint64(len(extra)))
	}
	h = binary.AppendUvarint(h, uint64(len(data)))
	h = binary.AppendUvarint(append(h, withSum), uint64(len(content)))
	h = le.AppendUint32(append(h, 0x20), crc32.ChecksumIEEE([]byte(content)))
	h = append(h, 0, 1, byte(len(name)))
	h = slices.Concat(h, []byte(name), extra)
	return string(slices.Concat([]byte("Rar!\x1A\x07\x01\x00"), rarBlock([]byte{1, 0, 0}), rarBlock(h), data, rarBlock([]byte{end, 0, 0})))
}

func TestRAR(t *testing.T) {
	const text = "Winifred Ashdown, 12 Quay Street"
	tests := []struct {
		name, content string
		passwords     []string
		members       []string
		locked        bool
	}{
		{"open", rarOf(t, "a.txt", text, ""), nil, []string{"a.txt=" + text}, false},
		{"behind a program", "MZ program" + rarOf(t, "a.txt", text, ""), nil, []string{"a.txt=" + text}, false},
		{"locked", rarOf(t, "a.txt", text, "harbour"), []string{"", "wrong", "harbour"}, []string{"a.txt=" + text}, false},
		{
			"locked, wrong password", rarOf(t, "a.txt", text, "harbour"),
			[]string{"", "wrong"},
			[]string{"a.txt: member of a RAR archive that needs a password"},
			true,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			result, members, err := readWith(t, archive.RAR(), "a.rar", tt.content, tt.passwords...)
			if tt.locked != errors.Is(err, documents.ErrEncrypted) || !tt.locked && err != nil {
				t.Errorf("error %v", err)
			}
			if result.Item.Text != "a.txt\n" || !slices.Equal(members, tt.members) {
				t.Errorf("text %q, members %q", result.Item.Text, members)
			}
		})
	}
}
