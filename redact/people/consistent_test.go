package people_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"sarsen/redact"
	"sarsen/redact/people"
)

// A planted value stands in the text of an item, found there or not.
type planted struct {
	item, text string
	kind       redact.Kind
	redact.Span
}

// request makes up items in which people and values stand in many ways, and of
// which the recognisers find only some.
func request(r *rand.Rand) ([]people.Doc, []planted) {
	names := []string{"John Brown", "Ruth Green", "Sunita Patel", "Owen Parry", "Zofia Nowak"}
	values := []struct {
		text string
		kind redact.Kind
	}{
		{"07700 900222", redact.Phone},
		{"01632 960333", redact.Phone},
		{"john.brown@mail.example", redact.Email},
		{"HA-204417", redact.Reference},
		{"QQ 12 34 56 C", redact.NINO},
		{"3 Mill Lane, Sarsen, SR1 9ZZ", redact.Address},
		{"Flat 2, 9 High Street, Sarsen", redact.Address},
	}
	joins := []string{" rang from %s.", " (%s) was there.", "\nTel: %s\n", " said so.\n\nSee %s.", " and %s", "\t%s\t", " asked not to be named, %s.", ", housing officer, %s."}
	var docs []people.Doc
	var all []planted
	for i := range 2 + r.IntN(4) {
		d := people.Doc{Item: fmt.Sprint("i", i)}
		put := func(s string, kind redact.Kind) {
			span := redact.Span{Start: len(d.Text), End: len(d.Text) + len(s)}
			d.Text += s
			all = append(all, planted{d.Item, s, kind, span})
			if r.IntN(4) > 0 {
				d.Found = append(d.Found, redact.Found{Span: span, Text: s, Kind: kind, Score: 0.9})
			}
		}
		if r.IntN(3) > 0 {
			d.Subject = []redact.Span{{Start: 0, End: len("Mary Smith")}}
			d.Text = "Mary Smith came. "
		}
		for range 1 + r.IntN(5) {
			put(names[r.IntN(len(names))], redact.Person)
			before, after, _ := strings.Cut(joins[r.IntN(len(joins))], "%s")
			d.Text += before
			v := values[r.IntN(len(values))]
			put(v.text, v.kind)
			d.Text += after + " Then "
		}
		docs = append(docs, d)
	}
	return docs, all
}

// TestSameEverywhere: in random requests what is withheld or left open in one
// place has a mark wherever else it stands, found there or not, and values are
// proposed the same everywhere.
func TestSameEverywhere(t *testing.T) {
	r := rand.New(rand.NewPCG(20, 26))
	for round := range 400 {
		docs, all := request(r)
		marks := people.Build(docs, subject, policy).Marks
		hidden, proposed := map[string]bool{}, map[string]redact.Verdict{}
		for _, m := range marks {
			if m.Kind.LowConfidence() {
				continue
			}
			hidden[m.Text] = hidden[m.Text] || m.Proposal != redact.Disclose
			if had, ok := proposed[m.Text]; ok && had != m.Proposal && m.Kind != redact.Person {
				t.Fatalf("round %d: %q is proposed %s and %s", round, m.Text, had, m.Proposal)
			}
			proposed[m.Text] = m.Proposal
		}
		for _, p := range all {
			if !hidden[p.text] {
				continue
			}
			if !slices.ContainsFunc(marks, func(m redact.Mark) bool { return m.Item == p.item && m.Covers(p.Span) }) {
				for _, d := range docs {
					t.Logf("%s: %q", d.Item, d.Text)
				}
				t.Fatalf("round %d: %s %q has no mark in %s at %d", round, p.kind, p.text, p.item, p.Start)
			}
		}
	}
}

// What is a confidential source's in one place is so wherever it stands.
func TestValueOfASourceEverywhere(t *testing.T) {
	const phone = "07700 900222"
	doc := func(item, text string, kinds map[string]redact.Kind) people.Doc {
		d := people.Doc{Item: item, Text: text}
		for words, kind := range kinds {
			at := strings.Index(text, words)
			d.Found = append(d.Found, redact.Found{Span: redact.Span{Start: at, End: at + len(words)}, Text: words, Kind: kind, Score: 0.9})
		}
		slices.SortFunc(d.Found, func(a, b redact.Found) int { return a.Start - b.Start })
		return d
	}
	docs := []people.Doc{
		doc("1", "Ruth Green rang from "+phone+". She asked not to be named.", map[string]redact.Kind{"Ruth Green": redact.Person, phone: redact.Phone}),
		doc("2", "Owen Parry came.\n\nMissed call: "+phone+"\n", map[string]redact.Kind{"Owen Parry": redact.Person, phone: redact.Phone}),
	}
	r := people.Build(docs, people.Subject{Names: []string{"Mary Smith"}}, people.Policy{})
	seen := 0
	for _, m := range r.Marks {
		if m.Kind == redact.Phone {
			seen++
			if m.Class != redact.ClassConfidential || m.Proposal != redact.Withhold {
				t.Errorf("item %s: %s %q: %s", m.Item, m.Proposal, m.Class, m.Reason)
			}
		}
	}
	if seen != 2 {
		t.Errorf("%d marks of the number, want 2", seen)
	}
}
