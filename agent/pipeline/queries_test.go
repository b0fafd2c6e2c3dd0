package pipeline_test

import (
	"slices"
	"testing"

	"sarsen/agent/pipeline"
	"sarsen/agent/request"
	"sarsen/crawlers/documents"
	"sarsen/index/query"
)

var marrowby = request.Profile{
	Names: []string{"Dilys Marrowby"}, DateOfBirth: "1968-03-14", Addresses: []string{"14 Quarry Lane, Ashcombe, ZZ9 4QT"},
	Emails: []string{"dilys@marrowby.example"}, Identifiers: map[string]string{"nino": "QQ123456C"}, References: []string{"HSG-229144"},
}

func TestQueriesSayWhatTheyAreFor(t *testing.T) {
	list, err := pipeline.Queries(marrowby)
	if err != nil {
		t.Fatal(err)
	}
	facts := map[string]bool{}
	for _, q := range list {
		facts[q.Fact] = true
		if again, err := query.Parse(q.Text); err != nil || again.String() != q.Text {
			t.Errorf("%s does not read back: %v", q.Text, err)
		}
	}
	for _, fact := range []string{"name", "date_of_birth", "address", "email", "nino", "reference"} {
		if !facts[fact] {
			t.Errorf("no query is for the %s", fact)
		}
	}
}

func TestOwnQueries(t *testing.T) {
	f := finder(t, map[string][]documents.Item{
		"letter.txt": text("Dear Dilys Marrowby, your reference HSG-229144."),
		"meadow.txt": text("Dilys Marrowby asked for the key of the meadow."),
		"damp.txt":   text("The boiler on the landing leaks."),
		"rota.txt":   text("Cleaning rota."),
	})
	own, err := query.Parse("boiler landing")
	if err != nil {
		t.Fatal(err)
	}
	f.More = []query.Node{own}
	paths := func() map[string]request.Match {
		t.Helper()
		found, err := f.Run(t.Context(), marrowby)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(found.Queries, own.String()) {
			t.Error("the run does not say that it was asked")
		}
		out := map[string]request.Match{}
		for _, m := range found.Matches {
			out[m.Path] = m
		}
		return out
	}
	got := paths()
	damp := got["damp.txt"]
	if len(got) != 3 || damp.Likelihood != "possible" || len(damp.Reasons) != 1 || damp.Reasons[0].Fact != request.FactQuery || damp.Reasons[0].Text != own.String() {
		t.Errorf("%d matches, by the query %+v", len(got), damp)
	}

	// A query of the profile that is turned off finds nothing, and others do.
	all, err := pipeline.Queries(marrowby)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range all {
		if q.Fact == "name" {
			f.Off = append(f.Off, q.Text)
		}
	}
	if got = paths(); len(got) != 2 || got["letter.txt"].Likelihood != "certain" {
		t.Errorf("without the name: %d matches", len(got))
	}

	// Narrowed to some items, the others are not looked at.
	f.Off, f.Only = nil, []string{damp.Item}
	if got = paths(); len(got) != 1 || got["damp.txt"].Likelihood != "possible" {
		t.Errorf("narrowed: %v", got)
	}
}
