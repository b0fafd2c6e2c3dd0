package pipeline_test

import (
	"testing"

	"sarsen/crawlers/documents"
)

func TestRowsOfTheSubject(t *testing.T) {
	header, mine, other := "Name\tBorn\tDoor", "Rowena Tolliver\t12/03/1984\tNorth", "Idris Vane\t01/02/1970\tSouth"
	for _, c := range []struct {
		name   string
		lines  []string
		rows   []string
		header string
	}{
		{"among others", []string{header, other, mine, other, mine}, []string{mine, mine}, header},
		{"all are theirs", []string{header, mine, mine}, nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			items := sheet(c.lines...)
			found := byPath(t, map[string][]documents.Item{"list": items})["list"]
			if len(found.Rows) != len(c.rows) {
				t.Fatalf("rows %v, want %d", found.Rows, len(c.rows))
			}
			for i, r := range found.Rows {
				if got := items[0].Text[r.Start:r.End]; got != c.rows[i] {
					t.Errorf("row %q", got)
				}
			}
			if (found.Header != nil) != (c.header != "") {
				t.Fatalf("header %v", found.Header)
			}
			if h := found.Header; h != nil && items[0].Text[h.Start:h.End] != c.header {
				t.Errorf("header %q", items[0].Text[h.Start:h.End])
			}
		})
	}
}
