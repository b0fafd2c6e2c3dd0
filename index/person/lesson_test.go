package person_test

import (
	"strings"
	"testing"

	"sarsen/index/person"
)

// said is an officer's word on a text.
type said struct {
	mine bool
	text string
}

// taught weighs the last text after lessons on others, among texts that nobody
// decided on.
func taught(t *testing.T, s *person.Subject, lessons []said, text string, others ...string) person.Verdict {
	t.Helper()
	var list []person.Lesson
	for i, l := range lessons {
		list = append(list, person.Lesson{Item: string(rune('A' + i)), Mine: l.mine, Verdict: weigh(s, l.text)})
	}
	var all []person.Verdict
	for _, o := range append(others, text) {
		all = append(all, weigh(s, o))
	}
	return person.Learn(all, list).Review(all[len(all)-1], person.Evidence{Text: text, Hits: s.Match(text)})
}

func TestLessons(t *testing.T) {
	rare := compile(t, profile())
	common := compile(t, person.Profile{
		Names: []string{"John Smith"}, DateOfBirth: "1970-05-04", Addresses: []string{"3 Elm Road, Anytown, AB3 4EF"},
		Identifiers: map[string]string{"nino": "QQ112233A"},
	})
	const moved = "John Smith, 44 Oak Avenue, Othertown"
	yes, no := func(text string) []said { return []said{{true, text}} }, func(text string) []said { return []said{{false, text}} }
	for name, tc := range map[string]struct {
		s       *person.Subject
		lessons []said
		text    string
		want    person.Likelihood
		says    string // a part of the reasons or contradictions
	}{
		"nothing taught":              {common, nil, moved, person.Unlikely, "another address: 44 Oak Avenue"},
		"their address":               {common, yes(moved), "John Smith, 44 Oak Ave, wrote", person.Likely, "you said that A is theirs: same address, 44 Oak Ave"},
		"their e-mail":                {common, yes("John Smith <js70@mail.example>"), "From: John Smith js70@mail.example", person.Certain, "same e-mail address"},
		"their phone":                 {common, yes("John Smith 07700 900555"), "John Smith (07700900555)", person.Certain, "same phone"},
		"their reference":             {common, yes("John Smith, our ref: KX/20417"), "John Smith KX 20417", person.Certain, "same reference"},
		"their number":                {rare, yes("Catherine O'Neill, NHS number 401 023 2137"), "C O'Neill, NHS 4010232137", person.Certain, "same NHS number"},
		"birth with an error":         {common, yes("John Smith, born 4 June 1971"), "John Smith, DOB 04/06/1971", person.Certain, "same date of birth"},
		"another's address":           {rare, no("Catherine O'Neill, 44 Oak Avenue"), "Catherine O'Neill, 44 Oak Ave, wrote", person.Unlikely, "you said that A is somebody else's: same address"},
		"another's e-mail":            {rare, no("Catherine O'Neill <co@mail.example>"), "Catherine O'Neill co@mail.example", person.Unlikely, "same e-mail address"},
		"another's e-mail, own home":  {common, no("John Smith <js70@mail.example>"), "John Smith, 3 Elm Road, js70@mail.example", person.Unlikely, "same e-mail address"},
		"another's, own number":       {common, no("John Smith, 44 Oak Avenue"), "John Smith, QQ112233A, 44 Oak Avenue", person.Certain, ""},
		"another's, own birth":        {common, no("John Smith, 44 Oak Avenue"), "John Smith, born 4 May 1970, 44 Oak Avenue", person.Certain, ""},
		"said both ways":              {common, []said{{true, moved}, {false, moved}}, "John Smith, 44 Oak Avenue", person.Unlikely, "another address: 44 Oak Avenue"},
		"both in one item":            {common, []said{{true, moved}, {false, "John Smith <js@mail.example>"}}, "John Smith js@mail.example, 44 Oak Avenue", person.Unlikely, ""},
		"own home, out of period":     {common, no("John Smith, 3 Elm Road, js70@mail.example"), "John Smith js70@mail.example", person.Possible, ""},
		"own number, out of period":   {rare, no("Catherine O'Neill, QQ123456C, 44 Oak Avenue"), "Catherine O'Neill wrote", person.Likely, ""},
		"another's name":              {rare, no("Catherine O'Neill came in"), "Catherine O'Neill wrote", person.Possible, "somebody else of this name is known"},
		"another's initials":          {rare, no("C O'Neill came in"), "Catherine O'Neill wrote", person.Likely, ""},
		"another's name, middle name": {rare, no("Catherine O'Neill came in"), "Catherine Mary O'Neill wrote", person.Likely, ""},
		"nothing in common":           {rare, yes("Catherine O'Neill, 44 Oak Avenue"), "Catherine O'Neill wrote", person.Likely, ""},
		"office's e-mail":             {common, yes("John Smith, housing@anyshire.example"), "John Smith, housing@anyshire.example", person.Possible, ""},
		"public number":               {common, yes("John Smith 0300 123 4567"), "John Smith 0300 123 4567", person.Possible, ""},
	} {
		t.Run(name, func(t *testing.T) {
			v := taught(t, tc.s, tc.lessons, tc.text)
			var says []string
			for _, r := range v.Reasons {
				says = append(says, r.Text)
			}
			for _, r := range v.Contradictions {
				says = append(says, r.Against())
			}
			if v.Likelihood != tc.want || !strings.Contains(strings.Join(says, "; "), tc.says) {
				t.Errorf("%s (%.3f) for %v against %v, want %s saying %q", v.Likelihood, v.Score, v.Reasons, v.Contradictions, tc.want, tc.says)
			}
		})
	}
}

// What stands where the subject is known by a number of theirs is not made
// somebody else's by one item.
func TestLessonAgainstWhatIsKnown(t *testing.T) {
	s := compile(t, profile())
	v := taught(t, s, []said{{false, "Catherine O'Neill, 44 Oak Avenue"}}, "Catherine Mary O'Neill, 44 Oak Avenue", "Catherine O'Neill, 44 Oak Avenue, QQ123456C")
	if v.Likelihood == person.Unlikely {
		t.Errorf("%s against %v", v.Likelihood, v.Contradictions)
	}
}

// Of a table that an officer confirmed only the subject's own rows teach.
func TestLessonOfATable(t *testing.T) {
	s := compile(t, profile())
	e := table(s, "Name\tDOB\tPhone", "O'Neill, Catherine\t12/03/1984\t07700 900555", "O'Neill, Catherine\t01/01/1950\t07700 900777")
	lesson := []person.Lesson{{Item: "the list", Mine: true, Verdict: s.Weigh(e)}}
	for phone, want := range map[string]person.Likelihood{"07700 900555": person.Certain, "07700 900777": person.Likely} {
		text := "Catherine O'Neill rang from " + phone
		v := weigh(s, text)
		v = person.Learn([]person.Verdict{v}, lesson).Review(v, person.Evidence{Text: text, Hits: s.Match(text)})
		if v.Likelihood != want {
			t.Errorf("%s: %s (%.3f) for %v against %v, want %s", phone, v.Likelihood, v.Score, v.Reasons, v.Contradictions, want)
		}
	}
}
