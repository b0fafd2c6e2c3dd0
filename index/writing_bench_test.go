package index_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"sarsen/index"
	"sarsen/index/query"
)

// BenchmarkSearchWhileWriting times the same searches of the same index twice:
// while nobody writes, and while a crawl writes and merges as fast as it can.
func BenchmarkSearchWhileWriting(b *testing.B) {
	const held, crawled = 10_000, 20_000
	docs := generate(held + crawled)
	e, err := index.Open(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = e.Close() }()
	if err := e.Update(b.Context(), docs[:held], nil); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		idle := timeSearches(b, e, func(n int) bool { return n < 300 })
		ctx, stop := context.WithCancel(b.Context())
		written := make(chan error, 1)
		count := 0
		go func() {
			for ; ctx.Err() == nil && held+count < len(docs); count += 500 {
				if err := e.Update(ctx, docs[held+count:held+count+500], nil); err != nil && ctx.Err() == nil {
					written <- err
					return
				}
			}
			written <- nil
		}()
		busy := timeSearches(b, e, func(n int) bool { return n < 300 })
		stop()
		if err := <-written; err != nil {
			b.Fatal(err)
		}
		for name, times := range map[string][]time.Duration{"idle": idle, "writing": busy} {
			for _, p := range []int{50, 95} {
				b.ReportMetric(float64(times[len(times)*p/100].Microseconds())/1000, fmt.Sprintf("ms-p%d-%s", p, name))
			}
		}
		b.ReportMetric(float64(count), "docs-written")
	}
}

// timeSearches searches while more wants it, and returns the times, sorted.
func timeSearches(b *testing.B, e index.Engine, more func(n int) bool) []time.Duration {
	b.Helper()
	r := rand.New(rand.NewPCG(3, 4))
	queries := []string{"smith", `"smith jones"`, "smith jones patel", "smith~", "sounds:macdonald", "QQ123456C", "oneill after:2021-06", "wbt*"}
	var times []time.Duration
	for n := 0; more(n); n++ {
		q, err := query.Parse(queries[r.IntN(len(queries))])
		if err != nil {
			b.Fatal(err)
		}
		start := time.Now()
		if _, err := e.Search(b.Context(), q, index.Options{Limit: 50, Spans: true}); err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(start))
		time.Sleep(5 * time.Millisecond) // officers read what they found
	}
	slices.Sort(times)
	return times
}
