package all_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sarsen/crawlers"
	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/all"
)

// corpora returns the folder of shared test material beside the checkout, or
// skips the test.
func corpora(t *testing.T, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
	}
	path := filepath.Join(dir, "..", "shared", "corpora", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("shared corpora not found: %s", name)
	}
	return path
}

// extractor is shared by the tests, since the PDF engine takes long to start.
var extractor = sync.OnceValue(all.New)

// extract reads one document and holds its items to the contract.
func extract(ctx context.Context, t *testing.T, name string, data []byte) []documents.Item {
	t.Helper()
	var items []documents.Item
	in := documents.Input{Name: name, Content: bytes.NewReader(data), Size: int64(len(data))}
	err := extractor().Extract(ctx, in, documents.Options{}, func(item documents.Item) error {
		items = append(items, item)
		return nil
	})
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
	check(t, name, items)
	return items
}

// TestCorpora reads every file of the shared corpora: each item has a state
// and sound offsets, whatever the file.
func TestCorpora(t *testing.T) {
	for _, name := range []string{
		"mail-mime", "hostile", "archive-mixed", "doc-tika", "doc-poi", "doc-unstructured", "doc-markitdown", "doc-docling", "doc-verapdf",
	} {
		t.Run(name, func(t *testing.T) {
			root := corpora(t, name)
			states := map[crawlers.State]int{}
			err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return err
				}
				data, err := os.ReadFile(path)
				if err != nil {
					return err
				}
				ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
				defer cancel()
				start := time.Now()
				items := extract(ctx, t, filepath.Base(path), data)
				for _, item := range items {
					states[item.State]++
				}
				rel, _ := filepath.Rel(root, path)
				if len(items) > 0 && (!items[0].State.Read() || items[0].State == crawlers.Partial) || time.Since(start) > 3*time.Second {
					t.Logf("%s: %v %q %v", rel, items[0].State, items[0].Reason, time.Since(start).Round(time.Millisecond))
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("items by state: %v", states)
		})
	}
}

// TestTikaStrings reports how many of the strings that must be found are.
func TestTikaStrings(t *testing.T) {
	root := corpora(t, "doc-tika")
	lines, err := os.ReadFile(filepath.Join(root, "expected.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	found, wanted := 0, 0
	for line := range bytes.Lines(lines) {
		var expected struct {
			File string
			Must []string
		}
		if err := json.Unmarshal(line, &expected); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(filepath.Join(root, expected.File))
		if err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		for _, item := range extract(t.Context(), t, expected.File, data) {
			text.WriteString(item.Text + "\n")
		}
		for _, must := range expected.Must {
			wanted++
			if strings.Contains(folded(text.String()), folded(must)) {
				found++
			} else {
				t.Logf("%s: not found: %q", expected.File, must)
			}
		}
	}
	t.Logf("found %d of %d strings", found, wanted)
}

func folded(s string) string { return strings.Join(strings.Fields(s), " ") }
