package vector

import (
	"bytes"
	"testing"
)

func TestCutTrueType(t *testing.T) {
	for _, tc := range []struct {
		name  string
		codes []int
		kept  []bool // by shape
	}{
		{"nothing used", nil, []bool{false, false, false}},
		{"one", []int{'A'}, []bool{false, true, false}},
		{"made of another", []int{'B'}, []bool{false, true, true}},
		{"not in the font", []int{'C'}, []bool{false, false, false}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			font, err := readTrueType(smallTrueType())
			if err != nil {
				t.Fatal(err)
			}
			out, err := font.cutByCode(tc.codes, nil)
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Contains(out, []byte("Petra")) {
				t.Error("the table of names is still there")
			}
			cut, err := readTrueType(out)
			if err != nil {
				t.Fatal(err)
			}
			for n, want := range tc.kept {
				if got := len(cut.shape(n)) > 0; got != want {
					t.Errorf("shape %d is there: %v, want %v", n, got, want)
				}
			}
			tables, err := readCharTables(cut.tables["cmap"])
			if err != nil || len(tables) != 1 {
				t.Fatalf("%d maps, %v", len(tables), err)
			}
			for char, n := range map[int]int{'A': 1, 'B': 2} {
				used := len(tc.codes) > 0 && tc.codes[0] == char
				if got := tables[0].shapes[char]; got != 0 != used || used && got != n {
					t.Errorf("%c leads to shape %d", char, got)
				}
			}
		})
	}
}

func TestCharTables(t *testing.T) {
	shapes := map[int]int{'A': 1, 'B': 2, 'Z': 9, 0xF041: 3}
	tables, err := readCharTables(writeCharTables([]charTable{{3, 1, shapes}, {1, 0, shapes}}))
	if err != nil || len(tables) != 2 {
		t.Fatalf("%d maps, %v", len(tables), err)
	}
	for c, n := range shapes {
		if got := tables[0].shapes[c]; got != n {
			t.Errorf("%x leads to shape %d, want %d", c, got, n)
		}
		if got := tables[1].shapes[c]; c < 256 && got != n {
			t.Errorf("%x leads to shape %d in the old map, want %d", c, got, n)
		}
	}
}
