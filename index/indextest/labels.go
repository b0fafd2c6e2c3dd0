package indextest

import (
	"slices"
	"testing"

	"sarsen/index"
)

// testLabels looks for names and references with letters next to digits, as
// they are written in file names, paths and texts, and as people type them.
func testLabels(t *testing.T, open Opener) {
	e := start(t, open,
		index.Document{ID: "short", Path: "scans/a07.txt", Name: "a07.txt"},
		index.Document{ID: "two", Path: "B2 file.docx", Name: "B2 file.docx"},
		index.Document{ID: "camel", Path: "JaneLee2024_final.pdf", Name: "JaneLee2024_final.pdf"},
		index.Document{ID: "text", Text: "Our refs TN/958566 and HSG/20251/881; theirs are TN777777 and plan b2."},
		index.Document{ID: "label", Path: "TN-958566.tif", Name: "TN-958566.tif"},
	)
	for _, tc := range []struct {
		query string
		want  []string
	}{
		{"path:a07.txt", []string{"short"}},
		{"path:scans/a07.txt", []string{"short"}},
		{"name:a07.txt", []string{"short"}},
		{"A07.TXT", []string{"short"}},
		{"a07", []string{"short"}},
		{"a08", nil},
		{`"b2 file"`, []string{"two"}},
		{"name:b2", []string{"two"}},
		{"b2", []string{"text", "two"}},
		{"name:JaneLee2024_final.pdf", []string{"camel"}},
		{"janelee2024_final.pdf", []string{"camel"}},
		{"ref:TN958566", []string{"label", "text"}},
		{"ref:TN/958566", []string{"label", "text"}},
		{`"tn 958566"`, []string{"label", "text"}},
		{"HSG/20251/881", []string{"text"}},
		{"hsg20251881", []string{"text"}},
		{"TN/777777", []string{"text"}},
	} {
		t.Run(tc.query, func(t *testing.T) {
			if got := find(t, e, tc.query); !slices.Equal(got, tc.want) && len(got)+len(tc.want) > 0 {
				t.Errorf("%s finds %v, want %v", tc.query, got, tc.want)
			}
		})
	}
}
