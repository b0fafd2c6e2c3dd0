package pack_test

import (
	"context"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"sarsen/redact"
	"sarsen/redact/pack"
)

// partCopier makes copies that do not show some of the text.
type partCopier []redact.Span

func (c partCopier) Copy(_ context.Context, _ pack.Item, _ []redact.Span, _ bool, w io.Writer) (pack.Copied, error) {
	_, err := io.WriteString(w, "%PDF-1.7\n%%EOF\n")
	return pack.Copied{Pages: 1, LaidOut: true, Unshown: c}, err
}

// A page of text beside pages that do not show all of it begins with what they
// leave out: whole notes, rows and lines, and nothing else of the text.
func TestWhatPagesLeaveOut(t *testing.T) {
	var x text
	x.WriteString("A visible line\nThe form is at shares.example today\n")
	x.in("note", "comment", false, func() { x.WriteString("ring " + other + " about marmalade\n") })
	x.row("row", "1", false, []string{"Name", "Rent"}, subject, "123")
	x.in("note", "deleted", true, func() { x.WriteString("a deleted passage\n") })
	x.WriteString("Another visible line\n")
	s := x.String()
	opened := func() ([]byte, error) { return []byte("original"), nil }
	in := pack.Input{Request: sample(t).Request, Values: []pack.Value{{Text: other}}, Items: []pack.Item{{
		ID: "a", Name: "letter.odt", MediaType: "application/vnd.oasis.opendocument.text", Text: s, Bounds: x.bounds,
		Withhold: withhold(t, s, redact.Person, other), Open: opened,
	}}}
	unshown := partCopier{span(t, s, "shares.example", 0), span(t, s, "marmalade", 0), span(t, s, "123", 0), span(t, s, "deleted", 0), span(t, s, "passage", 0)}
	sum, err := pack.Build(t.Context(), filepath.Join(t.TempDir(), "p"), in, pack.Options{Copier: unshown})
	if err != nil {
		t.Fatal(err)
	}
	all := files(t, sum.Path)
	first, whole, found := strings.Cut(all["documents/0001-letter-odt.html"], "<h2>All of its text</h2>")
	if !found {
		t.Fatalf("the page has no second part:\n%s", first)
	}
	for _, want := range []string{"What the pages do not show", `<a href="0001-letter-odt.pdf">`, "The form is at shares.example today", "Note (comment)", "about marmalade", "123", subject, "a deleted passage"} {
		if !strings.Contains(first, want) {
			t.Errorf("the first part does not say %q:\n%s", want, first)
		}
	}
	if strings.Contains(first, "visible line") || strings.Count(first, "a deleted passage") != 1 {
		t.Errorf("the first part says too much:\n%s", first)
	}
	for _, want := range []string{"A visible line", "shares.example", "marmalade", "a deleted passage", "Another visible line"} {
		if !strings.Contains(whole, want) {
			t.Errorf("the second part does not say %q", want)
		}
	}
	row := rows(t, sum.Path, "schedule.csv")[1]
	if row[8] != "documents/0001-letter-odt.pdf" || row[14] != "documents/0001-letter-odt.html" || !strings.Contains(row[10], "leave out some of its text") {
		t.Errorf("schedule %q", row)
	}
	if !strings.Contains(all["index.html"], `Also: <a href="documents/0001-letter-odt.html">What its pages do not show`) {
		t.Error("the overview does not say which is which")
	}
	t.Run("nothing is left out", func(t *testing.T) {
		sum, err := pack.Build(t.Context(), filepath.Join(t.TempDir(), "p"), in, pack.Options{Copier: partCopier(nil)})
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := files(t, sum.Path)["documents/0001-letter-odt.html"]; ok {
			t.Error("there is a page all the same")
		}
	})
}
