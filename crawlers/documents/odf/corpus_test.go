package odf_test

import (
	"path/filepath"
	"strings"
	"testing"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/odf"
	"sarsen/crawlers/documents/zipxml/zipxmltest"
)

var endings = []string{".odt", ".ods", ".odp", ".ott", ".ots", ".otp", ".odg", ".fodt", ".fods", ".fodp"}

func TestCorpora(t *testing.T) {
	for _, corpus := range []string{"doc-odf", "doc-tika", "doc-docling", "hostile"} {
		t.Run(corpus, func(t *testing.T) {
			read, partial, failed := 0, 0, 0
			zipxmltest.Survive(t, odf.New(), zipxmltest.Files(t, corpus, endings...), func(file string, res documents.Result, err error) {
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

func TestExpectedStrings(t *testing.T) {
	const corpus = "doc-tika"
	musts := zipxmltest.Musts(t, corpus)
	found, all := 0, 0
	zipxmltest.Survive(t, odf.New(), zipxmltest.Files(t, corpus, endings...), func(file string, res documents.Result, _ error) {
		rel, err := filepath.Rel(zipxmltest.Corpus(t, corpus), file)
		if err != nil {
			t.Fatal(err)
		}
		text := zipxmltest.Fold(res.Item.Text)
		for _, must := range musts[filepath.ToSlash(rel)] {
			all++
			if strings.Contains(text, zipxmltest.Fold(must)) {
				found++
			} else {
				t.Logf("%s: misses %q", rel, must)
			}
		}
	})
	t.Logf("%d of %d strings found", found, all)
	if found < all {
		t.Errorf("only %d of %d strings found", found, all)
	}
}

func TestRecall(t *testing.T) {
	mean := zipxmltest.MeanRecall(t, "doc-docling", odf.New(), endings...)
	t.Logf("mean recall of words %.3f", mean)
	if mean < 0.95 {
		t.Errorf("mean recall of words %.3f", mean)
	}
}
