package page

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"

	"sarsen/crawlers/pdfium"
	"sarsen/crawlers/pdfium/pdftest"
)

// forbidden are names that no copy may have anywhere.
var forbidden = regexp.MustCompile(`/(Metadata|Annots|AA|OpenAction|JS|JavaScript|EmbeddedFiles?|StructTreeRoot|StructParents?|MarkInfo|OCProperties|OCGs?|OC|` +
	`PieceInfo|LastModified|AcroForm|Names|Outlines|Info|ActualText|Alt|Thumb|Properties|Lang|ID|PTEX[^ /]*|BX|BDC|BMC)\b`)

// TestPlainCorpora copies the corpora with nothing withheld and says how many
// pages keep their vector content, and why the others do not.
func TestPlainCorpora(t *testing.T) {
	eng := pdftest.Engine(t)
	_, qpdfErr := exec.LookPath("qpdf")
	if qpdfErr != nil {
		t.Log("qpdf is not installed")
		if os.Getenv("SARSEN_CI") != "" {
			t.Fail()
		}
	}
	for _, c := range []struct {
		name  string
		every int // of the sample
	}{
		{"redact-xray", 2}, {"doc-pypdf", 2}, {"doc-pdfbox", 5}, {"doc-pdfjs", 9},
	} {
		t.Run(c.name, func(t *testing.T) {
			tally := plainTally{reasons: map[string]int{}}
			for i, file := range pdftest.Corpus(t, c.name) {
				if i%c.every != 0 && !pdftest.Full() {
					continue
				}
				if out := tally.copy(t, eng, file); out != nil && qpdfErr == nil {
					checkSyntax(t, filepath.Base(file), out)
				}
			}
			tally.log(t)
		})
	}
}

// A plainTally counts what became of pages.
type plainTally struct {
	pages, vector int
	reasons       map[string]int
	sizes         []float64 // beside the source
	took          time.Duration
}

// copy copies a file of a few pages with nothing withheld.
func (p *plainTally) copy(t *testing.T, eng *pdfium.Engine, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	texts, err := ReadFirst(t.Context(), eng, data)
	if err != nil || len(texts) > 20 {
		return nil
	}
	pages := make([]Page, len(texts))
	for i, text := range texts {
		pages[i].Text = text
	}
	var mu sync.Mutex // pages are made at a time
	opts := Options{Pictures: true, refused: func(i int, why error) {
		mu.Lock()
		defer mu.Unlock()
		p.reasons[why.Error()]++
		if testing.Verbose() {
			t.Logf("%s page %d: %v", filepath.Base(file), i+1, why)
		}
	}}
	var out bytes.Buffer
	began := time.Now()
	report, err := Redact(t.Context(), eng, data, pages, &out, opts)
	if err != nil {
		t.Errorf("%s: %v", filepath.Base(file), err)
		return nil
	}
	p.took += time.Since(began)
	p.pages += report.Pages
	p.vector += report.Vector
	if report.Vector == report.Pages {
		p.sizes = append(p.sizes, float64(out.Len())/float64(len(data)))
	}
	return out.Bytes()
}

func (p *plainTally) log(t *testing.T) {
	if p.pages == 0 {
		return
	}
	t.Logf("%d of %d pages keep their vector content, %v a page", p.vector, p.pages, p.took/time.Duration(p.pages))
	if n := len(p.sizes); n > 0 {
		slices.Sort(p.sizes)
		t.Logf("of %d files that are all vector, the middle one has %.2f of its size, the largest %.2f", n, p.sizes[n/2], p.sizes[n-1])
	}
	var why []string
	for reason := range p.reasons {
		why = append(why, reason)
	}
	sort.Slice(why, func(i, k int) bool {
		a, b := p.reasons[why[i]], p.reasons[why[k]]
		return a > b || a == b && why[i] < why[k]
	})
	for _, reason := range why {
		t.Logf("%5d %s", p.reasons[reason], reason)
	}
}

// checkSyntax asks qpdf whether a copy is sound, and looks for what has no
// place in it.
func checkSyntax(t *testing.T, name string, data []byte) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "copy.pdf")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), "qpdf", "--check", file).CombinedOutput(); err != nil {
		t.Errorf("%s: %v: %s", name, err, out)
	}
	qdf, err := exec.CommandContext(t.Context(), "qpdf", "--qdf", "--object-streams=disable", file, "-").Output()
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
	for _, line := range bytes.Split(structure(qdf), []byte("\n")) {
		if m := forbidden.Find(line); m != nil && !strings.HasPrefix(string(line), "  /ID [") { // of qpdf
			t.Errorf("%s holds %s", name, m)
		}
	}
}

// structure is a file without its streams.
func structure(data []byte) []byte {
	return regexp.MustCompile(`(?s)\nstream\r?\n.*?endstream`).ReplaceAll(data, nil)
}
