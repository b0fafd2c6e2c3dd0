package service

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/agent/request"
	"sarsen/redact"
)

func TestLessons(t *testing.T) {
	got := lessons(map[string]redact.Decision{
		"item:a":   {Verdict: redact.Disclose},
		"item:b":   {Verdict: redact.Withhold, Code: redact.CodeScope},
		"item:c":   {Verdict: redact.Withhold, Code: "S2.19"},
		"person:p": {Verdict: redact.Disclose},
	})
	if diff := cmp.Diff(map[string]bool{"a": true, "b": false}, got); diff != "" {
		t.Error(diff)
	}
}

// What is taught is said by facts alone: nothing that stands in an item.
func TestTaught(t *testing.T) {
	name := request.Reason{Fact: "name", Text: "David Jones"}
	mine := request.Reason{Fact: request.FactTaught, Text: "you said that fence.txt is theirs: same address, 7 Wharf Street"}
	theirs := "you said that fence.txt is somebody else's: same e-mail address, dj@post.example"
	for _, c := range []struct {
		name     string
		was, now request.Match
		likelier bool
		because  []string
	}{
		{
			"theirs",
			request.Match{Likelihood: "possible", Reasons: []request.Reason{name}, Against: []string{"another address: 7 Wharf Street"}},
			request.Match{Likelihood: "likely", Reasons: []request.Reason{name, mine}},
			true,
			[]string{"same address"},
		},
		{
			"somebody else's",
			request.Match{Likelihood: "possible", Reasons: []request.Reason{name}},
			request.Match{Likelihood: "unlikely", Reasons: []request.Reason{name}, Against: []string{"another address: 7 Wharf Street", theirs}},
			false,
			[]string{"same e-mail address"},
		},
		{
			"a namesake that it tells of",
			request.Match{Likelihood: "likely", Reasons: []request.Reason{name}},
			request.Match{Likelihood: "possible", Reasons: []request.Reason{name}, Against: []string{"somebody else of this name is known"}},
			false,
			[]string{"somebody else of this name is known"},
		},
		{
			"taken back",
			request.Match{Likelihood: "likely", Reasons: []request.Reason{name, mine}},
			request.Match{Likelihood: "possible", Reasons: []request.Reason{name}},
			false,
			[]string{"no longer by the same address"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := taught(c.was, c.now)
			if diff := cmp.Diff(c.because, got.Because); diff != "" || got.Likelier != c.likelier {
				t.Errorf("likelier %v %s", got.Likelier, diff)
			}
		})
	}
}
