package page_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"sarsen/crawlers/pdfium"
	"sarsen/crawlers/pdfium/pdftest"
	"sarsen/index/fold"
	"sarsen/redact"
	"sarsen/redact/page"
)

// TestCorpora redacts ten words of each PDF that has words enough, and asks
// both readers for them. The other words must stay, in the middle file; where
// words lie on top of one another, they go together.
func TestCorpora(t *testing.T) {
	eng := pdftest.Engine(t)
	var shares []float64
	for _, c := range []struct {
		name  string
		every int // of the sample
	}{
		{"redact-xray", 1}, {"doc-pdfbox", 3}, {"doc-pypdf", 1}, {"doc-pdfjs", 4},
	} {
		t.Run(c.name, func(t *testing.T) {
			files, pages := 0, 0
			began := time.Now()
			for i, file := range pdftest.Corpus(t, c.name) {
				if i%c.every != 0 && !pdftest.Full() {
					continue
				}
				t.Run(filepath.Base(file), func(t *testing.T) {
					if share, n := redactWords(t, eng, file); n > 0 {
						shares = append(shares, share)
						files, pages = files+1, pages+n
					}
				})
			}
			if pages > 0 {
				t.Logf("%d files, %d pages, %v a page with both readings", files, pages, time.Since(began)/time.Duration(pages))
			}
		})
	}
	if len(shares) == 0 {
		return
	}
	slices.Sort(shares)
	if median := shares[len(shares)/2]; median < 0.98 {
		t.Errorf("%.4f of the other words kept in the middle file, want 0.98", median)
	}
	t.Logf("other words kept: %.4f in the middle file, %.4f in the worst", shares[len(shares)/2], shares[0])
}

// redactWords returns the share of other words that remained and the number of
// pages; 0 pages when the file has too few words or cannot be opened.
func redactWords(t *testing.T, eng *pdfium.Engine, file string) (float64, int) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	texts, err := page.ReadFirst(ctx, eng, data)
	if err != nil {
		if !errors.Is(err, pdfium.ErrPassword) && !errors.Is(err, pdfium.ErrDamaged) {
			t.Error(err)
		}
		return 0, 0
	}
	words := pick(texts, 10)
	if words == nil || len(texts) > 20 {
		return 0, 0
	}
	pages := make([]page.Page, len(texts))
	for i, text := range texts {
		pages[i] = page.Page{Text: text, Withhold: spans(text, words)}
	}
	out, report, err := copied(ctx, eng, data, pages, page.Options{Pictures: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range report.Dropped {
		t.Logf("page %d dropped: %s", d.Page, d.Reason)
	}
	first, second := both(t, eng, out)
	for _, w := range words {
		if len(spans(first, []string{w})) > 0 {
			t.Errorf("the first reader finds %q", w)
		}
		if len(spans(second, []string{w})) > 0 {
			t.Errorf("the second reader finds %q", w)
		}
	}
	if report.Pages == len(report.Dropped) {
		return 0, 0
	}
	share := remaining(pages, first)
	if share < 0.98 {
		t.Logf("%.3f kept, %d characters swept by %d masks", share, report.Swept, report.Masks)
	}
	return share, len(texts)
}

// pick chooses n different words of six letters or more, always the same.
func pick(texts []string, n int) []string {
	var all []string
	seen := map[string]bool{}
	for _, w := range letters(strings.Join(texts, "\n")) {
		if f := fold.String(w); utf8.RuneCountInString(f) >= 6 && !seen[f] {
			seen[f] = true
			all = append(all, f)
		}
	}
	if len(all) < 12 {
		return nil
	}
	r := rand.New(rand.NewPCG(1, 2))
	r.Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
	return all[:n]
}

func letters(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
}

// spans finds every occurrence of the folded words, inside longer ones too.
func spans(text string, words []string) []redact.Span {
	var found []redact.Span
	f := fold.New(text)
	for _, w := range words {
		for at := 0; ; {
			i := strings.Index(f.String()[at:], w)
			if i < 0 {
				break
			}
			start, end := f.Source(at+i, at+i+len(w))
			found = append(found, redact.Span{Start: start, End: end})
			at += i + len(w)
		}
	}
	return found
}

// remaining is the share of the words outside the spans that are in got.
func remaining(pages []page.Page, got string) float64 {
	count := map[string]int{}
	for _, w := range letters(fold.String(got)) {
		count[w]++
	}
	total, found := 0, 0
	for _, p := range pages {
		text, err := redact.Apply(p.Text, p.Withhold)
		if err != nil {
			return 0
		}
		for _, w := range letters(fold.String(text)) {
			total++
			if count[w] > 0 {
				count[w]--
				found++
			}
		}
	}
	if total == 0 {
		return 1
	}
	return float64(found) / float64(total)
}

func both(t *testing.T, eng *pdfium.Engine, data []byte) (first, second string) {
	t.Helper()
	texts, err := page.ReadFirst(t.Context(), eng, data)
	if err != nil {
		t.Fatal(err)
	}
	second, err = page.ReadSecond(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(texts, "\n"), second
}
