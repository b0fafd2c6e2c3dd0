package people_test

import (
	"slices"
	"strings"
	"testing"

	"sarsen/redact"
	"sarsen/redact/people"
)

// proposals builds one text with Mary Smith as the subject and returns the
// proposal for each of the wanted strings, "-" where nothing is marked.
func proposals(t *testing.T, docs []people.Doc, want map[string]string) {
	t.Helper()
	r := people.Build(docs, subject, policy)
	for text, verdict := range want {
		got := "-"
		for _, m := range r.Marks {
			if strings.Contains(m.Text, text) {
				got = string(m.Proposal)
			}
		}
		if got != verdict {
			t.Errorf("%q: %s, want %s", text, got, verdict)
		}
	}
	if t.Failed() {
		for _, m := range r.Marks {
			t.Logf("%s %q %s %s (%s)", m.Item, m.Text, m.Kind, m.Proposal, m.Reason)
		}
	}
}

// TestStanding: whether a name is a private person's is told by where it
// stands.
func TestStanding(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       map[string]string
	}{
		{"a label of kin", "Mary Smith\nNext of kin: Tom Baker\nHousing officer: Joan Green", map[string]string{"Tom Baker": "withhold", "Joan Green": "disclose"}},
		{"the row of a form", "Tenant\tMary Smith\nCarer\tTom Baker\nGP\tDr Joan Green", map[string]string{"Tom Baker": "withhold", "Joan Green": "disclose"}},
		{"a word of kin before", "Mary Smith fell out with her neighbour Tom Baker.", map[string]string{"Tom Baker": "withhold"}},
		{"a word of kin behind", "Mary Smith lives with Tom Baker, who is her main carer. The officer left.", map[string]string{"Tom Baker": "withhold"}},
		{"whose", "Mary Smith and her Tom came to see Tom Baker, housing officer.", map[string]string{"Tom Baker": "disclose"}},
		{"anybody's solicitor", "Mary Smith is represented by a solicitor, Tom Baker.", map[string]string{"Tom Baker": "withhold"}},
		{"a date of birth behind", "Housing officer Tom Baker (01/02/1980) met Mary Smith.", map[string]string{"Tom Baker": "withhold", "01/02/1980": "withhold"}},
		{"a mobile beside staff", "Mary Smith rang Tom Baker, housing officer, 07700 900222.", map[string]string{"Tom Baker": "disclose", "07700 900222": "withhold"}},
		{"a number in a signature", "Mary Smith rang.\n\nTom Baker\nHousing Officer\nMobile 07700 900222", map[string]string{"Tom Baker": "disclose", "07700 900222": "disclose"}},
		{"a councillor and another of the name", "Mary Smith saw Shirin Brown shout. Councillor Brown heard of it.", map[string]string{"Shirin Brown": "withhold", "Councillor Brown": "disclose"}},
		{"office and councillor of one surname", "Mary Smith wrote to Councillor Brown about Mrs Joan Brown.", map[string]string{"Councillor Brown": "disclose", "Joan Brown": "withhold"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			proposals(t, []people.Doc{doc(t, "i1", c.text, "Mary Smith")}, c.want)
		})
	}
}

// TestPostsHoldWhereTheyStand: what a sentence says of a post holds in its
// item only, what a signature says in all.
func TestPostsHoldWhereTheyStand(t *testing.T) {
	sentence := doc(t, "i1", "Mary Smith saw Tom Baker, housing officer, on Monday.", "Mary Smith")
	signature := doc(t, "i1", "Dear Mary Smith\n\nYours sincerely\n\nTom Baker\nHousing Officer\n", "Mary Smith")
	bare := doc(t, "i2", "Mary Smith says that Tom Baker shouted. Mr Baker denied it.", "Mary Smith")
	t.Run("sentence", func(t *testing.T) {
		r := people.Build([]people.Doc{sentence, bare}, subject, policy)
		for _, m := range r.Marks {
			if want := map[string]redact.Verdict{"i1": redact.Disclose, "i2": redact.Withhold}[m.Item]; m.Proposal != want {
				t.Errorf("%s in %s: %s, want %s", m.Text, m.Item, m.Proposal, want)
			}
		}
	})
	t.Run("signature", func(t *testing.T) {
		proposals(t, []people.Doc{signature, bare}, map[string]string{"Tom Baker": "disclose"})
	})
	t.Run("a surname elsewhere", func(t *testing.T) {
		other := doc(t, "i3", "Mary Smith heard Mr Baker shout over the fence.", "Mary Smith")
		proposals(t, []people.Doc{signature, other}, map[string]string{"Mr Baker": "withhold"})
	})
}

// TestForms: a value of the form of one of the profile's, but another, is not
// the subject's; one that the profile does not have is theirs where it stands
// with them, and then in other items.
func TestForms(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       map[string]string
	}{
		{"another address", "Mary Smith complained of noise from 51 Church Street and met John Brown.", map[string]string{"51 Church Street": "open"}},
		{"another date of birth", "Mary Smith, born 01/02/1990, met John Brown.", map[string]string{"01/02/1990": "open"}},
		{"another mobile", "Mary Smith on 07700 900999 met John Brown.", map[string]string{"07700 900999": "open"}},
		{"a vehicle with the name", "John Brown wrote.\n\nMary Smith\nVehicle: AB51 ABC\n", map[string]string{"AB51 ABC": "disclose"}},
		{"an account in the name of", "John Brown wrote. Payments go to 20-00-00 31926819 in the name\nof Mary Smith", map[string]string{"31926819": "disclose"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			proposals(t, []people.Doc{doc(t, "i1", c.text, "Mary Smith")}, c.want)
		})
	}
	t.Run("learnt from another item", func(t *testing.T) {
		first := doc(t, "i1", "Dear Mary Smith\n\nYour vehicle AB51 ABC may stay.", "Mary Smith")
		second := doc(t, "i2", "Mary Smith wrote.\n\nJohn Brown saw it.\n\nThe car AB51 ABC was towed.", "Mary Smith")
		proposals(t, []people.Doc{first, second}, map[string]string{"AB51 ABC": "disclose"})
	})
}

// TestParts: parts of withheld names are marked where they stand as names.
func TestParts(t *testing.T) {
	item := doc(t, "i1", "Mary Smith met Mark Longbottom. Please mark the form. She shouted at Mark and left. Longbottom is deaf.", "Mary Smith")
	item.Name = "Smith v Longbottom.pdf"
	r := people.Build([]people.Doc{item}, subject, policy)
	got := map[string]int{}
	for _, m := range r.Marks {
		if m.Proposal == redact.Withhold {
			got[m.Field+m.Text]++
		}
	}
	for text, n := range map[string]int{"Mark Longbottom": 1, "Mark": 1, "Longbottom": 1, "nameLongbottom": 1, "nameSmith": 0, "mark": 0} {
		if got[text] != n {
			t.Errorf("%q is marked %d times, want %d: %v", text, got[text], n, got)
		}
	}
}

// TestPartsInSmallLetters: a part of a withheld name is marked in small letters
// when it is no word, and one that no list knows in the item of the whole.
func TestPartsInSmallLetters(t *testing.T) {
	whole := doc(t, "i1", "Mary Smith met Bogdan Zzarth and Mark Long. ex bogdan rings. saw zzarth, mark this, not long", "Mary Smith")
	other := doc(t, "i2", "Mary Smith: mtg w bogdan; zzarth is a word here. mark it", "Mary Smith")
	got := map[string]int{}
	for _, m := range people.Build([]people.Doc{whole, other}, subject, policy).Marks {
		if m.Proposal == redact.Withhold {
			words := strings.Fields(m.Text)
			got[m.Item+words[len(words)-1]]++
		}
	}
	for text, n := range map[string]int{"i1bogdan": 1, "i1zzarth": 1, "i1mark": 0, "i1long": 0, "i2bogdan": 1, "i2mark": 0} {
		if got[text] != n {
			t.Errorf("%q is marked %d times, want %d: %v", text, got[text], n, got)
		}
	}
}

// TestMailboxBehindName: an address behind a person's name is theirs whatever
// its local part is; a body's is not.
func TestMailboxBehindName(t *testing.T) {
	proposals(t, []people.Doc{
		doc(t, "i1", "From: Joan Green <reply@green.example>\n\nMary Smith came. Ask info@shop.example", "Mary Smith"),
		doc(t, "i2", "Mary Smith wrote to reply@green.example", "Mary Smith"),
	}, map[string]string{"reply@green.example": "withhold", "info@shop.example": "disclose"})
}

// TestMisreadValues: a scanner's letters for digits hide nothing, and do not
// make the subject's own values another's.
func TestMisreadValues(t *testing.T) {
	own := subject
	own.DateOfBirth, own.Phones = "1980-05-17", []string{"01632 960618"}
	text := "Mary Smith DOB: I7/O5/198O Tel: O1632 96O 618\n\nJohn Brown DOB: I8/O5/198O Tel: O1632 96O 619"
	got := map[string]redact.Verdict{}
	for _, m := range people.Build([]people.Doc{doc(t, "i1", text, "Mary Smith")}, own, policy).Marks {
		got[m.Text] = m.Proposal
	}
	for text, want := range map[string]redact.Verdict{"I7/O5/198O": "", "O1632 96O 618": "", "I8/O5/198O": redact.Withhold, "O1632 96O 619": redact.Withhold} {
		if got[text] != want {
			t.Errorf("%q: %q, want %q", text, got[text], want)
		}
	}
}

// TestInitials: initials given behind a withheld name stand for it in the item.
func TestInitials(t *testing.T) {
	r := people.Build([]people.Doc{
		doc(t, "i1", "Mary Smith met John Brown (JB). JB left, JBX stayed.", "Mary Smith"),
		doc(t, "i2", "Mary Smith sold the JB.", "Mary Smith"),
	}, subject, policy)
	n := 0
	for _, m := range r.Marks {
		if m.Text == "JB" && m.Item == "i1" && m.Proposal == redact.Withhold {
			n++
		} else if strings.Contains(m.Text, "JB") {
			t.Errorf("marked %q in %s: %s", m.Text, m.Item, m.Proposal)
		}
	}
	if n != 2 {
		t.Errorf("%d initials withheld, want 2", n)
	}
}

// TestTitles: a title tells two of one surname apart.
func TestTitles(t *testing.T) {
	proposals(t, []people.Doc{
		doc(t, "i1", "Dear Mrs Mary Smith\n\nPeter Smith rang.", "Mary Smith", "Smith"),
		doc(t, "i2", "Mary Smith came. Mr Smith stayed away. Mrs Smith left.", "Mary Smith", "Smith"),
	}, map[string]string{"Mr Smith": "open", "Mrs Smith": "-", "Peter Smith": "open"})
}

func TestNames(t *testing.T) {
	names := people.NewNames([]string{"Mohammed Abdul Rahman", "Jane Doe", "14 Albert Road", "Doe"})
	for written, want := range map[string]bool{
		"Mr Abdul Rahman": true, "ABDUL RAHMAN Mohammed": true, "Rahman, Mohammed": true, "J. Doe": true, "Ms Doe": true,
		"John Doe": false, "Mr Rah": false, "Mrs K. Doe": false,
	} {
		if got := names.May(written); got != want {
			t.Errorf("%q: %t, want %t", written, got, want)
		}
	}
	if people.Telling("Mark") || !people.Telling("Mark Long") {
		t.Error("a name of one word tells nothing, one of two does")
	}
}

// TestRowsOfTheHousehold: an address that is the subject's makes no row theirs.
func TestRowsOfTheHousehold(t *testing.T) {
	d := grid([][]string{
		{"Surname", "Forename", "Date of birth", "Address"},
		{"Smith", "Mary", "12/03/1980", "14 Albert Road, Sarsen"},
		{"Long", "Mark", "30/10/1997", "14 Albert Road, Sarsen"},
		{"Brown", "John", "01/02/1970", "3 Mill Lane, Sarsen"},
	}, 1)
	d.Found = standard(t).Find(d.Text, d.Hints)
	for _, own := range []string{"Smith", "Mary", "14 Albert Road", "Sarsen"} {
		for at := 0; ; {
			i := strings.Index(d.Text[at:], own)
			if i < 0 {
				break
			}
			d.Subject = append(d.Subject, redact.Span{Start: at + i, End: at + i + len(own)})
			at += i + len(own)
		}
	}
	rows := 0
	for _, m := range people.Build([]people.Doc{d}, subject, policy).Marks {
		if m.Kind == redact.Row {
			rows++
		}
	}
	if rows != 2 {
		t.Errorf("%d rows withheld, want those of Long and of Brown", rows)
	}
}

// TestLetterhead: the reference of a letter to the subject is theirs, that of a
// letter to somebody else is not.
func TestLetterhead(t *testing.T) {
	for text, want := range map[string]redact.Verdict{
		"Our ref: TR/204417\n\nDear Mary Smith\n\nJohn Brown rang.\n":   redact.Disclose,
		"Our ref: TR/204417\n\nDear John Brown\n\nMary Smith rang.\n":   redact.Withhold,
		"John Brown\n\nOur ref: TR/204417\n\nDear Mary Smith\n\nHello.": redact.Withhold,
	} {
		d := doc(t, "i1", text, "Mary Smith")
		at := strings.Index(text, "TR/")
		d.Found = slices.DeleteFunc(d.Found, func(f redact.Found) bool { return f.Kind == redact.Reference })
		d.Found = append(d.Found, redact.Found{Span: redact.Span{Start: at, End: at + 9}, Text: "TR/204417", Kind: redact.Reference, Score: 0.9})
		slices.SortFunc(d.Found, func(a, b redact.Found) int { return a.Start - b.Start })
		for _, m := range people.Build([]people.Doc{d}, subject, policy).Marks {
			if m.Kind == redact.Reference && m.Proposal != want {
				t.Errorf("%q: %s (%s)", text, m.Proposal, m.Reason)
			}
		}
	}
}
