package pack_test

import (
	"fmt"
	"strings"
	"testing"

	"sarsen/redact"
	"sarsen/redact/pack"
)

func TestRowsKeepTheirColumns(t *testing.T) {
	letters := []string{"A", "B", "C", "D"}
	heads := []string{"Name", "Phone", "Note", "Seen by"}
	tests := []struct {
		name  string
		write func(x *text)
		want  string
	}{
		{"empty at the end", func(x *text) {
			x.row("headrow", "1", false, letters, heads...)
			x.row("row", "2", false, heads, "Dilys", "", "x", "")
		}, "Name,Phone,Note,Seen by\r\nDilys,,x,\r\n"},
		{"empty at the beginning", func(x *text) {
			x.row("headrow", "1", false, letters, heads...)
			x.row("row", "2", false, heads, "", "", "", "Peg")
		}, "Name,Phone,Note,Seen by\r\n,,,Peg\r\n"},
		{"column without a heading", func(x *text) {
			x.row("headrow", "1", false, letters, "Name", "", "Note")
			x.row("row", "2", false, []string{"Name", "B", "Note", "D"}, "Dilys", "5", "x", "y")
		}, "Name,,Note,\r\nDilys,5,x,y\r\n"},
		{"headings that are letters", func(x *text) {
			x.row("headrow", "1", false, letters, "B", "A")
			x.row("row", "2", false, []string{"B", "A"}, "x", "y")
		}, "B,A\r\nx,y\r\n"},
		{"no header row", func(x *text) {
			x.row("row", "1", false, letters, "1", "", "3")
			x.row("row", "2", false, letters, "", "2", "", "4")
		}, "1,,3,\r\n,2,,4\r\n"},
		{"a column that is always empty", func(x *text) {
			x.row("row", "1", false, letters, "1", "", "3")
		}, "1,,3\r\n"},
		{"below a title", func(x *text) {
			x.row("row", "1", false, letters, "Visits")
			x.row("headrow", "2", false, letters, "Name", "Phone")
			x.row("row", "3", false, heads, "", "5")
		}, "Visits,\r\nName,Phone\r\n,5\r\n"},
		{"masked and neutral", func(x *text) {
			x.row("row", "1", false, letters, "Tamsin Wrexley", "=1", "-120.5")
		}, "█████,'=1,-120.5\r\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var x text
			x.in("sheet", "s", false, func() { tt.write(&x) })
			item := pack.Item{Text: x.String(), Bounds: x.bounds}
			if i := strings.Index(item.Text, other); i >= 0 {
				item.Withhold = []pack.Redaction{{Span: redact.Span{Start: i, End: i + len(other)}}}
			}
			got, err := pack.Rows(item)
			if err != nil || string(got) != tt.want {
				t.Errorf("got  %q, %v\nwant %q", got, err, tt.want)
			}
		})
	}
}

// TestHeadingsOfRecords: a header row that extraction did not dare to call one
// names the columns; a line of a form or somebody's row does not.
func TestHeadingsOfRecords(t *testing.T) {
	letters := []string{"A", "B", "C"}
	tests := []struct {
		name string
		rows [][]string
		want []string
	}{
		{"two columns", [][]string{{"Client", "Allergies"}, {other, "none"}, {subject, "nuts"}}, []string{"row", "Client", "Allergies"}},
		{"below a title", [][]string{{"Diets"}, {"Client", "Allergies"}, {subject, "nuts"}}, []string{"row", "Client", "Allergies"}},
		{"a form", [][]string{{"Colour", "Blue"}, {"Name", subject}}, []string{"row", "column 1", "column 2"}},
		{"somebody's row", [][]string{{other, "none"}, {subject, "nuts"}}, []string{"row", "column 1", "column 2"}},
		{"figures", [][]string{{"Flat 3", "Blue"}, {subject, "Red"}}, []string{"row", "column 1", "column 2"}},
		{"more columns below", [][]string{{"Client", "Allergies"}, {subject, "nuts", "mild"}}, []string{"row", "column 1", "column 2", "column 3"}},
		{"alone", [][]string{{subject, "nuts"}}, []string{"row", "column 1", "column 2"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var x text
			x.in("sheet", "Diets", false, func() {
				for _, r := range tt.rows {
					x.row("row", "", false, letters, r...)
				}
			})
			s := x.String()
			in := pack.Input{Items: []pack.Item{{
				ID: "i", Text: s, Bounds: x.bounds, Withhold: withhold(t, s, redact.Person, other),
				Subject: []pack.SubjectSpan{{Span: span(t, s, subject, 0), Fact: "name"}},
			}}}
			sum, _ := build(t, "p", in)
			got := rows(t, sum.Path, "records/0001-diets.csv")
			if strings.Join(got[0], "|") != strings.Join(tt.want, "|") || len(got) != 2 || !strings.Contains(strings.Join(got[1], "|"), subject) {
				t.Errorf("records %q, want header %q and the subject's row", got, tt.want)
			}
		})
	}
}

// TestLabelledCells: what announces a cell, or parts it from the next, is no
// cell, and a table without a heading names its columns by what the cells are
// called, in the order of the rows.
func TestLabelledCells(t *testing.T) {
	var x text
	line := func(pieces ...string) { // text and label by turns
		x.in("row", "", false, func() {
			for i := 0; i < len(pieces); i += 2 {
				if pieces[i+1] == "" {
					x.WriteString(pieces[i])
					continue
				}
				x.in("cell", pieces[i+1], false, func() { x.WriteString(pieces[i]) })
			}
		})
		x.WriteString("\n")
	}
	x.in("table", "", false, func() {
		line("10:01", "Date", " - ", "", "Calls are encrypted", "Message")
		line("10:02", "Date", " - ", "", subject, "From", ": ", "", "Hello", "Message", " (edited)", "")
		line("Date: ", "", "10:03", "Date", " ", "", subject, "From")
	})
	s := x.String()
	in := pack.Input{Items: []pack.Item{{
		ID: "i", Text: s, Bounds: x.bounds,
		Subject: []pack.SubjectSpan{{Span: span(t, s, subject, 0), Fact: "name"}, {Span: span(t, s, subject, 1), Fact: "name"}},
	}}}
	sum, _ := build(t, "p", in)
	got := fmt.Sprintf("%q", rows(t, sum.Path, "records/0001-table.csv"))
	want := fmt.Sprintf("%q", [][]string{
		{"row", "Date", "From", "Message", "column 4"}, {"", "10:02", subject, "Hello", "(edited)"}, {"", "10:03", subject, "", ""},
	})
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if doc := files(t, sum.Path)["documents/0001-item-1.html"]; !strings.Contains(doc, `<th scope="col">Date</th><th scope="col">From</th><th scope="col">Message</th>`) {
		t.Errorf("document has no such headings:\n%s", doc)
	}
}
