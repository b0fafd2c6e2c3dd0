package directory_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"sarsen/redact/directory"
	"sarsen/redact/people"
	"sarsen/redact/recognise"
)

func TestPerson(t *testing.T) {
	for _, c := range []struct{ display, address, name, email string }{
		{"Sunita Patel", "sunita.patel@council.example", "Sunita Patel", "sunita.patel@council.example"},
		{"Patel, Sunita (Housing)", "S.Patel@council.example", "Sunita Patel", "s.patel@council.example"},
		{`"Patel, Sunita"`, "s.patel@council.example", "Sunita Patel", "s.patel@council.example"},
		{"'Sunita Patel'", "s.patel@council.example", "Sunita Patel", "s.patel@council.example"},
		{"PATEL Sunita", "", "Sunita Patel", ""},
		{"SUNITA PATEL", "", "Sunita Patel", ""},
		{"sunita o'connor-patel", "", "Sunita O'Connor-Patel", ""},
		{"Cllr Sunita Patel MBE", "", "Sunita Patel", ""},
		{"Patel, Sunita - Housing Options", "", "Sunita Patel", ""},
		{"Sunita Patel, Housing", "sunita.patel@council.example", "Sunita Patel", "sunita.patel@council.example"},
		{"Patel  Sunita", "sunita.patel@council.example", "Sunita Patel", "sunita.patel@council.example"},
		{"Patel Sunita J.", "sunita.j.patel@council.example", "Sunita J Patel", "sunita.j.patel@council.example"},
		{"Sunita Patel Ph.D. RN", "s.patel@council.example", "Sunita Patel", "s.patel@council.example"},
		{"DL-All Housing", "", "", ""},
		{"Patel, S", "s.patel@council.example", "S Patel", "s.patel@council.example"},
		{"=?utf-8?q?Zo=C3=AB_Brown?=", "zoe.brown@post.example", "Zoë Brown", "zoe.brown@post.example"},
		{"Ozgur Qvist", "ozgur.qvist@post.example", "Ozgur Qvist", "ozgur.qvist@post.example"}, // in no list of names
		{"Grace Hall", "grace.hall@post.example", "Grace Hall", "grace.hall@post.example"},
		{"", "shabnam.nasreen@post.example", "Shabnam Nasreen", "shabnam.nasreen@post.example"},
		{"shabnam.nasreen", "", "Shabnam Nasreen", ""},
		{"Sunita Patel", "housing@council.example", "Sunita Patel", ""},

		{"Housing Enquiries", "housing.enquiries@council.example", "", ""},
		{"Council Tax", "council.tax@council.example", "", ""},
		{"Revenues and Benefits", "revs@council.example", "", "revs@council.example"},
		{"Environmental Health Duty Officer", "eh.duty@council.example", "", ""},
		{"Hill Primary School", "office@school.example", "", ""},
		{"Meeting Room 2", "room2@council.example", "", "room2@council.example"},
		{"Sunita", "sunita@post.example", "", "sunita@post.example"},
		{"sunita.patel@post.example", "sunita.patel@post.example", "Sunita Patel", "sunita.patel@post.example"},
		{"noreply", "noreply@council.example", "", ""},
		{"Good Morning", "good.morning@post.example", "", "good.morning@post.example"},
	} {
		t.Run(c.display+" "+c.address, func(t *testing.T) {
			name, email := directory.Person(c.display, c.address)
			if name != c.name || email != c.email {
				t.Errorf("%q %q, want %q %q", name, email, c.name, c.email)
			}
		})
	}
}

// line is an entry as the tests write it.
func line(e people.Entry) string {
	s := strings.Join([]string{e.Name, e.Email, e.Post}, "|")
	if e.Listed {
		s += "|listed"
	}
	return s
}

func learn(d directory.Doc) []string {
	var out []string
	for _, e := range directory.Learn(d) {
		out = append(out, line(e))
	}
	return out
}

func TestLearnText(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"header", "From: Patel, Sunita (Housing) <sunita.patel@council.example>\nTo: Ali Khan <ali.khan@post.example>, Housing Enquiries <housing@council.example>\n", []string{"Ali Khan|ali.khan@post.example|", "Sunita Patel|sunita.patel@council.example|"}},
		{"quoted below", "> From: \"Patel, Sunita\" <s.patel@council.example>; \"Khan, Ali\" <a.khan@council.example>\n", []string{"Ali Khan|a.khan@council.example|", "Sunita Patel|s.patel@council.example|"}},
		{"Outlook's quotes", "From: Ali Khan [mailto:ali.khan@post.example]\n", []string{"Ali Khan|ali.khan@post.example|"}},
		{"signature", "I will call again.\n\nKind regards,\n\nShabnam Nasreen\nSenior Housing Officer\nTel: 01632 960123\n", []string{"Shabnam Nasreen||Senior Housing Officer"}},
		{"signature without closing", "Shabnam Nasreen\nTeam Manager, Adult Social Care\nSarsen Council\nshabnam.nasreen@council.example\n", []string{"Shabnam Nasreen|shabnam.nasreen@council.example|Team Manager, Adult Social Care"}},
		{"signature with a team's address", "Regards\nShabnam Nasreen\nHousing Officer\nhousing@council.example", []string{"Shabnam Nasreen||Housing Officer"}},
		{"a sentence is no signature", "Shabnam Nasreen called\nabout the officer on 01632 960123\n", nil},
		{"a name in a sentence is not taken", "I spoke to Shabnam Nasreen today about Mrs Patel.", nil},
		{"an address in a sentence", "Please write to me at my address <ann.example@post.example> today", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := learn(directory.Doc{Text: c.text}); !slices.Equal(got, c.want) {
				t.Errorf("learned %q, want %q", got, c.want)
			}
		})
	}
}

// sheet makes a table of rows of cells below a heading.
func sheet(heading []string, rows ...[]string) directory.Doc {
	var d directory.Doc
	add := func(kind, label string, start, end int) {
		d.Hints = append(d.Hints, recognise.Hint{Kind: kind, Label: label, Start: start, End: end})
	}
	d.Text = strings.Join(heading, "\t") + "\n"
	add("headrow", "1", 0, len(d.Text)-1)
	for n, r := range rows {
		text := strings.Join(r, "\t")
		at := len(d.Text)
		add("row", fmt.Sprint(n+2), at, at+len(text))
		for i, c := range r {
			if c != "" {
				add("cell", heading[i], at, at+len(c))
			}
			at += len(c) + 1
		}
		d.Text += text + "\n"
	}
	return d
}

func TestLearnTables(t *testing.T) {
	for _, c := range []struct {
		name string
		doc  directory.Doc
		want []string
	}{
		{
			"staff list",
			sheet([]string{"Surname", "Forename", "Job Title", "Team", "Email Address"}, []string{"Nasreen", "Shabnam", "Housing Officer", "Housing", "s.nasreen@council.example"}, []string{"Qvist", "Ozgur", "Vacant", "Housing", "ozgur.qvist@council.example"}),
			[]string{"Ozgur Qvist|ozgur.qvist@council.example||listed", "Shabnam Nasreen|s.nasreen@council.example|Housing Officer|listed"},
		},
		{
			"two names in a row share nothing",
			sheet([]string{"Tenant", "Housing officer", "E-mail", "Role"}, []string{"Ann Brown", "Patel, Sunita", "ann.brown@post.example", "Officer"}),
			[]string{"Ann Brown||", "Sunita Patel||"},
		},
		{
			"columns of other names",
			sheet([]string{"File name", "Street name", "Company"}, []string{"Ann Brown", "Sunita Patel", "Ali Khan"}),
			nil,
		},
		{
			"a column of names without people",
			sheet([]string{"Name", "Price"}, []string{"Main Hall", "12"}, []string{"Council Tax Office", "3"}),
			nil,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := learn(c.doc); !slices.Equal(got, c.want) {
				t.Errorf("learned %q, want %q", got, c.want)
			}
		})
	}
}

func TestMost(t *testing.T) {
	heading := []string{"Surname", "Forename"}
	var rows [][]string
	for i := range directory.Most + 50 {
		rows = append(rows, []string{"Smith" + string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676)), "Ann"})
	}
	if n := len(directory.Learn(sheet(heading, rows...))); n != directory.Most {
		t.Errorf("%d entries", n)
	}
}

// FuzzLearn: whatever the text, names are valid, of two words at least, and the
// same twice.
func FuzzLearn(f *testing.F) {
	f.Add("From: Patel, Sunita <s@x.example>\nKind regards\nAnn Brown\nHousing Officer\n01632 960000", 3, 20)
	f.Add("\"\" <@> [mailto:a@b.c] =?utf-8?q?x?= <a@b.cd>", 0, 5)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		if !utf8.ValidString(text) {
			return
		}
		d := directory.Doc{Text: text, Hints: []recognise.Hint{
			{Kind: "field", Label: "From", Start: start, End: end}, {Kind: "row", Start: start, End: end}, {Kind: "cell", Label: "Name", Start: start, End: end},
		}}
		first := directory.Learn(d)
		for _, e := range first {
			if !utf8.ValidString(e.Name+e.Email+e.Post) || len(strings.Fields(e.Name)) < 2 || strings.ContainsAny(e.Name+e.Email+e.Post, "\n\r") || e.Items != 1 {
				t.Errorf("entry %q", line(e))
			}
		}
		if !slices.Equal(first, directory.Learn(d)) {
			t.Error("not the same twice")
		}
	})
}

func BenchmarkLearn(b *testing.B) {
	text := strings.Repeat("Dear Mrs Patel,\n\nThank you for your letter of 3 May about the repairs. I have passed it on to our contractor, who\nwill ring you this week.\n\nKind regards,\n\nShabnam Nasreen\nHousing Officer\nTel: 01632 960123\nshabnam.nasreen@council.example\n\n", 200)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		directory.Learn(directory.Doc{Text: text})
	}
}
