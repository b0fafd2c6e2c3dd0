package pack_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sarsen/redact"
	"sarsen/redact/pack"
)

// What happened when: dates of items, dates that stand on them, dates in rows
// about the subject; no dates of birth, nothing withheld, nothing of others.
func TestChronology(t *testing.T) {
	var x text
	heads := []string{"Name", "Date of birth", "Visit", "Seen by", "Closed"}
	x.in("sheet", "Visits", false, func() {
		x.row("headrow", "1", false, []string{"A", "B", "C", "D", "E"}, heads...)
		x.row("row", "2", false, heads, subject, "01/02/1980", "05/06/2026", other, "07/06/2026")
		x.row("row", "3", false, heads, "Somebody Else", "01/02/1981", "06/06/2026", other, "")
	})
	s := x.String()
	letter := "Sample Borough Council\n\nDate: 3 March 2026\n\nDear " + subject + ",\n\nwe met on\n4 March 2026\n"
	form := "Date of birth\n1 February 1980\n\n2 May 2026\n"
	items := []pack.Item{
		{
			ID: "a", Name: "visits.csv", MediaType: "text/csv", Text: s, Bounds: x.bounds,
			Withhold: append(withhold(t, s, redact.Person, other), pack.Redaction{Span: span(t, s, "07/06/2026", 0), Code: "S2.16"}),
			Subject:  []pack.SubjectSpan{{Span: span(t, s, subject, 0), Fact: "name"}},
		},
		{ID: "b", Name: "letter.txt", MediaType: "text/plain", Text: letter, Date: time.Date(2026, 4, 1, 23, 30, 0, 0, time.FixedZone("BST", 3600))},
		{ID: "c", Name: "form.txt", MediaType: "text/plain", Text: form},
		{ID: "d", Name: "withheld.txt", MediaType: "text/plain", Text: letter, Date: day("2026-01-01"), Withheld: true, Code: "S2.19"},
	}
	in := pack.Input{Request: sample(t).Request, Items: items, Values: []pack.Value{{Text: other}}}
	sum, err := pack.Build(t.Context(), filepath.Join(t.TempDir(), "p"), in, pack.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"date", "item", "event", "what", "place"},
		{"2026-03-03", "2", "date written on the document", "letter.txt", ""},
		{"2026-04-01", "2", "document last changed", "letter.txt", ""},
		{"2026-05-02", "3", "date written on the document", "form.txt", ""},
		{"2026-06-05", "1", "entry in a table", "Visit: " + subject + " 01/02/1980 05/06/2026 █████ [S2.16] █████ [S2.16]", "sheet Visits, row 2"},
	}
	if diff := cmp.Diff(want, rows(t, sum.Path, "chronology.csv")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The same decisions give the same bytes, whatever the time zone.
func TestReproducibleInAnyZone(t *testing.T) {
	before := time.Local
	t.Cleanup(func() { time.Local = before })
	var first map[string]string
	for _, zone := range []*time.Location{time.UTC, time.FixedZone("far east", 13*3600), time.FixedZone("far west", -11*3600)} {
		time.Local = zone
		got := files(t, buildFull(t, 20, true))
		if first == nil {
			first = got
		}
		for name, content := range first {
			if got[name] != content {
				t.Errorf("%s: %s is not the same", zone, name)
			}
		}
	}
}
