package ooxml_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

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

func TestRecall(t *testing.T) {
	for _, kind := range kinds {
		t.Run(kind.name, func(t *testing.T) {
			mean := zipxmltest.MeanRecall(t, "doc-docling", kind.format, kind.endings...)
			t.Logf("mean recall of words %.3f", mean)
			if mean < 0.9 {
				t.Errorf("mean recall of words %.3f", mean)
			}
		})
	}
}

// TestCellsAgree compares what cells show with another reader. Where the two
// differ on purpose (all digits of long numbers, dates as in the United
// Kingdom) the share allows for it.
func TestCellsAgree(t *testing.T) {
	for _, corpus := range []string{"doc-poi", "doc-tika", "doc-docling", "doc-unstructured"} {
		same, all := 0, 0
		zipxmltest.Survive(t, ooxml.XLSX(), zipxmltest.Files(t, corpus, ".xlsx", ".xlsm"), func(file string, res documents.Result, _ error) {
			shown := map[string]bool{}
			for _, b := range res.Item.Bounds {
				if b.Kind == documents.Cell {
					shown[zipxmltest.Fold(res.Item.Text[b.Start:b.End])] = true
				}
			}
			for _, want := range otherCells(t, file) {
				all++
				if shown[want] {
					same++
				}
			}
		})
		t.Logf("%s: %d of %d cells agree", corpus, same, all)
		if same*100 < all*95 {
			t.Errorf("%s: only %d of %d cells agree", corpus, same, all)
		}
	}
}

// otherCells reads the cells of a workbook by excelize; none when it cannot.
func otherCells(t *testing.T, file string) []string {
	t.Helper()
	f, err := excelize.OpenFile(file)
	if err != nil {
		return nil
	}
	defer func() { _ = f.Close() }()
	var cells []string
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			continue
		}
		for _, row := range rows {
			for _, cell := range row {
				if cell = zipxmltest.Fold(cell); cell != "" {
					cells = append(cells, cell)
				}
			}
		}
	}
	return cells
}

// BenchmarkSheet reads 20,000 rows of 10 cells; rows a second is the figure.
func BenchmarkSheet(b *testing.B) {
	const rows = 20_000
	row := `<row>` + strings.Repeat(`<c t="inlineStr"><is><t>Okafor</t></is></c><c s="1"><v>29342</v></c>`, 5) + `</row>`
	data := bookFile(b, `<sheetData>`+strings.Repeat(row, rows)+`</sheetData>`)
	for b.Loop() {
		if _, err := zipxmltest.Read(b, ooxml.XLSX(), data); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(rows*b.N)/b.Elapsed().Seconds(), "rows/s")
}
