package person_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/index"
	"sarsen/index/person"
	"sarsen/index/query"
)

func TestQueriesArePrintable(t *testing.T) {
	queries := compile(t, profile()).Queries()
	if len(queries) < 8 {
		t.Errorf("only %d queries", len(queries))
	}
	for _, q := range queries {
		printed := q.String()
		if len(printed) > 700 {
			t.Errorf("too long to show: %s", printed)
		}
		again, err := query.Parse(printed)
		if err != nil {
			t.Errorf("%s: %v", printed, err)
		}
		if diff := cmp.Diff(q, again); diff != "" {
			t.Errorf("%s reads differently:\n%s", printed, diff)
		}
	}
	first := queries[0].String()
	for _, part := range []string{"catherine", "kit", "kate", " OR c ", "oneill~", "sounds:oneill"} {
		if !strings.Contains(first, part) {
			t.Errorf("%q not in %s", part, first)
		}
	}
	for i, again := range compile(t, profile()).Queries() {
		if again.String() != queries[i].String() {
			t.Errorf("query %d changes: %s, %s", i, queries[i], again)
		}
	}
}

// TestQueriesFindWhatMatches holds the promise that makes searching safe: what
// the matcher would find, the queries bring to it.
func TestQueriesFindWhatMatches(t *testing.T) {
	texts := []string{
		"to Catherine Mary O'Neill", "CATHERINE O’NEILL", "Catherine ONeill", "Catherine O Neill", "O'Neill, Catherine",
		"O'Neill\tCatherine\t4", "catherine.oneill@work.example", "C. M. O'Neill", "CM O'Neill", "Kathryn O'Neill",
		"Catherine O'Neil", "Kate O'Neill", "Kitty O'Neill", "ask Big Cath", "Catherine Smith-Jones", "Catherine Smith Jones",
		"Catherine SmithJones", "Cahterine O'Neill", "Cathrine O'Niell", "QQ123456C", "QQ 12 34 56 C", "QQ 12\n34 56 C",
		"QQ 12 34 56", "943-476-5919", "9434765919", "HB20240017", "HB/2024/0017", "07700900123", "07700 900 123",
		"+44 7700 900123", "+44 (0)7700 900 123", "7700900123", "(01632) 960456", "c.oneill@home.example",
		"12/03/1984", "12/3/84", "12.03.1984", "1984-03-12", "12th of March 1984", "March 12, 1984", "12-Mar-84", "19840312",
		"12 St Mary's Road", "12, St Marys Rd.", "ab12cd", "AB1 2CD",
	}
	s := compile(t, profile())
	broughtUp(t, open(t), s, s.Queries(), texts...)
}

// A particle is written apart from the surname, with it, or not at all.
func TestQueriesFindParticles(t *testing.T) {
	e := open(t)
	for _, particle := range []string{
		"de", "da", "di", "du", "del", "della", "des", "la", "le", "van", "von", "der", "den", "ter", "bin", "binti", "bint", "al", "el",
		"ap", "ab", "mac", "mc", "o", "st", "dos", "das", "ibn", "ben", "de la", "van der", "van den",
	} {
		s := compile(t, person.Profile{Names: []string{"Rhodri " + particle + " Dafydd"}})
		joined := strings.ReplaceAll(strings.ToUpper(particle[:1])+particle[1:], " ", "")
		texts := []string{"Visit to Rhodri Dafydd today."}
		for _, surname := range []string{
			particle + " Dafydd", strings.ToUpper(particle) + " DAFYDD", strings.ReplaceAll(particle, " ", "\n") + "\nDafydd",
			particle + "-Dafydd", particle + "'Dafydd", joined + "dafydd", joined + " Dafydd", particle + " Dafydt",
		} {
			texts = append(texts, "Visit to Rhodri "+surname+" today.", surname+", Rhodri", "R. "+surname, "rhodri "+surname)
		}
		broughtUp(t, e, s, s.Queries(), texts...)
		titled := []string{"Annwyl Mr " + particle + " Dafydd", "Dear Mr " + joined + "dafydd"}
		broughtUp(t, e, s, s.TitledQueries(), titled...)
		broughtUp(t, e, s, s.SurnameQueries(), titled...)
	}
	s := compile(t, person.Profile{Names: []string{"Jan van der Berg"}})
	broughtUp(t, e, s, s.Queries(), "Jan van der Berg", "Jan van den Berg", "Jan Vander Berg", "Jan van der Burg", "Jan Vanderburg", "Jan Berg")
}

func open(t *testing.T) index.Engine {
	t.Helper()
	e, err := index.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return e
}

// broughtUp fails for texts that the matcher does not recognise, or that the
// queries do not find in an index.
func broughtUp(t *testing.T, e index.Engine, s *person.Subject, queries []query.Node, texts ...string) {
	t.Helper()
	var docs []index.Document
	for _, text := range texts {
		docs = append(docs, index.Document{ID: text, Text: text})
	}
	if err := e.Update(t.Context(), docs, nil); err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, q := range queries {
		r, err := e.Search(t.Context(), q, index.Options{})
		if err != nil {
			t.Fatalf("%s: %v", q, err)
		}
		for _, h := range r.Hits {
			found[h.ID] = true
		}
	}
	for _, text := range texts {
		if !found[text] {
			t.Errorf("%q is not found", text)
		}
		if len(s.Match(text)) == 0 {
			t.Errorf("%q is not matched", text)
		}
	}
}
