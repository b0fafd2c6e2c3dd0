package page_test

import (
	"context"
	"errors"
	"image"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/ocr"
	"sarsen/crawlers/pdfium"
	"sarsen/crawlers/pdfium/pdftest"
	"sarsen/crawlers/program"
	"sarsen/index/fold"
	"sarsen/redact"
	"sarsen/redact/page"
)

// helperVar makes the test binary the helper that starts tesseract.
const helperVar = "SARSEN_TEST_HELPER"

func TestMain(m *testing.M) {
	if os.Getenv(helperVar) == "" {
		os.Exit(m.Run())
	}
	_ = program.Main() // returns only when it failed
	os.Exit(1)
}

// enoughWords is the share of other words that must stay, by their letters.
// Those that cannot be seen on the source do not count. In corpora of few files
// one in which readers join the lines of columns in other ways weighs more.
const (
	enoughWords = 0.98
	nearlyWords = 0.95
)

// TestCorpora redacts ten words of every PDF that has twelve different ones of
// six letters or more, and looks for them from outside: with the two readers,
// with the programs of others, in all streams, and in what tesseract reads on
// the rendered pages that hold boxes. The other words must stay.
//
// Tesseract takes seconds a page: it reads in CI (SARSEN_CI) and where
// SARSEN_CORPORA is "full".
func TestCorpora(t *testing.T) {
	eng := engineOf(t, 2)
	look := looker(t)
	for name, least := range map[string]float64{"redact-xray": enoughWords, "doc-pdfjs": enoughWords, "doc-pdfbox": nearlyWords, "doc-pypdf": nearlyWords} {
		t.Run(name, func(t *testing.T) {
			var all tally
			began := time.Now()
			t.Run("files", func(t *testing.T) {
				for _, file := range pdftest.Corpus(t, name) {
					t.Run(filepath.Base(file), func(t *testing.T) {
						t.Parallel()
						redactWords(t, eng, look, file, &all)
					})
				}
			})
			all.report(t, least, time.Since(began))
		})
	}
}

// A tally sums up a corpus. It is safe for concurrent use.
type tally struct {
	sync.Mutex
	files, pages, dropped, vector, caught int
	letters, lost                         int // of other words
	sizes                                 []float64
}

func (a *tally) report(t *testing.T, least float64, took time.Duration) {
	if a.files == 0 {
		return
	}
	slices.Sort(a.sizes)
	share := 1 - float64(a.lost)/float64(max(a.letters, 1))
	t.Logf("%d files with ten words redacted, %d pages in %v: %d dropped, %d of vector content, %d words caught by a second look", a.files, a.pages, took.Round(time.Second), a.dropped, a.vector, a.caught)
	t.Logf("size: %.2f times the source in the middle, %.2f at the ninetieth percentile", a.sizes[len(a.sizes)/2], a.sizes[len(a.sizes)*9/10])
	t.Logf("other words kept: %.4f, by their letters", share)
	if share < least {
		t.Errorf("%.4f of the other words kept, want %.2f", share, least)
	}
	if median := a.sizes[len(a.sizes)/2]; median > 2 {
		t.Errorf("copies are %.2f times as large as the source in the middle, want 2", median)
	}
}

// looker returns the second look, nil where tesseract is not asked for or not
// installed.
func looker(t *testing.T) page.Look {
	if os.Getenv("SARSEN_CI") == "" && !pdftest.Full() {
		return nil
	}
	if !installed(t, "tesseract") {
		return nil
	}
	eng, err := ocr.New(t.Context(), ocr.Options{Time: 5 * time.Minute, Self: func() *exec.Cmd {
		cmd := exec.Command(os.Args[0])
		cmd.Env = []string{helperVar + "=1"}
		return cmd
	}})
	if err != nil {
		t.Fatal(err)
	}
	return func(ctx context.Context, img *image.Gray, dpi int) (redact.Scan, error) {
		w, h := img.Rect.Dx(), img.Rect.Dy()
		got, err := eng.Recognise(ctx, documents.Picture{Page: 1, Width: float64(w), Height: float64(h), Columns: w, Rows: h, DPI: dpi, Grey: img.Pix})
		scan := redact.Scan{Text: got.Text}
		for _, w := range got.Words {
			scan.Words = append(scan.Words, redact.ScanWord{Span: redact.Span{Start: w.Start, End: w.End}, Box: redact.Rect(w.Box)})
		}
		return scan, err
	}
}

// redactWords makes a copy of a file and looks at it from outside.
func redactWords(t *testing.T, eng *pdfium.Engine, look page.Look, file string, all *tally) {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	texts, err := page.ReadFirst(ctx, eng, data)
	if err != nil {
		if !errors.Is(err, pdfium.ErrPassword) && !errors.Is(err, pdfium.ErrDamaged) {
			t.Error(err)
		}
		return
	}
	words := pick(texts, 10)
	if words == nil {
		return
	}
	pages := make([]page.Page, len(texts))
	var boxed []int
	for i, text := range texts {
		pages[i] = page.Page{Text: text, Withhold: spans(text, words)}
		if len(pages[i].Withhold) > 0 {
			boxed = append(boxed, i+1)
		}
	}
	seek := func(text string) []redact.Span { return spans(text, words) }
	out, report, err := copied(ctx, eng, data, pages, page.Options{Pictures: true, Look: look, Find: seek})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range report.Dropped {
		t.Logf("%s: page %d dropped: %s", filepath.Base(file), d.Page, d.Reason)
	}
	o := outside{file: filepath.Join(t.TempDir(), "copy.pdf"), words: words}
	if err := os.WriteFile(o.file, out, 0o600); err != nil {
		t.Fatal(err)
	}
	first, second := both(t, eng, out)
	o.seek(t, "the first reader", first)
	o.seek(t, "the second reader", second)
	o.read(t)
	if look != nil {
		o.recognise(t, boxed)
	}
	said := []string{strings.Join(texts, "\n")}
	after := first
	if hasProgram("pdftotext") {
		said, after = append(said, run(t, "pdftotext", file, "-")), run(t, "pdftotext", o.file, "-")
	}
	total, lost := remaining(said, after, words)
	lost = max(lost-report.Unseen, 0)
	if float64(total-lost) < enoughWords*float64(total) {
		t.Logf("%s: %d of %d letters in other words lost, besides %d unseen and %d swept by %d boxes", filepath.Base(file), lost, total, report.Unseen, report.Swept, report.Masks)
	}
	all.Lock()
	defer all.Unlock()
	all.files, all.pages, all.letters, all.lost = all.files+1, all.pages+len(texts), all.letters+total, all.lost+lost
	all.dropped, all.vector, all.caught = all.dropped+len(report.Dropped), all.vector+report.Vector, all.caught+report.Caught
	all.sizes = append(all.sizes, float64(len(out))/float64(len(data)))
}

// pick chooses n different words of six letters or more, always the same; nil
// when there are no twelve.
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

// spans finds every occurrence of the folded words, inside longer ones too and
// with white space in them, where the engine sees a gap that others do not.
func spans(text string, words []string) []redact.Span {
	var found []redact.Span
	f := fold.New(text)
	for _, w := range words {
		apart := regexp.MustCompile(strings.Join(strings.Split(regexp.QuoteMeta(w), ""), `\s?`))
		for _, m := range apart.FindAllStringIndex(f.String(), -1) {
			start, end := f.Source(m[0], m[1])
			found = append(found, redact.Span{Start: start, End: end})
		}
	}
	return found
}

// remaining counts the letters of the words that hold none of the redacted ones
// and that all readers of the source see, and how many of these are lost.
func remaining(said []string, after string, words []string) (total, lost int) {
	count := func(text string) map[string]int {
		n := map[string]int{}
		for _, w := range letters(fold.String(text)) {
			n[w]++
		}
		return n
	}
	agreed := count(said[0])
	for _, text := range said[1:] {
		other := count(text)
		for w := range agreed {
			agreed[w] = min(agreed[w], other[w])
		}
	}
	there := count(after)
	for w, n := range agreed {
		if slices.ContainsFunc(words, func(r string) bool { return strings.Contains(w, r) }) {
			continue
		}
		size := utf8.RuneCountInString(w)
		total += n * size
		lost += max(n-there[w], 0) * size
	}
	return total, lost
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
