package recognise_test

import (
	"testing"
	"unicode/utf8"

	"sarsen/redact"
	"sarsen/redact/recognise"
)

// FuzzPhrases: whatever the text, what addresses, dates of birth, ages,
// relationships, posts and contexts are found in lies inside it, in order and
// on rune boundaries, says why, and the marks that only may tell who is meant
// stay below those that do.
func FuzzPhrases(f *testing.F) {
	for _, s := range []string{
		"", "12", "Flat 2/1, 45 Byres Wynd\nGlasgow\nG1 1AA", "12 rue de l'Église, 69002 Lyon, France", "APO AE 09012", "c/o", "no. 5 The Square",
		"ul. Słowicza 10/3, 30-123 Kraków", "Address: \nStreet:", "12-", "between 12 and 14 High St", "Via", "1F2,", "à12-sw1a 1aa", "a1-sw1a 1aa", "sr1 2ab", "Λ. Αλεξάνδρας 14\n Suite 112\n Cyprus 51034",
		"born in Leeds on 3 May 1971", "dob 120380", "(b. 12/03/1980)", "aged 43 (12/03/1980)", "birthday is the 12th of March", "ganwyd 3 Mai 1991", "DOB:", "b 1",
		"aged", "aged forty-three years old", "7-year-old", "in her late eighties", "Year 9", "his 3rd birthday", "turned 18",
		"his mother’s", "Tom's mother", "next of kin", "carer of", "ei fam", "his or her", "the patient's late brother-in-law's",
		"the headteacher of Hill School", "duty social worker on 3 May", "the GP at the Elm practice", "head of",
		"the neighbour at number 12", "the only one in", "next door", "two doors", "the woman who lives", "your sister's boyfriend", "one of your neighbours told", "the person who made the",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		text := recognise.New(s, nil, today)
		for i, find := range []recognise.Recogniser{recognise.Address, recognise.Birth, recognise.Age, recognise.Relation, recognise.Post, recognise.Context} {
			last := 0
			for _, m := range find(text) {
				switch {
				case m.Start < last || m.Start >= m.End || m.End > len(s):
					t.Fatalf("recogniser %d: span %d to %d behind %d of %q", i, m.Start, m.End, last, s)
				case !utf8.ValidString(s[m.Start:m.End]) || m.Text != s[m.Start:m.End]:
					t.Fatalf("recogniser %d: %q in %q", i, m.Text, s)
				case m.Reason == "" || m.Score <= 0 || m.Score > 1:
					t.Fatalf("recogniser %d: score %v, reason %q", i, m.Score, m.Reason)
				case low(m.Kind) && m.Score > 0.55:
					t.Fatalf("recogniser %d: %s at %v", i, m.Kind, m.Score)
				}
				last = m.Start
			}
		}
	})
}

// low reports whether a kind is of those that only may tell who is meant.
func low(k redact.Kind) bool {
	return k == redact.Age || k == redact.Relation || k == redact.Post || k == redact.Context
}

// FuzzTables: whatever the text, its hints stay sorted and inside it, and the
// names and references found with them lie inside it, in order, on rune
// boundaries.
func FuzzTables(f *testing.F) {
	for _, s := range []string{
		"Surname\tDOB\nStreet\t1/2/1990", "name,tenant,ref\n\"Mensah, K\",Bo,A-1\n,,", "|Name|DOB|\n|-|-|\n||é|", "Name\tRef\n \t \n\t", "name;ref;id\n\"\";\";\n;;",
		"Surname\tFirst name\nA.B.\tLT said", "NB: hi\nCR - ho. LT rang", "Name\tName\nx\ty", "Ward(s): Abbey, Élan. MP", "the Ökes one (SW (Bo))", "Texted Ann D.O.B.",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		text := recognise.New(s, nil, today)
		for i, h := range text.Hints {
			if h.Start >= h.End || h.End > len(s) || i > 0 && h.Start < text.Hints[i-1].Start {
				t.Fatalf("hint %v behind %v of %q", h, text.Hints[max(0, i-1)], s)
			}
		}
		for _, find := range []recognise.Recogniser{recognise.Name, recognise.Column} {
			last := 0
			for _, m := range find(text) {
				if m.Start < last || m.Start >= m.End || m.End > len(s) || !utf8.ValidString(m.Text) || m.Text != s[m.Start:m.End] {
					t.Fatalf("%v behind %d of %q", m, last, s)
				}
				last = m.Start
			}
		}
	})
}
