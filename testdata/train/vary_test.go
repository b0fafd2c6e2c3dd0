package main

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"sarsen/redact/tagger"
)

func sampleLesson() lesson {
	l := lesson{Text: "Dear Mrs Zoë Patel, tell Patel's son Ömer of 5 Elm Row", Weight: 1}
	for _, s := range []string{"Mrs Zoë Patel", "Patel", "Ömer"} {
		at := strings.Index(l.Text, s)
		if s == "Patel" {
			at = strings.LastIndex(l.Text, s)
		}
		l.add(at, at+len(s), tagger.Person)
	}
	at := strings.Index(l.Text, "5 Elm Row")
	l.add(at, at+len("5 Elm Row"), tagger.Address)
	l.forget(0, 4)
	return l
}

func TestCopiesKeepTheirSpans(t *testing.T) {
	for i, v := range variations {
		for n := range uint64(50) {
			l := v.change(sampleLesson(), rand.New(rand.NewPCG(n, 1)))
			if err := check([]lesson{l}); err != nil || !utf8.ValidString(l.Text) || len(l.Spans) != 4 || len(l.Unknown) != 1 {
				t.Fatalf("variation %d: %v, %d spans in %q", i, err, len(l.Spans), l.Text)
			}
			for _, s := range l.Spans {
				if !utf8.RuneStart(l.Text[s.Start]) || s.End < len(l.Text) && !utf8.RuneStart(l.Text[s.End]) {
					t.Fatalf("variation %d: span inside a character of %q", i, l.Text)
				}
			}
		}
	}
}

func TestRenamedKeepsTheRest(t *testing.T) {
	l := renamed(sampleLesson(), rand.New(rand.NewPCG(3, 1)))
	got := func(i int) string { return l.Text[l.Spans[i].Start:l.Spans[i].End] }
	if !strings.HasPrefix(got(0), "Mrs ") || strings.Contains(l.Text, "Patel") || !strings.HasSuffix(got(0), got(1)) || got(3) != "5 Elm Row" || !strings.HasPrefix(l.Text, "Dear ") {
		t.Errorf("got %q", l.Text)
	}
}
