package request_test

import (
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"sarsen/agent/request"
)

func decision(target string) request.Decision {
	return request.Decision{Target: target, Verdict: "withhold", Code: "S2.16", Reason: "a neighbour", By: "officer", At: now}
}

// targets are those of decisions, those taken back in brackets.
func targets(t *testing.T, s *request.Store, id string) []string {
	t.Helper()
	all, err := s.Decisions(id)
	check(t, err)
	out := make([]string, len(all))
	for i, d := range all {
		out[i] = d.Target
		if d.Undone {
			out[i] = "(" + d.Target + ")"
		}
	}
	return out
}

func matches(t *testing.T, s *request.Store, id string) []request.Match {
	t.Helper()
	out, _, err := s.Matches(id)
	check(t, err)
	slices.SortFunc(out, func(a, b request.Match) int { return cmp.Compare(a.Item, b.Item) })
	return out
}

func TestRunsOfFind(t *testing.T) {
	s, id := newStore(t)
	find := func(found ...request.Match) int {
		t.Helper()
		run, err := s.SaveMatches(id, request.FindRun{At: now, Queries: []string{"thistlewood", `"ada crake"`}}, found, true)
		check(t, err)
		return run
	}
	a, b, c := request.Match{Item: "a", TextHash: "1"}, request.Match{Item: "b", TextHash: "2"}, request.Match{Item: "c", TextHash: "3"}
	if run := find(a, b); run != 1 {
		t.Errorf("first run is %d", run)
	}
	b.TextHash = "2, changed"
	if run := find(b, c); run != 2 {
		t.Errorf("second run is %d", run)
	}
	type numbers struct{ First, Changed, Run int }
	tell := func() map[string]numbers {
		out := map[string]numbers{}
		for _, m := range matches(t, s, id) {
			out[m.Item] = numbers{m.First, m.Changed, m.Run}
		}
		return out
	}
	want := map[string]numbers{
		"a": {1, 1, 1}, // no longer found, and kept
		"b": {1, 2, 2}, // changed
		"c": {2, 2, 2}, // new
	}
	if diff := gocmp.Diff(want, tell()); diff != "" {
		t.Errorf("after the second run (-want +got):\n%s", diff)
	}
	for _, m := range matches(t, s, id) {
		if m.New(1) != (m.Item != "a") {
			t.Errorf("%s new in the second run: %v", m.Item, m.New(1))
		}
	}
	find(a, b, c)
	want = map[string]numbers{"a": {1, 1, 3}, "b": {1, 2, 3}, "c": {2, 2, 3}}
	if diff := gocmp.Diff(want, tell()); diff != "" {
		t.Errorf("when all are found again (-want +got):\n%s", diff)
	}
	_, run, err := s.Matches(id)
	check(t, err)
	if diff := gocmp.Diff(request.FindRun{Since: 2, Run: 3, At: now, Queries: []string{"thistlewood", `"ada crake"`}}, run); diff != "" {
		t.Errorf("last run (-want +got):\n%s", diff)
	}
}

func TestMatchRoundTrip(t *testing.T) {
	s, id := newStore(t)
	want := request.Match{
		Item: "a", Source: "shares", Path: "post.mbox", Part: "m1/a.pdf", MessageID: "1@mail.example", Title: "Letter", Date: now,
		Likelihood: "certain", Score: 0.97, Reasons: []request.Reason{{Fact: "name", Text: "Ada", Start: 3, End: 6, Field: "name"}},
		Against: []string{"another date of birth"}, Family: "f", Thread: "t", DuplicateOf: "d", About: "subject",
		MediaType: "application/pdf", Parent: "p", SHA256: "1", EntrySHA256: "2", EntryName: "m1", EntryMedia: "message/rfc822",
		Inner: "a.pdf", TextHash: "3",
	}
	_, err := s.SaveMatches(id, request.FindRun{At: now}, []request.Match{want}, true)
	check(t, err)
	want.First, want.Changed, want.Run = 1, 1, 1
	if diff := gocmp.Diff([]request.Match{want}, matches(t, s, id)); diff != "" {
		t.Errorf("match (-want +got):\n%s", diff)
	}
}

func TestMoveKeepsDecisions(t *testing.T) {
	s, id := newStore(t)
	old := request.Match{Item: "old", SHA256: "1", TextHash: "1"}
	_, err := s.SaveMatches(id, request.FindRun{At: now}, []request.Match{old, {Item: "other"}}, true)
	check(t, err)
	check(t, s.Decide(id, []request.Decision{decision("item:old"), decision("item:other"), decision("mark:old"), decision("gate:health:old"), decision("gate:health")}))
	moved := matches(t, s, id)[0]
	moved.Item, moved.Origin = "new", moved.Anchor()
	check(t, s.Move(id, "old", moved))
	if diff := gocmp.Diff([]string{"item:new", "item:other", "mark:old", "gate:health:new", "gate:health"}, targets(t, s, id)); diff != "" {
		t.Errorf("decisions (-want +got):\n%s", diff)
	}
	_, err = s.SaveMatches(id, request.FindRun{At: now}, []request.Match{{Item: "new", SHA256: "1", TextHash: "1"}}, true)
	check(t, err)
	got := matches(t, s, id)
	if len(got) != 2 || got[0].Item != "new" || got[0].Anchor() != "old" || got[0].First != 1 || got[0].New(1) {
		t.Errorf("matches %+v", got)
	}
}

func TestUndoTakesBackOneAct(t *testing.T) {
	s, id := newStore(t)
	check(t, s.Decide(id, []request.Decision{decision("person:p")}))
	check(t, s.Decide(id, []request.Decision{decision("mark:m"), decision("mark:n")}))
	back, err := s.Undo(id)
	check(t, err)
	if len(back) != 2 || back[0].Target != "mark:n" || back[1].Target != "mark:m" {
		t.Errorf("took back %v", back)
	}
	if diff := gocmp.Diff([]string{"person:p", "(mark:m)", "(mark:n)"}, targets(t, s, id)); diff != "" {
		t.Errorf("decisions (-want +got):\n%s", diff)
	}
	check(t, s.Decide(id, []request.Decision{decision("mark:m")}))
	for range 2 {
		_, err = s.Undo(id)
		check(t, err)
	}
	if _, err := s.Undo(id); !errors.Is(err, request.ErrNothing) {
		t.Errorf("nothing left: %v, want ErrNothing", err)
	}
	if diff := gocmp.Diff([]string{"(person:p)", "(mark:m)", "(mark:n)", "(mark:m)"}, targets(t, s, id)); diff != "" {
		t.Errorf("decisions (-want +got):\n%s", diff)
	}
}

func TestDecisionRoundTrip(t *testing.T) {
	s, id := newStore(t)
	want := decision("mark:m")
	check(t, s.Decide(id, []request.Decision{want}))
	want.ID, want.Batch = 1, "act-1"
	got, err := s.Decisions(id)
	check(t, err)
	if diff := gocmp.Diff([]request.Decision{want}, got); diff != "" {
		t.Errorf("decisions (-want +got):\n%s", diff)
	}
}

func TestDecisionsOnAClosedRequestAreRefused(t *testing.T) {
	s, id := newStore(t)
	check(t, s.Decide(id, []request.Decision{decision("item:a")}))
	check(t, s.End(id, now, "answered"))
	if err := s.Decide(id, []request.Decision{decision("item:b")}); !errors.Is(err, request.ErrClosed) {
		t.Errorf("Decide: %v, want ErrClosed", err)
	}
	if _, err := s.Undo(id); !errors.Is(err, request.ErrClosed) {
		t.Errorf("Undo: %v, want ErrClosed", err)
	}
	if diff := gocmp.Diff([]string{"item:a"}, targets(t, s, id)); diff != "" {
		t.Errorf("decisions (-want +got):\n%s", diff)
	}
}

func TestWhatIsDecidedAfterAReleaseTakesItBack(t *testing.T) {
	tests := map[string]func(*request.Store, string) error{
		"a decision": func(s *request.Store, id string) error {
			return s.Decide(id, []request.Decision{decision("item:b")})
		},
		"an undo": func(s *request.Store, id string) error { _, err := s.Undo(id); return err },
	}
	for name, act := range tests {
		t.Run(name, func(t *testing.T) {
			s, id := newStore(t)
			check(t, s.Decide(id, []request.Decision{decision("item:a")}))
			check(t, s.Release(id, request.Release{By: "second", At: now, Stamp: "s"}))
			check(t, act(s, id))
			if got := state(t, s, id); got != request.Active {
				t.Errorf("the request is %s", got)
			}
		})
	}
}

func TestProposalsAreReplacedAsAWhole(t *testing.T) {
	s, id := newStore(t)
	body := func(text string) json.RawMessage { return json.RawMessage(`"` + text + `"`) }
	check(t, s.SaveProposals(id, request.Proposals{
		Stamp:   "one",
		Persons: []request.Stored{{ID: "p2", Body: body("second")}, {ID: "p1", Body: body("first")}},
		Marks: []request.StoredMark{
			{ID: "m2", Item: "b", Body: body("b1")},
			{ID: "m9", Item: "a", Body: body("a1")},
			{ID: "m1", Item: "a", Body: body("a2")},
			{ID: "m1", Item: "a", Body: body("a3, the same words again")},
		},
		Cues: []request.StoredCue{{Item: "b", Body: body("c1")}, {Item: "a", Body: body("c2")}},
	}))
	cues, err := s.Cues(id)
	check(t, err)
	if diff := gocmp.Diff([]request.StoredCue{{Item: "a", Body: body("c2")}, {Item: "b", Body: body("c1")}}, cues); diff != "" {
		t.Errorf("cues (-want +got):\n%s", diff)
	}
	check(t, s.Decide(id, []request.Decision{decision("mark:m1")}))
	proposed := func() (stamp string, persons, marks, ofA []json.RawMessage) {
		t.Helper()
		var err error
		stamp, err = s.ProposalStamp(id)
		check(t, err)
		persons, err = s.Persons(id)
		check(t, err)
		marks, err = s.Marks(id, "")
		check(t, err)
		ofA, err = s.Marks(id, "a")
		check(t, err)
		return stamp, persons, marks, ofA
	}
	stamp, persons, marks, ofA := proposed()
	if stamp != "one" {
		t.Errorf("stamp %q", stamp)
	}
	if diff := gocmp.Diff([]json.RawMessage{body("first"), body("second")}, persons); diff != "" {
		t.Errorf("persons (-want +got):\n%s", diff)
	}
	wantA := []json.RawMessage{body("a1"), body("a2"), body("a3, the same words again")}
	if diff := gocmp.Diff(append(slices.Clone(wantA), body("b1")), marks); diff != "" {
		t.Errorf("marks (-want +got):\n%s", diff)
	}
	if diff := gocmp.Diff(wantA, ofA); diff != "" {
		t.Errorf("marks of one item (-want +got):\n%s", diff)
	}
	check(t, s.SaveProposals(id, request.Proposals{Stamp: "two"}))
	stamp, persons, marks, _ = proposed()
	if cues, err := s.Cues(id); err != nil || len(cues) != 0 {
		t.Errorf("%d cues after the next, %v", len(cues), err)
	}
	if stamp != "two" || len(persons) != 0 || len(marks) != 0 {
		t.Errorf("after the next: %q, %d persons, %d marks", stamp, len(persons), len(marks))
	}
	if diff := gocmp.Diff([]string{"mark:m1"}, targets(t, s, id)); diff != "" {
		t.Errorf("decisions (-want +got):\n%s", diff)
	}
}

func TestCheckEventOnAClosedRequest(t *testing.T) {
	r := request.Request{ID: "2026-0001", Right: request.Access, Received: date(t, "2026-03-01"), State: request.Closed}
	today := date(t, "2026-04-01")
	for kind, want := range map[request.EventKind]error{request.Extended: request.ErrClosed, request.ComplaintMade: nil, request.Noted: nil} {
		err := request.CheckEvent(r, request.Event{Kind: kind, On: today.Add(-24 * time.Hour), Reason: "r"}, calendar(t, ""), today)
		if !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", kind, err, want)
		}
	}
}

// What the agent finds by itself stays new until an officer has run find twice
// after it: once to see it, once to leave it behind.
func TestNewToTheOfficer(t *testing.T) {
	s, id := newStore(t)
	all := []request.Match{{Item: "a"}}
	for _, step := range []struct {
		item    string // found besides, "" for none
		officer bool
		new     string
	}{
		{"", true, "a"}, {"", true, ""}, {"b", false, "b"}, {"", false, "b"}, {"", true, "b"}, {"", true, ""},
	} {
		if step.item != "" {
			all = append(all, request.Match{Item: step.item})
		}
		if _, err := s.SaveMatches(id, request.FindRun{At: now}, all, step.officer); err != nil {
			t.Fatal(err)
		}
		found, run, err := s.Matches(id)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, m := range found {
			if m.New(run.Since) {
				got += m.Item
			}
		}
		if got != step.new {
			t.Errorf("run %d: new %q, want %q", run.Run, got, step.new)
		}
	}
}
