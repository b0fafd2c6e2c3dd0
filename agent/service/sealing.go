package service

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"sarsen/redact/pack"
	"sarsen/redact/seal"
)

// Encryption says how a pack is locked. The zero value leaves it open.
type Encryption struct {
	Format string // "aes" or "age"; "" for none
	// PasswordFile holds the password in its first line. One that is not there is
	// made, with a new password in it, just before the pack is put in place.
	PasswordFile string
	// RecipientsFile holds age recipients, one a line, in place of a password.
	RecipientsFile string
}

// sealing locks packs.
type sealing struct {
	lock seal.Lock
	save string     // the file that a new password goes to; "" for none
	keys []seal.Key // of what was locked, in order
}

// Check reports whether a pack can be locked so at out.
func (e Encryption) Check(out string) error {
	ends := map[seal.Format]string{seal.AES: ".zip", seal.Age: ".age"}[seal.Format(e.Format)]
	switch {
	case e.Format == "" && e.PasswordFile+e.RecipientsFile != "":
		return errors.New("a password or recipients need --encrypt aes or --encrypt age")
	case e.Format == "":
		return nil
	case ends == "":
		return fmt.Errorf("--encrypt %s: there are aes and age", e.Format)
	case !strings.EqualFold(filepath.Ext(out), ends):
		return fmt.Errorf("--encrypt %s makes a file that ends in %s: name it so", e.Format, ends)
	case (e.PasswordFile == "") == (e.RecipientsFile == ""):
		return errors.New("--encrypt needs a --password-file or, for age, a --recipients-file")
	case e.RecipientsFile != "" && seal.Format(e.Format) != seal.Age:
		return errors.New("--recipients-file needs --encrypt age")
	}
	return nil
}

// sealing reads what a pack is locked with; nil for what is not locked.
func (e Encryption) sealing(out string) (*sealing, error) {
	if err := e.Check(out); err != nil || e.Format == "" {
		return nil, err
	}
	s := &sealing{lock: seal.Lock{Format: seal.Format(e.Format)}}
	var err error
	if e.RecipientsFile != "" {
		s.lock.Recipients, err = seal.ReadRecipients(e.RecipientsFile)
	} else {
		s.lock.Password, err = seal.ReadPassword(e.PasswordFile)
		if errors.Is(err, os.ErrNotExist) {
			s.save = e.PasswordFile
			s.lock.Password, err = seal.NewPassword()
		}
	}
	if err != nil {
		return nil, err
	}
	return s, s.lock.Check()
}

// seal locks what was built and opens it again; the pack to verify lies where it
// returns. A nil sealing leaves it open.
func (s *sealing) seal(ctx context.Context, sum *pack.Summary) (string, error) {
	if s == nil {
		return sum.Reopened(ctx, nil)
	}
	err := sum.Seal(func(from, to, name string) error {
		key, err := s.lock.Seal(ctx, from, to, name)
		s.keys = append(s.keys, key)
		return err
	})
	if err != nil {
		return "", err
	}
	return sum.Reopened(ctx, func(from, to string) error {
		key := s.keys[0]
		s.keys = s.keys[1:]
		return seal.Open(ctx, from, to, key)
	})
}

// commit puts the pack in place, a new password first: a locked pack without its
// password would be of no use.
func (s *sealing) commit(sum pack.Summary) error {
	if s == nil || s.save == "" {
		return sum.Commit()
	}
	if err := seal.SavePassword(s.save, s.lock.Password); err != nil {
		return err
	}
	if err := sum.Commit(); err != nil {
		return errors.Join(err, os.Remove(s.save))
	}
	return nil
}

// overhead is what locking may add to a zip, at most.
func (s *sealing) overhead(size int64) int64 {
	if s == nil {
		return 0
	}
	return 8<<10 + size/2048 + 2048*int64(len(s.lock.Recipients))
}
