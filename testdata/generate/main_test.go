package main

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"sarsen/testdata/council"
)

func TestRun(t *testing.T) {
	out := filepath.Join(t.TempDir(), "small")
	if err := run(out, "", council.Options{Docs: 3, Seed: 1}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(out + "-key.json"); err != nil {
		t.Errorf("the key: %v", err)
	}
	if err := run(out, "", council.Options{Docs: 3, Seed: 1}); !errors.Is(err, errUsage) {
		t.Errorf("a folder with files: got %v", err)
	}
	if err := run("", "", council.Options{Docs: 3}); !errors.Is(err, errUsage) {
		t.Errorf("no folder: got %v", err)
	}
}
