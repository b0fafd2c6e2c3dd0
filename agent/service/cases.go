package service

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"filippo.io/age"

	"sarsen/redact/pack"
)

// A CaseFile is the council's record of one export.
type CaseFile struct {
	Name  string `json:"name"` // time of the export in UTC, with -draft
	Path  string `json:"path"`
	Draft bool   `json:"draft"`
	// Sealed is the size of the sealed set in bytes; 0 when there is none, as
	// in records of earlier versions.
	Sealed int64 `json:"sealed"`
	Log    int   `json:"log"` // entries of the redaction log
}

// CaseWhere picks a case file: the one called Name in the folder Dir. "" is
// the latest, and the request's folder in the data folder.
type CaseWhere struct{ Name, Dir string }

// CaseFiles lists the records of a request's exports, the oldest first.
func (s *Service) CaseFiles(id string, in CaseWhere) ([]CaseFile, error) {
	if _, err := s.reg.Get(id); err != nil {
		return nil, err
	}
	dir := in.Dir
	if dir == "" {
		dir = s.path("cases", id)
	}
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("list case files: %w", err)
	}
	var out []CaseFile
	for _, e := range entries {
		if !e.IsDir() || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		if c, ok := readCase(filepath.Join(dir, e.Name()), id); ok {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b CaseFile) int { return strings.Compare(a.Name, b.Name) })
	return out, nil
}

// readCase reads what a case file says of itself.
func readCase(dir, id string) (CaseFile, bool) {
	raw, err := os.ReadFile(filepath.Join(dir, "case.json"))
	if err != nil {
		return CaseFile{}, false
	}
	var c struct {
		Request string `json:"request"`
		Draft   bool   `json:"draft"`
		Tables  []struct {
			Name string            `json:"name"`
			Rows []json.RawMessage `json:"rows"`
		} `json:"tables"`
	}
	if json.Unmarshal(raw, &c) != nil || c.Request != id {
		return CaseFile{}, false
	}
	out := CaseFile{Name: filepath.Base(dir), Path: dir, Draft: c.Draft}
	for _, t := range c.Tables {
		if t.Name == "redactions" {
			out.Log = len(t.Rows)
		}
	}
	if info, err := os.Stat(pack.SealedFile(dir)); err == nil {
		out.Sealed = info.Size()
	}
	return out, true
}

// caseAt finds one case file.
func (s *Service) caseAt(id string, in CaseWhere) (CaseFile, error) {
	all, err := s.CaseFiles(id, in)
	if err != nil {
		return CaseFile{}, err
	}
	for _, c := range slices.Backward(all) {
		if in.Name == "" || c.Name == in.Name {
			return c, nil
		}
	}
	if in.Name == "" {
		return CaseFile{}, fmt.Errorf("request %s has no case file yet: 'sarsen export %s' makes one", id, id)
	}
	return CaseFile{}, fmt.Errorf("request %s has no case file %q: 'sarsen case list %s' lists them", id, in.Name, id)
}

// VerifyCase says what is no longer as it was when the case file was made.
func (s *Service) VerifyCase(ctx context.Context, by Officer, id string, in CaseWhere) (CaseFile, []string, error) {
	c, err := s.caseAt(id, in)
	if err != nil {
		return c, nil, err
	}
	wrong, err := pack.VerifyCase(ctx, c.Path)
	if err != nil {
		return c, nil, err
	}
	return c, wrong, s.record(by, "case.verify", id, "", map[string]string{"case": c.Name, "wrong": strconv.Itoa(len(wrong))})
}

// CheckCase returns the entries of the redaction log whose text is the given
// one: by the keyed hash, so that nothing is opened. The text is not recorded.
func (s *Service) CheckCase(_ context.Context, by Officer, id, text string, in CaseWhere) (CaseFile, []pack.Logged, error) {
	c, err := s.caseAt(id, in)
	if err != nil {
		return c, nil, err
	}
	key, err := s.reg.Secret(id)
	if err != nil {
		return c, nil, err
	}
	if err := s.record(by, "case.check", id, "", map[string]string{"case": c.Name}); err != nil {
		return c, nil, err
	}
	found, err := pack.CheckCase(c.Path, key, text)
	return c, found, err
}

// OpenCase decrypts the sealed set with the keys in the file identity, "" for
// the council's own, and unpacks it into the new folder out. It is on the
// audit record before anything is opened.
func (s *Service) OpenCase(ctx context.Context, by Officer, id string, in CaseWhere, identity, out string) (CaseFile, error) {
	c, err := s.caseAt(id, in)
	if err != nil {
		return c, err
	}
	if err := Outside(s.Config, out); err != nil {
		return c, err
	}
	if identity == "" {
		identity = s.path(keysDir, caseKeyName)
		if _, err := os.Stat(identity); err != nil {
			return c, errors.New("open the sealed set: name the file with your key: --identity FILE")
		}
	}
	keys, err := readIdentities(identity)
	if err != nil {
		return c, err
	}
	f, err := openFile(pack.SealedFile(c.Path))
	if err != nil {
		return c, fmt.Errorf("case file %s has no sealed set", c.Name)
	}
	defer f.Close() //nolint:errcheck // only read
	if err := s.record(by, "case.open", id, "", map[string]string{"case": c.Name}); err != nil {
		return c, err
	}
	opened, size, err := age.DecryptReaderAt(f, f.Size(), keys...)
	if none := (*age.NoIdentityMatchError)(nil); errors.As(err, &none) {
		return c, fmt.Errorf("open the sealed set: the key in %s does not open it; case.html names who can", identity)
	}
	if err != nil {
		return c, fmt.Errorf("open the sealed set: %w", pack.ErrSealed)
	}
	if err := pack.Unseal(ctx, opened, size, out); err != nil {
		return c, err
	}
	return c, s.record(by, "case.open.done", id, "", map[string]string{"case": c.Name})
}
