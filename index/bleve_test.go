package index_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"sarsen/index"
	"sarsen/index/indextest"
)

func TestEngine(t *testing.T) { indextest.Run(t, index.Open) }

func TestOpenRefusesWhatItDidNotMake(t *testing.T) {
	for name, spoil := range map[string]func(dir string) error{
		"other version": func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "version"), []byte("sarsen index\nformat 0\n"), 0o600)
		},
		"unfinished": func(dir string) error { return os.Remove(filepath.Join(dir, "version")) },
		"damaged": func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "words", "index_meta.json"), []byte("{"), 0o600)
		},
		"words missing": func(dir string) error { return os.RemoveAll(filepath.Join(dir, "words")) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			e, err := index.Open(dir)
			if err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(e.Close(), spoil(dir)); err != nil {
				t.Fatal(err)
			}
			if _, err := index.Open(dir); !errors.Is(err, index.ErrRebuild) {
				t.Errorf("error %v, want ErrRebuild", err)
			}
		})
	}
}

func TestOpenTwice(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for a lock")
	}
	dir := t.TempDir()
	e, err := index.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	}()
	if _, err := index.Open(dir); err == nil || errors.Is(err, index.ErrRebuild) {
		t.Errorf("error %v, want one that is not ErrRebuild", err)
	}
}
