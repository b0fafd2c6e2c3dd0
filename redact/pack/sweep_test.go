package pack_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"sarsen/redact/pack"
)

// A build that was killed leaves a folder that nobody has verified; the next
// build in the same place removes it, and nothing else.
func TestBuildRemovesAbandonedPacks(t *testing.T) {
	dir := t.TempDir()
	old := time.Now().Add(-7 * time.Hour)
	for name, when := range map[string]time.Time{".sarsen-pack-1": old, ".sarsen-pack-2": time.Now(), "other": old} {
		path := filepath.Join(dir, name)
		if err := os.Mkdir(path, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, when, when); err != nil {
			t.Fatal(err)
		}
	}
	sum, err := pack.Build(t.Context(), filepath.Join(dir, "pack"), pack.Input{}, pack.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := sum.Commit(); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{".sarsen-pack-1": false, ".sarsen-pack-2": true, "other": true, "pack": true} {
		if _, err := os.Stat(filepath.Join(dir, name)); (err == nil) != want {
			t.Errorf("%s there: %v, want %v", name, err == nil, want)
		}
	}
}
