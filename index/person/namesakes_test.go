package person_test

import (
	"slices"
	"strings"
	"testing"

	"sarsen/index/person"
)

// judge learns from all texts and reviews the last of them.
func judge(t *testing.T, s *person.Subject, texts ...string) person.Verdict {
	t.Helper()
	var all []person.Verdict
	var e person.Evidence
	for _, text := range texts {
		e = person.Evidence{Text: text, Hits: s.Match(text)}
		all = append(all, s.Weigh(e))
	}
	return person.Learn(all, nil).Review(all[len(all)-1], e)
}

func TestNamesakes(t *testing.T) {
	p := profile()
	p.References = append(p.References, "HA-112233")
	s := compile(t, p)
	const (
		born    = "Catherine O'Neill, DOB 01/01/1950, 44 Oak Avenue, Othertown. "
		namesHA = "Catherine O'Neill, HA-998877, DOB 01/01/1950"
	)
	for name, tc := range map[string]struct {
		others []string
		text   string
		want   person.Likelihood
		facts  string // of the contradictions
	}{
		"nobody else known":        {nil, "Catherine O'Neill came in", person.Likely, ""},
		"somebody else known":      {[]string{born}, "Catherine O'Neill came in", person.Possible, "namesake"},
		"their address":            {[]string{born}, "Catherine O'Neill wrote. Visit to 44 Oak Ave on Monday.", person.Unlikely, "address"},
		"their reference":          {[]string{namesHA}, "Catherine O'Neill rang about HA 998877", person.Unlikely, "reference"},
		"their e-mail":             {[]string{"Catherine O'Neill <cath50@mail.example>, born 1 January 1950"}, "From: Catherine O'Neill <cath50@mail.example>", person.Unlikely, "email"},
		"by way of a third item":   {[]string{namesHA, "Catherine O'Neill, 07700 900555, HA-998877"}, "Catherine O'Neill, tel. 07700900555", person.Unlikely, "phone"},
		"own number":               {[]string{born}, "Catherine O'Neill, QQ123456C", person.Certain, ""},
		"own number, their street": {[]string{born}, "Catherine O'Neill, QQ123456C, seen at 44 Oak Avenue", person.Certain, ""},
		"own address":              {[]string{born}, "Catherine O'Neill. " + strings.Repeat("Words. ", 30) + "12 St Mary's Road", person.Certain, ""},
		"both addresses":           {[]string{born}, "Catherine O'Neill. " + strings.Repeat("Words. ", 30) + "12 St Mary's Road, not 44 Oak Avenue", person.Possible, "namesake"},
		"middle name":              {[]string{born}, "Catherine Mary O'Neill came in", person.Likely, ""},
		"their middle name, too":   {[]string{"Catherine Mary O'Neill, DOB 01/01/1950"}, "Catherine Mary O'Neill came in", person.Possible, "namesake"},
		"former name":              {[]string{born}, "Catherine Smith-Jones came in", person.Likely, ""},
		"own nickname":             {[]string{born}, "Kitty O'Neill came in", person.Likely, ""},
		"address that is own": {
			[]string{"Catherine O'Neill, 44 Oak Avenue", "Catherine O'Neill, 44 Oak Avenue, NI QQ123456C"}, "Catherine O'Neill came in", person.Likely, "",
		},
		"address alone":            {[]string{"Catherine O'Neill, 44 Oak Avenue"}, "Catherine O'Neill came in", person.Likely, ""},
		"address and number":       {[]string{"Catherine O'Neill, 44 Oak Avenue, 07700 900555"}, "Catherine O'Neill came in", person.Possible, "namesake"},
		"title and surname's home": {[]string{"Mrs O'Neill, 44 Oak Avenue, 07700 900555"}, "Catherine O'Neill came in", person.Likely, ""},
		"title as known":           {[]string{"Ms Catherine O'Neill, QQ123456C"}, "Dear Mrs O'Neill", person.Possible, ""},
		"title of another sex":     {[]string{"Ms Catherine O'Neill, QQ123456C"}, "Dear Mr O'Neill", person.Unlikely, "title"},
		"title of a namesake":      {[]string{born}, "Dear Mrs O'Neill, you asked for a skip outside 44 Oak Avenue", person.Unlikely, "address"},
		"somebody's else entirely": {[]string{"Ann Patel, DOB 01/01/1950"}, "Catherine O'Neill came in", person.Likely, ""},
	} {
		t.Run(name, func(t *testing.T) {
			v := judge(t, s, append(slices.Clone(tc.others), tc.text)...)
			var facts []string
			for _, c := range v.Contradictions {
				facts = append(facts, c.Fact)
			}
			if v.Likelihood != tc.want || strings.Join(facts, " ") != tc.facts {
				t.Errorf("%s (%.3f) for %v against %v, want %s against %q", v.Likelihood, v.Score, v.Reasons, v.Contradictions, tc.want, tc.facts)
			}
		})
	}
}

// A namesake casts doubt on the forms of the name that they bear, and on less.
func TestNamesakesOfOneForm(t *testing.T) {
	s := compile(t, person.Profile{
		Names: []string{"Agnieszka Maria Kowalczyk-Reid"}, FormerNames: []string{"Agnieszka Kowalczyk"}, DateOfBirth: "1984-03-12",
	})
	const born = ", DOB 01/01/1950"
	for name, tc := range map[string]struct {
		other, text string
		want        person.Likelihood
	}{
		"former, as former": {"Kowalczyk, Agnieszka", "Agnieszka Kowalczyk came in", person.Possible},
		"former, as now":    {"Kowalczyk, Agnieszka", "Agnieszka Kowalczyk-Reid came in", person.Likely},
		"former, full":      {"Kowalczyk, Agnieszka", "Agnieszka Maria Kowalczyk-Reid came in", person.Likely},
		"now, as now":       {"Agnieszka Kowalczyk-Reid", "Agnieszka Kowalczyk-Reid came in", person.Possible},
		"now, as less":      {"Agnieszka Kowalczyk-Reid", "Agnieszka Kowalczyk came in", person.Possible},
		"now, full":         {"Agnieszka Kowalczyk-Reid", "Agnieszka Maria Kowalczyk-Reid came in", person.Likely},
		"full, as less":     {"Agnieszka Maria Kowalczyk-Reid", "Agnieszka Kowalczyk-Reid came in", person.Possible},
	} {
		t.Run(name, func(t *testing.T) {
			if v := judge(t, s, tc.other+born, tc.text); v.Likelihood != tc.want {
				t.Errorf("%s (%.3f) for %v against %v, want %s", v.Likelihood, v.Score, v.Reasons, v.Contradictions, tc.want)
			}
		})
	}
}

func TestAgainst(t *testing.T) {
	for want, r := range map[string]person.Reason{
		"another date of birth: 3 March 1963":              {Fact: person.FactDateOfBirth, Text: "3 March\n1963"},
		"another National Insurance number: QQ 99 88 77 B": {Fact: "nino", Text: "QQ 99 88 77 B"},
		"another address: 44 Oak Avenue":                   {Fact: person.FactAddress, Text: "44 Oak Avenue"},
		"another title than theirs":                        {Fact: person.FactTitle, Text: "another title than theirs"},
		"somebody else of this name is known":              {Fact: person.FactNamesake, Text: "somebody else of this name is known"},
	} {
		if got := r.Against(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
