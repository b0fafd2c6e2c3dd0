package cli

import (
	"strings"
	"testing"
	"time"

	"sarsen/agent/request"
	"sarsen/agent/service"
	"sarsen/redact"
)

// Confidential sources come first, then other people, and phrases last.
func TestGrouped(t *testing.T) {
	people := map[string]service.Person{}
	for id, p := range map[string]service.Person{"staff": {}, "third": {}, "source": {}} {
		p.ID, p.Name, p.Proposal = id, "Name of "+id, redact.Withhold
		people[id] = p
	}
	staff, source := people["staff"], people["source"]
	staff.Proposal, source.Class = redact.Disclose, redact.ClassConfidential
	people["staff"], people["source"] = staff, source
	marks := []redact.Mark{
		{ID: "1", Kind: redact.Age},
		{ID: "2", Kind: redact.Person, Person: "staff"},
		{ID: "3", Kind: redact.Phone},
		{ID: "4", Kind: redact.Person, Person: "third"},
		{ID: "5", Kind: redact.Context, Class: redact.ClassConfidential},
		{ID: "6", Kind: redact.Person, Person: "source"},
		{ID: "7", Kind: redact.Relation, Person: "third"},
		{ID: "8", Kind: redact.Email, Person: "third"},
	}
	var got []string
	for _, g := range grouped(marks, people) {
		ids := ""
		for _, m := range g.marks {
			ids += m.ID
		}
		got = append(got, ids)
	}
	if want := "6 5 48 3 2 17"; strings.Join(got, " ") != want {
		t.Errorf("%q, want %q", strings.Join(got, " "), want)
	}
}

func TestUndoneWords(t *testing.T) {
	day := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	decisions := func(reason string, targets ...string) []request.Decision {
		var out []request.Decision
		for _, target := range targets {
			out = append(out, request.Decision{Target: target, Verdict: "withhold", Reason: reason, By: "ffion", At: day})
		}
		return out
	}
	for _, c := range []struct {
		name string
		d    service.Decided
		want string
	}{
		{"one", service.Decided{Decisions: decisions("", "person:p"), Names: []string{"the person Tom Reed"}}, "Taken back: withhold the person Tom Reed, decided by ffion on 22 Nov 2026."},
		{"a gate", service.Decided{Decisions: decisions("she knows", "gate:health"), Names: []string{"the gate health"}}, "Taken back: the answer to the gate health, by ffion on 22 Nov 2026."},
		{
			"accepted",
			service.Decided{Decisions: decisions(redact.Accepted, "6", "5", "4", "3", "2", "1"), Names: []string{"six", "five", "four", "three", "two", "one"}},
			"Taken back: the 6 decisions of one act, accepted as proposed by ffion on 22 Nov 2026: one, two, three, four, five and 1 more.",
		},
	} {
		if got := undoneWords(c.d); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestPeopleFilters(t *testing.T) {
	source := service.Person{Decision: redact.Open}
	source.Role, source.Class = redact.ThirdParty, redact.ClassConfidential
	family := service.Person{Decision: redact.Withhold}
	family.Role, family.Class = redact.Household, redact.ClassShared
	doctor := service.Person{Decision: redact.Open}
	doctor.Role = redact.Professional
	for only, want := range map[string]string{"": "111", "open": "101", "third-party": "100", "staff": "001", "shared": "010", "confidential": "100"} {
		got := ""
		for _, p := range []service.Person{source, family, doctor} {
			if (peopleFlags{only: only}).takes(p) {
				got += "1"
			} else {
				got += "0"
			}
		}
		if got != want {
			t.Errorf("--only %q: %s, want %s", only, got, want)
		}
	}
}
