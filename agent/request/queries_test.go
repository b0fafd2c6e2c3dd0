package request_test

import (
	"errors"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"sarsen/agent/request"
)

func TestQueryChanges(t *testing.T) {
	s, id := newStore(t)
	at := func(minute int) time.Time { return now.Add(time.Duration(minute) * time.Minute) }
	for i, c := range []request.QueryChange{
		{Text: "crake", Act: request.QueryAdded, By: "ffion"},
		{Text: `"quarry row"`, Act: request.QueryAdded, By: "ffion"},
		{Text: "thistlewood", Act: request.QueryOff, By: "idris"},
		{Text: "crake", Act: request.QueryRemoved, By: "idris"},
		{Text: "19610430", Act: request.QueryOff, By: "idris"},
		{Text: "thistlewood", Act: request.QueryOn, By: "ffion"},
	} {
		c.At = at(i)
		check(t, s.ChangeQuery(id, c))
	}
	got, err := s.Queries(id)
	check(t, err)
	want := request.Edited{
		Added: []request.QueryChange{{Text: `"quarry row"`, Act: request.QueryAdded, By: "ffion", At: at(1)}},
		Off:   []request.QueryChange{{Text: "19610430", Act: request.QueryOff, By: "idris", At: at(4)}},
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("in force (-want +got):\n%s", diff)
	}
	if c, ok := got.Unasked("19610430"); !ok || c.By != "idris" {
		t.Errorf("turned off by %q, %v", c.By, ok)
	}
	if _, ok := got.Own("crake"); ok {
		t.Error("a removed query is still asked")
	}
	_, err = s.SaveMatches(id, request.FindRun{At: now, Edited: got}, nil, true)
	check(t, err)
	if _, run, err := s.Matches(id); err != nil || gocmp.Diff(want, run.Edited) != "" {
		t.Errorf("the run keeps %v, %v", run.Edited, err)
	}
	check(t, s.End(id, now, "answered"))
	if err := s.ChangeQuery(id, request.QueryChange{Text: "crake", Act: request.QueryAdded, At: now}); !errors.Is(err, request.ErrClosed) {
		t.Errorf("a closed request: %v", err)
	}
}

func TestClues(t *testing.T) {
	s, id := newStore(t)
	states := func() map[string]request.ClueState {
		t.Helper()
		all, err := s.Clues(id)
		check(t, err)
		out := map[string]request.ClueState{}
		for _, c := range all {
			out[c.Value] = c.State
		}
		return out
	}
	email := request.Clue{Fact: "email", Value: "a.crake@mail.example", Items: []string{"a", "b"}, Likelihood: "certain"}
	phone := request.Clue{Fact: "phone", Value: "01632 960777", Items: []string{"a"}, Likelihood: "likely"}
	check(t, s.SaveClues(id, []request.Clue{email, phone}))
	all, err := s.Clues(id)
	check(t, err)
	email.N, phone.N = 1, 2
	if diff := gocmp.Diff([]request.Clue{email, phone}, all); diff != "" {
		t.Errorf("offered (-want +got):\n%s", diff)
	}
	check(t, s.SetClue(id, 2, request.ClueDismissed, "ffion", now))

	// Written in another way it is the same clue, and stays dismissed.
	phone.Value = "01632960777"
	check(t, s.SaveClues(id, []request.Clue{phone}))
	if diff := gocmp.Diff(map[string]request.ClueState{"01632960777": request.ClueDismissed}, states()); diff != "" {
		t.Errorf("after another run (-want +got):\n%s", diff)
	}
	check(t, s.SetClue(id, 2, request.ClueOpen, "ffion", now))
	check(t, s.SaveClues(id, []request.Clue{email}))
	if diff := gocmp.Diff(map[string]request.ClueState{"a.crake@mail.example": request.ClueOpen}, states()); diff != "" {
		t.Errorf("what is not offered any more (-want +got):\n%s", diff)
	}
	if err := s.SetClue(id, 3, request.ClueTaken, "ffion", now); !errors.Is(err, request.ErrNoClue) {
		t.Errorf("no such clue: %v", err)
	}
	check(t, s.End(id, now, "answered"))
	if err := s.SetClue(id, 1, request.ClueTaken, "ffion", now); !errors.Is(err, request.ErrClosed) {
		t.Errorf("a closed request: %v", err)
	}
}

func TestWhatChanged(t *testing.T) {
	s, id := newStore(t)
	find := func(found ...request.Match) {
		t.Helper()
		_, err := s.SaveMatches(id, request.FindRun{At: now}, found, true)
		check(t, err)
	}
	m := func(item, text, likelihood string) request.Match {
		return request.Match{Item: item, TextHash: text, Likelihood: likelihood}
	}
	find(m("same", "1", "likely"), m("text", "1", "likely"), m("surer", "1", "possible"), m("gone", "1", "likely"), m("lost", "1", "likely"))
	gone := m("gone", "1", "likely")
	gone.Vanished = true
	find(m("same", "1", "likely"), m("text", "2", "likely"), m("surer", "1", "certain"), gone, m("new", "1", "possible"))
	changes := func() (map[string]request.Change, string) {
		all, run, err := s.Matches(id)
		check(t, err)
		out, was := map[string]request.Change{}, ""
		for _, m := range all {
			out[m.Item] = run.Change(m)
			if m.Item == "surer" {
				was = m.Was
			}
		}
		return out, was
	}
	got, was := changes()
	want := map[string]request.Change{
		"same": request.Unchanged, "text": request.ChangedText, "surer": request.ChangedLikelihood,
		"gone": request.ChangeVanished, "lost": request.ChangeLost, "new": request.ChangeNew,
	}
	if diff := gocmp.Diff(want, got); diff != "" || was != "possible" {
		t.Errorf("was %q (-want +got):\n%s", was, diff)
	}
	find(m("same", "1", "likely"), m("text", "2", "likely"), m("surer", "1", "certain"), gone, m("new", "1", "possible"))
	if got, _ = changes(); len(got) != 6 || got["lost"] != request.Unchanged || got["gone"] != request.Unchanged || got["surer"] != request.Unchanged {
		t.Errorf("a third run shows %v", got)
	}

	// What an officer's word makes of others is nothing new.
	all, _, err := s.Matches(id)
	check(t, err)
	for i := range all {
		all[i].Likelihood = "unlikely"
	}
	check(t, s.SetWeighed(id, all))
	if got, _ = changes(); got["same"] != request.Unchanged || got["surer"] != request.Unchanged {
		t.Errorf("after teaching: %v", got)
	}
}
