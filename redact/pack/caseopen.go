package pack

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Errors of what reads case files.
var (
	// ErrNoCase is wrapped for a folder that holds no case file.
	ErrNoCase = errors.New("this is no case file")
	// ErrSealed is wrapped for a sealed set that cannot be read, or that is not
	// as it was sealed.
	ErrSealed = errors.New("the sealed set is damaged")
)

// SealedFile is where the sealed set lies in a case file.
func SealedFile(dir string) string { return filepath.Join(dir, sealedName) }

// VerifyCase compares a case file with its manifest and says in words what is
// wrong: nothing when all is as it was made. The error wraps ErrNoCase.
func VerifyCase(ctx context.Context, dir string) ([]string, error) {
	listed, err := readManifest(dir)
	if err != nil {
		return nil, err
	}
	there, err := filesIn(dir)
	if err != nil {
		return nil, fmt.Errorf("verify case file: %w", err)
	}
	var wrong []string
	for _, name := range there {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		want, ok := listed[name]
		delete(listed, name)
		if name == manifestName {
			continue
		}
		sum, err := sumOf(filepath.Join(dir, filepath.FromSlash(name)))
		switch {
		case err != nil:
			return nil, fmt.Errorf("verify case file: %w", err)
		case !ok:
			wrong = append(wrong, name+": not in the manifest")
		case sum != want:
			wrong = append(wrong, name+": not as it was when the case file was made")
		}
	}
	for name := range listed {
		wrong = append(wrong, name+": named in the manifest, but not there")
	}
	slices.Sort(wrong)
	return wrong, nil
}

func readManifest(dir string) (map[string]string, error) {
	raw, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		return nil, fmt.Errorf("read case file: %w", ErrNoCase)
	}
	listed := map[string]string{}
	lines := bufio.NewScanner(bytes.NewReader(raw))
	for lines.Scan() {
		sum, name, ok := strings.Cut(lines.Text(), "  ")
		if !ok || name == "" {
			return nil, fmt.Errorf("read manifest of the case file: %w", ErrNoCase)
		}
		listed[name] = sum
	}
	return listed, lines.Err()
}

func sumOf(file string) (string, error) {
	f, err := os.Open(filepath.Clean(file))
	if err != nil {
		return "", err
	}
	h := sha256.New()
	_, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), errors.Join(err, f.Close())
}

// A Logged is an entry of the redaction log that a text was found in.
type Logged struct {
	Item, Mark, Code, By, At string
	Number                   string // of the item in the schedule
	Exact                    bool   // letter for letter; else but for case, accents and blanks
}

// CheckCase returns the entries of the redaction log whose whole text is the
// given one, by the keyed hash: nothing is opened. The error wraps ErrNoCase.
func CheckCase(dir string, key []byte, text string) ([]Logged, error) {
	f, err := os.Open(filepath.Join(dir, "redactions.csv"))
	if err != nil {
		return nil, fmt.Errorf("read redaction log: %w", ErrNoCase)
	}
	defer f.Close() //nolint:errcheck // only read
	r := csv.NewReader(f)
	head, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("read redaction log: %w", ErrNoCase)
	}
	at := map[string]int{}
	for i, name := range head {
		at[name] = i
	}
	if _, ok := at["hmac_folded"]; !ok {
		return nil, fmt.Errorf("read redaction log: %w: it is of an earlier version", ErrNoCase)
	}
	exact, near := keyed(key, text), keyed(key, folded(text))
	var out []Logged
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read redaction log: %w", err)
		}
		cell := func(name string) string { return row[at[name]] }
		same := equal(exact, cell("hmac_sha256"))
		if same || equal(near, cell("hmac_folded")) {
			out = append(out, Logged{Item: cell("item"), Mark: cell("mark"), Code: cell("code"), By: cell("by"), At: cell("at"), Number: cell("number"), Exact: same})
		}
	}
}

func equal(a, b string) bool { return a != "" && hmac.Equal([]byte(a), []byte(b)) }

// sealedLimit bounds what is unpacked from a sealed set: the originals of a
// request, of which there may be many.
const sealedLimit = 1 << 40

// Unseal writes a decrypted sealed set to the new folder dir, and compares it
// with its manifest. Names that lead out of the folder are refused. The error
// wraps ErrSealed, or ErrExists when something is at dir. After an error
// nothing is left behind.
func Unseal(ctx context.Context, opened io.ReaderAt, size int64, dir string) (err error) {
	z, err := zip.NewReader(opened, size)
	if err != nil {
		return fmt.Errorf("open sealed set: %w", ErrSealed)
	}
	if err := vacant(dir, ""); err != nil {
		return fmt.Errorf("open sealed set: %w", err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("open sealed set: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(dir))
		}
	}()
	if err := unzip(ctx, z, dir, sealedLimit, ErrSealed); err != nil {
		return fmt.Errorf("open sealed set: %w", err)
	}
	wrong, err := VerifyCase(ctx, dir)
	if err == nil && len(wrong) > 0 {
		err = fmt.Errorf("%w: %d files are not as they were sealed", ErrSealed, len(wrong))
	}
	return err
}
