package people_test

import (
	"slices"
	"testing"

	"sarsen/redact"
	"sarsen/redact/people"
)

// alike stands for the council's list of short forms.
func alike(a, b string) bool {
	return a == b || slices.Contains([]string{"william bill", "bill william", "elizabeth liz", "liz elizabeth"}, a+" "+b)
}

// TestUnite: which of the names in some items are one person's. Values are
// those of the person who bears the first of them.
func TestUnite(t *testing.T) {
	for _, c := range []struct {
		name  string
		items []string
		one   []string // forms of one person
		apart []string // of others
	}{
		{"forms of a name", []string{"Sunita Patel wrote. Ms Patel, Mrs S Patel, S. Patel. Sunita has a dog. Patel, Sunita. Patel's cat."}, []string{"Sunita Patel", "Ms Patel", "Mrs S Patel", "S. Patel", "Sunita", "Patel, Sunita", "Patel"}, nil},
		{"addresses", []string{"Sunita Patel wrote from s.patel3@mail.example.", "Ask sunita.patel.housing@mail.example."}, []string{"Sunita Patel", "s.patel3@mail.example", "sunita.patel.housing@mail.example"}, nil},
		{"an address of initial and surname", []string{"Sunita Patel wrote.", "Ask spatel@mail.example or patels@mail.example."}, []string{"Sunita Patel", "patels@mail.example", "spatel@mail.example"}, nil},
		{"an address that two may have", []string{"Sunita Patel and Sanjay Patel wrote.", "Ask s.patel@mail.example."}, []string{"Sunita Patel"}, []string{"s.patel@mail.example"}},
		{"a short form", []string{"William Patel rang.", "Bill Patel came."}, []string{"William Patel", "Bill Patel"}, nil},
		{"a short form of two", []string{"William Patel rang.", "Bill Patel came.", "Bill Brown and Liz Patel left."}, []string{"William Patel", "Bill Patel"}, []string{"Bill Brown", "Liz Patel"}},
		{"a former name", []string{"Sunita Jones (née Patel) came. Mrs Jones left. Ms Patel rang."}, []string{"Sunita Jones", "Mrs Jones", "Ms Patel"}, nil},
		{"a former name elsewhere", []string{"Sunita Jones, formerly Sunita Patel, came.", "Sunita Patel wrote."}, []string{"Sunita Jones", "Sunita Patel"}, nil},
		{"a double surname", []string{"Ruth Patel-Jones came.", "Ruth Jones left."}, []string{"Ruth Patel-Jones", "Ruth Jones"}, nil},
		{"a double surname that two may share", []string{"Ruth Patel-Jones came.", "Ruth Jones left.", "Ruth Patel rang."}, []string{"Ruth Patel-Jones"}, []string{"Ruth Jones", "Ruth Patel"}},
		{"a slip in one item", []string{"Jessica Allinson came. Jcssica Allinson signed."}, []string{"Jessica Allinson", "Jcssica Allinson"}, nil},
		{"no slip in two items", []string{"Jessica Allinson came.", "Jessica Allison signed."}, []string{"Jessica Allinson"}, []string{"Jessica Allison"}},
		{"two forenames are no slip", []string{"Helen Brown and Helena Brown came."}, []string{"Helen Brown"}, []string{"Helena Brown"}},
		{"brother and sister", []string{"John Brown and Joan Brown came. Mr Brown left."}, []string{"John Brown"}, []string{"Joan Brown", "Mr Brown"}},
		{"a couple", []string{"Mr and Mrs Jones came. Mr Jones left. Mrs Jones stayed."}, []string{"Mr Jones"}, []string{"Mrs Jones"}},
		{"a couple by forenames", []string{"Ahmed and Ruth Khan came.", "Ahmed Khan rang."}, []string{"Ahmed Khan", "Ahmed"}, []string{"Ruth Khan"}},
		{"a name of three words", []string{"Mohammed Abdul Rahman came. Abdul Rahman left. Mr Rahman rang."}, []string{"Mohammed Abdul Rahman", "Abdul Rahman", "Mr Rahman"}, nil},
		{"a surname alone elsewhere, of two", []string{"John Brown came.", "Joan Brown came.", "Mrs Brown rang."}, []string{"John Brown"}, []string{"Joan Brown", "Mrs Brown"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var docs []people.Doc
			for i, text := range c.items {
				docs = append(docs, doc(t, "i"+string(rune('1'+i)), "Mary Smith.\n\n"+text, "Mary Smith"))
			}
			pol := policy
			pol.Alike = alike
			r := people.Build(docs, subject, pol)
			at := slices.IndexFunc(r.Persons, func(p people.Person) bool { return slices.Contains(p.Values, c.one[0]) })
			if at < 0 {
				t.Fatalf("%q is nobody's: %+v", c.one[0], r.Persons)
			}
			values := r.Persons[at].Values
			for _, s := range c.one {
				if !slices.Contains(values, s) {
					t.Errorf("%q is not one of %q", s, values)
				}
			}
			for _, s := range c.apart {
				if slices.Contains(values, s) {
					t.Errorf("%q is one of %q", s, values)
				}
			}
			if t.Failed() {
				for _, p := range r.Persons {
					t.Logf("%s %q", p.ID, p.Values)
				}
			}
		})
	}
}

// TestShared: what is the subject's and somebody else's at once is left for
// judgement in a class of its own; what is the subject's alone has no mark.
func TestShared(t *testing.T) {
	woman := subject
	woman.Sex = "f"
	for _, c := range []struct {
		name, text string
		want       map[string]string // proposal and class, "-" for no mark
	}{
		{"the subject's own address", "Mary Smith of 14 Albert Road, Sarsen wrote.", map[string]string{"14 Albert Road": "-"}},
		{"of both", "Mary Smith and John Brown live at 14 Albert Road, Sarsen.", map[string]string{"14 Albert Road": "-", "John Brown": "open shared"}},
		{"as another's", "Mary Smith wrote. Ahmed Khan of 14 Albert Road, Sarsen rang.", map[string]string{"14 Albert Road": "open shared", "Ahmed Khan": "open shared"}},
		{"a son", "Mary Smith and her son Tom Brown came.", map[string]string{"Tom Brown": "open shared"}},
		{"a neighbour", "Mary Smith and her neighbour Tom Brown came.", map[string]string{"Tom Brown": "withhold "}},
		{"a neighbour's son", "Mary Smith knows Joan Green and her son Tom Brown.", map[string]string{"Tom Brown": "withhold "}},
		{"a couple", "Dear Mr and Mrs Smith\n\nMary Smith wrote.", map[string]string{"Mr": "open shared", "Mrs Smith": "-"}},
		{"a husband", "Mary Smith wrote. Mr Smith rang.", map[string]string{"Mr Smith": "withhold "}},
		{"a joint account", "Mary Smith and John Brown have a joint account, 20-00-00 31926819.", map[string]string{"31926819": "open shared"}},
		{"an account of one", "Mary Smith has an account, 20-00-00 31926819.", map[string]string{"31926819": "disclose "}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := people.Build([]people.Doc{doc(t, "i1", c.text, "Mary Smith")}, woman, policy)
			for text, want := range c.want {
				got := "-"
				for _, m := range r.Marks {
					if m.Text == text || len(text) > 5 && len(m.Text) >= len(text) && slices.Contains([]string{m.Text[:len(text)], m.Text[len(m.Text)-len(text):]}, text) {
						got = string(m.Proposal) + " " + string(m.Class)
					}
				}
				if got != want {
					t.Errorf("%q: %s, want %s", text, got, want)
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

// TestConsistent: a value is treated alike wherever it stands, and what the
// council excludes is never marked.
func TestConsistent(t *testing.T) {
	docs := []people.Doc{
		doc(t, "i1", "Dear Mary Smith\n\nYou rang from 07700 900999.", "Mary Smith"),
		doc(t, "i2", "Mary Smith came.\n\nJohn Brown, 07700 900999, rang, and so did Joan Green on 01632 960777.", "Mary Smith"),
	}
	pol := policy
	pol.Exclude = []string{"01632 960 777", "joan green"}
	verdicts := map[string][]redact.Verdict{}
	for _, m := range people.Build(docs, subject, pol).Marks {
		verdicts[m.Text] = append(verdicts[m.Text], m.Proposal)
	}
	if got := verdicts["07700 900999"]; !slices.Equal(got, []redact.Verdict{redact.Withhold, redact.Withhold}) {
		t.Errorf("one number is proposed as %v", got)
	}
	if len(verdicts["01632 960777"])+len(verdicts["Joan Green"]) > 0 {
		t.Errorf("marked though excluded: %v", verdicts)
	}
}
