package person

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Nobody is left out of whose details anything stands in a text.
func TestRoutesLeadToAll(t *testing.T) {
	var people []*Subject
	for _, p := range []Profile{
		{DateOfBirth: "1984-03-12", Addresses: []string{"14a High Street"}, Emails: []string{"d.smith+bills@home.example"}},
		{Identifiers: map[string]string{"nino": "QQ123456C", "nhs_number": "943 476 5919"}, References: []string{"HB/2024/0017", "X99"}},
		{Phones: []string{"07700 900123"}, Addresses: []string{"Rose Cottage, Mill Lane"}},
		{Addresses: []string{"12-14 Larch Close, AB1 2CD"}, Emails: []string{"'@odd.example", "davé@home.example"}},
		{DateOfBirth: "1950-11-01", Phones: []string{"+44 1632 960456"}},
	} {
		s, err := Compile(p)
		if err != nil {
			t.Fatal(err)
		}
		people = append(people, s)
	}
	to := routesTo(people)
	pieces := []string{
		"12/03/1984", "12 March 84", "3.12.1984", "first of November 1950", "19501101", "14a High St", "14 a High Street", "High Street 14a", "12 Larch Close", "14, Larch Cl", "Larch Close no 12",
		"12-14 Larch Close", "d.smith@home.example", "d.smith+x@home.example", "d.smith (at) home dot example", "'@odd.example", "DAVÉ@home.example", "QQ 12 34 56 C", "qqi23456c", "943-476-5919",
		"HB 2024 17", "hb/2o24/0017", "X99", "x 99", "07700900123", "0044 1632 960456", "(01632) 960 456", "Rose Cotage, Mill Lane", " ", "\n", "7", "a", "-", ".", "the", "9",
	}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 6).Draw(t, "text"), rapid.SampledFrom([]string{" ", "", ", "}).Draw(t, "gap"))
		d := read(text, false)
		may := to.to(d)
		for n, s := range people {
			if hits := slices.DeleteFunc(s.match(d, false), func(h Hit) bool { return !tells(h) }); len(hits) > 0 && !slices.Contains(may, n) {
				t.Errorf("%q has %v, but leads to %v", text, hits, may)
			}
		}
	})
}
