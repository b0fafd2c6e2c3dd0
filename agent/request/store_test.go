package request_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sarsen/agent/request"
	"sarsen/agent/sqlite"
)

var now = time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC)

var profile = request.Profile{
	Names: []string{"Ada Thistlewood"}, FormerNames: []string{"Ada Crake"}, DateOfBirth: "1961-04-30",
	Phones: []string{"01632 960123"}, Identifiers: map[string]string{"nhs_number": "999 000 0018"},
}

func openStore(t *testing.T, path string) *request.Store {
	t.Helper()
	s, err := request.OpenStore(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// newStore is a register with one open request.
func newStore(t *testing.T) (*request.Store, string) {
	t.Helper()
	s := openStore(t, filepath.Join(t.TempDir(), "register.db"))
	return s, create(t, s, now)
}

func create(t *testing.T, s *request.Store, at time.Time) string {
	t.Helper()
	r, err := s.Create(request.Request{Right: request.Access, Received: date(t, "2026-03-01"), Profile: profile}, at)
	check(t, err)
	return r.ID
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func state(t *testing.T, s *request.Store, id string) request.State {
	t.Helper()
	r, err := s.Get(id)
	check(t, err)
	return r.State
}

func TestIDsCountWithinTheYear(t *testing.T) {
	s := openStore(t, filepath.Join(t.TempDir(), "register.db"))
	for _, tt := range []struct {
		at   time.Time
		want string
	}{
		{now, "2026-0001"},
		{now, "2026-0002"},
		{now.AddDate(1, 0, 0), "2027-0001"},
		{now, "2026-0003"},
		{now.AddDate(-1, 0, 0), "2025-0001"},
	} {
		if got := create(t, s, tt.at); got != tt.want {
			t.Errorf("request of %d has ID %s, want %s", tt.at.Year(), got, tt.want)
		}
	}
	all, err := s.List()
	check(t, err)
	if len(all) != 5 || all[0].ID != "2025-0001" || all[4].ID != "2027-0001" {
		t.Errorf("list is %v", all)
	}
}

func TestRequestsCreatedAtOnceHaveIDsOfTheirOwn(t *testing.T) {
	s := openStore(t, filepath.Join(t.TempDir(), "register.db"))
	const n = 8
	type made struct {
		id  string
		err error
	}
	out := make(chan made, n)
	for range n {
		go func() {
			r, err := s.Create(request.Request{Right: request.Access, Received: now, Profile: profile}, now)
			out <- made{r.ID, err}
		}()
	}
	seen := map[string]bool{}
	for range n {
		m := <-out
		check(t, m.err)
		seen[m.id] = true
	}
	if len(seen) != n {
		t.Errorf("%d IDs for %d requests", len(seen), n)
	}
}

func TestRequestRoundTrip(t *testing.T) {
	path := filepath.Join(t.TempDir(), "register.db")
	s := openStore(t, path)
	made, err := s.Create(request.Request{Right: request.Erasure, Received: date(t, "2026-03-01"), Profile: profile}, now)
	check(t, err)
	event := request.Event{Kind: request.IdentityAsked, On: date(t, "2026-03-02"), Reason: "no signature", Note: "letter", By: "officer", Recorded: now}
	check(t, s.AddEvent(made.ID, event))
	second := request.Event{Kind: request.Noted, On: date(t, "2026-03-01"), By: "officer", Recorded: now}
	check(t, s.AddEvent(made.ID, second))
	check(t, s.End(made.ID, date(t, "2026-03-20"), "answered"))
	other := openStore(t, path)
	got, err := other.Get(made.ID)
	check(t, err)
	want := request.Request{
		ID: "2026-0001", Right: request.Erasure, Received: date(t, "2026-03-01"), Profile: profile, State: request.Closed,
		Created: now, RuleSet: request.RuleSet, Closed: date(t, "2026-03-20"), Outcome: "answered", Events: []request.Event{event, second},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("request (-want +got):\n%s", diff)
	}
}

func TestTwoRequestsAreApart(t *testing.T) {
	s, first := newStore(t)
	second := create(t, s, now)
	check(t, s.AddEvent(first, request.Event{Kind: request.Noted, On: now, By: "officer", Recorded: now}))
	check(t, s.Decide(first, []request.Decision{decision("item:a")}))
	_, err := s.SaveMatches(first, request.FindRun{At: now}, []request.Match{{Item: "a"}}, true)
	check(t, err)
	check(t, s.SaveProposals(first, request.Proposals{Stamp: "s", Marks: []request.StoredMark{{ID: "m", Item: "a", Body: []byte(`{}`)}}}))
	r, err := s.Get(second)
	check(t, err)
	found, run, err := s.Matches(second)
	check(t, err)
	decided, err := s.Decisions(second)
	check(t, err)
	marks, err := s.Marks(second, "")
	check(t, err)
	if len(r.Events) != 0 || len(found) != 0 || run.Run != 0 || len(decided) != 0 || len(marks) != 0 {
		t.Errorf("the second request has %v, %v, %v, %v, %v of the first", r.Events, found, run, decided, marks)
	}
	a, err := s.Secret(first)
	check(t, err)
	b, err := s.Secret(second)
	check(t, err)
	if len(a) != 32 || string(a) == string(b) {
		t.Error("two requests share the key of their hashes")
	}
}

func TestUnknownRequest(t *testing.T) {
	s, _ := newStore(t)
	_, getErr := s.Get("2026-0099")
	_, secretErr := s.Secret("2026-0099")
	_, stampErr := s.ProposalStamp("2026-0099")
	_, undoErr := s.Undo("2026-0099")
	for name, err := range map[string]error{
		"Get": getErr, "Secret": secretErr, "ProposalStamp": stampErr, "Undo": undoErr,
		"SetProfile":  s.SetProfile("2026-0099", profile),
		"SetReceived": s.SetReceived("2026-0099", now),
		"End":         s.End("2026-0099", now, "answered"),
		"AddEvent":    s.AddEvent("2026-0099", request.Event{Kind: request.Noted, On: now}),
		"Decide":      s.Decide("2026-0099", nil),
	} {
		if !errors.Is(err, request.ErrNotFound) {
			t.Errorf("%s: %v, want ErrNotFound", name, err)
		}
	}
	if err := s.Release("2026-0099", request.Release{By: "second", At: now}); err == nil {
		t.Error("a release of nothing was recorded")
	}
}

func TestEdit(t *testing.T) {
	s, id := newStore(t)
	changed := request.Profile{Names: []string{"Ada Thistlewood"}, Emails: []string{"ada@mail.example"}}
	check(t, s.SetProfile(id, changed))
	check(t, s.SetReceived(id, date(t, "2026-02-27")))
	r, err := s.Get(id)
	check(t, err)
	if diff := cmp.Diff(changed, r.Profile); diff != "" || !r.Received.Equal(date(t, "2026-02-27")) {
		t.Errorf("received %v, profile (-want +got):\n%s", r.Received, diff)
	}
}

func TestReleases(t *testing.T) {
	s, id := newStore(t)
	want := []request.Release{{By: "second", At: now, Stamp: "one"}, {By: "third", At: now.Add(time.Hour), Stamp: "two"}}
	for _, r := range want {
		check(t, s.Release(id, r))
	}
	got, err := s.Releases(id)
	check(t, err)
	if diff := cmp.Diff(want, got); diff != "" || state(t, s, id) != request.Released {
		t.Errorf("state %s, releases (-want +got):\n%s", state(t, s, id), diff)
	}
	check(t, s.End(id, now, "answered"))
	check(t, s.Release(id, want[0]))
	if got := state(t, s, id); got != request.Closed {
		t.Errorf("a release made a closed request %s", got)
	}
}

func TestLookedAt(t *testing.T) {
	s, _ := newStore(t)
	first := request.Looked{Item: "a", SHA256: "1", Note: "a plan of the car park", By: "officer", At: now}
	again := request.Looked{Item: "a", SHA256: "2", Note: "still a plan", By: "officer", At: now.Add(time.Hour)}
	other := request.Looked{Item: "b", SHA256: "3", Note: "empty", By: "officer", At: now}
	for _, l := range []request.Looked{first, other, again} {
		check(t, s.SetLooked(l))
	}
	got, err := s.LookedAt()
	check(t, err)
	if diff := cmp.Diff(map[string]request.Looked{"a": again, "b": other}, got); diff != "" {
		t.Errorf("looked at (-want +got):\n%s", diff)
	}
}

func TestBackupOpens(t *testing.T) {
	s, id := newStore(t)
	check(t, s.Decide(id, []request.Decision{decision("item:a")}))
	path := filepath.Join(t.TempDir(), "copy.db")
	check(t, s.Backup(path))
	info, err := os.Stat(path)
	check(t, err)
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the copy has mode %v", info.Mode())
	}
	check(t, s.Decide(id, []request.Decision{decision("item:b")}))
	saved := openStore(t, path)
	check(t, saved.Check())
	decided, err := saved.Decisions(id)
	if err != nil || len(decided) != 1 || decided[0].Target != "item:a" {
		t.Errorf("the copy has %v, %v", decided, err)
	}
	if err := s.Backup(path); !errors.Is(err, os.ErrExist) {
		t.Errorf("over an older backup: %v, want ErrExist", err)
	}
}

func TestNewerRegisterIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "register.db")
	future := make([]string, 1000)
	for i := range future {
		future[i] = "SELECT 1"
	}
	db, err := sqlite.Open(path, future)
	check(t, err)
	check(t, db.Close())
	if _, err := request.OpenStore(path); !errors.Is(err, sqlite.ErrNewer) {
		t.Errorf("got %v, want ErrNewer", err)
	}
}

func TestSamePerson(t *testing.T) {
	tests := map[string]struct {
		other request.Profile
		want  bool
	}{
		"the name":              {request.Profile{Names: []string{" ada  THISTLEWOOD "}}, true},
		"a former name":         {request.Profile{Names: []string{"Ada Crake"}}, true},
		"and date of birth":     {request.Profile{Names: []string{"Ada Thistlewood"}, DateOfBirth: "1961-04-30"}, true},
		"another date of birth": {request.Profile{Names: []string{"Ada Thistlewood"}, DateOfBirth: "1993-01-02"}, false},
		"another name":          {request.Profile{Names: []string{"Ada Thistle"}, DateOfBirth: "1961-04-30"}, false},
		"no name":               {request.Profile{}, false},
	}
	for name, tt := range tests {
		if got := profile.Same(tt.other); got != tt.want || tt.other.Same(profile) != tt.want {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}
