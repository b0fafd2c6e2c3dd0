package cfb_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"sarsen/crawlers/documents/cfb"
)

// corpora is the folder of shared test material beside the checkout.
func corpora(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs(filepath.Join("..", "..", "..", "..", "shared", "corpora"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skip("shared corpora not found: " + dir)
	}
	return dir
}

// Every compound file of the shared material that is not one made to be
// broken opens, and its streams have their declared sizes.
func TestCorpus(t *testing.T) {
	opened, failed, short := 0, 0, 0
	err := filepath.WalkDir(corpora(t), func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		file, err := os.Open(path)
		if err != nil {
			return err
		}
		defer func() { _ = file.Close() }()
		head := make([]byte, len(cfb.Magic))
		if n, _ := file.ReadAt(head, 0); n < len(head) || string(head) != cfb.Magic {
			return nil
		}
		info, err := file.Stat()
		if err != nil {
			return err
		}
		f, err := cfb.Open(file, info.Size())
		if err != nil {
			failed++
			t.Logf("%s: %v", d.Name(), err)
			return nil
		}
		opened++
		if n := shorts(f.Root); n > 0 {
			short++
			t.Logf("%s: %d streams break off", d.Name(), n)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d opened, %d of them with streams that break off; %d failed", opened, short, failed)
	if failed*50 > opened {
		t.Errorf("too many failed")
	}
}

func shorts(e *cfb.Entry) int {
	n := 0
	if s := e.Open(); s != nil && s.Short() {
		n++
	}
	for _, c := range e.Children {
		n += shorts(c)
	}
	return n
}
