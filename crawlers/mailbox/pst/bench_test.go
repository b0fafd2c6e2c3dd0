package pst_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sarsen/crawlers"
	"sarsen/crawlers/mailbox/pst"
	"sarsen/crawlers/mailbox/pst/psttest"
)

// corpus returns the stores of the shared corpora beside the checkout, or skips.
func corpus(t testing.TB) (paths []string) {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
	}
	paths, err = filepath.Glob(filepath.Join(dir, "..", "shared", "corpora", "mail-pst", "*", "*.?st"))
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) == 0 {
		t.Skip("shared corpora not found: mail-pst")
	}
	return paths
}

// largest returns the largest store of the shared corpora.
func largest(b *testing.B) (best []byte) {
	b.Helper()
	for _, path := range corpus(b) {
		data, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		if len(data) > len(best) {
			best = data
		}
	}
	return best
}

// BenchmarkCorpus reads all messages of the largest shared store.
func BenchmarkCorpus(b *testing.B) { benchmark(b, largest(b)) }

// BenchmarkMany reads 5000 messages as a crawl does: each is cut out of a
// store that is opened anew.
func BenchmarkMany(b *testing.B) { benchmark(b, many(5000)) }

// BenchmarkList lists 5000 messages, as a pass over a store that has changed.
func BenchmarkList(b *testing.B) {
	data := many(5000)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		items, _ := list(b, read(b, data))
		n += len(items)
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "messages/s")
}

func many(n int) []byte {
	m := sample(psttest.Unicode, 1).Folders[0].Messages[0]
	m.Props[2] = psttest.Text(0x1000, strings.Repeat("The bins were not emptied again. ", 60))
	f := psttest.Folder{Name: "Inbox"}
	for range n {
		f.Messages = append(f.Messages, m)
	}
	return psttest.Store{Version: psttest.Unicode, Crypt: 1, Encode: pst.Encode(1), Folders: []psttest.Folder{f}}.Bytes()
}

func benchmark(b *testing.B, data []byte) {
	s := pst.NewStore()
	var locators []string
	err := s.List(content(data), func(e crawlers.Entry) error {
		locators = append(locators, e.Locator)
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.SetBytes(int64(len(data)))
	n := 0
	for b.Loop() {
		for _, locator := range locators {
			e, err := s.Open(content(data), locator)
			if err != nil {
				b.Fatal(err)
			}
			extract, err := io.ReadAll(io.NewSectionReader(e, 0, e.Size()))
			if err != nil {
				b.Fatal(err)
			}
			if _, err := pst.ReadMessage(bytes.NewReader(extract), int64(len(extract))); err != nil {
				b.Fatal(err)
			}
			n++
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "messages/s")
}
