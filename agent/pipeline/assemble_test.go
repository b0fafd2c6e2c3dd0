package pipeline_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"sarsen/agent/catalogue"
	"sarsen/agent/pipeline"
	"sarsen/agent/request"
	"sarsen/crawlers/documents"
	"sarsen/redact"
	"sarsen/redact/pack"
)

// reviewed is an item that goes into the pack, with marks on each of the given
// texts, withheld but for those that begin with "+".
func reviewed(item, name, text string, marks ...string) pipeline.Reviewed {
	r := pipeline.Reviewed{
		Match: request.Match{Item: item, Path: name, Title: strings.TrimSuffix(name, ".txt"), Date: time.Date(2024, 5, 3, 0, 0, 0, 0, time.UTC)},
		Text:  catalogue.Text{Text: text}, Name: name, Verdict: redact.Disclose,
	}
	for _, m := range marks {
		verdict := redact.Withhold
		if rest, ok := strings.CutPrefix(m, "+"); ok {
			m, verdict = rest, redact.Disclose
		}
		kind := redact.Person
		if strings.ContainsAny(m, "0123456789") {
			kind = redact.DateOfBirth
		}
		i := strings.Index(text, m)
		r.Marks = append(r.Marks, redact.Mark{
			ID: m, Item: item, Span: redact.Span{Start: i, End: i + len(m)}, Text: m, Kind: kind, Decision: verdict, Proposal: verdict,
		})
	}
	return r
}

func assemble(t *testing.T, keep []string, list ...pipeline.Reviewed) pipeline.Assembly {
	t.Helper()
	open := func(request.Match) func() ([]byte, error) { return nil }
	a, err := pipeline.Assemble(list, keep, "S2.16", nil, open)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestWhatIsHeldEverywhere: the whole pack is held to values that tell who is
// meant, and to none that may be read elsewhere in it.
func TestWhatIsHeldEverywhere(t *testing.T) {
	for _, c := range []struct {
		name, text string
		marks      []string
		want       string
	}{
		{"a full name", "John Brown came", []string{"John Brown"}, "John Brown"},
		{"a name of one word", "Mark came", []string{"Mark"}, ""},
		{"a short form of the subject's name", "Mrs Smith came", []string{"Mrs Smith"}, ""},
		{"a short form of a name that is shown", "Mr Baker came, Tom Baker not", []string{"Mr Baker", "+Tom Baker"}, ""},
		{"a short form of nobody's", "Mr Brown came, Tom Baker not", []string{"Mr Brown", "+Tom Baker"}, "Mr Brown"},
		{"a name that ends as a table's place begins", "Michael Page came", []string{"Michael Page"}, ""},
		{"the date of an item", "born 3 May 2024", []string{"3 May 2024"}, ""},
		{"another date", "born 4 May 2014", []string{"4 May 2014"}, "4 May 2014"},
		{"shown elsewhere by decision", "John Brown and John Brown", []string{"John Brown", "+John Brown"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := assemble(t, []string{"Mary Smith"}, reviewed("i1", "a.txt", c.text, c.marks...))
			var got []string
			for _, v := range a.Values {
				got = append(got, v.Text)
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("held to %v, want %q", got, c.want)
			}
		})
	}
}

// TestFurtherPlacesAreWithheld: a value withheld in one item is in all.
func TestFurtherPlacesAreWithheld(t *testing.T) {
	a := assemble(t, nil, reviewed("i1", "a.txt", "John Brown came", "John Brown"), reviewed("i2", "b.txt", "and JOHN  BROWN left"))
	if a.Swept != 1 || len(a.Items[1].Withhold) != 1 || a.Items[1].Withhold[0].Start != len("and ") {
		t.Errorf("swept %d: %+v", a.Swept, a.Items[1].Withhold)
	}
}

// TestFurtherPlacesInAnotherWriting: a link that has a withheld address in it is
// withheld as a whole.
func TestFurtherPlacesInAnotherWriting(t *testing.T) {
	const link = "https://links.example/?url=mailto%3ajo.marsh%40home.example"
	a := assemble(t, nil, reviewed("i1", "a.txt", "Jo Marsh <jo.marsh@home.example>\nsee <"+link+"> and mail", "Jo Marsh", "jo.marsh@home.example"))
	var got []string
	for _, w := range a.Items[0].Withhold {
		got = append(got, a.Items[0].Text[w.Start:w.End])
	}
	if want := []string{"Jo Marsh", "jo.marsh@home.example", "<" + link + ">"}; !slices.Equal(got, want) || a.Swept != 1 {
		t.Errorf("withheld %q, swept %d, want %q", got, a.Swept, want)
	}
}

// TestLostText: an item whose text is lost stands in a draft as withheld.
func TestLostText(t *testing.T) {
	r := reviewed("i1", "a.txt", "Jo Marsh came", "Jo Marsh")
	r.Text, r.Lost = catalogue.Text{}, true
	a := assemble(t, nil, r)
	if i := a.Items[0]; !i.Withheld || i.Code != "S2.16" || i.Name != "" || len(i.Withhold) > 0 {
		t.Errorf("%+v", i)
	}
}

// TestLabels: what an item is called shows no name that is withheld in it.
func TestLabels(t *testing.T) {
	r := reviewed("i1", "Smith and Marsh.txt", "Marsh came, please mark it", "Marsh")
	r.Marks = append(r.Marks, redact.Mark{ID: "n", Field: "name", Span: redact.Span{Start: 10, End: 15}, Text: "Marsh", Kind: redact.Person, Decision: redact.Withhold})
	r.Text.Bounds = []documents.Bound{{Kind: documents.Sheet, End: len(r.Text.Text), Label: "Smith and Marsh"}}
	a := assemble(t, []string{"Mary Smith"}, r)
	got := []string{a.Items[0].Name, a.Items[0].Title, a.Items[0].Bounds[0].Label}
	want := []string{"Smith and " + redact.Mask + ".txt", "Smith and " + redact.Mask, "Smith and " + redact.Mask}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if slices.ContainsFunc(a.Items[0].Withhold, func(w pack.Redaction) bool { return w.Mark == "n" }) {
		t.Error("a mark of the name stands in the text")
	}
}

// TestCopies: one copy stands in the pack for all; where the first stays out,
// the next one does.
func TestCopies(t *testing.T) {
	for _, c := range []struct {
		name string
		out  []string
		want []string // of which each is a duplicate
	}{
		{"all are in", nil, []string{"", "a", "a"}},
		{"the first is out", []string{"a"}, []string{"", "", "b"}},
		{"only the last is in", []string{"a", "b"}, []string{"", "", ""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var list []pipeline.Reviewed
			for _, id := range []string{"a", "b", "c"} {
				r := reviewed(id, id+".txt", "the same text")
				if id != "a" {
					r.DuplicateOf = "a"
				}
				if slices.Contains(c.out, id) {
					r.Verdict, r.Code = redact.Withhold, "S2.16"
				}
				list = append(list, r)
			}
			var got []string
			for _, i := range assemble(t, nil, list...).Items {
				if i.Withheld {
					i.DuplicateOf = ""
				}
				got = append(got, i.DuplicateOf)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("duplicates of %q, want %q", got, c.want)
			}
		})
	}
}
