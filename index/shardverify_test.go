package index_test

import (
	"bytes"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"sarsen/index"
)

// TestVerifyFindsEveryFlippedByte damages the files of a shard byte by byte.
func TestVerifyFindsEveryFlippedByte(t *testing.T) {
	dir := t.TempDir()
	e, err := index.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = e.Close() }()
	if err := e.Update(t.Context(), generate(12), nil); err != nil { // one file, which nothing merges
		t.Fatal(err)
	}
	problem := func() string {
		t.Helper()
		shards, err := e.Verify(t.Context())
		if err != nil || len(shards) != 1 {
			t.Fatalf("shards %+v, %v", shards, err)
		}
		return shards[0].Problem
	}
	if p := problem(); p != "" {
		t.Fatalf("sound index: %s", p)
	}
	path := segment(t, dir)
	sound, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	step := max(1, len(sound)/40)
	for at := 0; at < len(sound); at += step {
		spoilt := bytes.Clone(sound)
		spoilt[at] ^= 0x10
		writeAt(t, path, spoilt)
		if problem() == "" {
			t.Errorf("byte %d of %d flipped, and nothing found", at, len(sound))
		}
	}
	writeAt(t, path, sound)
	if p := problem(); p != "" {
		t.Errorf("mended: %s", p)
	}
	if err := os.Truncate(path, int64(len(sound)/2)); err != nil {
		t.Fatal(err)
	}
	if problem() == "" {
		t.Error("cut, and nothing found")
	}
	if _, _, err := e.Frequency(t.Context(), "wert"); err == nil {
		t.Error("counts words of a file that was cut")
	}
}

// writeAt changes a file in its place, as a failing disk does.
func writeAt(t *testing.T, path string, data []byte) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteAt(data, 0)
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestItems(t *testing.T) {
	dir := t.TempDir()
	docs := generate(30)
	for i := range docs {
		docs[i].Source = []string{"mail", "shares", "files"}[i%3]
	}
	docs[4].Text = string(bytes.Repeat([]byte("a long text of many pieces\n"), 100_000))
	update(t, dir, docs, nil)
	update(t, dir, nil, []string{docs[7].ID})
	e, err := index.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = e.Close() }()
	got, want := map[string]bool{}, map[string]bool{}
	if err := e.Items(t.Context(), func(id string) error { got[id] = true; return nil }); err != nil {
		t.Fatal(err)
	}
	for i, d := range docs {
		if i != 7 {
			want[d.ID] = true
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("items %v, want %v", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
	}
	stop := errors.New("stop")
	if err := e.Items(t.Context(), func(string) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("error %v", err)
	}
	if shards, err := filepath.Glob(filepath.Join(dir, "shards", "*")); err != nil || len(shards) != 3 {
		t.Errorf("shards %v, %v", shards, err)
	}
}
