package imap_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"sarsen/crawlers"
	"sarsen/crawlers/mailbox/imap/dovecottest"
)

// BenchmarkCrawl walks and reads 10,000 messages of 2 kB from a Dovecot on this
// machine, as the pipeline does: two readers behind one walk. With all known
// it is the walk alone, listed once more or skipped at the folder's mark.
func BenchmarkCrawl(b *testing.B) {
	const n = 10_000
	s := dovecottest.Start(b, dovecottest.Options{})
	messages := make([]string, n)
	for i := range messages {
		messages[i] = message(i) + strings.Repeat(fmt.Sprintf("line %d of the minutes of the parish\r\n", i), 50)
	}
	s.Deliver(b, s.Home(ann), "S", messages...)
	for _, bb := range []struct {
		name        string
		known, skip bool
	}{{"new", false, false}, {"listed", true, false}, {"skipped", true, true}} {
		b.Run(bb.name, func(b *testing.B) {
			opts := account(s)
			opts.Known = func(string, string) bool { return bb.known }
			for b.Loop() {
				if got := crawl(b, open(b, opts), !bb.known, bb.skip); got < n != bb.skip {
					b.Fatalf("%d messages", got)
				}
			}
			b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "messages/s")
		})
	}
}

func crawl(b *testing.B, src crawlers.Source, read, skip bool) (n int) {
	b.Helper()
	jobs := make(chan crawlers.Entry)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for e := range jobs {
				c, err := src.Open(b.Context(), e)
				if err != nil {
					b.Error(err)
					continue
				}
				_ = c.Close()
			}
		})
	}
	err := src.Walk(b.Context(), func(e crawlers.Entry) error {
		n++
		if e.Store && skip {
			return crawlers.SkipStore
		}
		if read && !e.Store && e.State == "" {
			jobs <- e
		}
		return nil
	})
	close(jobs)
	wg.Wait()
	if err != nil {
		b.Fatal(err)
	}
	return n
}
