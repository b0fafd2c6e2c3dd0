package ocr_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/all"
	"sarsen/crawlers/ocr"
	"sarsen/crawlers/program"
)

// childVar makes the test binary a helper.
const childVar = "SARSEN_TEST_HELPER"

func TestMain(m *testing.M) {
	if os.Getenv(childVar) == "" {
		os.Exit(m.Run())
	}
	_ = program.Main() // returns only when it failed
	os.Exit(1)
}

func self() *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = []string{childVar + "=1"}
	return cmd
}

func engine(t *testing.T, languages ...string) *ocr.Engine {
	t.Helper()
	if _, err := exec.LookPath("tesseract"); err != nil {
		if os.Getenv("SARSEN_CI") != "" {
			t.Fatal("tesseract is not installed")
		}
		t.Skip("tesseract is not installed")
	}
	e, err := ocr.New(t.Context(), ocr.Options{Languages: languages, Time: 2 * time.Minute, Self: self})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// corpus is the folder of the shared pictures; the test is skipped without.
func corpus(t *testing.T) string {
	t.Helper()
	root, err := os.Getwd()
	for err == nil {
		if _, serr := os.Stat(filepath.Join(root, "go.mod")); serr == nil {
			break
		}
		if root == filepath.Dir(root) {
			t.Skip("shared corpora not found: no go.mod above the test")
		}
		root = filepath.Dir(root)
	}
	dir := filepath.Join(root, "..", "shared", "corpora", "ocr-images")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("shared corpora not found: ocr-images")
	}
	return dir
}

var word = regexp.MustCompile(`\pL{3,}`)

// recall is the share of the answer's words of three letters and more that
// were recognised.
func recall(answer, got string) float64 {
	have := map[string]int{}
	for _, w := range word.FindAllString(strings.ToLower(got), -1) {
		have[w]++
	}
	all, found := 0, 0
	for _, w := range word.FindAllString(strings.ToLower(answer), -1) {
		all++
		if have[w] > 0 {
			have[w]--
			found++
		}
	}
	return float64(found) / float64(max(all, 1))
}

// recognised reads a file and all pages of it that want OCR.
func recognised(t *testing.T, e *ocr.Engine, file string) documents.Item {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	reader := all.New()
	in := documents.Input{Name: filepath.Base(file), Content: strings.NewReader(string(data)), Size: int64(len(data))}
	var item documents.Item
	if err := reader.Extract(t.Context(), in, documents.Options{}, func(i documents.Item) error {
		if i.Part == "" {
			item = i
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if item.Late == nil {
		return item
	}
	var pages []int
	for _, s := range item.Late.Scans {
		pages = append(pages, s.Page)
	}
	got := map[int]documents.Recognition{}
	if err := reader.Draw(t.Context(), in, documents.Options{}, documents.Drawing{Pages: pages, DPI: 300}, func(p documents.Picture) error {
		r, err := e.Recognise(t.Context(), p)
		if err != nil {
			return err
		}
		got[p.Page] = r
		return nil
	}); err != nil {
		t.Errorf("%s: %v", filepath.Base(file), err)
	}
	return documents.Recognise(item, *item.Late, got)
}

// TestCorpus scores the shared pictures and scanned PDFs by the share of words of
// three letters and more that were found: those that are clean, and those that
// lie on their side or are skewed.
func TestCorpus(t *testing.T) {
	if testing.Short() {
		t.Skip("takes minutes")
	}
	e, dir := engine(t), corpus(t)
	clean, turned := &score{aim: 0.95}, &score{aim: 0.85}
	for _, tc := range []struct {
		file, answer string
		to           *score
	}{
		{"tesseract/phototest.tif", "tesseract/phototest.gold.txt", clean},
		{"tesseract/eurotext.tif", "tesseract/eurotext.txt", clean},
		{"ocrmypdf/linn.png", "ocrmypdf/linn.txt", clean},
		{"ocrmypdf/linn.pdf", "ocrmypdf/linn.txt", clean},
		{"ocrmypdf/ccitt.pdf", "ocrmypdf/linn.txt", clean},
		{"ocrmypdf/jbig2.pdf", "ocrmypdf/linn.txt", clean},
		{"tesseract/phototest-rotated-180.png", "tesseract/phototest.gold.txt", turned},
		{"tesseract/phototest-rotated-L.png", "tesseract/phototest.gold.txt", turned},
		{"tesseract/phototest-rotated-R.png", "tesseract/phototest.gold.txt", turned},
		{"tesseract/phototestrot.tif", "tesseract/phototest.gold.txt", turned},
		{"ocrmypdf/skew.pdf", "ocrmypdf/linn.txt", turned},
		{"ocrmypdf/rotated_skew.pdf", "ocrmypdf/linn.txt", turned},
	} {
		answer, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(tc.answer)))
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		item := recognised(t, e, filepath.Join(dir, filepath.FromSlash(tc.file)))
		r := recall(string(answer), item.Text)
		tc.to.add(r)
		t.Logf("%-36s recall %.3f in %.1fs: %s %s", tc.file, r, time.Since(began).Seconds(), item.State, item.Reason)
	}
	for name, s := range map[string]*score{"clean": clean, "rotated or skewed": turned} {
		t.Logf("%s: word recall %.3f in the mean of %.0f", name, s.mean(), s.n)
		if s.mean() < s.aim {
			t.Errorf("%s: below %.2f", name, s.aim)
		}
	}
}

type score struct{ sum, n, aim float64 }

func (s *score) add(r float64) { s.sum, s.n = s.sum+r, s.n+1 }
func (s *score) mean() float64 { return s.sum / max(s.n, 1) }

// TestCorpusWithoutText: a PDF without a text layer, or one that says nothing,
// is not empty in the end.
func TestCorpusWithoutText(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	e, dir := engine(t), corpus(t)
	for _, name := range []string{"2400dpi", "aspect", "cardinal", "epson", "graph", "jbig2_baddevicen", "palette", "truetype_font_nomapping"} {
		item := recognised(t, e, filepath.Join(dir, "ocrmypdf", name+".pdf"))
		t.Logf("%s: %s, %s: %.60q", name, item.State, item.Reason, item.Text)
		if !item.State.Read() || len(word.FindAllString(item.Text, -1)) == 0 {
			t.Errorf("%s: no words in it", name)
		}
	}
}
