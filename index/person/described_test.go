package person_test

import (
	"strings"
	"testing"
	"time"

	"sarsen/index/person"
)

func TestDescribed(t *testing.T) {
	s := compile(t, person.Profile{Names: []string{"Mr David John Brackenridge"}, Nicknames: []string{"Davy Boy"}, DateOfBirth: "1970-05-04"})
	written := time.Date(2020, 6, 1, 0, 0, 0, 0, time.UTC)
	for name, tc := range map[string]struct {
		text string
		want string // contradictions
	}{
		"without a middle name":    {"David Brackenridge came in", ""},
		"own middle name":          {"David John Brackenridge", ""},
		"own initial":              {"David J. Brackenridge", ""},
		"short for it":             {"David Jack Brackenridge", ""},
		"misspelt":                 {"David Jonh Brackenridge", ""},
		"another middle name":      {"David Lee Brackenridge came in", "another middle name: David Lee Brackenridge"},
		"another initial":          {"David L Brackenridge", "another middle name: David L Brackenridge"},
		"another, with a stop":     {"David L. Brackenridge", "another middle name: David L. Brackenridge"},
		"another initial first":    {"D. L. Brackenridge", "another middle name: D. L. Brackenridge"},
		"surname first":            {"BRACKENRIDGE, David Lee", "another middle name: BRACKENRIDGE, David"},
		"surname first, own":       {"Brackenridge, David John", ""},
		"surname first, initial":   {"Brackenridge, David L", "another middle name: Brackenridge, David"},
		"then another word":        {"Brackenridge, David Tenant", ""},
		"both":                     {"David Lee Brackenridge or David John Brackenridge", ""},
		"another title":            {"Mrs David Brackenridge", "another title than theirs"},
		"both titles":              {"Mr and Mrs Brackenridge, Mr David Brackenridge", ""},
		"right age":                {"David Brackenridge (aged 50)", ""},
		"about the right age":      {"David Brackenridge, 49 years old", ""},
		"another age":              {"David Brackenridge, aged 34, came in", "another age: 34"},
		"another age, in brackets": {"David Brackenridge (34 yrs)", "another age: 34"},
		"before the name":          {"a 34-year-old Mr David Brackenridge", "another age: 34"},
		"a number":                 {"David Brackenridge, 34 Oak", ""},
		"the late":                 {"the late Mr David Brackenridge", "said to have died: the late Mr"},
		"deceased":                 {"David Brackenridge (deceased)", "said to have died: (deceased"},
		"dec'd":                    {"David Brackenridge dec'd", "said to have died: dec'd"},
		"passed away":              {"David Brackenridge, who sadly passed away", "said to have died: , who sadly passed away"},
		"somebody else's death":    {"David Brackenridge said that his mother died", ""},
	} {
		t.Run(name, func(t *testing.T) {
			v := s.Weigh(person.Evidence{Text: tc.text, Hits: s.Match(tc.text), Date: written})
			var got []string
			for _, c := range v.Contradictions {
				got = append(got, c.Against())
				if c.Fact != person.FactTitle && tc.text[c.Start:c.End] != c.Text {
					t.Errorf("%v is not at %d", c, c.Start)
				}
			}
			if strings.Join(got, "; ") != tc.want {
				t.Errorf("against %q, want %q (%s for %v)", got, tc.want, v.Likelihood, v.Reasons)
			}
		})
	}
}

// An age says nothing where nobody knows when it was written.
func TestAgeWithoutDate(t *testing.T) {
	s := compile(t, person.Profile{Names: []string{"David Brackenridge"}, DateOfBirth: "1970-05-04"})
	if v := weigh(s, "David Brackenridge, aged 34"); len(v.Contradictions) > 0 {
		t.Errorf("against %v", v.Contradictions)
	}
}
