package main

import (
	"bytes"
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

// TestBulk: what the benchmarks read is the same in every run.
func TestBulk(t *testing.T) {
	for kind, file := range map[string]string{"small": "000/000/note-0000001.txt", "paper": "paper.html", "mbox": "../bulk-key.json", "rows": "list-0000.csv"} {
		t.Run(kind, func(t *testing.T) {
			var texts [2][]byte
			for i := range texts {
				out := filepath.Join(t.TempDir(), "bulk")
				if err := run(out, kind, council.Options{Docs: 3, Seed: 1}); err != nil {
					t.Fatal(err)
				}
				var err error
				if texts[i], err = os.ReadFile(filepath.Join(out, filepath.FromSlash(file))); err != nil {
					t.Fatal(err)
				}
			}
			if len(texts[0]) == 0 || !bytes.Equal(texts[0], texts[1]) {
				t.Errorf("%d and %d bytes, not the same", len(texts[0]), len(texts[1]))
			}
		})
	}
	if err := run(filepath.Join(t.TempDir(), "bulk"), "books", council.Options{}); !errors.Is(err, errUsage) {
		t.Errorf("an unknown kind: got %v", err)
	}
}
