package people_test

import (
	"strings"
	"testing"

	"sarsen/redact"
	"sarsen/redact/people"
)

// TestConfidentialSources: who asked not to be known is flagged with what tells
// who they are, and nobody else is.
func TestConfidentialSources(t *testing.T) {
	for _, c := range []struct {
		name, text string
		names      []string // flagged by name
		context    []string // flagged sentences, or their beginnings
		free       []string // not flagged
	}{
		{
			"named, third person", "The flat was visited. John Brown asked not to be named. He lives opposite. Mary Smith was out.",
			[]string{"John Brown"},
			[]string{"John Brown asked not to be named.", "He lives opposite."},
			[]string{"The flat was visited", "Mary Smith was out"},
		},
		{
			"a pronoun", "John Brown rang on Monday.  He wishes to remain anonymous. Mary Smith shouts at night.",
			[]string{"John Brown"},
			[]string{"John Brown rang on Monday.", "He wishes to remain anonymous."},
			[]string{"Mary Smith shouts"},
		},
		{
			"an aside", "John Brown, a neighbour, rang to say he heard shouting. He wishes to remain anonymous. Mary Smith was out.",
			[]string{"John Brown"},
			[]string{"John Brown, a neighbour", "He wishes to remain"},
			[]string{"Mary Smith was out"},
		},
		{
			"in confidence", "Ruth Green told us in confidence that Mary Smith sublets.\n\nTom Baker, housing officer, will visit.",
			[]string{"Ruth Green"},
			[]string{"Ruth Green told us in confidence"},
			[]string{"Tom Baker"},
		},
		{
			"the writer", "From: John Brown <john@brown.example>\n\nMary Smith has a dog. Please don't tell her I rang you about it.",
			[]string{"John Brown", "john@brown.example"},
			[]string{"Please don't tell her"},
			[]string{"Mary Smith has a dog"},
		},
		{
			"who signs", "To the council\n\nMary Smith has a dog. Please do not mention my name to her.\n\nYours\n\nJohn Brown\n12 Mill Lane",
			[]string{"John Brown"},
			[]string{"Please do not mention"},
			[]string{"Mary Smith has a dog"},
		},
		{
			"nobody named", "An anonymous caller said that Mary Smith sublets. The caller lives in the same block. Tom Baker, housing officer, took the call.",
			nil,
			[]string{"An anonymous caller said", "The caller lives in the same block"},
			[]string{"Tom Baker"},
		},
		{
			"staff who noted it", "Tom Baker, housing officer, spoke to the neighbour, who asked not to be identified. Mary Smith was out.",
			nil,
			[]string{"Tom Baker, housing officer, spoke to the neighbour"},
			nil,
		},
		{
			"not to be written down", "John Brown cried on the doorstep and asked me not to write that down. Mary Smith was out.",
			[]string{"John Brown"},
			[]string{"John Brown cried"},
			[]string{"Mary Smith was out"},
		},
		{
			"a source with a key", "Mary Smith is well known here. Source: identity known to the officer.\n\nSource has a key to the block. The source of the leak was found.\n\nMary Smith was out.",
			nil,
			[]string{"Source: identity known", "Source has a key"},
			[]string{"The leak", "Mary Smith was out"},
		},
		{
			"a lettered informant", "CHIS material, do not use. Informant B lives in the same stairwell. Mary Smith was out.",
			nil,
			[]string{"CHIS material", "Informant B lives"},
			[]string{"Mary Smith was out"},
		},
		{
			"in Welsh", "Nid yw Rhian Parry am i neb wybod ei henw. Mary Smith was out.",
			[]string{"Rhian Parry"},
			[]string{"Nid yw Rhian Parry"},
			[]string{"Mary Smith was out"},
		},
		{
			"not to be named, in Welsh", "Mary Smith. Nid yw Rhian Parry am gael ei henwi.",
			[]string{"Rhian Parry"},
			[]string{"Nid yw Rhian Parry"},
			nil,
		},
		{
			"the foot of a Welsh message", "John Brown wrote to Mary Smith.\n\nMae'r e-bost hwn yn gyfrinachol ac wedi'i fwriadu i'r derbynnydd yn unig.",
			nil, nil,
			[]string{"Mae'r e-bost"},
		},
		{
			"the subject's own wish", "Mary Smith asked not to be named in the minutes. John Brown agreed.",
			nil, nil,
			[]string{"Mary Smith asked", "John Brown agreed"},
		},
		{
			"the subject writes", "From: Mary Smith <mary.smith@mail.example>\n\nPlease do not tell John Brown that I rang.",
			nil, nil,
			[]string{"Please do not tell"},
		},
		{
			"the foot of a message", "John Brown wrote to Mary Smith.\n\nThis e-mail is confidential and intended for the addressee only.",
			nil, nil,
			[]string{"This e-mail is confidential", "John Brown wrote"},
		},
		{
			"in Welsh", "Nid yw John Brown am gael ei enwi. Mary Smith was out.",
			[]string{"John Brown"},
			[]string{"Nid yw John Brown am gael ei enwi."},
			[]string{"Mary Smith was out"},
		},
		{
			"the writer, of themselves", "From: John Brown <john@brown.example>\n\nMary Smith has a dog. I hear it from my kitchen. Please don't tell her I rang you.\n\nOn 3 May 2024 at 10:00, Tom Baker wrote:\n> I will visit on Friday.",
			[]string{"John Brown", "john@brown.example"},
			[]string{"I hear it from my kitchen", "Please don't tell her"},
			[]string{"Mary Smith has a dog", "I will visit"},
		},
		{
			"notes that go on", "12 May. John Brown asked not to be named. She heard it all from her porch. Very upset. Mary Smith was out.",
			[]string{"John Brown"},
			[]string{"She heard it all", "Very upset."},
			[]string{"Mary Smith was out"},
		},
		{
			"a label for somebody", "Party B is seventy and ill.\n\nParty B: a resident (name withheld at own request).\n\nParty A is Mary Smith.",
			nil,
			[]string{"Party B is seventy", "Party B: a resident"},
			[]string{"Party A is Mary"},
		},
		{
			"what records call them", "An anonymous caller rang. Dogs bark there at night.\n\nThe daughter of the caller goes to school with Mary Smith.\n\nMary Smith was out.",
			nil,
			[]string{"An anonymous caller rang", "The daughter of the caller"},
			[]string{"Dogs bark there", "Mary Smith was out"},
		},
		{
			"who discloses what is wrong at work", "Whistleblowing report made by Tom Baker, caretaker. He fears reprisals. Mary Smith was out.",
			[]string{"Tom Baker"},
			[]string{"Whistleblowing report", "He fears reprisals."},
			[]string{"Mary Smith was out"},
		},
		{
			"what a child asks", "Alfie Brown begged her not to tell his dad. Mary Smith was out.",
			[]string{"Alfie Brown"},
			[]string{"Alfie Brown begged"},
			[]string{"Mary Smith was out"},
		},
		{
			"no wish of the kind", "John Brown is happy to be named as a witness, and did not ask to remain anonymous. Mary Smith was told.",
			nil, nil,
			[]string{"John Brown is happy"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := people.Build([]people.Doc{doc(t, "i1", c.text, "Mary Smith", "mary.smith@mail.example")}, subject, policy)
			named, told := map[string]bool{}, []redact.Span{}
			for _, m := range r.Marks {
				if m.Class != redact.ClassConfidential {
					continue
				}
				if m.Proposal != redact.Withhold || m.Code != "S2.16" {
					t.Errorf("%q: %s %s", m.Text, m.Proposal, m.Code)
				}
				if m.Kind == redact.Context {
					told = append(told, m.Span)
				} else {
					named[m.Text] = true
				}
			}
			inside := func(s string) bool {
				i := strings.Index(c.text, s)
				for _, sp := range told {
					if sp.Overlaps(redact.Span{Start: i, End: i + len(s)}) {
						return true
					}
				}
				return false
			}
			for _, n := range c.names {
				if !named[n] {
					t.Errorf("%q is not flagged", n)
				}
				delete(named, n)
			}
			for n := range named {
				if !strings.HasPrefix(n, "12 ") {
					t.Errorf("%q is flagged", n)
				}
			}
			for _, s := range c.context {
				if !inside(s) {
					t.Errorf("context %q is not flagged", s)
				}
			}
			for _, s := range c.free {
				if inside(s) {
					t.Errorf("%q is flagged", s)
				}
			}
			if t.Failed() {
				for _, m := range r.Marks {
					t.Logf("%q %s %s %s (%s)", m.Text, m.Kind, m.Class, m.Proposal, m.Reason)
				}
			}
		})
	}
}

// TestConfidentialEverywhere: what somebody asked for in one item holds in all,
// whatever else they are.
func TestConfidentialEverywhere(t *testing.T) {
	r := people.Build([]people.Doc{
		doc(t, "i1", "Tom Baker asked not to be named. Mary Smith was out.", "Mary Smith"),
		doc(t, "i2", "Dear Mary Smith\n\nTom Baker saw your dog from his garden on Friday. The dog barked.\n\nYours sincerely\n\nTom Baker\nHousing Officer\n", "Mary Smith"),
	}, subject, policy)
	for _, p := range r.Persons {
		if p.Name == "Tom Baker" && (p.Role != redact.ThirdParty || p.Class != redact.ClassConfidential || p.Proposal != redact.Withhold) {
			t.Errorf("%+v", p)
		}
	}
	n := 0
	for _, m := range r.Marks {
		if m.Item != "i2" {
			continue
		}
		if m.Class != redact.ClassConfidential {
			t.Errorf("%q: %s %q", m.Text, m.Proposal, m.Class)
		}
		if m.Text == "Tom Baker saw your dog from his garden on Friday." {
			n++
		}
	}
	if n != 1 {
		t.Errorf("the sentence that tells who it was has %d marks", n)
	}
}

// TestConfidentialBusiness: in other items than the one in which a source asked
// for it, sentences stay that have nothing of what was told but their name.
func TestConfidentialBusiness(t *testing.T) {
	for _, c := range []struct {
		text string
		want bool // the sentence is withheld
	}{
		{"Mary Smith paid. The rent of John Brown was set at a new rate in April.", false},
		{"Mary Smith paid. Present at the meeting in April: John Brown and the chair.", false},
		{"Mary Smith paid. John Brown rang at 9pm on Friday about the barking dog.", true},
		{"Mary Smith paid. John Brown has the flat over the shop on the corner.", true},
		{"Mary Smith paid. John Brown came to the office after Mary Smith left.", true},
		{"Mary Smith paid. John Brown was at his desk until six on the Friday.", true},
	} {
		r := people.Build([]people.Doc{
			doc(t, "i1", "John Brown asked not to be named. Mary Smith was out.", "Mary Smith"),
			doc(t, "i2", c.text, "Mary Smith"),
		}, subject, policy)
		name, sentence := false, false
		for _, m := range r.Marks {
			if m.Item != "i2" {
				continue
			}
			if m.Text == "John Brown" {
				name = m.Proposal == redact.Withhold && m.Class == redact.ClassConfidential
			}
			sentence = sentence || m.Kind == redact.Context && m.Class == redact.ClassConfidential
		}
		if !name || sentence != c.want {
			t.Errorf("%q: the name withheld %t, the sentence %t, want %t", c.text, name, sentence, c.want)
		}
	}
}
