package pack

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
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
	if len(s.Files) == 0 {
		s.Files, s.staged = []string{s.Target}, []string{s.Path}
	}
	old, err := s.replaced()
	if err != nil {
		return fmt.Errorf("place pack: %w", err)
	}
	moved := map[string]string{} // where it is now, to where it belongs
	move := func(from, to string) error {
		if err := os.Rename(from, to); err != nil {
			return err
		}
		moved[to] = from
		return nil
	}
	for i, path := range old {
		if err == nil {
			err = move(path, s.aside(i))
		}
	}
	for i, path := range s.Files {
		if err == nil {
			err = move(s.staged[i], path)
		}
	}
	if err != nil {
		for now, before := range moved {
			err = errors.Join(err, os.Rename(now, before))
		}
		return fmt.Errorf("place pack: %w", err)
	}
	for i := range old {
		err = errors.Join(err, os.RemoveAll(s.aside(i)))
	}
	if err = errors.Join(err, s.Discard()); err != nil {
		return fmt.Errorf("remove what was replaced: %w", err)
	}
	return nil
}

// aside is where the earlier pack waits until the new one stands.
func (s Summary) aside(i int) string { return fmt.Sprintf("%s.old-%d", s.Path, i) }

// replaced lists what has to go before the pack can be placed.
func (s Summary) replaced() ([]string, error) {
	if err := vacant(s.Target, s.earlier); err != nil {
		return nil, err
	}
	var old []string
	if len(s.Files) > 1 {
		parts, err := earlierParts(s.Target, s.earlier)
		if err != nil {
			return nil, err
		}
		old = parts
	}
	if _, err := os.Lstat(s.Target); err == nil {
		old = append(old, s.Target)
	}
	return old, nil
}

// partOfName is how parts of a pack are called, after the stem.
var partOfName = regexp.MustCompile(`^-([0-9]+)-of-([0-9]+)(?i:\.zip|\.zip\.age|\.age)$`)

// earlierParts lists the parts of an earlier pack beside target. The error wraps
// ErrExists unless they are of the request earlier: what part 1 says goes for
// all parts of as many.
func earlierParts(target, earlier string) ([]string, error) {
	stem, ext := stemOf(target)
	entries, err := os.ReadDir(filepath.Dir(stem))
	if err != nil {
		return nil, err
	}
	var found []string
	for _, e := range entries {
		rest, ok := strings.CutPrefix(e.Name(), filepath.Base(stem))
		m := partOfName.FindStringSubmatch(rest)
		if !ok || m == nil {
			continue
		}
		part1 := fmt.Sprintf("%s-1-of-%s%s", stem, m[2], ext)
		if earlier == "" || requestOf(part1) != earlier {
			return nil, ErrExists
		}
		found = append(found, filepath.Join(filepath.Dir(stem), e.Name()))
	}
	return found, nil
}

// Discard removes a pack that shall not be placed.
func (s Summary) Discard() error {
	if s.root == "" {
		return nil
	}
	if err := os.RemoveAll(s.root); err != nil {
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
