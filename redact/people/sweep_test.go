package people_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"sarsen/redact"
	"sarsen/redact/detect"
	"sarsen/redact/people"
	"sarsen/redact/recognise"
)

func TestSweepMarksWhatDetectionMissed(t *testing.T) {
	seen := doc(t, "i1", "John Brown (07700 900222) met Mary Smith.", "Mary Smith")
	missed := people.Doc{Item: "i2", Text: "the note says JOHN\n BROWN rang 07700 900222, Mary Smith did not", Name: "john brown.txt"}
	r := people.Build([]people.Doc{seen, missed}, subject, policy)
	want := map[string]bool{"JOHN\n BROWN": true, "07700 900222": true, "john brown": true}
	for _, m := range r.Marks {
		if m.Item == "i2" {
			if m.Proposal != redact.Withhold || !want[m.Text] {
				t.Errorf("mark %q %s", m.Text, m.Proposal)
			}
			delete(want, m.Text)
		}
	}
	if len(want) > 0 {
		t.Errorf("not marked: %v", want)
	}
}

// TestSweepLeavesShortPhrases: what is withheld with a source is looked for
// elsewhere when it is a sentence, not when it is the closing of a letter.
func TestSweepLeavesShortPhrases(t *testing.T) {
	source := doc(t, "i1", "Please do not tell Mary Smith that I rang. He shouts all night at the dog.\n\nYours\n\nJohn Brown", "Mary Smith")
	other := doc(t, "i2", "Dear Mary Smith\n\nWe were told: He shouts all night at the dog.\n\nYours sincerely\n", "Mary Smith")
	swept := false
	for _, m := range people.Build([]people.Doc{source, other}, subject, policy).Marks {
		if m.Item == "i2" && strings.HasPrefix(m.Text, "Yours") {
			t.Errorf("marked %q: %s", m.Text, m.Reason)
		}
		swept = swept || m.Item == "i2" && strings.HasPrefix(m.Text, "He shouts")
	}
	if !swept {
		t.Error("the source's sentence is not marked elsewhere")
	}
}

// grid lays cells out as the extractor does: tabs between, a line each.
func grid(rows [][]string, ours int) people.Doc {
	d := people.Doc{Item: "i1"}
	for i, cells := range rows {
		start := len(d.Text)
		for j, c := range cells {
			if j > 0 {
				d.Text += "\t"
			}
			if i > 0 {
				d.Hints = append(d.Hints, recognise.Hint{Start: len(d.Text), End: len(d.Text) + len(c), Kind: "cell", Label: rows[0][j]})
			}
			d.Text += c
		}
		if i > 0 {
			d.Rows = append(d.Rows, people.Row{Span: redact.Span{Start: start, End: len(d.Text)}, Table: 1, Subject: i == ours})
		}
		d.Text += "\n"
	}
	return d
}

func TestRows(t *testing.T) {
	for _, c := range []struct {
		name  string
		rows  [][]string
		ours  int
		want  int // rows withheld whole
		extra string
	}{
		{"one row a person", [][]string{{"Tenant", "Rent"}, {"John Brown", "80"}, {"Mary Smith", "90"}, {"Joan Green", "70"}, {"unit 7", "60"}}, 2, 3, ""},
		{"a log of the subject's", [][]string{{"Date", "Officer", "Note"}, {"1 May", "Tom Baker", "Mary Smith rang"}, {"2 May", "Tom Baker", "Visit, John Brown was loud"}}, 1, 0, "John Brown"},
		{"a list of people without the subject", [][]string{{"Tenant", "Phone"}, {"John Brown", "07700 900222"}, {"Joan Green", "07700 900333"}, {"Xq Zw", "none"}}, 0, 3, ""},
		{"a column of private persons", [][]string{{"Officer", "Emergency contact"}, {"Tom Baker", "John Brown, 07700 900222"}, {"Mary Smith", "-"}}, 2, 1, ""},
		{"no row of the subject", [][]string{{"Tenant", "Rent"}, {"John Brown", "80"}}, 0, 0, "John Brown"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := grid(c.rows, c.ours)
			d.Found = standard(t).Find(d.Text, d.Hints)
			if i := strings.Index(d.Text, "Mary Smith"); i >= 0 {
				d.Subject = []redact.Span{{Start: i, End: i + len("Mary Smith")}}
			}
			r := people.Build([]people.Doc{d}, subject, policy)
			got, seen := 0, c.extra == ""
			for _, m := range r.Marks {
				if m.Kind == redact.Row {
					got++
				}
				if strings.Contains(m.Text, "Mary Smith") {
					t.Errorf("marked %q", m.Text)
				}
				seen = seen || m.Text == c.extra && m.Proposal == redact.Withhold
			}
			if got != c.want || !seen {
				t.Errorf("%d rows withheld, want %d; %q withheld: %t\n%+v", got, c.want, c.extra, seen, r.Marks)
			}
		})
	}
}

func TestBuildIsStable(t *testing.T) {
	text := "John Brown met Mary Smith. Mr Brown, of 3 Mill Lane, Sarsen, left. John Brown rang 07700 900222."
	docs := []people.Doc{doc(t, "i1", text, "Mary Smith"), doc(t, "i2", "Joan Green <joan@mail.example> wrote.")}
	first := people.Build(docs, subject, policy)
	if second := people.Build(docs, subject, policy); !reflect.DeepEqual(first, second) {
		t.Error("two runs differ")
	}
	ids := map[string]bool{}
	for _, m := range first.Marks {
		if ids[m.ID] {
			t.Errorf("mark ID %s twice", m.ID)
		}
		ids[m.ID] = true
	}
	longer := people.Build([]people.Doc{doc(t, "i1", "A new first paragraph, long enough to be out of the way of all.\n\n"+text, "Mary Smith")}, subject, policy)
	for _, m := range longer.Marks {
		if m.Start > 140 && !ids[m.ID] {
			t.Errorf("%q lost its ID when text was added far away", m.Text)
		}
	}
}

func TestPortabilityAndRectification(t *testing.T) {
	for right, code := range map[string]string{redact.Portability: "20(4)", redact.Rectification: "scope", redact.Access: "S2.16"} {
		r := people.Build([]people.Doc{doc(t, "i1", "John Brown met Mary Smith.", "Mary Smith")}, subject, people.Policy{Right: right})
		if len(r.Marks) != 1 || r.Marks[0].Code != code {
			t.Errorf("%s: %+v, want one mark with %s", right, r.Marks, code)
		}
	}
}

// BenchmarkTable builds marks for a table of 5,000 people.
func BenchmarkTable(b *testing.B) {
	rows := [][]string{{"Tenant", "Phone", "Rent"}, {"Mary Smith", "07700 900111", "90"}}
	for i := range 5000 {
		last := "Q" + strings.Repeat(string(rune('a'+i%26)), 1+i/26%5) + strings.Repeat(string(rune('a'+i/130%26)), 3)
		rows = append(rows, []string{"John " + last, fmt.Sprintf("07700 900%03d", i%1000), "80"})
	}
	d, err := detect.New(detect.Options{})
	if err != nil {
		b.Fatal(err)
	}
	doc := grid(rows, 1)
	doc.Found = d.Find(doc.Text, doc.Hints)
	for b.Loop() {
		if r := people.Build([]people.Doc{doc}, subject, policy); len(r.Marks) < 5000 {
			b.Fatalf("%d marks", len(r.Marks))
		}
	}
}

// TestSweepMarksForms: a withheld surname in the plural, and a withheld address by
// its house and street alone.
func TestSweepMarksForms(t *testing.T) {
	seen := doc(t, "i1", "John Maver, 31 Beech Street, Thornmere, DL24 1QZ, met Mary Smith.", "Mary Smith")
	missed := people.Doc{Item: "i2", Text: "Mary Smith rang. The transfer for the Mavers is agreed. Taken to 31 Beech Street. Not 131 Beech Street."}
	r := people.Build([]people.Doc{seen, missed}, subject, policy)
	want := map[string]bool{"Mavers": true, "31 Beech Street": true}
	for _, m := range r.Marks {
		if m.Item == "i2" && m.Proposal == redact.Withhold {
			delete(want, m.Text)
			if strings.HasPrefix(missed.Text[m.Start-1:], "1") {
				t.Errorf("%q is a part of another number", m.Text)
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("not marked: %v, of %+v", want, r.Marks)
	}
}
