package index

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// formatVersion numbers the folder's layout and the meaning of its fields: see
// the list in FORMAT.md.
const formatVersion = 3

// versionFile is the file of the folder that says what the others are.
const versionFile = "version"

// probe holds every kind of thing that folding and tokenising treat apart, so
// that a change of either changes the fingerprint.
const probe = "May O’Neill, Smith-Jones Łukasz ﬁle rich-\nardson QQ 12 34 56 C HB/2024/0017 " +
	"+44 (0)7700 900123 ann.lee@x.example JaneSmith2024_final.pdf 12/03/1984 José\u00ad\u200b §1"

// fingerprint identifies mapping and analysers.
func fingerprint() (string, error) {
	h := sha256.New()
	m, err := json.Marshal(newMapping())
	if err != nil {
		return "", fmt.Errorf("encode mapping: %w", err)
	}
	_, _ = h.Write(m) // never fails
	for _, t := range []tokeniser{{}, {camel: true}} {
		for _, token := range t.Tokenize([]byte(probe)) {
			_, _ = fmt.Fprintf(h, "%s %d %d %d\n", token.Term, token.Start, token.End, token.Position)
		}
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// stamp returns what the version file holds.
func stamp() (string, error) {
	sum, err := fingerprint()
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("sarsen index\nformat %d\nmapping %s\n", formatVersion, sum), nil
}

// checkVersion tells whether dir holds an index. It returns ErrRebuild for
// one that this program did not make, or did not finish making.
func checkVersion(dir string) (exists bool, err error) {
	got, err := os.ReadFile(filepath.Join(dir, versionFile))
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(filepath.Join(dir, shardsFolder)); err == nil {
			return false, fmt.Errorf("open index: no version file: %w", ErrRebuild)
		}
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("open index: %w", err)
	}
	want, err := stamp()
	if err != nil {
		return false, err
	}
	if strings.TrimSpace(string(got)) != strings.TrimSpace(want) {
		return false, fmt.Errorf("open index: made by another version: %w", ErrRebuild)
	}
	return true, nil
}

// writeVersion marks dir as a finished index.
func writeVersion(dir string) error {
	s, err := stamp()
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, versionFile), []byte(s), 0o600)
}
