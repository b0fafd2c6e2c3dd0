package offcrypto_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/cfb"
	"sarsen/crawlers/documents/offcrypto"
)

// corpus reads a file of the shared corpora, or skips the test.
func corpus(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "shared", "corpora", filepath.FromSlash(name)))
	if err != nil {
		t.Skip("shared corpora not found: " + name)
	}
	return data
}

// Files that other programs locked open with their password, and with no other.
func TestUnlock(t *testing.T) {
	tests := []struct {
		name, file string
		passwords  []string
		opens      bool
	}{
		{"standard", "doc-tika/microsoft/testEXCEL_protected_passtika.xlsx", []string{"wrong", "tika"}, true},
		{"standard, wrong password", "doc-tika/microsoft/testEXCEL_protected_passtika.xlsx", []string{"Tika", "tika ", ""}, false},
		{"agile, no password", "doc-poi/spreadsheet/protected_passtika.xlsb", nil, false},
		{"agile", "doc-poi/spreadsheet/protected_passtika.xlsb", []string{"tika"}, true},
		{"standard, the default password", "doc-tika/microsoft/protect.xlsx", nil, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			data := corpus(t, tt.file)
			in := documents.Input{Name: "x", Content: bytes.NewReader(data), Size: int64(len(data))}
			unlocker, ok := offcrypto.New().(documents.Unlocker)
			if !ok {
				t.Fatal("not an Unlocker")
			}
			plain, err := unlocker.Unlock(t.Context(), in, tt.passwords)
			if !tt.opens {
				if !errors.Is(err, documents.ErrEncrypted) {
					t.Errorf("error %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			kind, err := documents.Sniff(plain)
			if err != nil || kind.MediaType == documents.TypeZip || kind.State != "" {
				t.Errorf("opened to %v, %v", kind, err)
			}
		})
	}
}

// A package that was changed after it was locked is damaged, whatever its
// password.
func TestChanged(t *testing.T) {
	data := corpus(t, "doc-poi/spreadsheet/protected_passtika.xlsb")
	file, err := cfb.Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	info, locked := file.Root.Find("EncryptionInfo").Bytes(1<<20), file.Root.Find("EncryptedPackage").Bytes(1<<20)
	locked[5000] ^= 1
	if _, err := offcrypto.Package(info, locked, []string{"tika"}); !errors.Is(err, documents.ErrDamaged) {
		t.Errorf("error %v", err)
	}
}

func TestHeaders(t *testing.T) {
	tests := []struct {
		name string
		info string
		want error
	}{
		{"empty", "", documents.ErrDamaged},
		{"unknown version", "\x09\x00\x09\x00\x00\x00\x00\x00", documents.ErrEncrypted},
		{"agile without XML", "\x04\x00\x04\x00\x40\x00\x00\x00", documents.ErrDamaged},
		{"agile of certificates only", "\x04\x00\x04\x00\x40\x00\x00\x00<encryption/>", documents.ErrEncrypted},
		{
			"agile with far too many rounds", "\x04\x00\x04\x00\x40\x00\x00\x00<encryption><keyEncryptors><keyEncryptor uri='x/keyEncryptor/password'>" +
				"<encryptedKey spinCount='99999999' saltValue='AAAA'/></keyEncryptor></keyEncryptors></encryption>", documents.ErrDamaged,
		},
		{"standard cut short", "\x03\x00\x02\x00\x24\x00\x00\x00\xA4\x00\x00\x00", documents.ErrDamaged},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := offcrypto.Package([]byte(tt.info), make([]byte, 64), nil); !errors.Is(err, tt.want) {
				t.Errorf("error %v, want %v", err, tt.want)
			}
			if _, err := offcrypto.RC4([]byte(tt.info), nil); err == nil {
				t.Error("RC4 took it")
			}
		})
	}
}

// What RC4 opens is tested with the workbooks of crawlers/documents/xls.
func TestRC4WrongPassword(t *testing.T) {
	header := append([]byte{1, 0, 1, 0}, bytes.Repeat([]byte{7}, 48)...)
	if _, err := offcrypto.RC4(header, []string{"x"}); !errors.Is(err, documents.ErrEncrypted) {
		t.Errorf("error %v", err)
	}
}

func TestXOR(t *testing.T) {
	const verifierOfABC = 0xCC1A
	for _, rotate := range []int{offcrypto.RotateWord, offcrypto.RotateExcel} {
		key, err := offcrypto.XOR(verifierOfABC, rotate, []string{"wrong", "abc"})
		if err != nil {
			t.Fatal(err)
		}
		a, b := []byte("some text of a file"), []byte("some text of a file")
		key.Excel(a, 3)
		key.Excel(b[:5], 3)
		key.Excel(b[5:], 8)
		if !bytes.Equal(a, b) || bytes.Equal(a, []byte("some text of a file")) {
			t.Errorf("in pieces %q, at once %q", b, a)
		}
	}
	if _, err := offcrypto.XOR(verifierOfABC, offcrypto.RotateWord, []string{"ABC"}); !errors.Is(err, documents.ErrEncrypted) {
		t.Errorf("error %v", err)
	}
}

// Whatever the header says, the end comes soon.
func FuzzPackage(f *testing.F) {
	f.Add([]byte("\x04\x00\x04\x00\x40\x00\x00\x00<encryption><keyData blockSize='16' keyBits='128' cipherAlgorithm='AES' cipherChaining='ChainingModeCBC' hashAlgorithm='SHA1' saltValue='AAAA'/>"+
		"<keyEncryptors><keyEncryptor uri='x/keyEncryptor/password'><encryptedKey spinCount='1' blockSize='16' keyBits='128' cipherAlgorithm='AES' cipherChaining='ChainingModeCBC' hashAlgorithm='SHA1' saltValue='AAAA' encryptedVerifierHashInput='AAAA' encryptedVerifierHashValue='AAAA' encryptedKeyValue='AAAA'/></keyEncryptor></keyEncryptors></encryption>"), []byte("12345678abcd"))
	f.Add(append([]byte("\x03\x00\x02\x00\x24\x00\x00\x00\x20\x00\x00\x00"), make([]byte, 120)...), make([]byte, 40))
	f.Add(append([]byte("\x01\x00\x01\x00"), make([]byte, 60)...), []byte{})
	f.Fuzz(func(_ *testing.T, info, data []byte) {
		if bytes.Contains(info, []byte("spinCount='1")) && len(info) > 4096 {
			return
		}
		_, _ = offcrypto.Package(info, data, []string{"a"})
		if d, err := offcrypto.RC4(info, []string{"a"}); err == nil {
			d.Decrypt(data, 5, 512)
			d.Block(data, 1)
		}
	})
}
