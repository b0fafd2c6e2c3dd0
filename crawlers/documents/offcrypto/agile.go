package offcrypto

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/des" //nolint:gosec // what the format offers
	"crypto/hmac"
	"crypto/md5"  //nolint:gosec // what the format offers
	"crypto/sha1" //nolint:gosec // what the format offers
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/binary"
	"encoding/xml"
	"hash"
	"slices"
	"strings"

	"sarsen/crawlers/documents"
)

// agile is the agile encryption's description, which is XML.
type agile struct {
	KeyData   params `xml:"keyData"`
	Integrity struct {
		Key   base64Bytes `xml:"encryptedHmacKey,attr"`
		Value base64Bytes `xml:"encryptedHmacValue,attr"`
	} `xml:"dataIntegrity"`
	Encryptors []struct {
		URI string       `xml:"uri,attr"`
		Key encryptedKey `xml:"encryptedKey"`
	} `xml:"keyEncryptors>keyEncryptor"`
}

type encryptedKey struct {
	params
	Rounds        int         `xml:"spinCount,attr"`
	VerifierInput base64Bytes `xml:"encryptedVerifierHashInput,attr"`
	VerifierValue base64Bytes `xml:"encryptedVerifierHashValue,attr"`
	Key           base64Bytes `xml:"encryptedKeyValue,attr"`
}

// params are a cipher, its mode and a hash.
type params struct {
	BlockSize int         `xml:"blockSize,attr"` // bytes
	KeyBits   int         `xml:"keyBits,attr"`
	Cipher    string      `xml:"cipherAlgorithm,attr"`
	Chaining  string      `xml:"cipherChaining,attr"`
	Hash      string      `xml:"hashAlgorithm,attr"`
	Salt      base64Bytes `xml:"saltValue,attr"`
}

type base64Bytes []byte

// UnmarshalXMLAttr implements [xml.UnmarshalerAttr].
func (b *base64Bytes) UnmarshalXMLAttr(attr xml.Attr) error {
	raw, err := base64.StdEncoding.DecodeString(strings.TrimSpace(attr.Value))
	*b = raw
	return err
}

// What each key of the agile encryption is derived with.
var (
	blockInput     = []byte{0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79}
	blockValue     = []byte{0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E}
	blockKey       = []byte{0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6}
	blockHMACKey   = []byte{0x5F, 0xB2, 0xAD, 0x01, 0x0C, 0xB9, 0xE1, 0xF6}
	blockHMACValue = []byte{0xA0, 0x67, 0x7F, 0x02, 0xB2, 0x2C, 0x84, 0x33}
)

// segment is how much of the package is encrypted at a time, in bytes.
const segment = 4096

// parseAgile reads a description, and finds the key that a password opens.
func parseAgile(info []byte) (agile, encryptedKey, error) {
	var a agile
	if err := xml.Unmarshal(info, &a); err != nil {
		return a, encryptedKey{}, errDamaged
	}
	for _, e := range a.Encryptors {
		if strings.HasSuffix(e.URI, "/keyEncryptor/password") {
			if e.Key.Rounds < 0 || e.Key.Rounds > maxRounds || len(e.Key.Salt) == 0 || len(e.Key.Salt) > 1<<16 {
				return a, e.Key, errDamaged
			}
			if !a.KeyData.known() || !e.Key.known() {
				return a, e.Key, errCipher
			}
			return a, e.Key, nil
		}
	}
	return a, encryptedKey{}, errCipher
}

// agilePackage decrypts a package with the first password that fits.
func agilePackage(info, data []byte, passwords []string) ([]byte, error) {
	a, key, err := parseAgile(info)
	if err != nil {
		return nil, err
	}
	work := 0
	for _, password := range Candidates(passwords) {
		if work += key.Rounds; work > maxWork {
			return nil, documents.Because(documents.ErrEncrypted, "needs a password; not every one of the list was tried, since each takes too long")
		}
		secret, ok := key.open(password)
		if !ok {
			continue
		}
		if !a.whole(secret, data) {
			return nil, documents.Because(documents.ErrDamaged, "its password fits, but its content was changed or cut short")
		}
		return a.decrypt(secret, data)
	}
	return nil, errLocked
}

// open returns the secret key when the password is right.
func (k encryptedKey) open(password string) ([]byte, bool) {
	base := k.spin(password)
	input := k.unwrap(base, blockInput, k.VerifierInput)
	value := k.unwrap(base, blockValue, k.VerifierValue)
	if input == nil || value == nil {
		return nil, false
	}
	h := k.newHash()
	h.Write(input)
	sum := h.Sum(nil)
	if len(value) < len(sum) || !hmac.Equal(sum, value[:len(sum)]) {
		return nil, false
	}
	secret := k.unwrap(base, blockKey, k.Key)
	return secret, secret != nil
}

// spin hashes the password as often as the file asks.
func (k encryptedKey) spin(password string) []byte {
	h := k.newHash()
	h.Write(k.Salt)
	h.Write(utf16LE(password))
	sum := h.Sum(nil)
	var count [4]byte
	for i := range k.Rounds {
		binary.LittleEndian.PutUint32(count[:], uint32(i))
		h.Reset()
		h.Write(count[:])
		h.Write(sum)
		sum = h.Sum(sum[:0])
	}
	return sum
}

// unwrap decrypts one of the values that a password protects.
func (k encryptedKey) unwrap(base, block, value []byte) []byte {
	h := k.newHash()
	h.Write(base)
	h.Write(block)
	return k.params.decipher(fit(h.Sum(nil), k.KeyBits/8), fit(k.Salt, k.BlockSize), value)
}

// whole reports that the package has the sum it was written with; one without
// a sum is taken as it is.
func (a agile) whole(secret, data []byte) bool {
	if len(a.Integrity.Key) == 0 || len(a.Integrity.Value) == 0 {
		return true
	}
	key := a.KeyData.decipher(secret, a.KeyData.iv(blockHMACKey), a.Integrity.Key)
	want := a.KeyData.decipher(secret, a.KeyData.iv(blockHMACValue), a.Integrity.Value)
	size := a.KeyData.newHash().Size()
	if len(key) < size || len(want) < size {
		return false
	}
	mac := hmac.New(a.KeyData.newHash, key[:size])
	mac.Write(data)
	return hmac.Equal(mac.Sum(nil), want[:size])
}

// decrypt decrypts the package: its length, then segments.
func (a agile) decrypt(secret, data []byte) ([]byte, error) {
	size, data, err := sized(data)
	if err != nil {
		return nil, err
	}
	out := make([]byte, 0, len(data))
	for n := uint32(0); len(data) >= a.KeyData.BlockSize; n++ {
		piece := data[:min(segment, len(data)/a.KeyData.BlockSize*a.KeyData.BlockSize)]
		plain := a.KeyData.decipher(secret, a.KeyData.iv(binary.LittleEndian.AppendUint32(nil, n)), piece)
		if plain == nil {
			return nil, errDamaged
		}
		out, data = append(out, plain...), data[len(piece):]
	}
	if size > int64(len(out)) {
		return nil, errDamaged
	}
	return out[:size], nil
}

// iv derives what the decryption of a block starts with.
func (p params) iv(block []byte) []byte {
	h := p.newHash()
	h.Write(p.Salt)
	h.Write(block)
	return fit(h.Sum(nil), p.BlockSize)
}

// fit cuts b to a size, or fills it up as the format prescribes.
func fit(b []byte, size int) []byte {
	if len(b) >= size {
		return b[:size]
	}
	return append(slices.Clone(b), bytes.Repeat([]byte{0x36}, size-len(b))...)
}

var hashes = map[string]func() hash.Hash{
	"MD5": md5.New, "SHA1": sha1.New, "SHA-1": sha1.New, "SHA256": sha256.New, "SHA-256": sha256.New,
	"SHA384": sha512.New384, "SHA-384": sha512.New384, "SHA512": sha512.New, "SHA-512": sha512.New,
}

func (p params) newHash() hash.Hash { return hashes[strings.ToUpper(p.Hash)]() }

// cipher returns the cipher for a key, nil if there is none.
func (p params) cipher(key []byte) cipher.Block {
	var block cipher.Block
	var err error
	switch p.Cipher {
	case "AES":
		block, err = aes.NewCipher(key)
	case "DES":
		block, err = des.NewCipher(key) //nolint:gosec // what the format offers
	case "3DES", "DESede":
		block, err = des.NewTripleDESCipher(key) //nolint:gosec // what the format offers
	}
	if err != nil {
		return nil
	}
	return block
}

// known reports that the scheme can be undone.
func (p params) known() bool {
	if hashes[strings.ToUpper(p.Hash)] == nil || p.KeyBits <= 0 || p.KeyBits > 512 {
		return false
	}
	block := p.cipher(make([]byte, p.KeyBits/8))
	return block != nil && block.BlockSize() == p.BlockSize && (p.Chaining == "ChainingModeCBC" || p.Chaining == "ChainingModeCFB")
}

// decipher returns data decrypted, nil when key or sizes do not fit.
func (p params) decipher(key, iv, data []byte) []byte {
	if len(key) < p.KeyBits/8 {
		return nil
	}
	block := p.cipher(key[:p.KeyBits/8])
	if block == nil || len(iv) != block.BlockSize() || len(data)%block.BlockSize() != 0 {
		return nil
	}
	out := make([]byte, len(data))
	if p.Chaining == "ChainingModeCFB" {
		cipher.NewCFBDecrypter(block, iv).XORKeyStream(out, data) //nolint:staticcheck // what the format offers
		return out
	}
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(out, data)
	return out
}
