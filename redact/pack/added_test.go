package pack_test

import (
	"context"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sarsen/redact"
	"sarsen/redact/pack"
)

// What was added by hand is in the pack like anything else, and says so, with who
// did it, unless that is withheld. A recording stands beside its text.
func TestAddedByHand(t *testing.T) {
	in := full(t, 12)
	in.Items[10].AddedBy, in.Items[11].AddedBy = "Officer Quillfeather", "Officer Marchbanks"
	in.Items[10].AddedAt = time.Date(2026, 11, 3, 23, 30, 0, 0, time.UTC)
	in.Values = append(in.Values, pack.Value{Text: "Marchbanks"})
	sum, err := pack.Build(t.Context(), filepath.Join(t.TempDir(), "p"), in, pack.Options{Copier: fullCopier{}})
	if err != nil {
		t.Fatal(err)
	}
	all := files(t, sum.Path)
	want := map[string][]string{ // number to disposition, document, note, added_by_hand, added_by, added_on, other_files
		"10": {"part", "documents/0010-photo-png.pdf", "", "no", "", "", ""},
		"11": {"part", "documents/0011-call-mp3.mp3", "Given as a copy from which we took what is withheld", "yes", "Officer Quillfeather", "2026-11-03", "documents/0011-call-mp3.html"},
		"12": {"disclosed", "documents/0012-paper-file-txt.html", "", "yes", "Officer █████", "2026-10-10", ""},
	}
	got := map[string][]string{}
	for _, row := range rows(t, sum.Path, "schedule.csv") {
		if _, ok := want[row[0]]; ok {
			got[row[0]] = []string{row[5], row[8], row[10], row[11], row[12], row[13], row[14]}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("schedule (-want +got):\n%s", diff)
	}
	if all["documents/0011-call-mp3.mp3"] != "ID3 a redacted recording" || !strings.Contains(all["documents/0011-call-mp3.html"], "The council added this by hand") {
		t.Error("the recording or its text is not there")
	}
	for _, fact := range []string{"added by hand by the council (Officer Quillfeather) on 3 November 2026", "added by hand by the council (Officer █████)", "Where it says “added by hand”"} {
		if !strings.Contains(all["index.html"], fact) {
			t.Errorf("index.html does not say %q", fact)
		}
	}
	for name, content := range all {
		if strings.Contains(content, "Marchbanks") {
			t.Errorf("%s names an officer who is withheld", name)
		}
	}
}

// oddCopier gives copies names that packs do not have.
type oddCopier struct{ ext string }

func (o oddCopier) Copy(_ context.Context, _ pack.Item, _ []redact.Span, _ bool, w io.Writer) (pack.Copied, error) {
	_, err := io.WriteString(w, "x")
	return pack.Copied{Ext: o.ext}, err
}

func TestOddEndings(t *testing.T) {
	for _, ext := range []string{"/../../x", ".MP3", "mp3", ".verylong", ". "} {
		if _, err := pack.Build(t.Context(), filepath.Join(t.TempDir(), "p"), sample(t), pack.Options{Copier: oddCopier{ext}}); err == nil {
			t.Errorf("%q was taken", ext)
		}
	}
}

// The rows of a spreadsheet are given sheet by sheet, without those of others.
func TestRowsOfSheets(t *testing.T) {
	var x text
	letters := []string{"A", "B"}
	x.in("sheet", "Rents", false, func() {
		x.row("headrow", "1", false, letters, "Name", "Rent")
		x.row("row", "2", false, []string{"Name", "Rent"}, subject, "100")
		x.row("row", "3", false, []string{"Name", "Rent"}, other, "200")
		x.row("row", "4", true, []string{"Name", "Rent"}, "nobody", "-300")
	})
	x.in("sheet", other+"'s notes", false, func() {
		x.row("row", "1", false, letters, "first", "=1+1")
		x.WriteString("A note between two tables\n")
		x.row("row", "5", false, letters, "second", other)
	})
	x.in("sheet", "Visits", false, func() {
		x.row("row", "1", false, letters[:1], "Visits of "+other)
		x.row("headrow", "2", false, letters, "Name", "Day")
		x.row("row", "3", false, []string{"Name", "Day"}, subject, "Monday")
	})
	s := x.String()
	line, title := span(t, s, other+"\t200", 0), span(t, s, "Visits of "+other, 0)
	in := pack.Input{Request: sample(t).Request, Values: []pack.Value{{Text: other}}, Items: []pack.Item{{
		ID: "a", Name: "rents.ods", MediaType: "application/vnd.oasis.opendocument.spreadsheet", Text: s, Bounds: x.bounds,
		Withhold: append(withhold(t, s, redact.Person, other), pack.Redaction{Span: line, Kind: redact.Row, Code: "S2.16"}, pack.Redaction{Span: title, Kind: redact.Row, Code: "S2.16"}),
	}}}
	sum, err := pack.Build(t.Context(), filepath.Join(t.TempDir(), "p"), in, pack.Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][][]string{
		"documents/0001-rents-ods-sheet-1.csv": {{"row", "Name", "Rent"}, {"2", subject, "100"}, {"4", "nobody", "-300"}},
		"documents/0001-rents-ods-sheet-2.csv": {{"row", "A", "B"}, {"1", "first", "'=1+1"}, {"5", "second", "█████ [S2.16]"}},
		"documents/0001-rents-ods-sheet-3.csv": {{"row", "Name", "Day"}, {"3", subject, "Monday"}},
	}
	for name, table := range want {
		if diff := cmp.Diff(table, rows(t, sum.Path, name)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
