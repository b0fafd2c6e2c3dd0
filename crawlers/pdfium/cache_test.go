//go:build unix

package pdfium

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// compiled makes a folder that looks like a cache with one entry.
func compiled(t *testing.T) (dir, entry string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "cache")
	version := filepath.Join(dir, "wazero-test-amd64-linux")
	if err := os.MkdirAll(version, 0o700); err != nil {
		t.Fatal(err)
	}
	entry = filepath.Join(version, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")
	if err := os.WriteFile(entry, []byte("code"), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir, entry
}

func TestFolderCache(t *testing.T) {
	root := os.Geteuid() == 0 // may write and own whatever the mode says
	for name, tc := range map[string]struct {
		change func(dir, entry string) error
		want   bool
	}{
		"private":                  {func(string, string) error { return nil }, true},
		"missing":                  {func(dir, _ string) error { return os.RemoveAll(dir) }, true},
		"others may read":          {func(dir, _ string) error { return os.Chmod(dir, 0o755) }, true},
		"read-only with code":      {func(dir, _ string) error { return os.Chmod(dir, 0o500) }, true},
		"a file":                   {func(dir, _ string) error { return asFile(dir) }, false},
		"group may write":          {func(dir, _ string) error { return os.Chmod(dir, 0o770) }, false},
		"all may write":            {func(dir, _ string) error { return os.Chmod(dir, 0o1777) }, false},
		"all may write to version": {func(_, entry string) error { return os.Chmod(filepath.Dir(entry), 0o777) }, false},
		"all may write to empty version": {func(_, entry string) error {
			return errors.Join(os.Remove(entry), os.Chmod(filepath.Dir(entry), 0o777))
		}, false},
		"all may write to code": {func(_, entry string) error { return os.Chmod(entry, 0o666) }, false},
		"read-only without code": {func(dir, entry string) error {
			return errors.Join(os.Remove(entry), os.Chmod(dir, 0o500))
		}, root},
		"of another user": {func(dir, _ string) error {
			if !root {
				return fs.ErrPermission
			}
			return os.Chown(dir, 12345, -1)
		}, false},
	} {
		t.Run(name, func(t *testing.T) {
			dir, entry := compiled(t)
			if err := tc.change(dir, entry); err != nil {
				t.Skipf("cannot be set up: %v", err)
			}
			t.Cleanup(func() { _ = os.Chmod(dir, 0o700) })
			cache := folderCache(dir)
			if got := cache != nil; got != tc.want {
				t.Errorf("used %v, want %v", got, tc.want)
			}
			if cache != nil {
				if err := cache.Close(t.Context()); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func asFile(dir string) error {
	return errors.Join(os.RemoveAll(dir), os.WriteFile(dir, nil, 0o600))
}

// A damaged file of compiled code costs time, nothing else.
func TestDamagedCache(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the engine")
	}
	dir := t.TempDir()
	warm := func() {
		t.Helper()
		e, err := New(Options{CacheDir: dir})
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(e.Warm(t.Context()), e.Close()); err != nil {
			t.Fatal(err)
		}
	}
	warm()
	files, err := filepath.Glob(filepath.Join(dir, "wazero-*", "*"))
	if err != nil || len(files) != 1 {
		t.Fatalf("files %v, %v", files, err)
	}
	if err := os.Truncate(files[0], 1000); err != nil {
		t.Fatal(err)
	}
	warm()
}
