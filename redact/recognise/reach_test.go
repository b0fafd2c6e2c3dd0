package recognise_test

import (
	"strings"
	"testing"
	"time"

	"sarsen/redact"
	"sarsen/redact/recognise"
)

// TestReach: what may go on without end in a hostile text is followed so far and
// no further. What a reader takes in shows how far it went.
func TestReach(t *testing.T) {
	for name, c := range map[string]struct {
		find recognise.Recogniser
		text string
		most int // bytes of the longest span
	}{
		"titles":                     {recognise.Name, strings.Repeat("Mr ", 300) + "Xola Patel", 30},
		"initials and titles":        {recognise.Name, strings.Repeat("Dr J. ", 300) + "Patel", 40},
		"brackets of a number":       {recognise.Scanned, "tel: O" + strings.Repeat("(", 300) + "1632 96O123", 0},
		"parts of an address":        {recognise.Email, strings.Repeat("a dot ", 300) + "b at mail dot example", 80},
		"a line of dates":            {recognise.Birth, strings.Repeat("xola qwerty 01/02/1980: ", 300), 10},
		"a number on and on":         {recognise.Phone, "Tel: " + strings.Repeat("0 7 ", 300), 80},
		"houses without their names": {recognise.Address, strings.Repeat("1/1-", 300) + " Mill Road, SR1 1AA", 1300},
	} {
		t.Run(name, func(t *testing.T) {
			text := recognise.New(c.text, nil, time.Time{})
			for _, f := range c.find(text) {
				if n := f.End - f.Start; n > c.most {
					t.Errorf("%s of %d bytes, at most %d", f.Kind, n, c.most)
				}
			}
		})
	}
}

// TestWorkGrowsWithTheText: ten times the text is about ten times the work,
// counted in what is allocated and found, which no clock disturbs.
func TestWorkGrowsWithTheText(t *testing.T) {
	for name, line := range map[string]string{
		"titles": "Mr Mr Mrs ", "labels": "Name: Tenant: ", "initials": "John Smith (JS). JS JS. ", "colons": "a: ", "mail": "a@a.a@ ", "brackets": "((1 ", "list": "Smith, J\n",
		"dates": "jane doe 01/02/1980: ", "present": "Present: Tom Smith\n", "blanks": "Tom\n     ", "heads": "subject Tom ", "ages": "aged 43 his mother\t",
	} {
		t.Run(name, func(t *testing.T) {
			work := func(n int) float64 {
				s := strings.Repeat(line, n)
				return testing.AllocsPerRun(1, func() {
					all(recognise.New(s, []recognise.Hint{{Start: 0, End: len(s), Kind: "cell", Label: "Age"}}, time.Time{}))
				})
			}
			if few, many := work(300), work(3000); many > 15*few {
				t.Errorf("%v allocations, for ten times the text %v", few, many)
			}
		})
	}
}

func all(t *recognise.Text) []redact.Found {
	var out []redact.Found
	for _, find := range recognise.All() {
		out = append(out, find(t)...)
	}
	return out
}
