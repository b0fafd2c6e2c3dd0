package person

import "testing"

// TestSlip holds that likelier errors cost less.
func TestSlip(t *testing.T) {
	for _, tc := range []struct{ name, likelier, less string }{
		{"harrison", "harison", "harrson"},      // one of two letters, a letter
		{"harrison", "hartison", "harpison"},    // the key beside, another
		{"harrison", "harrisno", "harrisno7"},   // swapped, swapped and more
		{"harrison", "harris0n", "harrisbn"},    // misread, mistyped
		{"burns", "bums", "bus"},                // rn for m, letters lost
		{"wallace", "vvallace", "allace"},       // vv for w, no first letter
		{"philips", "filips", "ilips"},          // ph for f
		{"harrison", "harrisom", "jarrison"},    // inside, at the start
		{"katherine", "catherine", "patherine"}, // by ear
		{"oldfield", "olclfield", "olxxfield"},  // cl for d
		{"siobhan", "siobham", "siobhaq"},       // m and n
	} {
		a, b := slip(tc.likelier, tc.name), slip(tc.less, tc.name)
		if a <= 0 || a >= b {
			t.Errorf("%s: %s costs %.2f, %s %.2f", tc.name, tc.likelier, a, tc.less, b)
		}
	}
	if got := slip("smith", "smith"); got != 0 {
		t.Errorf("no error costs %.2f", got)
	}
	for _, words := range [][2]string{{"thompson", "thomson"}, {"wójcik", "wojcik"}, {"a", ""}, {"", ""}} {
		if a, b := slip(words[0], words[1]), slip(words[1], words[0]); a != b {
			t.Errorf("%v: %.2f one way, %.2f the other", words, a, b)
		}
	}
}

// TestAlikeStaysWithinTheQueries holds that only words that the queries ask for
// are taken for misspellings.
func TestAlikeStaysWithinTheQueries(t *testing.T) {
	s, err := Compile(Profile{Names: []string{"Catherine Harrison", "Iain Khan"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"harison", "harisn", "kathryn", "cathrine", "kahn", "khann", "harr1s0n", "hxrrisxn", "katharina", "harrisno"} {
		for _, a := range s.inexact(word) {
			part := a.name.surname
			if a.role == foreRole {
				part = a.name.fore
			}
			if !reached(word, part) {
				t.Errorf("%s is taken for %s, which no query asks for", word, part)
			}
		}
	}
}
