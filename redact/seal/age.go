package seal

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"filippo.io/age"
)

// ageIntro begins every age file.
const ageIntro = "age-encryption.org/v1\n"

// workFactor is that of scrypt: about a second on a small machine.
const workFactor = 18

// writeAge locks for the recipients, or by the password. What it returns opens
// this one file.
func (l Lock) writeAge(out io.Writer, in io.Reader) ([]age.Identity, error) {
	to := slices.Clone(l.Recipients)
	if len(to) == 0 {
		r, err := age.NewScryptRecipient(l.Password)
		if err != nil {
			return nil, err
		}
		r.SetWorkFactor(workFactor)
		to = append(to, r)
	}
	w := &witness{Recipient: to[0]}
	to[0] = w
	sealed, err := age.Encrypt(out, to...)
	if err != nil {
		return nil, err
	}
	if _, err := io.Copy(sealed, in); err != nil {
		return nil, err
	}
	if err := sealed.Close(); err != nil {
		return nil, err
	}
	return []age.Identity{age.NewInjectedFileKeyIdentity(w.key)}, nil
}

// witness is a recipient that remembers the key of the file, so that what was
// locked for others can be opened again for a check.
type witness struct {
	age.Recipient
	key []byte
}

// WrapWithLabels implements age.RecipientWithLabels.
func (w *witness) WrapWithLabels(key []byte) ([]*age.Stanza, []string, error) {
	w.key = slices.Clone(key)
	if r, ok := w.Recipient.(age.RecipientWithLabels); ok {
		return r.WrapWithLabels(key)
	}
	s, err := w.Wrap(key)
	return s, nil, err
}

func readAge(out io.Writer, in io.Reader, key Key) error {
	identities := slices.Clone(key.Identities)
	if key.Password != "" {
		id, err := age.NewScryptIdentity(key.Password)
		if err != nil {
			return err
		}
		id.SetMaxWorkFactor(workFactor)
		identities = append(identities, id)
	}
	if len(identities) == 0 {
		return ErrKey
	}
	plain, err := age.Decrypt(in, identities...)
	if none := (*age.NoIdentityMatchError)(nil); errors.As(err, &none) {
		return ErrKey
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if _, err := io.Copy(out, plain); err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return nil
}

// ReadRecipients reads age recipients from a file, one a line; lines that are
// empty or begin with # do not count.
func ReadRecipients(path string) ([]age.Recipient, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read recipients: %w", err)
	}
	defer func() { _ = f.Close() }() // only read
	to, err := age.ParseRecipients(f)
	if err != nil {
		return nil, fmt.Errorf("read recipients: %w", err)
	}
	return to, nil
}
