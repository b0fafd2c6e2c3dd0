package service

import (
	"path/filepath"
	"strings"
	"testing"

	"sarsen/agent/request"
	"sarsen/redact"
	"sarsen/redact/cue"
)

const careLetter = "Dear Ann Example, date of birth 9 March 1961,\n\nYour GP says that you were diagnosed with depression. Your social worker will call.\nMr Tom Thistlewood of 4 Quarry Row, who has asthma, rang on 01632 960123 about you.\n"

// gate returns the gate of that name, or one without items.
func gate(rev Review, name cue.Gate) Gate {
	for _, g := range rev.Gates {
		if g.Name == name {
			return g
		}
	}
	return Gate{}
}

func overview(t *testing.T, s *Service, id string) Review {
	t.Helper()
	rev, err := s.Overview(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return rev
}

func decide(t *testing.T, s *Service, id, target string, v redact.Verdict, reason string) Decided {
	t.Helper()
	done, err := s.DecideAll(t.Context(), "officer", id, []string{target}, v, "", reason)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// A gate is raised by what goes out, is answered for what raised it then, and
// is open again for what is found later or when the answer is taken back.
func TestGates(t *testing.T) {
	s, id, _ := opened(t, map[string]string{"care.txt": careLetter, "plain.txt": letter})
	rev := overview(t, s, id)
	if len(gate(rev, cue.Health).Open()) != 1 || len(gate(rev, cue.SocialWork).Open()) != 1 || len(rev.OpenGates()) != 2 {
		t.Fatalf("gates %+v", rev.Gates)
	}
	item := gate(rev, cue.Health).Items[0].Item
	for _, c := range []struct {
		name, target string
		v            redact.Verdict
		reason, say  string
	}{
		{"without a reason", "gate:health", redact.Disclose, " ", "--reason"},
		{"withheld", "gate:health", redact.Withhold, "no", "withhold the item"},
		{"not raised", "gate:court-report", redact.Disclose, "yes", "raises a gate"},
		{"another item", "gate:health:none", redact.Disclose, "yes", "does not raise"},
	} {
		if _, err := s.DecideAll(t.Context(), "officer", id, []string{c.target}, c.v, "", c.reason); err == nil || !strings.Contains(err.Error(), c.say) {
			t.Errorf("%s: %v, want %q", c.name, err, c.say)
		}
	}
	decide(t, s, id, "gate:health", redact.Disclose, "she was there when it was said")
	decide(t, s, id, "gate:social-work:"+item, redact.Disclose, "considered: nobody is harmed")
	rev = overview(t, s, id)
	if len(rev.OpenGates()) != 0 || gate(rev, cue.Health).Items[0].By != "officer" {
		t.Errorf("gates %+v", rev.Gates)
	}
	undone, err := s.Undo(t.Context(), "officer", id)
	if err != nil || len(undone.Names) != 1 || !strings.HasPrefix(undone.Names[0], "the gate social-work of the item “") || len(overview(t, s, id).OpenGates()) != 1 {
		t.Errorf("undone %v, %v", undone.Names, err)
	}
	decide(t, s, id, "item:"+item, redact.Withhold, "")
	if rev = overview(t, s, id); len(rev.Gates) != 0 {
		t.Errorf("an item that stays out raises %+v", rev.Gates)
	}
}

func TestHealthOpinionAnswersTheGate(t *testing.T) {
	s, id, _ := opened(t, map[string]string{"care.txt": careLetter})
	for _, c := range []struct {
		day  int // before today
		open int
	}{{400, 1}, {30, 0}} {
		if _, err := s.reg.Get(id); err != nil {
			t.Fatal(err)
		}
		if err := s.reg.AddEvent(id, request.Event{Kind: request.HealthOpinion, On: s.Today().AddDate(0, 0, -c.day), By: "officer", Recorded: s.now()}); err != nil {
			t.Fatal(err)
		}
		if got := len(gate(overview(t, s, id), cue.Health).Open()); got != c.open {
			t.Errorf("an opinion %d days old leaves %d open", c.day, got)
		}
	}
}

// What is withheld raises nothing: the asthma of somebody else.
func TestGatesOfWithheldWords(t *testing.T) {
	s, id, _ := opened(t, map[string]string{"care.txt": careLetter})
	rev := overview(t, s, id)
	for _, c := range gate(rev, cue.Health).Items[0].Cues {
		if !strings.Contains(c.Reason, "speaks of health") {
			t.Errorf("%+v", c)
		}
	}
	weighty := false
	for _, m := range rev.Items[0].Marks {
		weighty = weighty || strings.Contains(m.Reason, "beside words of health")
	}
	if !weighty {
		t.Error("no mark of another person says that it stands beside words of health")
	}
	all := []redact.Mark{{Span: redact.Span{Start: 10, End: 30}, Proposal: redact.Withhold}, {Span: redact.Span{Start: 40, End: 50}, Proposal: redact.Disclose}}
	at := func(start, end int) cue.Cue { return cue.Cue{Span: redact.Span{Start: start, End: end}} }
	if got := readable([]cue.Cue{at(5, 12), at(12, 20), at(41, 45)}, all); len(got) != 2 || got[0].Start != 5 || got[1].Start != 41 {
		t.Errorf("%+v", got)
	}
}

// TestGatesAndRelease: by default an open gate is told and does not stop; where
// the council says so, it does.
func TestGatesAndRelease(t *testing.T) {
	s, id, _ := opened(t, map[string]string{"care.txt": careLetter})
	if _, err := s.AddEvent(t.Context(), "officer", id, request.Event{Kind: request.IdentitySeen}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Accept(t.Context(), "officer", id); err != nil {
		t.Fatal(err)
	}
	s.Config.Gates = "stop"
	if _, err := s.Release(t.Context(), "second", id); err == nil || !strings.Contains(err.Error(), "gate:health") {
		t.Fatalf("released with open gates: %v", err)
	}
	draft, err := s.Export(t.Context(), "officer", id, ExportOptions{Out: filepath.Join(t.TempDir(), "draft"), Draft: true})
	if err != nil || !strings.Contains(strings.Join(draft.Missing, "\n"), "gate:social-work") {
		t.Errorf("draft: %q, %v", draft.Missing, err)
	}
	s.Config.Gates = "warn"
	if _, err := s.Release(t.Context(), "second", id); err != nil {
		t.Fatal(err)
	}
	done, err := s.Export(t.Context(), "second", id, ExportOptions{Out: filepath.Join(t.TempDir(), "pack")})
	if err != nil || len(done.Gates) != 2 {
		t.Fatalf("%+v, %v", done.Gates, err)
	}
	states := map[string]string{}
	for _, r := range tableAt(t, done.CaseFile, "gates.csv") {
		states[r["gate"]] = r["state"]
	}
	if states["health"] != "open" || states["social-work"] != "open" {
		t.Errorf("case file: %v", states)
	}
}

func TestGateOfJurisdiction(t *testing.T) {
	for _, c := range []struct {
		g            cue.Gate
		jurisdiction string
		want         cue.Gate
	}{
		{cue.ChildAbuse, "england-and-wales", cue.ChildAbuse},
		{cue.ChildAbuse, "northern-ireland", cue.ChildAbuse},
		{cue.ChildAbuse, "scotland", cue.Special},
		{cue.Reporter, "scotland", cue.Reporter},
		{cue.Reporter, "england-and-wales", cue.SocialWork},
		{cue.Health, "scotland", cue.Health},
	} {
		if got := gateOf(c.g, c.jurisdiction); got != c.want {
			t.Errorf("%s in %s: %s, want %s", c.g, c.jurisdiction, got, c.want)
		}
	}
}
