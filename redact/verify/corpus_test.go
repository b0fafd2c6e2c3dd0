package verify_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"sarsen/crawlers/pdfium/pdftest"
	"sarsen/redact/page"
	"sarsen/redact/verify"
)

// TestCopiesPass: what redact/page makes of real documents, pages with vectors
// as well as pictures, is no finding of any kind.
func TestCopiesPass(t *testing.T) {
	files := pdftest.Corpus(t, "doc-pdfjs")
	eng := pdftest.Engine(t)
	until, tried := time.Now().Add(40*time.Second), 0
	for i, file := range files {
		if !pdftest.Full() && (i%7 != 0 || time.Now().After(until)) {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts, err := page.ReadFirst(t.Context(), eng, data)
		if err != nil || len(texts) > 20 {
			continue // damaged or locked, or long
		}
		pages := make([]page.Page, len(texts))
		for k := range pages {
			pages[k].Text = texts[k]
		}
		var out bytes.Buffer
		if _, err := page.Redact(t.Context(), eng, data, pages, &out, page.Options{Pictures: true}); err != nil {
			continue // said elsewhere
		}
		tried++
		t.Run(filepath.Base(file), func(t *testing.T) {
			dir := packDir(t)
			put(t, dir, pdf, out.String())
			seal(t, dir)
			opts := options()
			opts.Engine = eng
			rep, err := verify.Pack(t.Context(), dir, opts)
			if err != nil || !rep.OK {
				t.Errorf("%+v, %v", rep.Findings, err)
			}
		})
	}
	t.Logf("%d of %d documents", tried, len(files))
}
