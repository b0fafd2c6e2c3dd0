package fileshare_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"sarsen/crawlers"
	"sarsen/crawlers/fileshare"
)

// BenchmarkWalk walks 100,000 known files in 1,000 folders, and reports how
// long find takes for the same, which reads the same of each file.
func BenchmarkWalk(b *testing.B) {
	const folders, each = 1000, 100
	dir := b.TempDir()
	for i := range folders {
		sub := filepath.Join(dir, fmt.Sprintf("%03d", i/100), fmt.Sprintf("%02d", i%100))
		if err := os.MkdirAll(sub, 0o755); err != nil {
			b.Fatal(err)
		}
		for j := range each {
			if err := os.WriteFile(filepath.Join(sub, fmt.Sprintf("letter to somebody %d.txt", j)), []byte("x"), 0o600); err != nil {
				b.Fatal(err)
			}
		}
	}
	opts := options()
	opts.Known = func(string, string) (store, known bool) { return false, true }
	s, err := fileshare.New(dir, opts)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		err := s.Walk(b.Context(), func(crawlers.Entry) error {
			n++
			return nil
		})
		if err != nil || n != folders*each {
			b.Fatal(n, err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/folders/each, "ns/file")
	b.StopTimer()
	began := time.Now()
	if err := exec.Command("find", dir, "-printf", `%p %s %T@ %C@ %i %u\n`).Run(); err == nil {
		b.ReportMetric(float64(time.Since(began).Nanoseconds())/folders/each, "ns/file-find")
	}
	runtime.KeepAlive(s)
}
