package index_test

import (
	"fmt"
	"math/rand/v2"
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

func BenchmarkSearch(b *testing.B) {
	e, err := index.Open(b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = e.Close() }()
	if err := e.Update(b.Context(), generate(10000), nil); err != nil {
		b.Fatal(err)
	}
	for _, q := range []string{
		"wbtk", "smith", `"smith jones"`, "smith jones patel", "smith~", "macdonald~2", "sounds:smith", "smi*",
		"QQ123456C", "oneill after:2021-06", `(smith OR smith~ OR sounds:smith) (lee OR l)`,
	} {
		n, err := query.Parse(q)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(q, func(b *testing.B) {
			for b.Loop() {
				if _, err := e.Search(b.Context(), n, index.Options{Limit: 50, Spans: true}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
