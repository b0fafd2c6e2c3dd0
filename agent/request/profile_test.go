package request

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestProfileRemove(t *testing.T) {
	full := func() Profile {
		return Profile{
			Names: []string{"Ann Example", "Ann Sample"}, DateOfBirth: "1961-03-09", Addresses: []string{"4 Quarry Row, ZZ9 4QT"},
			Emails: []string{"ann@example.example"}, Identifiers: map[string]string{"nino": "QQ 12 34 56 C"}, Relatives: []string{"Ann Sample"},
		}
	}
	for _, c := range []struct {
		name, value string
		change      func(*Profile)
	}{
		{"an address in another spelling", "4 quarry row,  zz94qt", func(p *Profile) { p.Addresses = []string{} }},
		{"wherever it stands", "Ann Sample", func(p *Profile) { p.Names, p.Relatives = []string{"Ann Example"}, []string{} }},
		{"the date of birth", "1961-03-09", func(p *Profile) { p.DateOfBirth = "" }},
		{"an identifier by its kind", "nino", func(p *Profile) { p.Identifiers = map[string]string{} }},
		{"an identifier by its value", "qq123456c", func(p *Profile) { p.Identifiers = map[string]string{} }},
		{"a part of a value", "Quarry", nil},
		{"nothing", " ", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, want := full(), full()
			if removed := got.Remove(c.value); removed != (c.change != nil) {
				t.Errorf("removed: %v", removed)
			}
			if c.change != nil {
				c.change(&want)
			}
			if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b []string) bool { return cmp.Equal(append([]string{}, a...), append([]string{}, b...)) })); diff != "" {
				t.Error(diff)
			}
		})
	}
}
