package recognise_test

import (
	"testing"
	"time"

	"sarsen/redact/recognise"
)

// TestWrittenTables: what the headings of tables that are written as text say of
// the cells below them.
func TestWrittenTables(t *testing.T) {
	for _, c := range []struct{ name, text, names, references, births string }{
		{
			"tabs, words as names", "Emp No\tSurname\tFirst name\tPost\n104915\tStreet\tJoy\tCook\n104916\tChurch\tHope\tDriver",
			"Street | Joy | Church | Hope", "104915 | 104916", "",
		},
		{
			"dates of birth", "Name\tRelationship\tDOB\nZqortan Plimna\tDaughter\t04/06/2012\nXola Brimt\tSon\t19/01/2015",
			"Zqortan Plimna | Xola Brimt", "", "04/06/2012 | 19/01/2015",
		},
		{
			"commas and quotation marks", "rent account,tenant,joint tenant,balance\n1204553,\"Mensah, K\",Zqortan Plimna,12.50\n1204554,Dale Head,,0.00",
			"Mensah, K | Zqortan Plimna | Dale Head", "1204553 | 1204554", "",
		},
		{"bars", "| Name | DOB |\n|---|---|\n| Zqortan Plimna | 01/02/1990 |", "Zqortan Plimna", "", "01/02/1990"},
		{"initials", "Caller,Taken by,Day\nZqortan Plimna,NB,Mon\nXola Brimt,RE,Tue", "Zqortan Plimna | NB | Xola Brimt | RE", "", ""},
		{"nobody", "Surname,First name,Ref\nVacant,Tbc,AB-1", "", "", ""},
		{"other cells than headings", "Name\tNotes\tRef\nonly two\tcells", "", "", ""},
		{"labels and their values", "Tenant\tJ Smith\nStreet\tStation Road", "J Smith", "", ""},
		{"a sentence", "The name, the date, and the ref;\nit grows, it dies, and it is gone", "", "", ""},
		{"blank cells", "Name\tRef\n \t \n\t", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := recognise.New(c.text, nil, time.Time{})
			for _, part := range []struct {
				what, want string
				find       recognise.Recogniser
			}{{"names", c.names, recognise.Name}, {"references", c.references, recognise.Column}, {"dates of birth", c.births, recognise.Birth}} {
				if got := texts(part.find(text)); got != part.want {
					t.Errorf("%s in %q\n got %s\nwant %s", part.what, c.text, got, part.want)
				}
			}
		})
	}
}
