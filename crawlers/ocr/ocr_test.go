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
	"sarsen/crawlers/helper"
	"sarsen/crawlers/ocr"
)

// childVar makes the test binary a helper.
const childVar = "SARSEN_TEST_HELPER"

func TestMain(m *testing.M) {
	if os.Getenv(childVar) == "" {
		os.Exit(m.Run())
	}
	_ = helper.Main() // returns only when it failed
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
func recognised(t *testing.T, e *ocr.Engine, file string) (documents.Item, []documents.Recognition) {
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
		return item, nil
	}
	var pages []int
	for _, s := range item.Late.Scans {
		pages = append(pages, s.Page)
	}
	got := map[int]documents.Recognition{}
	var list []documents.Recognition
	if err := reader.Draw(t.Context(), in, documents.Options{}, documents.Drawing{Pages: pages, DPI: 300}, func(p documents.Picture) error {
		r, err := e.Recognise(t.Context(), p)
		if err != nil {
			return err
		}
		got[p.Page] = r
		list = append(list, r)
		return nil
	}); err != nil {
		t.Errorf("%s: %v", filepath.Base(file), err)
	}
	return documents.Recognise(item, *item.Late, got), list
}

// TestCorpusPDF scores the scanned PDFs.
func TestCorpusPDF(t *testing.T) {
	e, dir := engine(t), corpus(t)
	linn, err := os.ReadFile(filepath.Join(dir, "ocrmypdf", "linn.txt"))
	if err != nil {
		t.Fatal(err)
	}
	answers := map[string]string{"linn.pdf": string(linn), "skew.pdf": string(linn), "rotated_skew.pdf": string(linn), "ccitt.pdf": string(linn), "jbig2.pdf": string(linn)}
	files, _ := filepath.Glob(filepath.Join(dir, "ocrmypdf", "*.pdf"))
	for _, f := range files {
		began := time.Now()
		item, list := recognised(t, e, f)
		name := filepath.Base(f)
		conf := []int{}
		for _, r := range list {
			conf = append(conf, r.Confidence)
		}
		score := -1.0
		if a, ok := answers[name]; ok {
			score = recall(a, item.Text)
		}
		t.Logf("%-30s %-9s %.3f %v conf %v %.0f: %.60q", name, item.State, score, item.Reason, conf, time.Since(began).Seconds(), item.Text)
	}
}
