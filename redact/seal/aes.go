package seal

import (
	"archive/zip"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha1" //nolint:gosec // the format (WinZip AE-2) has it
	"crypto/subtle"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
)

// The layout of a member in AE-2, as WinZip describes it: salt, two bytes by
// which a wrong password is noticed, the encrypted bytes, and the first ten
// bytes of their HMAC.
const (
	aesMethod   = 99
	aesHeaderID = 0x9901
	aesVersion  = 2 // AE-2: no checksum of the plain bytes
	aes256      = 3
	saltSize    = 16
	checkSize   = 2
	keySize     = 32
	macSize     = 10
	iterations  = 1000 // of PBKDF2, as the format has it: the password must be strong
	encrypted   = 0x1  // flag of a member
	utf8Name    = 0x800
)

// noteName and Note stand beside the locked member, for whoever opens the file
// without knowing what to do.
const noteName = "READ-ME-FIRST.txt"

// Note tells a person at home how to open a file in format AES.
const Note = "This file is locked with a password.\r\n" +
	"\r\n" +
	"1. You get the password in another way than the file, for example by telephone\r\n" +
	"   or by post. If you have not had it, ask the council that sent you the file.\r\n" +
	"2. Windows and macOS do not open locked files of this kind by themselves. Use a\r\n" +
	"   free program such as 7-Zip (Windows), Keka (macOS) or Ark (Linux).\r\n" +
	"3. Open the other file in this one, and type the password when you are asked.\r\n" +
	"4. Unpack what is in it into a folder, and open index.html there.\r\n"

// extra says how a member is encrypted; what is in it is stored as it is, since
// it is a zip already.
func extra() []byte {
	b := binary.LittleEndian.AppendUint16(nil, aesHeaderID)
	b = binary.LittleEndian.AppendUint16(b, 7)
	b = binary.LittleEndian.AppendUint16(b, aesVersion)
	b = append(b, 'A', 'E', aes256)
	return binary.LittleEndian.AppendUint16(b, zip.Store)
}

// writeAES writes a zip with the note and one locked member.
func writeAES(out io.Writer, in io.Reader, size int64, name, password string) error {
	z := zip.NewWriter(out)
	note, err := z.CreateHeader(&zip.FileHeader{Name: noteName, Method: zip.Deflate})
	if err != nil {
		return err
	}
	if _, err := io.WriteString(note, Note); err != nil {
		return err
	}
	w, err := z.CreateRaw(&zip.FileHeader{
		Name: name, Method: aesMethod, Flags: encrypted | utf8Name, Extra: extra(),
		CompressedSize64: uint64(saltSize + checkSize + size + macSize), UncompressedSize64: uint64(size), //nolint:gosec // sizes are not negative
	})
	if err != nil {
		return err
	}
	salt := make([]byte, saltSize)
	if _, err := rand.Read(salt); err != nil {
		return err
	}
	k, err := deriveKeys(password, salt)
	if err != nil {
		return err
	}
	if _, err := w.Write(append(salt, k.check...)); err != nil {
		return err
	}
	n, err := io.Copy(io.MultiWriter(w, k.mac), &cipher.StreamReader{S: k.stream, R: in})
	if err != nil {
		return err
	}
	if n != size {
		return fmt.Errorf("file changed from %d to %d bytes: %w", size, n, ErrDamaged)
	}
	if _, err := w.Write(k.mac.Sum(nil)[:macSize]); err != nil {
		return err
	}
	return z.Close()
}

// memberOf returns the locked member of a zip. The error wraps ErrDamaged for a
// zip with a locked member that is not as writeAES writes it.
func memberOf(f *os.File) (*zip.File, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	z, err := zip.NewReader(f, info.Size())
	if err != nil {
		return nil, err
	}
	var member *zip.File
	for _, m := range z.File {
		if m.Method == aesMethod {
			member = m
		}
	}
	if member == nil {
		return nil, errors.New("no locked member")
	}
	const fixed = saltSize + checkSize + macSize
	if len(z.File) != 2 || z.Comment != "" || z.File[0].Name != noteName || z.File[1] != member || member.Comment != "" ||
		string(member.Extra) != string(extra()) || member.CompressedSize64 < fixed || member.CompressedSize64-fixed != member.UncompressedSize64 {
		return nil, fmt.Errorf("other members than expected: %w", ErrDamaged)
	}
	return member, noted(z.File[0])
}

// noted checks that the note is what it should be.
func noted(m *zip.File) error {
	r, err := m.Open()
	if err != nil {
		return fmt.Errorf("note: %w", ErrDamaged)
	}
	text, err := io.ReadAll(io.LimitReader(r, int64(len(Note))+1))
	if err = errors.Join(err, r.Close()); err != nil || string(text) != Note {
		return fmt.Errorf("note: %w", ErrDamaged)
	}
	return nil
}

// readAES writes the plain bytes of the locked member, once all of it was found
// to be as it was written.
func readAES(ctx context.Context, out io.Writer, f *os.File, password string) error {
	m, err := memberOf(f)
	if err != nil {
		return err
	}
	at, err := m.DataOffset()
	if err != nil {
		return fmt.Errorf("place of the member: %w", ErrDamaged)
	}
	head := make([]byte, saltSize+checkSize)
	if _, err := f.ReadAt(head, at); err != nil {
		return fmt.Errorf("read member: %w", ErrDamaged)
	}
	k, err := deriveKeys(password, head[:saltSize])
	if err != nil {
		return err
	}
	if subtle.ConstantTimeCompare(k.check, head[saltSize:]) != 1 {
		return ErrKey
	}
	at += int64(len(head))
	size := int64(m.UncompressedSize64) //nolint:gosec // checked against the file by its reads
	body := func() io.Reader { return &reader{ctx, io.NewSectionReader(f, at, size)} }
	if n, err := io.Copy(k.mac, body()); err != nil || n != size {
		return errors.Join(ctx.Err(), fmt.Errorf("read member: %w", ErrDamaged))
	}
	mac := make([]byte, macSize)
	if _, err := f.ReadAt(mac, at+size); err != nil || !hmac.Equal(mac, k.mac.Sum(nil)[:macSize]) {
		return fmt.Errorf("checksum of the member: %w", ErrDamaged)
	}
	_, err = io.Copy(out, &cipher.StreamReader{S: k.stream, R: body()})
	return err
}

// keys are made from a password and a salt.
type keys struct {
	stream cipher.Stream
	mac    hash.Hash
	check  []byte
}

func deriveKeys(password string, salt []byte) (keys, error) {
	raw, err := pbkdf2.Key(sha1.New, password, salt, iterations, 2*keySize+checkSize)
	if err != nil {
		return keys{}, err
	}
	block, err := aes.NewCipher(raw[:keySize])
	if err != nil {
		return keys{}, err
	}
	return keys{
		stream: &counter{block: block, used: aes.BlockSize},
		mac:    hmac.New(sha1.New, raw[keySize:2*keySize]),
		check:  raw[2*keySize:],
	}, nil
}

// counter is AES in counter mode as WinZip has it: the counter's lowest byte
// comes first, and it begins with one.
type counter struct {
	block cipher.Block
	at    [aes.BlockSize]byte
	pad   [aes.BlockSize]byte
	used  int // bytes of pad
}

func (c *counter) XORKeyStream(dst, src []byte) {
	for len(src) > 0 {
		if c.used == aes.BlockSize {
			for i := range c.at {
				if c.at[i]++; c.at[i] != 0 {
					break
				}
			}
			c.block.Encrypt(c.pad[:], c.at[:])
			c.used = 0
		}
		n := subtle.XORBytes(dst, src, c.pad[c.used:])
		c.used += n
		dst, src = dst[n:], src[n:]
	}
}
