package pipeline

import (
	"testing"

	"sarsen/redact"
	"sarsen/redact/cue"
	"sarsen/redact/people"
)

func TestCuesOf(t *testing.T) {
	words, err := cue.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	d := people.Doc{Text: "Name, note\nAnn, takes insulin\nTom, has diabetes\n", Rows: []people.Row{{Span: redact.Span{Start: 11, End: 29}, Subject: true}, {Span: redact.Span{Start: 30, End: 47}, Other: true}}}
	got := cuesOf(words, d, "i1")
	if len(got) != 1 || got[0].Item != "i1" || d.Text[got[0].Start:got[0].End] != "insulin" {
		t.Errorf("%+v", got)
	}
}

func TestWeighty(t *testing.T) {
	at := func(start, end int, c cue.Category) Cued {
		return Cued{"i1", cue.Cue{Span: redact.Span{Start: start, End: end}, Category: c}}
	}
	mark := func(item string, start int, p redact.Verdict) redact.Mark {
		return redact.Mark{Item: item, Span: redact.Span{Start: start, End: start + 5}, Proposal: p, Reason: "another person"}
	}
	marks := []redact.Mark{mark("i1", 100, redact.Withhold), mark("i1", 100, redact.Disclose), mark("i2", 100, redact.Withhold), mark("i1", 900, redact.Open), mark("i1", 500, redact.Withhold)}
	weighty(marks, []Cued{at(20, 30, "health"), at(150, 160, "abuse"), at(170, 180, "health"), at(850, 860, "health")})
	for i, want := range []string{"another person; beside words of health, abuse", "another person", "another person", "another person; beside words of health", "another person"} {
		if marks[i].Reason != want {
			t.Errorf("mark %d: %q, want %q", i, marks[i].Reason, want)
		}
	}
}
