package pack

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"sarsen/redact/verify"
)

// ErrExists is wrapped by Build, Commit and BuildCase when something stands at
// the target that may not be replaced.
var ErrExists = errors.New("something is there already")

// ErrPlace is wrapped by BuildCase for a place inside a pack.
var ErrPlace = errors.New("the place lies inside a pack")

// Commit renames the built pack to its target, the last step. The error wraps
// ErrExists when something was put there in the meantime.
func (s Summary) Commit() error {
	if err := vacant(s.Target, s.earlier); err != nil {
		return fmt.Errorf("place pack: %w", err)
	}
	old := ""
	if _, err := os.Lstat(s.Target); err == nil {
		old = s.Path + ".old"
		if err := os.Rename(s.Target, old); err != nil {
			return fmt.Errorf("place pack: %w", err)
		}
	}
	if err := os.Rename(s.Path, s.Target); err != nil {
		if old != "" {
			err = errors.Join(err, os.Rename(old, s.Target))
		}
		return fmt.Errorf("place pack: %w", err)
	}
	if old == "" {
		return nil
	}
	if err := os.RemoveAll(old); err != nil {
		return fmt.Errorf("remove the earlier pack: %w", err)
	}
	return nil
}

// Discard removes a pack that shall not be placed.
func (s Summary) Discard() error {
	if s.Path == "" {
		return nil
	}
	if err := os.RemoveAll(s.Path); err != nil {
		return fmt.Errorf("remove pack: %w", err)
	}
	return nil
}

func isZip(target string) bool { return strings.EqualFold(filepath.Ext(target), ".zip") }

// vacant reports whether a pack may be placed at target: nothing is there, an
// empty folder, or a pack of the request earlier, which may be "" for none.
func vacant(target, earlier string) error {
	info, err := os.Lstat(target)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.IsDir():
		entries, err := os.ReadDir(target)
		if err != nil {
			return err
		}
		if len(entries) == 0 {
			return nil
		}
	case !info.Mode().IsRegular():
		return ErrExists
	}
	if earlier != "" && info.IsDir() != isZip(target) && requestOf(target) == earlier {
		return nil
	}
	return ErrExists
}

// requestOf returns the ID of the request whose pack stands at path, or "" when
// that is no pack as Build makes them.
func requestOf(path string) string {
	raw, err := verify.ReadDescription(path)
	if err != nil {
		return ""
	}
	var d struct {
		Profile       string `json:"profile"`
		Name          string `json:"name"`
		FormatVersion int    `json:"format_version"`
		Request       string `json:"request"`
	}
	if json.Unmarshal(raw, &d) != nil || d.Profile != packProfile || !strings.HasPrefix(d.Name, namePrefix) || d.FormatVersion < 1 {
		return ""
	}
	return d.Request
}

// parents is how many folders above a case file are looked at.
const parents = 10

// outside returns ErrPlace when path lies inside the folder of a pack.
func outside(path string) error {
	dir, err := filepath.Abs(filepath.Dir(filepath.Clean(path)))
	if err != nil {
		return err
	}
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return err
	}
	for range parents {
		if requestOf(dir) != "" {
			return ErrPlace
		}
		up := filepath.Dir(dir)
		if up == dir {
			break
		}
		dir = up
	}
	return nil
}
