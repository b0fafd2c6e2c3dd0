package people_test

import (
	"strings"
	"testing"
	"time"

	"sarsen/redact"
	"sarsen/redact/detect"
	"sarsen/redact/people"
)

func standard(t *testing.T) *detect.Detector {
	t.Helper()
	d, err := detect.New(detect.Options{Today: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// doc detects what is in a text and takes each of the given strings in it for
// the subject's.
func doc(t *testing.T, item, text string, subject ...string) people.Doc {
	t.Helper()
	out := people.Doc{Item: item, Text: text, Found: standard(t).Find(text, nil)}
	for _, s := range subject {
		for at := 0; ; {
			i := strings.Index(text[at:], s)
			if i < 0 {
				break
			}
			out.Subject = append(out.Subject, redact.Span{Start: at + i, End: at + i + len(s)})
			at += i + len(s)
		}
	}
	return out
}

var subject = people.Subject{
	Names: []string{"Mary Smith"}, Emails: []string{"mary.smith@mail.example"}, Phones: []string{"07700 900111"},
	Addresses: []string{"14 Albert Road, Sarsen, SR1 2AB"}, DateOfBirth: "1980-03-12", Relatives: []string{"Peter Smith"},
}

var policy = people.Policy{OwnDomains: []string{"sarsen.gov.example"}, Right: redact.Access}

// TestVerdicts looks at single texts: what each piece is proposed for. "-" is
// no mark at all.
func TestVerdicts(t *testing.T) {
	for _, c := range []struct {
		name, text string
		subject    []string
		want       map[string]string
	}{
		{
			"subject kept, others withheld", "Mary Smith said that John Smith of 3 Mill Lane, Sarsen, SR1 4XY shouts.",
			[]string{"Mary Smith"},
			map[string]string{"Mary Smith": "-", "John Smith": "withhold S2.16", "3 Mill Lane, Sarsen, SR1 4XY": "withhold S2.16"},
		},
		{
			"another with the subject's surname marked by the matcher", "We met Mary Smith. John Smith was not there.",
			[]string{"Mary Smith", "Smith"},
			map[string]string{"John Smith": "withhold S2.16"},
		},
		{
			"subject's own details", "Mary Smith, born 12/03/1980, of 14 Albert Road, Sarsen SR1 2AB, tel 07700 900111, mary.smith@mail.example",
			[]string{"Mary Smith"},
			map[string]string{"12/03/1980": "-", "14 Albert Road, Sarsen SR1 2AB": "-", "07700 900111": "-", "mary.smith@mail.example": "-"},
		},
		{
			"short form of the subject", "Dear Mary Smith\n\nMrs Smith rang today.",
			[]string{"Mary Smith"},
			map[string]string{"Mrs Smith": "-"},
		},
		{
			"staff by domain", "From: Tom Baker <tom.baker@sarsen.gov.example>\n\nMary Smith rang.",
			[]string{"Mary Smith"},
			map[string]string{"Tom Baker": "disclose ", "tom.baker@sarsen.gov.example": "disclose "},
		},
		{
			"staff by post", "Mary Smith came in.\n\nKind regards\nTom Baker\nHousing Officer\n01632 960123",
			[]string{"Mary Smith"},
			map[string]string{"Tom Baker": "disclose ", "01632 960123": "disclose "},
		},
		{
			"private number of staff's", "Tom Baker, Housing Officer, NI number JG 10 37 59 A, saw Mary Smith.",
			[]string{"Mary Smith"},
			map[string]string{"JG 10 37 59 A": "withhold S2.16"},
		},
		{
			"professional before the name", "The social worker Jane Doe visited Mary Smith.",
			[]string{"Mary Smith"},
			map[string]string{"Jane Doe": "disclose para 17(3)"},
		},
		{
			"professional behind the name", "Mary Smith was seen by Amina Khan, health visitor, at home.",
			[]string{"Mary Smith"},
			map[string]string{"Amina Khan": "disclose para 17(2)"},
		},
		{
			"teacher", "Mary Smith spoke to Joan Green, head teacher.",
			[]string{"Mary Smith"},
			map[string]string{"Joan Green": "disclose para 17(4)"},
		},
		{
			"a verb makes no post", "John Brown told the social worker that Mary Smith left.",
			[]string{"Mary Smith"},
			map[string]string{"John Brown": "withhold S2.16"},
		},
		{
			"police are not council staff", "Mary Smith met Paul Jones, police officer.",
			[]string{"Mary Smith"},
			map[string]string{"Paul Jones": "withhold S2.16"},
		},
		{
			"relative", "Mary Smith lives with Peter Smith.",
			[]string{"Mary Smith"},
			map[string]string{"Peter Smith": "open S2.16"},
		},
		{
			"same surname and address", "Mary Smith and Ruth Smith live at 14 Albert Road, Sarsen.",
			[]string{"Mary Smith"},
			map[string]string{"Ruth Smith": "open S2.16", "14 Albert Road, Sarsen": "-"},
		},
		{
			"namesake", "Mary Smith won the flower show.", nil,
			map[string]string{"Mary Smith": "open S2.16"},
		},
		{
			"identifier of another", "John Brown (NHS number 943 476 5919) attacked Mary Smith.",
			[]string{"Mary Smith"},
			map[string]string{"943 476 5919": "withhold S2.16"},
		},
		{
			"generic mailbox", "Mary Smith wrote to housing@sarsen.gov.example and John Brown.",
			[]string{"Mary Smith"},
			map[string]string{"housing@sarsen.gov.example": "disclose "},
		},
		{
			"letter to the subject alone", "Our ref: HB/2024/00123\n\nDear Mary Smith\n\nYour NI number is JG 10 37 59 A.",
			[]string{"Mary Smith"},
			map[string]string{"HB/2024/00123": "disclose ", "JG 10 37 59 A": "disclose "},
		},
		{
			"unattributed", "NI number JG 10 37 59 A\n\nJohn Brown and Mary Smith met.",
			[]string{"Mary Smith"},
			map[string]string{"JG 10 37 59 A": "withhold S2.16"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := people.Build([]people.Doc{doc(t, "i1", c.text, c.subject...)}, subject, policy)
			for text, want := range c.want {
				got := "-"
				for _, m := range r.Marks {
					if m.Text == text || strings.Contains(m.Text, text) || got == "-" && strings.Contains(text, m.Text) {
						got = string(m.Proposal) + " " + m.Code
					}
				}
				if got != want {
					t.Errorf("%q: %s, want %s", text, got, want)
				}
			}
			if t.Failed() {
				for _, m := range r.Marks {
					t.Logf("%q %s %s %s (%s)", m.Text, m.Kind, m.Proposal, m.Code, m.Reason)
				}
			}
		})
	}
}

func TestResolve(t *testing.T) {
	docs := []people.Doc{
		doc(t, "i1", "Sunita Patel rang. Mrs Patel was upset. She is s.patel@mail.example now."),
		doc(t, "i2", "S. Patel wrote again from s.patel@mail.example."),
		doc(t, "i3", "John Brown and Joan Brown came. Mr Brown left, Joan stayed."),
	}
	r := people.Build(docs, subject, policy)
	got := map[string]people.Person{}
	for _, p := range r.Persons {
		got[p.Name] = p
	}
	for name, mentions := range map[string]int{"Sunita Patel": 5, "John Brown": 1, "Joan Brown": 2, "Mr Brown": 1} {
		if got[name].Mentions != mentions {
			t.Errorf("%s: %d mentions, want %d", name, got[name].Mentions, mentions)
		}
	}
	if got["Sunita Patel"].Items != 2 {
		t.Errorf("Sunita Patel in %d items, want 2", got["Sunita Patel"].Items)
	}
	if t.Failed() {
		t.Logf("%+v", r.Persons)
	}
	more := people.Build(append([]people.Doc{doc(t, "i0", "Ahmed Ali and Tom Green came.")}, docs...), subject, policy)
	for _, p := range more.Persons {
		if was, ok := got[p.Name]; ok && was.ID != p.ID {
			t.Errorf("%s changed its ID from %s to %s", p.Name, was.ID, p.ID)
		}
	}
}
