package index_test

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"sarsen/index"
	"sarsen/index/query"
)

// generate makes n documents of about 2 kB with a natural spread of words.
func generate(n int) []index.Document {
	r := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(r, 1.1, 8, 60000)
	names := []string{"Smith", "Jones", "O’Neill", "Smith-Jones", "Patel", "Łukasz", "MacDonald", "Lee"}
	docs := make([]index.Document, n)
	for i := range docs {
		var b strings.Builder
		for range 300 {
			b.WriteString(invent(zipf.Uint64()) + " ")
			if r.IntN(60) == 0 {
				b.WriteString(names[r.IntN(len(names))] + " ")
			}
		}
		fmt.Fprintf(&b, "\nNI QQ %02d %02d %02d C, tel 07700 900%03d", r.IntN(100), r.IntN(100), r.IntN(100), r.IntN(1000))
		docs[i] = index.Document{
			ID: fmt.Sprintf("%08x", i), Source: "mail", Path: fmt.Sprintf("box/%d.eml", i), MediaType: "message/rfc822",
			Subject: "About wert", From: []string{"Ann Lee <ann@x.example>"}, Text: b.String(),
			Date: time.Date(2020, 1, 1+i%2000, 0, 0, 0, 0, time.UTC),
		}
	}
	return docs
}

// invent makes a word of a number.
func invent(n uint64) string {
	word := "w"
	for ; n > 0; n /= 20 {
		word += string("aeioubcdfgklmnprstvy"[n%20])
	}
	return word
}

func BenchmarkUpdate(b *testing.B) {
	docs := generate(1000)
	for b.Loop() {
		b.StopTimer()
		e, err := index.Open(b.TempDir())
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if err := e.Update(b.Context(), docs, nil); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if err := e.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	b.ReportMetric(float64(len(docs)*b.N)/b.Elapsed().Seconds(), "docs/s")
}

// size is how many documents are searched: as many as SARSEN_BENCH_DOCUMENTS says.
func size(b *testing.B) int {
	n, err := strconv.Atoi(cmp.Or(os.Getenv("SARSEN_BENCH_DOCUMENTS"), "5000"))
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// filled returns an index of so many documents.
func filled(b *testing.B, n int) index.Engine {
	b.Helper()
	e, err := index.Open(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = e.Close() })
	for docs := range slices.Chunk(generate(n), 5000) {
		if err := e.Update(b.Context(), docs, nil); err != nil {
			b.Fatal(err)
		}
	}
	return e
}

// percentiles runs do as often as b asks for and reports how long the median and
// the twentieth slowest of a hundred take.
func percentiles(b *testing.B, do func()) {
	b.Helper()
	var times []time.Duration
	for b.Loop() {
		began := time.Now()
		do()
		times = append(times, time.Since(began))
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(times[len(times)*19/20].Microseconds())/1000, "p95-ms")
}

func parse(b *testing.B, q string) query.Node {
	b.Helper()
	n, err := query.Parse(q)
	if err != nil {
		b.Fatal(err)
	}
	return n
}

func BenchmarkSearch(b *testing.B) {
	e := filled(b, size(b))
	queries := map[string]string{
		"common word": "we", "rare word": "wbtk", "name": "smith", "phrase": `"smith jones"`, "common phrase": `"we wa"`,
		"two words": "smith jones", "fuzzy": "smith~", "fuzzy 2": "macdonald~2", "sound": "sounds:smith", "wildcard": "wb*",
		"identifier": "QQ123456C", "reference in groups": `"07700 900123"`, "date": "oneill after:2021-06 before:2022",
		"source": "smith source:mail", "everything": "*", "without": "-smith",
		"name in all forms": `(smith OR smith~ OR sounds:smith) (lee OR l)`,
	}
	for _, kind := range slices.Sorted(maps.Keys(queries)) {
		n := parse(b, queries[kind])
		b.Run(kind, func(b *testing.B) {
			percentiles(b, func() {
				if _, err := e.Search(b.Context(), n, index.Options{Limit: 50, Spans: true}); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
}

// BenchmarkFind asks the queries of a profile at once.
func BenchmarkFind(b *testing.B) {
	e := filled(b, size(b))
	profiles := map[string][]string{
		"common": {
			`(lee OR leigh OR lee~ OR sounds:lee OR l) (smith OR smith~ OR sounds:smith)`,
			`(lee OR leigh OR lee~ OR sounds:lee OR l) (jones OR jones~ OR sounds:jones)`,
			`ref:QQ123456C OR "qq 12 34 56 c"`, "ref:07700900123", `"ann lee@x example"`, `"12 high street" OR "12 high st"`,
			`"01 02 1985" OR "1 2 1985" OR "1985 02 01" OR "1 february 1985" OR 19850201 OR 01021985`,
		},
		"long": {
			`(katarzyna OR katarzyna~2 OR sounds:katarzyna OR k) (wojciechowska OR wojciechowska~2 OR sounds:wojciechowska)`,
			`(katarzyna OR katarzyna~2 OR sounds:katarzyna OR k) (macdonald OR macdonald~2 OR sounds:macdonald)`,
		},
		"short": {"(wei OR w) li"},
	}
	for _, kind := range slices.Sorted(maps.Keys(profiles)) {
		queries := make([]query.Node, len(profiles[kind]))
		for i, q := range profiles[kind] {
			queries[i] = parse(b, q)
		}
		b.Run(kind, func(b *testing.B) {
			percentiles(b, func() {
				if _, err := e.Find(b.Context(), queries, nil); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
}

func BenchmarkFrequency(b *testing.B) {
	e := filled(b, size(b))
	percentiles(b, func() {
		if _, _, err := e.Frequency(b.Context(), "smith"); err != nil {
			b.Fatal(err)
		}
	})
}
