package ooxml_test

import (
	"path/filepath"
	"strings"
	"testing"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/ooxml"
	"sarsen/crawlers/documents/zipxml/zipxmltest"
)

var kinds = []struct {
	name    string
	format  documents.Format
	endings []string
}{
	{"docx", ooxml.DOCX(), []string{".docx", ".docm", ".dotx"}},
	{"xlsx", ooxml.XLSX(), []string{".xlsx", ".xlsm", ".xltx", ".xlsb"}},
	{"pptx", ooxml.PPTX(), []string{".pptx", ".pptm", ".potx", ".ppsx"}},
}

func TestCorpora(t *testing.T) {
	for _, corpus := range []string{"doc-poi", "doc-tika", "doc-docling", "doc-markitdown", "doc-unstructured", "hostile"} {
		for _, kind := range kinds {
			t.Run(corpus+"/"+kind.name, func(t *testing.T) {
				read, partial, failed := 0, 0, 0
				zipxmltest.Survive(t, kind.format, zipxmltest.Files(t, corpus, kind.endings...), func(file string, res documents.Result, err error) {
					switch {
					case err != nil:
						failed++
						t.Logf("%s: %v", filepath.Base(file), err)
					case len(res.Problems) > 0:
						partial++
						t.Logf("%s: %v", filepath.Base(file), res.Problems)
					default:
						read++
					}
				})
				t.Logf("read %d, partly %d, not %d", read, partial, failed)
			})
		}
	}
}

// partOnly are strings that Tika's tests find in parts, not in the document.
var partOnly = map[string]bool{"testExcel_embeddedPDF.xlsx": true, "testAltChunkHTML.docx": true}

func TestExpectedStrings(t *testing.T) {
	for _, corpus := range []string{"doc-tika", "doc-markitdown"} {
		musts := zipxmltest.Musts(t, corpus)
		found, all := 0, 0
		for _, kind := range kinds {
			zipxmltest.Survive(t, kind.format, zipxmltest.Files(t, corpus, kind.endings...), func(file string, res documents.Result, _ error) {
				rel, err := filepath.Rel(zipxmltest.Corpus(t, corpus), file)
				if err != nil {
					t.Fatal(err)
				}
				text := zipxmltest.Fold(res.Item.Text)
				for _, must := range musts[filepath.ToSlash(rel)] {
					if partOnly[filepath.Base(file)] {
						continue
					}
					all++
					if strings.Contains(text, zipxmltest.Fold(must)) {
						found++
					} else {
						t.Logf("%s: misses %q", rel, must)
					}
				}
			})
		}
		t.Logf("%s: %d of %d strings found", corpus, found, all)
		if found*10 < all*9 {
			t.Errorf("%s: only %d of %d strings found", corpus, found, all)
		}
	}
}
