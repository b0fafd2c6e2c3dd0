package index_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
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
		"unfinished":   func(dir string) error { return os.Remove(filepath.Join(dir, "version")) },
		"list missing": func(dir string) error { return os.Remove(filepath.Join(dir, "shards.json")) },
		"list damaged": func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "shards.json"), []byte(`{"next":2,"shards":[{"name":"../x"}]}`), 0o600)
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			e, err := index.Open(dir)
			if err != nil {
				t.Fatal(err)
			}
			if err := e.Update(t.Context(), generate(10), nil); err != nil {
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

func TestOpenKnowsDamagedShards(t *testing.T) {
	for name, spoil := range map[string]func(dir string) error{
		"damaged": func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "shards", "0001", "index_meta.json"), []byte("{"), 0o600)
		},
		"shard missing":   func(dir string) error { return os.RemoveAll(filepath.Join(dir, "shards", "0001")) },
		"segment missing": func(dir string) error { return os.Remove(segment(t, dir)) },
		"segment emptied": func(dir string) error { return os.Truncate(segment(t, dir), 0) },
		"segment cut":     func(dir string) error { return os.Truncate(segment(t, dir), 9) },
		"state emptied": func(dir string) error {
			return os.Truncate(filepath.Join(dir, "shards", "0001", "store", "root.bolt"), 0)
		},
		"state cut": func(dir string) error {
			return os.Truncate(filepath.Join(dir, "shards", "0001", "store", "root.bolt"), 5000)
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			docs := generate(20)
			for i := range docs[10:] {
				docs[10+i].Source = "other"
			}
			update(t, dir, docs, nil)
			if err := spoil(dir); err != nil {
				t.Fatal(err)
			}
			e, err := index.Open(dir)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = e.Close() }()
			if _, _, err := e.Frequency(t.Context(), "x"); err == nil {
				t.Error("counts without the damaged shard")
			}
			shards, err := e.Shards(t.Context())
			if err != nil || len(shards) != 2 || shards[0].Problem == "" || shards[1].Problem != "" {
				t.Fatalf("shards %+v, %v", shards, err)
			}
			if err := errors.Join(e.Drop(shards[0].Name), e.Update(t.Context(), docs[:10], nil)); err != nil {
				t.Fatal(err)
			}
			if _, total, err := e.Frequency(t.Context(), "x"); total != 20 || err != nil {
				t.Errorf("%d documents, %v", total, err)
			}
		})
	}
}

// update opens an index, updates and closes it.
func update(t *testing.T, dir string, docs []index.Document, gone []string) {
	t.Helper()
	e, err := index.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(e.Update(t.Context(), docs, gone), e.Close()); err != nil {
		t.Fatal(err)
	}
}

// segment returns the newest file of the first shard.
func segment(t *testing.T, dir string) string {
	list, err := filepath.Glob(filepath.Join(dir, "shards", "0001", "store", "*.zap"))
	if err != nil || len(list) == 0 {
		t.Fatalf("segments %v, %v", list, err)
	}
	return list[len(list)-1]
}

func TestFilesArePrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no modes")
	}
	dir := filepath.Join(t.TempDir(), "index")
	e, err := index.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(e.Update(t.Context(), generate(10), nil), e.Close()); err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", filepath.Base(path), info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
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
