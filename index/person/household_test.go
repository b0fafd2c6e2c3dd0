package person_test

import (
	"testing"

	"sarsen/index/person"
)

// A son who lives with a father of the same name.
func TestFatherAndSon(t *testing.T) {
	s := compile(t, person.Profile{
		Names: []string{"David James Keogh"}, DateOfBirth: "1977-07-19", Addresses: []string{"31 Beechwood Drive, Barnsfold HX9 4GG"},
		Emails: []string{"djkeogh77@inbox.example"}, Relatives: []string{"David John Keogh"},
	})
	for text, want := range map[string]person.Likelihood{
		"David James Keogh, 31 Beechwood Drive":                person.Certain,
		"D J Keogh, 19/07/1977":                                person.Certain,
		"Mr Keogh jnr, djkeogh77@inbox.example":                person.Certain,
		"David Keogh, 31 Beechwood Drive":                      person.Likely,
		"David Keogh, 31 Beechwood Drive, with David Keogh":    person.Likely,
		"David Keogh senior, 31 Beechwood Drive":               person.Possible,
		"David Keogh (Snr), 31 Beechwood Drive, HX9 4GG":       person.Possible,
		"David John Keogh, 31 Beechwood Drive, HX9 4GG":        person.Unlikely,
		"Mr D. John Keogh, 31 Beechwood Drive, pension credit": person.Unlikely,
	} {
		if v := weigh(s, text); v.Likelihood != want {
			t.Errorf("%q: %s (%.3f) for %v against %v, want %s", text, v.Likelihood, v.Score, v.Reasons, v.Contradictions, want)
		}
	}
}

// The same house number and postcode is the same address, however the street is
// spelt.
func TestSamePostcodeIsNoOtherAddress(t *testing.T) {
	s := compile(t, person.Profile{Names: []string{"Pieter van der Heyden"}, Addresses: []string{"6 Lock Keepers Row, Barnsfold HX9 2SS"}})
	for text, want := range map[string]bool{
		"Pieter van der Heyden, 6 Kpr Row HX92SS":                    false,
		"Pieter van der Heyden, 6 Lockkeepers Row, Barnsfold HX92SS": false,
		"Pieter van der Heyden, 8 Mill Row HX9 2SS":                  true,
		"Pieter van der Heyden, 6 Mill Row, Southmere SM4 1AA":       true,
	} {
		if v := weigh(s, text); len(v.Contradictions) > 0 != want {
			t.Errorf("%q: %s against %v", text, v.Likelihood, v.Contradictions)
		}
	}
}
