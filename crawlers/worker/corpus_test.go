package worker_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"sarsen/crawlers"
	"sarsen/crawlers/documents"
	"sarsen/crawlers/worker"
)

// TestHostileDocuments has files made to break readers read by the real
// extractor, under tight limits: each must end with an item that has a state,
// and a sound document must still be read afterwards.
func TestHostileDocuments(t *testing.T) {
	dir := corpus(t, "hostile")
	p := newPool(t, worker.Options{
		Command: func() *exec.Cmd { return child("all") }, Size: 2, Memory: 1 << 30, Time: 20 * time.Second,
	})
	states := map[crawlers.State]int{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		began := time.Now()
		states[extractFile(t, p, name)[0].State]++
		if took := time.Since(began); took > 25*time.Second {
			t.Errorf("%s: took %v", filepath.Base(name), took)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("states: %v", states)
	if got := extract(t, p, "Dear Ms Penhaligon")[0]; got.Text != "Dear Ms Penhaligon" {
		t.Errorf("afterwards: got %+v", got)
	}
}

func extractFile(t *testing.T, p *worker.Pool, name string) (items []documents.Item) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	err = p.Extract(t.Context(), filepath.Base(name), "", file{f, info.Size()}, func(i documents.Item) error {
		items = append(items, i)
		return nil
	})
	if err != nil || len(items) == 0 || items[0].Part != "" || items[0].State == "" {
		t.Fatalf("%s: got %d items, %v", filepath.Base(name), len(items), err)
	}
	return items
}

func corpus(t *testing.T, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for dir != filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		dir = filepath.Dir(dir)
	}
	dir = filepath.Join(dir, "..", "shared", "corpora", name)
	if _, err := os.Stat(dir); err != nil {
		t.Skip("shared corpora not found: ", err)
	}
	return dir
}
