package recognise_test

import (
	"testing"
	"time"

	"sarsen/redact/recognise"
)

// TestOfficeScores: addresses and numbers of offices weigh little, those of people
// do not.
func TestOfficeScores(t *testing.T) {
	for _, c := range []struct {
		name, text string
		find       recognise.Recogniser
		office     bool
	}{
		{"number of a body", "Call 0300 123 4567", recognise.Phone, true},
		{"number of a firm", "Call 0345 678 9012", recognise.Phone, true},
		{"number of a place", "Call 0117 496 0123", recognise.Phone, false},
		{"mobile", "Call 07700 900123", recognise.Phone, false},
		{"mailbox nobody reads", "From: no-reply@sarsen.example", recognise.Email, true},
		{"mailbox of a service", "To: Council.Tax@sarsen.example", recognise.Email, true},
		{"mailbox of a person", "To: z.plimna@sarsen.example", recognise.Email, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			found := c.find(recognise.New(c.text, nil, time.Time{}))
			if len(found) != 1 || (found[0].Score <= recognise.OfficeScore) != c.office {
				t.Errorf("%q: found %v, want one, of an office: %v", c.text, found, c.office)
			}
		})
	}
}

// TestPublicReferences: references on public registers and of purchases are
// nobody's.
func TestPublicReferences(t *testing.T) {
	for text, public := range map[string]bool{
		"24/01882/FUL": true, "2023/0456/HOU": true, "PO 4500118273": true, "HB/2024/00123": false, "24/01882": false, "24/01882/ABC": false, "10045678": false,
	} {
		if v := recognise.Reference(text); !v.OK || v.Public != public {
			t.Errorf("%q: %+v, want public %v", text, v, public)
		}
	}
}
