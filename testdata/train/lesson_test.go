package main

import (
	"reflect"
	"testing"

	"sarsen/redact/gold"
)

func corporaDir(t *testing.T) string {
	t.Helper()
	dir, ok := gold.Dir()
	if !ok {
		t.Skip("shared corpora not found: ../shared/corpora")
	}
	return dir
}

func TestFoldsHoldEverythingOnce(t *testing.T) {
	dir := corporaDir(t)
	all, err := corpora(dir, func(gold.Text) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for fold := range 5 {
		exam, err := corpora(dir, func(t gold.Text) bool { return t.Fold(5) == fold })
		if err != nil {
			t.Fatal(err)
		}
		if len(exam) < len(all)/10 {
			t.Errorf("fold %d has %d of %d lessons", fold, len(exam), len(all))
		}
		n += len(exam)
	}
	if n != len(all) {
		t.Errorf("folds hold %d lessons, want %d", n, len(all))
	}
}

func TestNoTextOfAFoldIsLearned(t *testing.T) {
	dir := corporaDir(t)
	learned, err := lessons(dir, 1, 5)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, l := range learned {
		known[l.Text] = true
	}
	exam, err := corpora(dir, func(t gold.Text) bool { return t.Fold(5) == 1 })
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range exam {
		if known[l.Text] {
			t.Errorf("a text with %d spans is in both", len(l.Spans))
		}
	}
}

func TestLessonsAreTheSameTwice(t *testing.T) {
	dir := corporaDir(t)
	a, err := lessons(dir, 0, 5)
	if err != nil {
		t.Fatal(err)
	}
	b, err := lessons(dir, 0, 5)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(a, b) {
		t.Error("lessons differ between two calls")
	}
}

func TestReadings(t *testing.T) {
	mark := func(start, end int, label string) gold.Span {
		s := gold.Span{Label: label}
		s.Start, s.End = start, end
		return s
	}
	for name, c := range map[string]struct {
		set, text string
		marks     []gold.Span
		want      []string // label: text
		unknown   int
	}{
		"a title belongs to the name": {"presidio-synth", "Ask Mrs. Ann Lee.", []gold.Span{mark(4, 8, "TITLE"), mark(9, 16, "PERSON")}, []string{"person: Mrs. Ann Lee"}, 0},
		"a title marked as a person":  {"presidio-synth", "Ask Dr. Ann Lee", []gold.Span{mark(4, 7, "PERSON"), mark(8, 15, "PERSON")}, []string{"person: Dr. Ann Lee"}, 0},
		"parts of one address":        {"presidio-synth", "at 5 Elm Row\n> Apt. 2\n> Rye", []gold.Span{mark(3, 12, "ADDRESS"), mark(15, 21, "ADDRESS"), mark(24, 27, "GPE")}, []string{"address: 5 Elm Row\n> Apt. 2\n> Rye"}, 0},
		"an account is no name":       {"btc", "RT @jo: Jo is in", []gold.Span{mark(3, 6, "PER"), mark(8, 10, "PER")}, []string{"person: Jo"}, 0},
		"a hashtag is not told":       {"btc", "in #Leeds", []gold.Span{mark(3, 9, "LOC")}, nil, 1},
		"a party of a contract":       {"sec", "the Borrower", []gold.Span{mark(4, 12, "PER")}, nil, 0},
		"a name cut at its initial":   {"sec", "by Robert E. Dean, Chair", []gold.Span{mark(3, 11, "PER")}, []string{"person: Robert E. Dean"}, 0},
		"a post before a name":        {"re3d", "Foreign Secretary Ann Lee", []gold.Span{mark(0, 25, "Person")}, []string{"person: Ann Lee"}, 0},
		"a pronoun":                   {"re3d", "He said", []gold.Span{mark(0, 2, "Person")}, nil, 0},
		"a possessive":                {"uner-ewt", "Ann's hat", []gold.Span{mark(0, 5, "PER")}, []string{"person: Ann"}, 0},
		"an address nobody marked":    {"uner-ewt", "at 12 High Street, Rye", []gold.Span{mark(19, 22, "LOC")}, nil, 1},
		"a clinic's address":          {"ambientmeta", "5 Oak Ave, Rye", []gold.Span{mark(0, 14, "LOCATION")}, []string{"address: 5 Oak Ave, Rye"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			for _, set := range gold.Sets() {
				if set.Name != c.set {
					continue
				}
				r := readings[c.set]
				l := r.lesson(gold.Text{Set: c.set, Text: c.text, Spans: c.marks}, r.labels(set), len(set.Address) > 0)
				var got []string
				for _, s := range l.Spans {
					got = append(got, s.Label.String()+": "+c.text[s.Start:s.End])
				}
				if !reflect.DeepEqual(got, c.want) || len(l.Unknown) != c.unknown {
					t.Errorf("got %q with %d unknown, want %q with %d", got, len(l.Unknown), c.want, c.unknown)
				}
			}
		})
	}
}
