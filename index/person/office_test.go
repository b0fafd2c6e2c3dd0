package person_test

import (
	"testing"

	"sarsen/index/person"
)

// Who of the name has an address at the organisation is one of its officers,
// unless the subject is.
func TestOffices(t *testing.T) {
	const (
		signed = "Catherine O'Neill\nHousing Officer, Housing Services, Anyshire Council\nEmail: catherine.oneill@anyshire.example"
		listed = "Catherine O'Neill, payroll, catherine.oneill@mail.anyshire.example"
	)
	for name, tc := range map[string]struct {
		mail string // the profile's
		text string
		want person.Likelihood
		fact string // of the contradiction
	}{
		"nothing else":        {"c.oneill@home.example", "Catherine O'Neill came in", person.Likely, ""},
		"signature":           {"c.oneill@home.example", signed, person.Possible, "email"},
		"staff list":          {"c.oneill@home.example", listed, person.Possible, "email"},
		"known by a number":   {"c.oneill@home.example", signed + " QQ123456C", person.Certain, ""},
		"works there":         {"c.oneill2@anyshire.example", signed, person.Likely, ""},
		"no address is known": {"", signed, person.Likely, ""},
		"elsewhere":           {"c.oneill@home.example", "Catherine O'Neill, catherine.oneill@notanyshire.example", person.Likely, ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := profile()
			p.Emails, p.Offices = nil, []string{"anyshire.example"}
			if tc.mail != "" {
				p.Emails = []string{tc.mail}
			}
			v := weigh(compile(t, p), tc.text)
			fact := ""
			for _, c := range v.Contradictions {
				fact = c.Fact
			}
			if v.Likelihood != tc.want || fact != tc.fact {
				t.Errorf("%s (%.3f) for %v against %v, want %s against %q", v.Likelihood, v.Score, v.Reasons, v.Contradictions, tc.want, tc.fact)
			}
		})
	}
}

// What an office writes of itself is no clue.
func TestOfficesGiveNoClues(t *testing.T) {
	p := profile()
	p.Offices = []string{"anyshire.example"}
	s := compile(t, p)
	for text, want := range map[string]string{
		"QQ123456C Catherine O'Neill <peach@anyshire.example>":            "",
		"QQ123456C Catherine O'Neill <catherine.oneill@anyshire.example>": "",
		"QQ123456C Catherine O'Neill <peach@mail.example>":                "email=peach@mail.example×1",
		"QQ123456C Catherine O'Neill (née Gallagher) (DoB 12/3/84)":       "former_name=Gallagher×1",
	} {
		if got := clues([]person.Seen{{Item: "1", Verdict: weigh(s, text)}}); got != want {
			t.Errorf("%s: clues %q, want %q", text, got, want)
		}
	}
}
