package pipeline

import (
	"testing"

	"sarsen/redact"
)

// TestValuesOfPhrases: a short phrase that is withheld where it stands is not
// looked for in the rest of the pack.
func TestValuesOfPhrases(t *testing.T) {
	for text, sought := range map[string]bool{"IS.": false, "Yours, a friend": false, "I watch from my landing window": true} {
		var a Assembly
		a.values([]Reviewed{{Verdict: redact.Disclose, Marks: []redact.Mark{{Kind: redact.Context, Text: text, Proposal: redact.Withhold}}}})
		if got := len(a.Values) == 1; got != sought || a.Unsearched+len(a.Values) != 1 {
			t.Errorf("%q: looked for %t, want %t; unsearched %d", text, got, sought, a.Unsearched)
		}
	}
}
