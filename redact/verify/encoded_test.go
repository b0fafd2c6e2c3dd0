package verify_test

import (
	"testing"

	"sarsen/redact/verify"
)

// TestEncoded: what is withheld for another writing of a value is the word, the
// line only where none does, and nothing for a value that stands as it is beside
// what another writing could be.
func TestEncoded(t *testing.T) {
	const link = "https://sites.example/?to=tamsin%2Ewrexley"
	for _, tc := range []struct{ name, text, want string }{
		{"a word", "Go to " + link + " today", link},
		{"a line", "He wrote =54amsin =57rexley", "He wrote =54amsin =57rexley"},
		{"as it stands, beside an equation", "Tamsin Wrexley drew r0=25 and r1=70", ""},
		{"both", "Tamsin Wrexley wrote =54amsin =57rexley", "Tamsin Wrexley wrote =54amsin =57rexley"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := ""
			for _, h := range verify.NewSearch([]string{"Tamsin Wrexley"}, nil).Encoded(tc.text) {
				got += tc.text[h.Start:h.End]
			}
			if got != tc.want {
				t.Errorf("%q, want %q", got, tc.want)
			}
		})
	}
}
