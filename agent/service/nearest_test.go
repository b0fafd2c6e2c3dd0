package service

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/agent/request"
)

func TestPlaced(t *testing.T) {
	text := "First line.\nPlease ring Łucja\tMarrowby at once."
	at := len("First line.\nPlease ring ")
	got := placed([]request.Reason{
		{Fact: "name", Text: "Łucja Marrowby", Start: at, End: at + len("Łucja\tMarrowby")},
		{Fact: "email", Text: "l@marrowby.example", Field: "from"},
		{Fact: "name", Text: "of an earlier text", Start: 4000, End: 4010},
	}, text)
	if got[0].Line != 2 || got[0].Before != "First line. Please ring " || got[0].At != "Łucja Marrowby" || got[0].After != " at once." {
		t.Errorf("in the text: %+v", got[0])
	}
	for _, p := range got[1:] {
		if p.Line != 0 || p.At != "" {
			t.Errorf("not in the text: %+v", p)
		}
	}
}

func TestNearest(t *testing.T) {
	p := request.Profile{Names: []string{"Dilys Ann Marrowby"}, FormerNames: []string{"Dilys Pryce"}, Addresses: []string{"14 Quarry Lane, Ashcombe"}}
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"nothing", "A leaflet on hedges.", nil},
		{"a forename", "DILYS rang.", []string{
			"Of the name, “Dilys” stands in it, “Ann” “Marrowby” do not.", "Of the former name, “Dilys” stands in it, “Pryce” does not.",
		}},
		{"a street", "16 Quarry Lane is damp.", []string{"Of the address, “Quarry” “Lane” stand in it, “14” “Ashcombe” do not."}},
		{"a number alone says nothing", "14 hedges.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, nearest(p, c.text)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
