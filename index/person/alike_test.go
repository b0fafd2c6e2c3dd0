package person_test

import (
	"testing"

	"sarsen/index/person"
)

func TestAlike(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"William", "Bill", true},
		{"Elizabeth", "Liz", true},
		{"Beth", "Lizzie", true},
		{"Catherine", "Kathryn", true},
		{"Mary", "mary", true},
		{"Mary", "Ruth", false},
		{"John", "Joan", false},
	} {
		if got := person.Alike(c.a, c.b); got != c.want || person.Alike(c.b, c.a) != c.want {
			t.Errorf("%s and %s: %t, want %t", c.a, c.b, got, c.want)
		}
	}
}

func TestSex(t *testing.T) {
	for name, want := range map[string]string{"Mary Smith": "f", "Smith, John": "m", "Robin Smith": "", "": ""} {
		if got := person.Sex(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
