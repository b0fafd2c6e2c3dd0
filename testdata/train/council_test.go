package main

import (
	"reflect"
	"testing"

	"sarsen/testdata/council"
)

func TestKeyed(t *testing.T) {
	text := "Dear Mrs Ann Lee, Ann Lee's son Bo is at 5 Elm\nRow. Bob from Rye Primary School"
	l := keyed(text, []council.Mention{
		{Text: "Bo", Kind: "person"},
		{Text: "Ann Lee", Kind: "person"},
		{Text: "5 Elm Row", Kind: "address"},
		{Text: "01632 960001", Kind: "phone"},
		{Text: "Dear", Kind: "person", Field: "name"},
	})
	var got []string
	for _, s := range l.Spans {
		got = append(got, text[s.Start:s.End])
	}
	if want := []string{"Mrs Ann Lee", "Ann Lee", "Bo", "5 Elm\nRow"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if len(l.Unknown) != 1 || text[l.Unknown[0].Start:l.Unknown[0].End] != "Rye Primary School" {
		t.Errorf("unknown: %v", l.Unknown)
	}
}

func TestCouncilsHaveNames(t *testing.T) {
	ls, err := councils()
	if err != nil {
		t.Fatal(err)
	}
	spans := 0
	for _, l := range ls {
		spans += len(l.Spans)
	}
	if len(ls) < 50 || spans < 5*len(ls) {
		t.Errorf("%d lessons with %d spans", len(ls), spans)
	}
	if err := check(ls); err != nil {
		t.Error(err)
	}
}
