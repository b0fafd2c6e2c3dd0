package pipeline_test

import (
	"strings"
	"testing"
	"time"

	"sarsen/agent/pipeline"
	"sarsen/agent/request"
	"sarsen/crawlers/documents"
	"sarsen/redact"
	"sarsen/redact/pack"
)

// What stands in an area is withheld with its code and who drew it; a face has
// an empty place on its page; an area without a place withholds the item.
func TestAssembleAreas(t *testing.T) {
	at := time.Date(2026, 5, 1, 10, 0, 0, 0, time.UTC)
	r := reviewed("i1", "a.txt", "first page\nsecond page\n")
	r.Text.Bounds = []documents.Bound{{Kind: documents.Page, Label: "1", Start: 0, End: 11}, {Kind: documents.Page, Label: "2", Start: 11, End: 23}}
	r.Areas = []pipeline.Area{
		{Area: redact.Area{Item: "i1", Page: 1, Rect: redact.Rect{Right: 9, Bottom: 9}}, ID: "a1", Code: "S2.19", By: "ffion", At: at, Under: []redact.Span{{Start: 0, End: 5}}},
		{Area: redact.Area{Item: "i1", Page: 2, Rect: redact.Rect{Right: 9, Bottom: 9}}, ID: "a2", Code: "S2.16", By: "ffion", At: at},
	}
	a := assemble(t, nil, r)
	want := []pack.Redaction{
		{Span: redact.Span{Start: 0, End: 5}, Kind: redact.Drawn, Code: "S2.19", Mark: "area:a1", By: "ffion", At: at},
		{Span: redact.Span{Start: 11, End: 11}, Kind: redact.Drawn, Code: "S2.16", Mark: "area:a2", By: "ffion", At: at},
	}
	got := a.Items[0]
	if len(got.Withhold) != 2 || got.Withhold[0] != want[0] || got.Withhold[1] != want[1] {
		t.Errorf("withheld %v", got.Withhold)
	}
	if len(got.Areas) != 2 || got.Areas[1] != r.Areas[1].Area {
		t.Errorf("areas %v", got.Areas)
	}
	r.Unplaced = 1
	if got := assemble(t, nil, r).Items[0]; !got.Withheld || got.Code != "S2.16" {
		t.Errorf("an area without a place: withheld %v under %q", got.Withheld, got.Code)
	}
}

// Each value of a form is the subject's, but for what is withheld of it.
func TestAssembleForm(t *testing.T) {
	text := "field\tvalue\nName\tAnn\nWho\tMr Tom Thistlewood laughed\n"
	r := reviewed("i1", "form.csv", text, "Mr Tom Thistlewood")
	r.AddedAs = request.Form
	cell := func(s, label string) documents.Bound {
		i := strings.Index(text, s)
		return documents.Bound{Kind: documents.Cell, Label: label, Start: i, End: i + len(s)}
	}
	row := func(s string) documents.Bound {
		b := cell(s, "")
		b.Kind = documents.Row
		return b
	}
	r.Text.Bounds = []documents.Bound{
		row("Name\tAnn"), cell("Name", "field"), cell("Ann", "value"),
		row("Who\tMr Tom Thistlewood laughed"), cell("Who", "field"), cell("Mr Tom Thistlewood laughed", "value"),
	}
	var got []string
	for _, s := range assemble(t, nil, r).Items[0].Subject {
		got = append(got, text[s.Start:s.End])
	}
	if strings.Join(got, "|") != "Ann| laughed" {
		t.Errorf("the subject's: %q", got)
	}
}

// A copy that an officer redacted stands in place of the original.
func TestAssembleCopy(t *testing.T) {
	r := reviewed("i1", "call.wav", "")
	r.Copy = &pipeline.Copy{MediaType: "audio/mpeg", File: "0", Open: func() ([]byte, error) { return []byte("copy"), nil }}
	got := assemble(t, nil, r).Items[0]
	if data, err := got.Open(); !got.Redacted || got.MediaType != "audio/mpeg" || string(data) != "copy" || err != nil {
		t.Errorf("%v %s %q %v", got.Redacted, got.MediaType, data, err)
	}
	r.Verdict = redact.Withhold
	if got := assemble(t, nil, r).Items[0]; got.Redacted {
		t.Error("the copy of a withheld item is given")
	}
}
