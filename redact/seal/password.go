package seal

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"
)

// NewPassword makes a password of 96 random bits that can be said on the
// telephone and typed without mistakes: six words of five letters, parted by
// hyphens, such as lusab-babad-gutih-tugad-vafig-mibob.
func NewPassword() (string, error) {
	raw := make([]byte, 2*words)
	if _, err := rand.Read(raw); err != nil {
		return "", fmt.Errorf("make password: %w", err)
	}
	said := make([]string, words)
	for i := range said {
		said[i] = speakable(binary.BigEndian.Uint16(raw[2*i:]))
	}
	return strings.Join(said, "-"), nil
}

const words = 6

// speakable writes 16 bits as consonant, vowel, consonant, vowel, consonant.
func speakable(n uint16) string {
	const consonants, vowels = "bdfghjklmnprstvz", "aiou"
	return string([]byte{
		consonants[n>>12], vowels[n>>10&3], consonants[n>>6&15], vowels[n>>4&3], consonants[n&15],
	})
}

// shortest is the shortest password of a person's own, in characters. Anybody
// who has the file may try passwords as fast as machines can.
const (
	shortest  = 12
	different = 6 // characters in it, at least
	longest   = 128
)

func checkPassword(p string) error {
	n, seen := utf8.RuneCountInString(p), map[rune]bool{}
	for _, r := range p {
		if !unicode.IsPrint(r) {
			return fmt.Errorf("%w: it has a character that cannot be typed", ErrPassword)
		}
		seen[r] = true
	}
	switch {
	case n < shortest:
		return fmt.Errorf("%w: %d characters, at least %d are needed", ErrPassword, n, shortest)
	case len(seen) < different:
		return fmt.Errorf("%w: it has only %d different characters", ErrPassword, len(seen))
	case len(p) > longest:
		return fmt.Errorf("%w: more than %d bytes, which not every program takes", ErrPassword, longest)
	}
	return nil
}

// ReadPassword reads the first line of a file. The error wraps os.ErrNotExist
// when there is none, and ErrPassword when it is not good enough.
func ReadPassword(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("read password: %w", err)
	}
	raw, err := io.ReadAll(io.LimitReader(f, 4096))
	if err = errors.Join(err, f.Close()); err != nil {
		return "", fmt.Errorf("read password: %w", err)
	}
	line, _, _ := bytes.Cut(bytes.TrimPrefix(raw, []byte("\ufeff")), []byte("\n"))
	password := strings.TrimRight(string(line), "\r")
	return password, checkPassword(password)
}

// SavePassword writes a new file that only its owner can read. It never
// overwrites one: the error then wraps os.ErrExist.
func SavePassword(path, password string) error {
	err := create(path, func(w io.Writer) error {
		_, err := io.WriteString(w, password+"\n")
		return err
	})
	if err != nil {
		return fmt.Errorf("save password: %w", err)
	}
	return nil
}
