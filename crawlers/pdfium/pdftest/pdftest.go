// Package pdftest writes small PDF files by hand for tests, and keeps the
// engine that reads them. It is imported by tests only.
package pdftest

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"sarsen/crawlers/pdfium"
)

// Engine returns an engine that is closed at the end of the test. Its compiled
// code is kept in the user's cache folder, because compiling takes seconds.
func Engine(tb testing.TB) *pdfium.Engine {
	tb.Helper()
	e, err := pdfium.New(pdfium.Options{CacheDir: CacheDir()})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := e.Close(); err != nil {
			tb.Error(err)
		}
	})
	return e
}

// CacheDir is where tests keep the compiled engine; "" when there is no cache
// folder.
func CacheDir() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "sarsen", "pdfium-test")
}

// A Page is a page's content stream with what else its dictionary holds.
type Page struct {
	Content string
	Extra   string // such as "/Rotate 90"; a MediaBox in it replaces A4
}

// File writes a PDF of pages. Fonts /F (Helvetica) and /C (Courier) are at
// hand. Objects are further ones: the first has the number [FirstObject].
// Catalog is added to the catalogue's dictionary, trailer to the trailer's.
func File(pages []Page, objects []string, catalog, trailer string) []byte {
	bodies := []string{
		"", // the catalogue, below
		"", // the list of pages, below
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
		"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
	}
	bodies = append(bodies, objects...)
	kids := ""
	for _, p := range pages {
		media := "/MediaBox[0 0 595 842]"
		if bytes.Contains([]byte(p.Extra), []byte("/MediaBox")) {
			media = ""
		}
		bodies = append(bodies,
			fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(p.Content), p.Content),
			fmt.Sprintf("<</Type/Page/Parent 2 0 R%s/Contents %d 0 R/Resources<</Font<</F 3 0 R/C 4 0 R>>/XObject<</X %d 0 R>>>>%s>>", media, len(bodies)+1, FirstObject, p.Extra))
		kids += fmt.Sprintf("%d 0 R ", len(bodies))
	}
	bodies[0] = "<</Type/Catalog/Pages 2 0 R" + catalog + ">>"
	bodies[1] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(pages), kids)
	return join(bodies, trailer)
}

// FirstObject is the number of the first further object of File. It is also
// the pages' XObject /X.
const FirstObject = 5

func join(bodies []string, trailer string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	offsets := make([]int, len(bodies))
	for i, body := range bodies {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, body)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(bodies)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(bodies)+1, trailer, start)
	return b.Bytes()
}

// Text writes a content stream with one line of text for each argument, from
// the top, 20 points apart in Helvetica of 12. The lines are WinAnsi bytes.
func Text(lines ...string) string {
	var b bytes.Buffer
	b.WriteString("BT /F 12 Tf 72 770 Td 20 TL\n")
	for _, l := range lines {
		fmt.Fprintf(&b, "<%X> Tj T*\n", l)
	}
	b.WriteString("ET")
	return b.String()
}

// Corpus returns the PDF files of a shared corpus, sorted, and skips the test
// where there is none: shared/corpora stands beside the checkout.
func Corpus(tb testing.TB, name string) []string {
	tb.Helper()
	root, err := os.Getwd()
	for err == nil {
		if _, serr := os.Stat(filepath.Join(root, "go.mod")); serr == nil {
			break
		}
		if root == filepath.Dir(root) {
			tb.Skip("shared corpora not found: no go.mod above the test")
		}
		root = filepath.Dir(root)
	}
	dir := filepath.Join(root, "..", "shared", "corpora", name)
	if _, err := os.Stat(dir); err != nil {
		tb.Skipf("shared corpora not found: %s", name)
	}
	var files []string
	err = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Ext(path) == ".pdf" {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return files
}

// Full reports whether corpus tests take every file instead of a sample:
// SARSEN_CORPORA=full.
func Full() bool { return os.Getenv("SARSEN_CORPORA") == "full" }
