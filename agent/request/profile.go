package request

import (
	"maps"
	"slices"
	"strings"
)

// Remove takes a value out of the profile wherever it stands, whatever its case
// and blanks, and reports whether it did. An identifier is named by its value or
// its kind.
func (p *Profile) Remove(value string) bool {
	want, removed := plain(value), false
	if want == "" {
		return false
	}
	for _, list := range []*[]string{&p.Names, &p.FormerNames, &p.Nicknames, &p.Addresses, &p.Emails, &p.Phones, &p.References, &p.Relatives} {
		n := len(*list)
		*list = slices.DeleteFunc(slices.Clone(*list), func(s string) bool { return plain(s) == want })
		removed = removed || len(*list) < n
	}
	if plain(p.DateOfBirth) == want {
		p.DateOfBirth, removed = "", true
	}
	n := len(p.Identifiers)
	p.Identifiers = maps.Clone(p.Identifiers)
	maps.DeleteFunc(p.Identifiers, func(kind, v string) bool { return plain(v) == want || plain(kind) == want })
	return removed || len(p.Identifiers) < n
}

// plain is a value without case and blanks.
func plain(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), "")) }
