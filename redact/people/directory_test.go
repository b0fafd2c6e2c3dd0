package people_test

import (
	"strings"
	"testing"

	"sarsen/redact/people"
)

func TestDirectory(t *testing.T) {
	d := people.NewDirectory([]people.Entry{
		{Name: "Sunita Patel", Email: "s.patel@council.example", Items: 9},
		{Name: "Sunita Patel", Post: "Housing Officer", Listed: true, Items: 1},
		{Name: "Mary Anne O'Connor-Hughes", Items: 1},
		{Name: "Jan van der Berg", Items: 1},
		{Name: "S Khan", Email: "s.khan@council.example", Items: 1},
	})
	for words, want := range map[string]int{
		"sunita patel": 2, "patel sunita rang": 2, "sunita": 0, "sunita khan": 0, "": 0,
		"mary anne o'connor-hughes": 3, "o'connor-hughes mary anne": 3, "mary anne": 0,
		"jan van der berg": 4, "s khan": 0,
	} {
		if got := d.Name(strings.Fields(words)); got != want {
			t.Errorf("%q is a name of %d words, want %d", words, got, want)
		}
	}
	for word, want := range map[string][2]bool{"sunita": {true, false}, "patel": {false, true}, "berg": {false, true}, "s": {}, "khan": {}, "wall": {}} {
		if f, s := d.Part(word); [2]bool{f, s} != want {
			t.Errorf("%q: forename %v, surname %v", word, f, s)
		}
	}
	if got := d.Address("S.Patel@Council.Example"); len(got) != 1 || got[0].Items != 9 {
		t.Errorf("by address: %+v", got)
	}
	if got := d.Named("PATEL, Sunita"); len(got) != 2 || got[1].Post != "Housing Officer" {
		t.Errorf("by name: %+v", got)
	}
	if got := d.Named("S. Khan"); got != nil {
		t.Errorf("by initial: %+v", got)
	}
	if got := d.Address("s.khan@council.example"); len(got) != 1 {
		t.Errorf("with an initial, by address: %+v", got)
	}
}

func TestNoDirectory(t *testing.T) {
	var d *people.Directory
	f, s := d.Part("patel")
	if d.Name([]string{"sunita", "patel"}) != 0 || f || s || d.Address("s@x.example") != nil || d.Named("Sunita Patel") != nil {
		t.Error("nobody is known to none")
	}
}

func TestMailbox(t *testing.T) {
	for address, want := range map[string]bool{"housing@council.example": true, "no-reply@council.example": true, "s.patel@council.example": false, "1234@council.example": true} {
		if got := people.Mailbox(address); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}
