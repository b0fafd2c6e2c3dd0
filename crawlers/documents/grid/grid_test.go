package grid_test

import (
	"fmt"
	"strings"
	"testing"

	"sarsen/crawlers/documents"
	"sarsen/crawlers/documents/grid"
)

func row(n int, cells ...string) grid.Row {
	r := grid.Row{Number: n}
	for i, c := range cells {
		if c != "" {
			r.Cells = append(r.Cells, grid.Cell{Col: i, Piece: grid.Piece{Text: c}})
		}
	}
	return r
}

func build(rows ...grid.Row) documents.Item {
	out := documents.NewBuilder(0, nil)
	g := grid.New(out)
	for _, r := range rows {
		g.Add(r)
	}
	g.Flush()
	return out.Result().Item
}

// kinds lists the rows' bounds with the labels of their cells.
func kinds(item documents.Item) string {
	var b strings.Builder
	for _, x := range item.Bounds {
		if x.Kind == documents.Cell {
			fmt.Fprintf(&b, " %s=%s", x.Label, item.Text[x.Start:x.End])
		} else {
			fmt.Fprintf(&b, "|%s%s", x.Kind, x.Label)
		}
	}
	return b.String()
}

func TestHeader(t *testing.T) {
	declared := row(1, "Owl", "Wren")
	declared.Head = true
	tests := []struct {
		name string
		rows []grid.Row
		want string
	}{
		{
			"words of headings",
			[]grid.Row{row(1, "Surname", "Rank"), row(2, "Okafor", "Clerk")},
			"|headrow1 A=Surname B=Rank|row2 Surname=Okafor Rank=Clerk",
		},
		{
			"below a title",
			[]grid.Row{row(1, "Complaints"), row(3, "Name", "Date"), row(4, "Okafor", "1 May")},
			"|row1 A=Complaints|headrow3 A=Name B=Date|row4 Name=Okafor Date=1 May",
		},
		{"declared", []grid.Row{declared, row(2, "x", "y")}, "|headrow1 A=Owl B=Wren|row2 Owl=x Wren=y"},
		{
			"a person's row is none",
			[]grid.Row{row(1, "Ada Okafor", "Sam Lee"), row(2, "x", "y")},
			"|row1 A=Ada Okafor B=Sam Lee|row2 A=x B=y",
		},
		{
			"a form is none",
			[]grid.Row{row(1, "Name", "Ada Okafor"), row(2, "Born", "01/02/1980")},
			"|row1 A=Name B=Ada Okafor|row2 A=Born B=01/02/1980",
		},
		{"alone", []grid.Row{row(1, "Name", "Date")}, "|headrow1 A=Name B=Date"},
		{
			"with a gap",
			[]grid.Row{row(1, "Name", "", "Date"), row(2, "a", "b", "c")},
			"|headrow1 A=Name C=Date|row2 Name=a B=b Date=c",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := kinds(build(tt.rows...)); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestColumn(t *testing.T) {
	for col, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA", 16383: "XFD"} {
		if got := grid.Column(col); got != want {
			t.Errorf("Column(%d) = %s, want %s", col, got, want)
		}
	}
}

func TestReplay(t *testing.T) {
	text := "one two three"
	bounds := []documents.Bound{
		{Kind: documents.Table, Start: 0, End: 13},
		{Kind: documents.Row, Start: 0, End: 7, Label: "1"},
		{Kind: documents.Cell, Start: 4, End: 7, Label: "B", Hidden: true},
		{Kind: documents.Row, Start: 8, End: 13, Label: "2"},
		{Kind: documents.Note, Start: 9, End: 99},
	}
	out := documents.NewBuilder(0, nil)
	out.Text("x ")
	grid.Replay(out, text, bounds)
	item := out.Result().Item
	if item.Text != "x "+text || len(item.Bounds) != 4 {
		t.Fatalf("got %q, %+v", item.Text, item.Bounds)
	}
	for i, b := range item.Bounds {
		want := bounds[i]
		want.Start, want.End = want.Start+2, want.End+2
		if b != want {
			t.Errorf("bound %d = %+v, want %+v", i, b, want)
		}
	}
}

func TestColumns(t *testing.T) {
	var c grid.Columns
	c.Add(2, 3)
	c.Add(-5, 0)
	c.Add(16_000, 1<<40)
	c.Add(7, -7)
	for col, want := range map[int]bool{-1: false, 0: true, 1: false, 2: true, 3: true, 4: false, 7: false, 16_383: true, 16_384: false} {
		if c.Has(col) != want {
			t.Errorf("Has(%d) = %v", col, !want)
		}
	}
}
