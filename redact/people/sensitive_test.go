package people_test

import (
	"strings"
	"testing"

	"sarsen/redact"
	"sarsen/redact/people"
)

// TestSensitive: which sentences with words of health or convictions are put to
// a look as another person's.
func TestSensitive(t *testing.T) {
	for _, c := range []struct {
		name, text, word, want string
	}{
		{"another person's", "Mary Smith rang. John Brown was diagnosed with cancer in May.", "cancer", "John Brown was diagnosed with cancer in May."},
		{"a relation's", "Mary Smith rang. Mary Smith's mother has a history of overdose.", "overdose", "Mary Smith's mother has a history of overdose."},
		{"the subject's", "Mary Smith was diagnosed with cancer. John Brown rang.", "cancer", ""},
		{"of both", "John Brown told Mary Smith of his cancer.", "cancer", ""},
		{"perhaps the subject's", "Mary Smith rang. She told John Brown of the overdose.", "overdose", ""},
		{"to the reader", "Mary Smith rang. John Brown wrote of your cancer.", "cancer", ""},
		{"with staff", "Mary Smith rang. Tom Baker, housing officer, told John Brown of the overdose.", "overdose", ""},
		{"nobody's", "Mary Smith rang. The talk was of cancer.", "cancer", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := doc(t, "i1", c.text, "Mary Smith")
			at := strings.Index(c.text, c.word)
			d.Private = []redact.Span{{Start: at, End: at + len(c.word)}}
			got := ""
			for _, m := range people.Build([]people.Doc{d}, subject, policy).Marks {
				if m.Kind == redact.Context {
					got = m.Text
					if m.Proposal != redact.Open || m.Class != redact.ClassContext {
						t.Errorf("%s, class %q: want it open, for a look", m.Proposal, m.Class)
					}
				}
			}
			if got != c.want {
				t.Errorf("marked %q, want %q", got, c.want)
			}
		})
	}
}

// TestOwnValues: what the profile has is the subject's whatever it was taken for.
func TestOwnValues(t *testing.T) {
	subj := subject
	subj.Identifiers = []string{"JM482173C"}
	for _, c := range []struct {
		name, value string
		kind        redact.Kind
		free        bool
	}{
		{"a date of birth as a house", "12/03/1980, NI", redact.Address, true},
		{"another date as a house", "13/03/1980, NI", redact.Address, false},
		{"a phone number as a reference", "07700 900111", redact.Reference, true},
		{"a number as a passport", "JM482173C", redact.Reference, true},
		{"with another number", "JM482173C 4471", redact.Reference, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := people.Doc{Item: "i1", Text: "Re: " + c.value + " and Mary Smith"}
			at := redact.Span{Start: 4, End: 4 + len(c.value)}
			d.Found = []redact.Found{{Span: at, Text: c.value, Kind: c.kind, Score: 0.9}}
			if got := len(people.Build([]people.Doc{d}, subj, policy).Marks) == 0; got != c.free {
				t.Errorf("without a mark: %t, want %t", got, c.free)
			}
		})
	}
}

// TestHiddenReason: part of a name that is withheld here says why, although its
// bearer may be read elsewhere.
func TestHiddenReason(t *testing.T) {
	signed := doc(t, "i1", "Dear Mary Smith\n\nYours sincerely\n\nTom Baker\nHousing Officer\n", "Mary Smith")
	home := doc(t, "i2", "Mary Smith fell out with her neighbour Tom Baker (TB). TB shouted, said she. Baker left.", "Mary Smith")
	for _, m := range people.Build([]people.Doc{signed, home}, subject, policy).Marks {
		if m.Item == "i2" && m.Kind == redact.Person && (m.Proposal != redact.Withhold || !strings.Contains(m.Reason, "here") && !strings.Contains(m.Reason, "this item") && !strings.Contains(m.Reason, "this request")) {
			t.Errorf("%q: %s (%s), want withheld and why here", m.Text, m.Proposal, m.Reason)
		}
	}
}

// TestWhoAsked: a pronoun that is not of the subject's sex goes back to whoever
// is named before.
func TestWhoAsked(t *testing.T) {
	for sex, want := range map[string]redact.Class{"f": redact.ClassConfidential, "": ""} {
		subj := subject
		subj.Sex = sex
		d := doc(t, "i1", "John Brown cried and says that Mary Smith hits out at night; he asked me not to write that down.", "Mary Smith")
		for _, m := range people.Build([]people.Doc{d}, subj, policy).Marks {
			if m.Text == "John Brown" && m.Class != want {
				t.Errorf("sex %q: %q is of class %q, want %q", sex, m.Text, m.Class, want)
			}
		}
	}
}
