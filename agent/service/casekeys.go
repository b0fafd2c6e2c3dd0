package service

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"filippo.io/age"

	"sarsen/redact/seal"
)

// keysDir holds the council's own key to what is sealed.
const keysDir = "keys"

// caseKeyName is its file, as age-keygen writes one.
const caseKeyName = "case.txt"

// sealer encrypts the withheld sets of case files.
//
// With case_recipients in the configuration, only those named there can open
// them: not even who has the whole data folder, and nobody once their keys are
// lost. Without it, sarsen keeps a key in the data folder: then nothing has to
// be kept elsewhere and it is in every backup, but who has the folder, which
// holds the originals of all requests too, can open it all.
type sealer struct {
	to  []age.Recipient
	who []string
}

func (s *sealer) seal(w io.Writer) (io.WriteCloser, error) { return age.Encrypt(w, s.to...) }

func (s *Service) sealer() (*sealer, error) {
	if file := s.Config.CaseRecipients; file != "" {
		to, err := seal.ReadRecipients(file)
		if err != nil {
			return nil, fmt.Errorf("case_recipients: %w", err)
		}
		out := &sealer{to: to}
		for _, r := range to {
			if named, ok := r.(fmt.Stringer); ok {
				out.who = append(out.who, named.String())
			} else {
				out.who = append(out.who, "a key of another kind")
			}
		}
		return out, nil
	}
	key, err := s.caseKey()
	if err != nil {
		return nil, err
	}
	public := key.Recipient()
	return &sealer{to: []age.Recipient{public}, who: []string{public.String() + ", whose secret part lies in " + keysDir + "/" + caseKeyName + " in the data folder"}}, nil
}

// caseKey returns the council's own key, and makes it when there is none.
func (s *Service) caseKey() (*age.X25519Identity, error) {
	path := s.path(keysDir, caseKeyName)
	if ids, err := readIdentities(path); err == nil {
		if key, ok := ids[0].(*age.X25519Identity); ok {
			return key, nil
		}
		return nil, fmt.Errorf("read %s: it holds no X25519 key", path)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	key, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, fmt.Errorf("make the key of the case files: %w", err)
	}
	text := "# Opens the withheld sets in the case files. Keep it safe, and in the backups.\n# public key: " + key.Recipient().String() + "\n" + key.String() + "\n"
	if err := writeOnce(path, text); err != nil {
		return nil, fmt.Errorf("make the key of the case files: %w", err)
	}
	return key, nil
}

// writeOnce writes a new file for its owner only; it is there in full or not
// at all.
func writeOnce(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".new-")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name()) //nolint:errcheck // gone when it was renamed
	_, err = temp.WriteString(text)
	if err := errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}

// readIdentities reads secret age keys from a file.
func readIdentities(path string) ([]age.Identity, error) {
	f, err := os.Open(filepath.Clean(path))
	if err != nil {
		return nil, fmt.Errorf("read identities: %w", err)
	}
	defer f.Close() //nolint:errcheck // only read
	ids, err := age.ParseIdentities(f)
	if err != nil { // the error of the parser may quote the line
		return nil, fmt.Errorf("read identities: %s is no file of age keys, as age-keygen writes it", path)
	}
	return ids, nil
}
