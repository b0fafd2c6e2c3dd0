package person_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sarsen/index/person"
)

func TestClues(t *testing.T) {
	s := compile(t, profile())
	const own = "QQ123456C. "
	for name, tc := range map[string]struct {
		texts []string
		want  string // as fact=value×items
	}{
		"another e-mail":         {[]string{own + "Catherine O'Neill <cathy84@mail.example>"}, "email=cathy84@mail.example×1"},
		"her own after a comma":  {[]string{own + "Ms O'Neill, Catherine.O'Neill84@mail.example"}, "email=Catherine.O'Neill84@mail.example×1"},
		"her name in it":         {[]string{own + "Catherine O'Neill, catherine.oneill@anyshire.gov.uk"}, "email=catherine.oneill@anyshire.gov.uk×1"},
		"a former address":       {[]string{own + "Catherine O'Neill of 44 Oak Avenue, Othertown"}, "address=44 Oak Avenue×1"},
		"formerly at":            {[]string{own + "Catherine O'Neill (formerly of 44 Oak Avenue, Othertown), 12 St Mary's Road"}, "address=44 Oak Avenue×1"},
		"a case before the name": {[]string{own + "\nCase number AS-204417: Catherine O'Neill, decking"}, "reference=AS-204417×1"},
		"another's case":         {[]string{own + "\nCase AS-204417 Peter Hall, Catherine O'Neill"}, ""},
		"a phone":                {[]string{own + "Catherine O'Neill, 07700 900 555", own + "Catherine O'Neill 07700900555"}, "phone=07700 900 555×2"},
		"a case reference":       {[]string{own + "Catherine O'Neill, case no. AS-204417"}, "reference=AS-204417×1"},
		"one of a known build":   {[]string{own + "Catherine O'Neill HB/2023/0099"}, "reference=HB/2023/0099×1"},
		"maiden name":            {[]string{own + "Catherine O'Neill née Gallagher"}, "former_name=Gallagher×1"},
		"formerly":               {[]string{own + "Catherine O'Neill (formerly Mrs Ann Gallagher)"}, "former_name=Ann Gallagher×1"},
		"also known as":          {[]string{own + "Catherine O'Neill, also known as Trina"}, "nickname=Trina×1"},
		"known already":          {[]string{own + "Catherine O'Neill, formerly Smith-Jones, 12 St Mary's Road, c.oneill@home.example, 07700 900123, HB/2024/0017"}, ""},
		"an office's mailbox":    {[]string{own + "Catherine O'Neill, housing@anyshire.example"}, ""},
		"a public body's":        {[]string{own + "Catherine O'Neill, peach@anyshire.gov.uk"}, ""},
		"a colleague's":          {[]string{own + "Catherine O'Neill, peter.hall@anyshire.example"}, ""},
		"the next line's":        {[]string{own + "From: Catherine O'Neill\nTo: rovers@club.example"}, ""},
		"an office's phone":      {[]string{own + "Catherine O'Neill. Housing officer: 01632 960111", own + "Catherine O'Neill 0300 123 4567"}, ""},
		"another person's":       {[]string{own + "Catherine O'Neill and Ann Patel, 07700 900555"}, ""},
		"of an unlikely item":    {[]string{"C O'Neill, born 1 January 1950, 07700 900555"}, ""},
		"a date":                 {[]string{own + "Catherine O'Neill, file on 17/03/2025"}, ""},
		"a day":                  {[]string{own + "Catherine O'Neill born Wednesday"}, ""},
		"a number after another": {[]string{own + "Catherine O'Neill, 07700 900 555 09"}, "phone=07700 900 555×1"},
		"a date in digits":       {[]string{own + "Catherine O'Neill 02-12-1987 74"}, ""},
		"parts of other numbers": {[]string{own + "Catherine O'Neill 7019 019 2987 1950"}, ""},
		"a number far on":        {[]string{own + "Catherine O'Neill, of this parish, rang 0113 496 0555"}, "phone=0113 496 0555×1"},
		"in words":               {[]string{own + "Catherine O'Neill. Her account is 536873231"}, "reference=536873231×1"},
		"a namesake has it, too": {[]string{own + "Catherine O'Neill 07700 900555", "Catherine O'Neill, born 1 January 1950, 07700 900555"}, ""},
		"best first": {
			[]string{"Catherine O'Neill 07700 900666", "Catherine O'Neill <trina@mail.example> 07700 900666", own + "Catherine O'Neill 07700 900555"},
			"phone=07700 900555×1 phone=07700 900666×2 email=trina@mail.example×1",
		},
	} {
		t.Run(name, func(t *testing.T) {
			var seen []person.Seen
			for i, text := range tc.texts {
				seen = append(seen, person.Seen{Item: fmt.Sprint(i), Verdict: weigh(s, text)})
			}
			got := clues(seen)
			if got != tc.want {
				t.Errorf("clues %q, want %q", got, tc.want)
			}
			slices.Reverse(seen)
			if again := clues(seen); again != got {
				t.Errorf("in another order %q", again)
			}
		})
	}
}

func clues(seen []person.Seen) string {
	var list []string
	for _, c := range person.Clues(seen) {
		list = append(list, fmt.Sprintf("%s=%s×%d", c.Fact, c.Value, len(c.Items)))
	}
	return strings.Join(list, " ")
}
