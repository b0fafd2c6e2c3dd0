package odf

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/sha1" //nolint:gosec // what the format prescribes
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/klauspost/compress/flate"
	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/blowfish" //nolint:staticcheck // what the format prescribes

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/zipxml"
)

// What a key may cost: rounds and, of Argon2, KiB of memory. All passwords tried
// on a file may cost maxWork rounds together; a key by Argon2 counts as
// argonWork of them.
const (
	maxRounds      = 10_000_000
	maxArgonRounds = 16
	maxArgonMemory = 256 << 10
	argonWork      = 1_000_000
	maxWork        = 40_000_000
)

// wholePackage is the member that holds a package encrypted as one.
const wholePackage = "encrypted-package"

// summed is how much of a member its sum is about, in bytes.
const summed = 1024

// A lock is what the manifest says of the encryption of one member.
type lock struct {
	sumType, algorithm, derivation, start string
	sum, iv, salt                         []byte
	keySize, startSize, rounds            int
	memory, lanes                         int   // of argon2
	size                                  int64 // of the content, unpacked
}

// locks reads the manifest.
func locks(ctx context.Context, pkg *zipxml.Package) (map[string]*lock, error) {
	found := map[string]*lock{}
	if !pkg.Has("meta-inf/manifest.xml") {
		return found, nil
	}
	err := pkg.XML(ctx, "meta-inf/manifest.xml", func(x *zipxml.Reader) error {
		return x.Each(func(zipxml.Element) error {
			return x.Each(func(entry zipxml.Element) error {
				name := strings.ToLower(strings.TrimLeft(entry.Attr("full-path"), "./"))
				size, _ := strconv.ParseInt(entry.Attr("size"), 10, 64)
				return x.Each(func(e zipxml.Element) error {
					if e.Name != "encryption-data" {
						return nil
					}
					l := &lock{size: size, sumType: e.Attr("checksum-type"), sum: binary64(e.Attr("checksum"))}
					found[name] = l
					return x.Each(func(e zipxml.Element) error { l.read(e); return nil })
				})
			})
		})
	})
	return found, err
}

func (l *lock) read(e zipxml.Element) {
	number := func(name string, otherwise int) int {
		if n, err := strconv.Atoi(e.Attr(name)); err == nil {
			return n
		}
		return otherwise
	}
	switch e.Name {
	case "algorithm":
		l.algorithm, l.iv = strings.ToLower(e.Attr("algorithm-name")), binary64(e.Attr("initialisation-vector"))
	case "start-key-generation":
		l.start, l.startSize = strings.ToLower(e.Attr("start-key-generation-name")), number("key-size", 20)
	case "key-derivation":
		l.derivation, l.salt = strings.ToLower(e.Attr("key-derivation-name")), binary64(e.Attr("salt"))
		l.keySize, l.rounds = number("key-size", 16), number("iteration-count", number("argon2-iterations", 0))
		l.memory, l.lanes = number("argon2-memory", 0), number("argon2-lanes", 0)
	}
}

func binary64(s string) []byte {
	raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(s), ""))
	if err != nil {
		return nil
	}
	return raw
}

// work is what a password costs, in rounds.
func (l *lock) work() int {
	if strings.HasSuffix(l.derivation, "argon2id") {
		return argonWork
	}
	return l.rounds
}

// errScheme is the error of an encryption that no password undoes.
var errScheme = documents.Because(documents.ErrEncrypted, "encrypted in a way that no password of the list can open; open it by hand")

// key derives the key of a member from a password.
func (l *lock) key(password string) ([]byte, error) {
	first := sha1.Sum([]byte(password)) //nolint:gosec // what the format prescribes
	start := first[:]
	if strings.HasSuffix(l.start, "sha256") {
		better := sha256.Sum256([]byte(password))
		start = better[:]
	}
	if l.keySize < 4 || l.keySize > 64 || len(l.salt) == 0 {
		return nil, errScheme
	}
	switch {
	case l.derivation == "pbkdf2" || strings.HasSuffix(l.derivation, "#pbkdf2"):
		if l.rounds < 1 || l.rounds > maxRounds {
			return nil, errScheme
		}
		return pbkdf2.Key(sha1.New, string(start), l.salt, l.rounds, l.keySize)
	case strings.HasSuffix(l.derivation, "argon2id"):
		if l.rounds < 1 || l.rounds > maxArgonRounds || l.memory < 8 || l.memory > maxArgonMemory || l.lanes < 1 || l.lanes > 64 {
			return nil, errScheme
		}
		return argon2.IDKey(start, l.salt, uint32(l.rounds), uint32(l.memory), uint8(l.lanes), uint32(l.keySize)), nil
	}
	return nil, errScheme
}

// open decrypts the bytes of a member, which are still packed then. The error
// wraps documents.ErrEncrypted when the password does not fit.
func (l *lock) open(data []byte, password string) ([]byte, error) {
	key, err := l.key(password)
	if err != nil {
		return nil, err
	}
	switch {
	case strings.HasSuffix(l.algorithm, "-gcm"):
		return l.openGCM(data, key)
	case strings.HasSuffix(l.algorithm, "-cbc"):
		data, err = l.openCBC(data, key)
	case strings.Contains(l.algorithm, "blowfish"):
		data, err = l.openBlowfish(data, key)
	default:
		err = errScheme
	}
	if err != nil || !l.fits(data) {
		return nil, errors.Join(documents.ErrEncrypted, err)
	}
	return data, nil
}

func (l *lock) openGCM(data, key []byte) ([]byte, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, errScheme
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil || len(l.iv) != gcm.NonceSize() {
		return nil, errScheme
	}
	data = bytes.TrimPrefix(data, l.iv) // where it may stand as well
	plain, err := gcm.Open(nil, l.iv, data, nil)
	if err != nil {
		return nil, documents.ErrEncrypted
	}
	return plain, nil
}

func (l *lock) openCBC(data, key []byte) ([]byte, error) {
	block, err := aes.NewCipher(key)
	if err != nil || len(l.iv) != aes.BlockSize {
		return nil, errScheme
	}
	if len(data) == 0 || len(data)%aes.BlockSize != 0 {
		return nil, documents.ErrDamaged
	}
	plain := make([]byte, len(data))
	cipher.NewCBCDecrypter(block, l.iv).CryptBlocks(plain, data)
	fill := int(plain[len(plain)-1])
	if fill < 1 || fill > aes.BlockSize {
		return nil, documents.ErrEncrypted
	}
	return plain[:len(plain)-fill], nil
}

func (l *lock) openBlowfish(data, key []byte) ([]byte, error) {
	block, err := blowfish.NewCipher(key)
	if err != nil || len(l.iv) != blowfish.BlockSize {
		return nil, errScheme
	}
	plain := make([]byte, len(data))
	cipher.NewCFBDecrypter(block, l.iv).XORKeyStream(plain, data) //nolint:staticcheck // what the format prescribes
	return plain, nil
}

// fits compares the sum of the beginning.
func (l *lock) fits(data []byte) bool {
	kind := strings.ToLower(l.sumType)
	if strings.HasSuffix(kind, "1k") {
		data = data[:min(len(data), summed)]
	}
	if strings.Contains(kind, "sha256") {
		sum := sha256.Sum256(data)
		return hmac.Equal(sum[:], l.sum)
	}
	sum := sha1.Sum(data) //nolint:gosec // what the format prescribes
	return hmac.Equal(sum[:], l.sum)
}

// unpacked returns what reads a decrypted member.
func (l *lock) unpacked(data []byte) io.ReadCloser {
	return flate.NewReader(bytes.NewReader(data))
}

// unlock finds the password that fits one of the members, the cheapest to try.
func unlock(pkg *zipxml.Package, locked map[string]*lock, passwords []string) (string, error) {
	var probe string
	for name, l := range locked {
		better := probe == "" || l.size < locked[probe].size || l.size == locked[probe].size && name < probe
		if pkg.Has(name) && better {
			probe = name
		}
	}
	if probe == "" {
		return "", nil
	}
	data, err := pkg.Bytes(probe)
	if err != nil {
		return "", err
	}
	work := 0
	for _, password := range passwords {
		if work += locked[probe].work(); work > maxWork {
			return "", documents.Because(documents.ErrEncrypted, "needs a password; not every one of the list was tried, since each takes too long")
		}
		if _, err := locked[probe].open(data, password); err == nil {
			return password, nil
		} else if errors.Is(err, errScheme) {
			return "", err
		}
	}
	return "", documents.ErrEncrypted
}

// unlockMembers makes the locked members of a package readable.
func (d *document) unlockMembers(passwords []string) error {
	locked, err := locks(d.ctx, d.pkg)
	if err != nil {
		return d.excuse(err)
	}
	if len(locked) == 0 {
		return nil
	}
	password, err := unlock(d.pkg, locked, passwords)
	if err != nil {
		return err
	}
	for name, l := range locked {
		d.pkg.Decrypt(name, func(data []byte) (io.ReadCloser, error) {
			plain, err := l.open(data, password)
			if err != nil {
				return nil, err
			}
			return l.unpacked(plain), nil
		})
	}
	return nil
}

// unlockWhole returns the package inside a locked one, or the input itself.
func unlockWhole(ctx context.Context, in documents.Input, passwords []string) (documents.Input, error) {
	if isFlat(in.Content) {
		return in, nil
	}
	pkg, err := zipxml.Open(in.Content, in.Size, zipxml.DefaultLimits())
	if err != nil || !pkg.Has(wholePackage) {
		return in, nil //nolint:nilerr // what is wrong is told when it is read
	}
	locked, err := locks(ctx, pkg)
	if err != nil {
		return in, documents.ErrDamaged
	}
	l := locked[wholePackage]
	if l == nil {
		return in, errScheme
	}
	password, err := unlock(pkg, map[string]*lock{wholePackage: l}, passwords)
	if err != nil {
		return in, err
	}
	data, err := pkg.Bytes(wholePackage)
	if err != nil {
		return in, err
	}
	plain, err := l.open(data, password)
	if err != nil {
		return in, err
	}
	if !bytes.HasPrefix(plain, []byte("PK")) {
		if plain, err = io.ReadAll(io.LimitReader(l.unpacked(plain), documents.MaxWhole)); err != nil {
			return in, documents.ErrDamaged
		}
	}
	return documents.Input{Name: in.Name, Content: bytes.NewReader(plain), Size: int64(len(plain))}, nil
}
