package ocr

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"sarsen/crawlers/documents"
)

const head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"

var page = documents.Picture{Page: 1, Width: 100, Height: 200, Columns: 200, Rows: 400}

func TestParse(t *testing.T) {
	got := parse([]byte(head+
		"1\t1\t0\t0\t0\t0\t0\t0\t200\t400\t-1\t\n"+
		"5\t1\t1\t1\t1\t1\t20\t40\t60\t10\t96.5\tDear\n"+
		"5\t1\t1\t1\t1\t2\t90\t40\t80\t10\t91\tPetra,\n"+
		"5\t1\t1\t1\t2\t1\t20\t60\t60\t10\t40\tthe\n"+
		"5\t1\t2\t1\t1\t1\t20\t90\t60\t10\t95\t  \n"+
		"5\t1\t2\t1\t1\t1\t20\t90\t60\t10\t95\tend\r\n"+
		"5\t1\t2\t1\tnonsense\n"), page)
	want := documents.Recognition{
		Width: 100, Height: 200, Text: "Dear Petra,\nthe\n\nend", Confidence: 84,
		Words: []documents.Word{
			{Start: 0, End: 4, Box: documents.Rect{Left: 10, Top: 20, Right: 40, Bottom: 25}, Confidence: 96},
			{Start: 5, End: 11, Box: documents.Rect{Left: 45, Top: 20, Right: 85, Bottom: 25}, Confidence: 91},
			{Start: 12, End: 15, Box: documents.Rect{Left: 10, Top: 30, Right: 40, Bottom: 35}, Confidence: 40},
			{Start: 17, End: 20, Box: documents.Rect{Left: 10, Top: 45, Right: 40, Bottom: 50}, Confidence: 95},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// FuzzParse: whatever tesseract says, the text is canonical and words follow
// each other inside it.
func FuzzParse(f *testing.F) {
	f.Add(head + "5\t1\t1\t1\t1\t1\t20\t40\t60\t10\t96.5\tDear\n5\t1\t1\t1\t2\t1\t1\t1\t1\t1\t1\t\xff\x00\n")
	f.Add("5\t1\t1\t1\t1\t1\tNaN\tInf\t-1\t1e300\t9\tx\n")
	f.Fuzz(func(t *testing.T, table string) {
		got := parse([]byte(table), page)
		if !utf8.ValidString(got.Text) || documents.Normalise(got.Text) != got.Text || strings.HasSuffix(got.Text, "\n") {
			t.Errorf("text %q", got.Text)
		}
		at := 0
		for _, w := range got.Words {
			if w.Start < at || w.End <= w.Start || w.End > len(got.Text) {
				t.Fatalf("word %v after %d in %q", w, at, got.Text)
			}
			at = w.End
		}
	})
}
