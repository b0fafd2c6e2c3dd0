package people_test

import (
	"testing"

	"sarsen/redact"
	"sarsen/redact/people"
)

// TestCalled: who is meant by a forename alone in an item that the request holds
// as the subject's. Short is what is proposed for the short name, "-" where it
// has no mark.
func TestCalled(t *testing.T) {
	noor := people.Subject{Names: []string{"Noor Ashdown-Iqbal", "Noor"}, Relatives: []string{"Tariq Iqbal", "Kirsty Ashdown"}, DateOfBirth: "2014-08-09", Identifiers: []string{"JM482173C"}}
	for _, c := range []struct {
		name, text string
		held       bool
		others     string // another item of the thread
		short      string
		want       redact.Verdict // "" for no mark
	}{
		{"held", "Noor slept well and ate her tea.", true, "", "Noor", ""},
		{"not held", "Noor slept well and ate her tea.", false, "", "Noor", redact.Withhold},
		{"with initials of the surname", "Minutes. Noor A-I came late. John Brown left.", true, "", "Noor A-I", ""},
		{"with other initials", "Minutes. Noor B-K came late. John Brown left.", true, "", "Noor B-K", redact.Withhold},
		{"another of the name in the item", "Noor Hassan rang. Noor was cross.", true, "", "Noor", redact.Withhold},
		{"another of the name in the thread", "Noor was cross.", true, "Noor Hassan rang.", "Noor", redact.Open},
		{"another's child", "John Brown and his daughter Noor came.", true, "", "Noor", redact.Withhold},
		{"beside another's address", "From: Noor <noor.hassan@mail.example>\n\nI shall come.", true, "", "Noor", redact.Withhold},
	} {
		t.Run(c.name, func(t *testing.T) {
			item := doc(t, "i1", c.text)
			item.Held, item.Thread = c.held, "t1"
			docs := []people.Doc{item}
			if c.others != "" {
				other := doc(t, "i2", c.others)
				other.Thread = "t1"
				docs = append(docs, other)
			}
			var got redact.Verdict
			marks := people.Build(docs, noor, policy).Marks
			for _, m := range marks {
				if m.Item == "i1" && m.Text == c.short {
					got = m.Proposal
				}
			}
			if got != c.want {
				t.Errorf("%q: %q, want %q in %+v", c.short, got, c.want, marks)
			}
		})
	}
}

// TestRelations: who is one of the profile's relatives, by a forename or by a
// title and a surname that is not the subject's.
func TestRelations(t *testing.T) {
	noor := people.Subject{Names: []string{"Noor Ashdown-Iqbal"}, Relatives: []string{"Tariq Iqbal", "Kirsty Ashdown"}}
	for _, c := range []struct {
		name, text string
		one        []string
		apart      string
	}{
		{"title and surname", "Noor Ashdown-Iqbal was late. Mr Iqbal rang. Tariq Iqbal came. Tariq left.", []string{"Mr Iqbal", "Tariq Iqbal", "Tariq"}, "Kirsty Ashdown"},
		{"never in full", "Noor Ashdown-Iqbal was late. Mr Iqbal rang. Tariq left.", []string{"Mr Iqbal", "Tariq"}, ""},
		{"another of the surname", "Noor Ashdown-Iqbal was late. Tariq Iqbal and Adnan Iqbal came. Mr Iqbal rang.", []string{"Tariq Iqbal"}, "Mr Iqbal"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, p := range people.Build([]people.Doc{doc(t, "i1", c.text, "Noor Ashdown-Iqbal")}, noor, policy).Persons {
				has := map[string]bool{}
				for _, v := range p.Values {
					has[v] = true
				}
				if !has[c.one[0]] {
					continue
				}
				for _, v := range c.one {
					if !has[v] {
						t.Errorf("%q is not of %q", v, p.Values)
					}
				}
				if has[c.apart] {
					t.Errorf("%q is of %q", c.apart, p.Values)
				}
				if p.Role != redact.Household {
					t.Errorf("%q: %s, want household", p.Values, p.Role)
				}
				return
			}
			t.Errorf("%q is nobody", c.one[0])
		})
	}
}

// TestSender: people do not speak of themselves by their forename, but others
// may have it.
func TestSender(t *testing.T) {
	const head = "From: Stephen Atkinson <stephen.atkinson@sarsen.gov.example>\nTo: Karim Kaya <karim.kaya@sarsen.gov.example>\n\n"
	for _, c := range []struct {
		name, text, short string
		want              redact.Verdict
	}{
		{"of another", head + "I saw Mary Smith. Stephen cried on the doorstep.", "Stephen", redact.Withhold},
		{"who signs", head + "I saw Mary Smith today.\n\nStephen\n", "Stephen", redact.Disclose},
		{"who says so", head + "Stephen here, about Mary Smith.", "Stephen", redact.Disclose},
		{"who is written to", head + "I saw Mary Smith today, and Karim came with me.", "Karim", redact.Disclose},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, m := range people.Build([]people.Doc{doc(t, "i1", c.text, "Mary Smith")}, subject, policy).Marks {
				if m.Text == c.short && m.Proposal != c.want {
					t.Errorf("%q: %s (%s), want %s", m.Text, m.Proposal, m.Reason, c.want)
				}
			}
		})
	}
}

// TestCalledByOddNames: a profile's name without a letter in its surname, as
// forms have it, ends no Build.
func TestCalledByOddNames(t *testing.T) {
	for _, own := range []string{"Adaeze -", "Adaeze ---", "Adaeze '", "Adaeze 李", "Adaeze N-", "- -", ""} {
		for _, said := range []string{"Adaeze", "Adaeze N", "Adaeze N-B", "Adaeze Ω"} {
			found := redact.Found{Span: redact.Span{End: len(said)}, Text: said, Kind: redact.Person, Score: 0.9}
			got := people.Build([]people.Doc{{Item: "a", Text: said + " came.", Held: true, Found: []redact.Found{found}}}, people.Subject{Names: []string{own}}, people.Policy{Right: redact.Access})
			for _, m := range got.Marks {
				if m.End > len(said) {
					t.Errorf("%q for %q: a mark goes over the name: %+v", said, own, m.Span)
				}
			}
		}
	}
}
