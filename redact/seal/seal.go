// Package seal locks a finished zip so that it can travel: with a password, as
// a zip in AES-256 that 7-Zip opens or as an age file, or for the holders of
// age keys. It opens again what it locked.
//
// It promises that a locked file shows nothing of what is in it but its size:
// the zip goes in as a whole, so that the names of documents are locked as
// well. It refuses weak passwords, and on opening every file that has been
// changed or that holds more than it would write.
package seal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"filippo.io/age"
)

// A Format is a way of locking. The values are those of export --encrypt.
type Format string

// The formats. Plain is what is not locked.
const (
	Plain Format = ""
	AES   Format = "aes" // a zip with one member in AES-256 (WinZip AE-2) and a note how to open it
	Age   Format = "age" // an age file, version 1
)

var (
	// ErrKey is wrapped by Open when no key opens the file.
	ErrKey = errors.New("the key does not open it")
	// ErrDamaged is wrapped by Open when the file is not as it was written, or
	// holds more than this package writes.
	ErrDamaged = errors.New("it is damaged or was changed")
	// ErrPassword is wrapped by the errors about passwords that are not good
	// enough to lock anything.
	ErrPassword = errors.New("the password is too weak")
)

// A Lock says how to seal: by Password in either format, or in Age for the
// holders of keys.
type Lock struct {
	Format     Format
	Password   string
	Recipients []age.Recipient // instead of a password; Age only
}

// A Key opens what was sealed: by password, or by age identities.
type Key struct {
	Password   string
	Identities []age.Identity
}

// Check reports whether the lock can be used. It wraps ErrPassword for a
// password that is too weak.
func (l Lock) Check() error {
	switch {
	case l.Format != AES && l.Format != Age:
		return fmt.Errorf("seal: %q is no format; there are aes and age", l.Format)
	case len(l.Recipients) > 0 && l.Format != Age:
		return errors.New("seal: recipients need the format age")
	case len(l.Recipients) > 0 && l.Password != "":
		return errors.New("seal: a password or recipients, not both")
	case len(l.Recipients) > 0:
		return nil
	}
	return checkPassword(l.Password)
}

// Seal locks the file src into a new file dst; name is what src is called
// inside, where the format has names. The key opens dst again, also when it was
// made for recipients: it lasts for this file only and should not be kept. After
// an error there is no dst.
func (l Lock) Seal(ctx context.Context, src, dst, name string) (Key, error) {
	if err := l.Check(); err != nil {
		return Key{}, err
	}
	in, err := os.Open(src)
	if err != nil {
		return Key{}, fmt.Errorf("seal: %w", err)
	}
	defer func() { _ = in.Close() }() // only read
	key := Key{Password: l.Password}
	err = create(dst, func(out io.Writer) error {
		from := &reader{ctx, in}
		if l.Format == AES {
			info, err := in.Stat()
			if err != nil {
				return err
			}
			return writeAES(out, from, info.Size(), name, l.Password)
		}
		var err error
		key.Identities, err = l.writeAge(out, from)
		return err
	})
	if err != nil {
		return Key{}, fmt.Errorf("seal: %w", err)
	}
	return key, nil
}

// Open unlocks the file src into a new file dst. Nothing is written before all
// of it was found to be unchanged in format AES; in Age each piece is checked
// before it is written. The error wraps ErrKey or ErrDamaged; after an error
// there is no dst. A file that is not locked is an error, too.
func Open(ctx context.Context, src, dst string, key Key) error {
	format, err := Detect(src)
	if err != nil {
		return fmt.Errorf("open sealed file: %w", err)
	}
	in, err := os.Open(src)
	if err != nil {
		return fmt.Errorf("open sealed file: %w", err)
	}
	defer func() { _ = in.Close() }() // only read
	err = create(dst, func(out io.Writer) error {
		switch format {
		case AES:
			return readAES(ctx, out, in, key.Password)
		case Age:
			return readAge(out, &reader{ctx, in}, key)
		case Plain:
		}
		return fmt.Errorf("not a sealed file: %w", ErrDamaged)
	})
	if err != nil {
		return fmt.Errorf("open sealed file: %w", err)
	}
	return nil
}

// Detect says how a file is locked. What is no file of this package is Plain.
func Detect(path string) (Format, error) {
	f, err := os.Open(path)
	if err != nil {
		return Plain, err
	}
	defer func() { _ = f.Close() }() // only read
	head := make([]byte, len(ageIntro))
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return Plain, err
	}
	if bytes.Equal(head[:n], []byte(ageIntro)) {
		return Age, nil
	}
	if _, err := memberOf(f); err == nil || errors.Is(err, ErrDamaged) {
		return AES, nil
	}
	return Plain, nil
}

// create writes a new file by fn; after an error it is gone.
func create(path string, fn func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err := errors.Join(fn(f), f.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

// reader ends with its context.
type reader struct {
	ctx context.Context
	io.Reader
}

func (r *reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}
