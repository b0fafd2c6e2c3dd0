package pipeline

import (
	"strings"
	"testing"

	"sarsen/crawlers/documents"
)

// Rows are records where a table lists one thing a row, not in a form.
func TestRecords(t *testing.T) {
	for name, tc := range map[string]struct {
		labels string // of the cells, by rows
		head   bool
		want   int
	}{
		"form":              {"A B; A B", false, 0},
		"with a header row": {"Name DOB; Name DOB", true, 2},
		"three columns":     {"A B C; A B C", false, 2},
		"log":               {"Date Entry; Date Entry; Date Entry", false, 3},
		"contact":           {"Name; Phone", false, 0},
	} {
		t.Run(name, func(t *testing.T) {
			bounds := []documents.Bound{{Kind: documents.Sheet, End: 1000}}
			if tc.head {
				bounds = append(bounds, documents.Bound{Kind: documents.HeadRow, End: 5})
			}
			at := 10
			for row := range strings.SplitSeq(tc.labels, "; ") {
				labels := strings.Fields(row)
				bounds = append(bounds, documents.Bound{Kind: documents.Row, Start: at, End: at + 10*len(labels)})
				for _, l := range labels {
					bounds = append(bounds, documents.Bound{Kind: documents.Cell, Start: at, End: at + 9, Label: l})
					at += 10
				}
			}
			if got := len(records(bounds)); got != tc.want {
				t.Errorf("%d rows, want %d", got, tc.want)
			}
		})
	}
}
