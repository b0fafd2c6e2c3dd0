package index

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"sarsen/index/query"
)

// smiths are documents that all have one word.
func smiths(n int) []Document {
	docs := make([]Document, n)
	for i := range docs {
		docs[i] = Document{ID: fmt.Sprintf("%03d", i), Source: "mail", Path: "box", Text: fmt.Sprintf("Smith number n%d", i)}
	}
	return docs
}

func openAt(t *testing.T, dir string) *engine {
	t.Helper()
	opened, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	e, ok := opened.(*engine)
	if !ok {
		t.Fatalf("an engine of another kind: %T", opened)
	}
	return e
}

// TestFailedShard: a shard whose merges or writes panicked answers nobody and
// takes nothing, until it is dropped and filled again.
func TestFailedShard(t *testing.T) {
	e := openAt(t, t.TempDir())
	defer func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	}()
	if err := e.Update(t.Context(), smiths(3), nil); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(e.all()[0].folder, storeFolder)
	e.failures.event(scorch.NewScorchError("merger", "disk full", scorch.ErrPersist), path)
	if err := e.Update(t.Context(), smiths(3), nil); err != nil {
		t.Fatalf("after an error that passes: %v", err)
	}
	e.failures.event(scorch.NewScorchError("merger", "panic", scorch.ErrAsyncPanic), path)
	e.failures.event(scorch.NewScorchError("persister", "panic", scorch.ErrAsyncPanic), path)
	if err := e.Update(t.Context(), smiths(4), nil); !errors.Is(err, ErrDamaged) {
		t.Errorf("update: %v", err)
	}
	if _, err := e.Search(t.Context(), query.Word{Text: "smith"}, Options{}); !errors.Is(err, ErrDamaged) {
		t.Errorf("search: %v", err)
	}
	shards, err := e.Verify(t.Context())
	if err != nil || len(shards) != 1 || shards[0].Problem == "" {
		t.Fatalf("verify: %+v, %v", shards, err)
	}
	if err := errors.Join(e.Drop(shards[0].Name), e.Update(t.Context(), smiths(4), nil)); err != nil {
		t.Fatal(err)
	}
	if docs, _, err := e.Frequency(t.Context(), "smith"); docs != 4 || err != nil {
		t.Errorf("%d items, %v", docs, err)
	}
}

// TestUpdateOfDamage: whatever byte of a segment is damaged, an update ends, with
// an error or without.
func TestUpdateOfDamage(t *testing.T) {
	dir, docs := t.TempDir(), smiths(40)
	e := openAt(t, dir)
	if err := errors.Join(e.Update(t.Context(), docs, nil), e.Close()); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, shardsFolder, "*", storeFolder, "*.zap"))
	if err != nil || len(files) != 1 {
		t.Fatalf("segments %v, %v", files, err)
	}
	sound, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	refused := 0
	const spots = 25
	for at := range spots {
		spoilt := t.TempDir()
		data := bytes.Clone(sound)
		from := at * len(data) / spots
		copy(data[from:], bytes.Repeat([]byte{0xff}, min(64, len(data)-from)))
		name, err := filepath.Rel(dir, files[0])
		if err := errors.Join(err, os.CopyFS(spoilt, os.DirFS(dir)), os.WriteFile(filepath.Join(spoilt, name), data, 0o600)); err != nil {
			t.Fatal(err)
		}
		e := openAt(t, spoilt)
		if e.all()[0].problem() != nil || e.Update(t.Context(), docs, nil) != nil {
			refused++
		}
		_ = e.Close()
	}
	if refused == 0 {
		t.Error("no damage was met, which proves nothing")
	}
}

// TestDamagedRoot: a shard whose list of segments makes bleve panic is damaged,
// and does not keep the index from being opened.
func TestDamagedRoot(t *testing.T) {
	dir := t.TempDir()
	e := openAt(t, dir)
	if err := errors.Join(e.Update(t.Context(), smiths(3), nil), e.Close()); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(e.all()[0].folder, storeFolder, "root.bolt")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const page, freelist = 4096, 0x10
	for at := 0; at+page <= len(data); at += page {
		if binary.LittleEndian.Uint16(data[at+8:]) == freelist {
			clear(data[at : at+16])
		}
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	e = openAt(t, dir)
	shards, err := e.Shards(t.Context())
	if err != nil || len(shards) != 1 || shards[0].Problem == "" {
		t.Fatalf("shards %+v, %v", shards, err)
	}
	if err := errors.Join(e.Drop(shards[0].Name), e.Update(t.Context(), smiths(4), nil), e.Close()); err != nil {
		t.Error(err)
	}
}
