package odf_test

import (
	"bytes"
	"compress/flate"
	"crypto/aes"
	"crypto/cipher"
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"golang.org/x/crypto/argon2"
	"golang.org/x/crypto/blowfish" //nolint:staticcheck // what the format prescribes

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/odf"
	"sarsen/crawlers/documents/zipxml/zipxmltest"
)

const password = "harbour"

var (
	salt = []byte("salt of 16 bytes")
	iv   = []byte("start of the 16.")
)

// packed is content as a member is packed before it is locked.
func packed(t *testing.T, content string) []byte {
	t.Helper()
	var buf bytes.Buffer
	w, err := flate.NewWriter(&buf, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func head(b []byte) []byte { return b[:min(len(b), 1024)] }

// A scheme locks content, and says in the manifest how.
type scheme func(t *testing.T, content []byte) (locked []byte, data string)

func byAES(t *testing.T, content []byte) ([]byte, string) {
	t.Helper()
	start := sha256.Sum256([]byte(password))
	key, err := pbkdf2.Key(sha1.New, string(start[:]), salt, 1024, 32)
	if err != nil {
		t.Fatal(err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(head(content))
	fill := aes.BlockSize - len(content)%aes.BlockSize
	content = append(bytes.Clone(content), bytes.Repeat([]byte{byte(fill)}, fill)...)
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(content, content)
	return content, description("urn:oasis:names:tc:opendocument:xmlns:manifest:1.0#sha256-1k", sum[:], "http://www.w3.org/2001/04/xmlenc#aes256-cbc", iv,
		`manifest:key-derivation-name="PBKDF2" manifest:key-size="32" manifest:iteration-count="1024"`, "http://www.w3.org/2000/09/xmldsig#sha256")
}

func byBlowfish(t *testing.T, content []byte) ([]byte, string) {
	t.Helper()
	start := sha1.Sum([]byte(password))
	key, err := pbkdf2.Key(sha1.New, string(start[:]), salt, 1024, 16)
	if err != nil {
		t.Fatal(err)
	}
	block, err := blowfish.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha1.Sum(head(content))
	out := make([]byte, len(content))
	cipher.NewCFBEncrypter(block, iv[:8]).XORKeyStream(out, content) //nolint:staticcheck // what the format prescribes
	return out, description("SHA1/1K", sum[:], "Blowfish CFB", iv[:8],
		`manifest:key-derivation-name="PBKDF2" manifest:iteration-count="1024"`, "SHA1")
}

func byGCM(t *testing.T, content []byte) ([]byte, string) {
	t.Helper()
	start := sha256.Sum256([]byte(password))
	block, err := aes.NewCipher(argon2.IDKey(start[:], salt, 1, 64, 1, 32))
	if err != nil {
		t.Fatal(err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		t.Fatal(err)
	}
	return gcm.Seal(bytes.Clone(iv[:12]), iv[:12], content, nil), description("", nil, "http://www.w3.org/2009/xmlenc11#aes256-gcm", iv[:12],
		`manifest:key-derivation-name="urn:org:documentfoundation:names:experimental:office:manifest:argon2id" manifest:key-size="32" `+
			`loext:argon2-iterations="1" loext:argon2-memory="64" loext:argon2-lanes="1"`, "http://www.w3.org/2000/09/xmldsig#sha256")
}

func description(sumType string, sum []byte, algorithm string, start []byte, derivation, startKey string) string {
	encode := base64.StdEncoding.EncodeToString
	return fmt.Sprintf(`<manifest:encryption-data manifest:checksum-type="%s" manifest:checksum="%s">`+
		`<manifest:algorithm manifest:algorithm-name="%s" manifest:initialisation-vector="%s"/>`+
		`<manifest:key-derivation %s manifest:salt="%s"/>`+
		`<manifest:start-key-generation manifest:start-key-generation-name="%s" manifest:key-size="32"/></manifest:encryption-data>`,
		sumType, encode(sum), algorithm, encode(start), derivation, encode(salt), startKey)
}

// locked is a package with one locked member.
func locked(t *testing.T, member string, content []byte, by scheme) []byte {
	t.Helper()
	data, how := by(t, content)
	manifest := `<manifest:manifest><manifest:file-entry manifest:full-path="/"/><manifest:file-entry manifest:full-path="` + member +
		`" manifest:size="1">` + how + `</manifest:file-entry></manifest:manifest>`
	return zipxmltest.Pack(t, "mimetype", documents.TypeODT, "META-INF/manifest.xml", manifest, member, string(data))
}

func TestLocked(t *testing.T) {
	long := strings.Repeat("<text:p>Winifred Ashdown</text:p><text:p>12 Quay Street</text:p>", 500)
	body := content(`<office:text>` + long + `</office:text>`)
	want := strings.Repeat("Winifred Ashdown\n12 Quay Street\n", 500)
	whole := zipxmltest.Pack(t, "mimetype", documents.TypeODT, "content.xml", body)
	tests := []struct {
		name string
		data []byte
	}{
		{"AES", locked(t, "content.xml", packed(t, body), byAES)},
		{"Blowfish", locked(t, "content.xml", packed(t, body), byBlowfish)},
		{"as a whole", locked(t, "encrypted-package", packed(t, string(whole)), byGCM)},
		{"as a whole, not packed", locked(t, "encrypted-package", whole, byGCM)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			item, err := unlocked(t, tt.data, "wrong", password)
			if err != nil || item.Text != want {
				t.Errorf("got %.100q, %v", item.Text, err)
			}
		})
		t.Run(tt.name+", wrong password", func(t *testing.T) {
			item, err := unlocked(t, tt.data, "wrong", "", "Harbour")
			if !errors.Is(err, documents.ErrEncrypted) || item.Text != "" {
				t.Errorf("got %.100q, %v", item.Text, err)
			}
		})
	}
}

// unlocked reads a package as the walker does.
func unlocked(t *testing.T, data []byte, passwords ...string) (documents.Item, error) {
	t.Helper()
	format, ok := odf.New().(documents.Unlocker)
	if !ok {
		t.Fatal("not an Unlocker")
	}
	in, err := format.Unlock(t.Context(), documents.Input{Content: bytes.NewReader(data), Size: int64(len(data))}, passwords)
	if err != nil {
		return documents.Item{}, err
	}
	out := documents.NewBuilder(0, passwords)
	err = format.Read(t.Context(), in, out)
	return out.Result().Item, err
}

// What no password undoes, or would take forever, says so at once.
func TestUnknownLocks(t *testing.T) {
	for name, how := range map[string]string{
		"nothing said": `<manifest:encryption-data/>`,
		"endless":      description("SHA1/1K", salt, "Blowfish CFB", iv[:8], `manifest:key-derivation-name="PBKDF2" manifest:iteration-count="2000000000"`, ""),
		"all memory": description("", nil, "x#aes256-gcm", iv[:12],
			`manifest:key-derivation-name="x:argon2id" manifest:key-size="32" loext:argon2-iterations="1" loext:argon2-memory="4000000000" loext:argon2-lanes="1"`, ""),
	} {
		t.Run(name, func(t *testing.T) {
			data := locked(t, "content.xml", []byte("x"), func(*testing.T, []byte) ([]byte, string) { return make([]byte, 32), how })
			if item, err := unlocked(t, data, password); !errors.Is(err, documents.ErrEncrypted) || item.Text != "" {
				t.Errorf("got %q, %v", item.Text, err)
			}
		})
	}
}

// Documents of OpenOffice 1 have the same elements with few others.
func TestOpenOffice1(t *testing.T) {
	data := zipxmltest.Pack(t, "mimetype", "application/vnd.sun.xml.writer",
		"content.xml", `<!DOCTYPE office:document-content PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "office.dtd">`+
			`<office:document-content><office:body><text:p>Winifred<text:tab-stop/>Ashdown</text:p><text:list-item><text:p>12 Quay Street</text:p></text:list-item></office:body></office:document-content>`)
	item, err := unlocked(t, data)
	if err != nil || item.Text != "Winifred\tAshdown\n12 Quay Street\n" {
		t.Errorf("got %q, %v", item.Text, err)
	}
}
