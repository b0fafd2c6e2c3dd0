package redact_test

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"sarsen/redact"
)

func TestDecide(t *testing.T) {
	marks := []redact.Mark{
		{ID: "m1", Person: "p1", Text: "Tom Reed", Proposal: redact.Withhold, Code: "S2.16"},
		{ID: "m2", Person: "p1", Text: "TOM REED", Proposal: redact.Withhold, Code: "S2.16"},
		{ID: "m3", Proposal: redact.Disclose},
	}
	for _, c := range []struct {
		name string
		ds   []redact.Decision
		want string // decision of each mark
		lost int
	}{
		{"nothing decided", nil, "open open open", 0},
		{"person", []redact.Decision{{ID: 1, Target: "person:p1", Verdict: redact.Disclose}}, "disclose disclose open", 0},
		{"mark beats person, whatever the order", []redact.Decision{{ID: 1, Target: "mark:m1", Verdict: redact.Withhold}, {ID: 2, Target: "person:p1", Verdict: redact.Disclose}}, "withhold disclose open", 0},
		{"later wins", []redact.Decision{{ID: 2, Target: "mark:m3", Verdict: redact.Disclose}, {ID: 1, Target: "mark:m3", Verdict: redact.Withhold}}, "open open disclose", 0},
		{"undone", []redact.Decision{{ID: 1, Target: "mark:m3", Verdict: redact.Withhold}, {ID: 2, Target: "mark:m3", Verdict: redact.Disclose, Undone: true}}, "open open withhold", 0},
		{"taken back", []redact.Decision{{ID: 1, Target: "mark:m1", Verdict: redact.Withhold}, {ID: 2, Target: "mark:m1", Verdict: redact.Open}}, "open open open", 0},
		{"value beats person, mark beats value", []redact.Decision{{ID: 1, Target: "mark:m2", Verdict: redact.Disclose}, {ID: 2, Target: "value:v", Value: "tomreed", Verdict: redact.Withhold}, {ID: 3, Target: "person:p1", Verdict: redact.Disclose}}, "withhold disclose open", 0},
		{"what was accepted gives way to a person's word on the person", []redact.Decision{{ID: 1, Target: "person:p1", Verdict: redact.Disclose}, {ID: 2, Target: "mark:m1", Verdict: redact.Withhold, Reason: redact.Accepted}}, "disclose disclose open", 0},
		{"what was accepted does not replace a decision", []redact.Decision{{ID: 1, Target: "mark:m1", Verdict: redact.Disclose}, {ID: 2, Target: "mark:m1", Verdict: redact.Withhold, Reason: redact.Accepted}}, "disclose open open", 0},
		{"what was accepted after a mark was taken back", []redact.Decision{{ID: 1, Target: "mark:m1", Verdict: redact.Disclose}, {ID: 2, Target: "mark:m1", Verdict: redact.Open}, {ID: 3, Target: "mark:m1", Verdict: redact.Withhold, Reason: redact.Accepted}}, "withhold open open", 0},
		{"a mark of nobody is not nobody's", []redact.Decision{{ID: 1, Target: "person:", Verdict: redact.Disclose}}, "open open open", 1},
		{"gates touch no mark and are never lost", []redact.Decision{{ID: 1, Target: "gate:health", Verdict: redact.Disclose}}, "open open open", 0},
		{"lost mark and person", []redact.Decision{{ID: 1, Target: "mark:gone", Verdict: redact.Withhold}, {ID: 2, Target: "person:gone", Verdict: redact.Withhold}, {ID: 3, Target: "item:x", Verdict: redact.Withhold}}, "open open open", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, lost := redact.Decide(marks, c.ds)
			var got []string
			for _, m := range out {
				got = append(got, string(m.Decision))
			}
			if strings.Join(got, " ") != c.want || len(lost) != c.lost {
				t.Errorf("%v, lost %d; want %s, lost %d", got, len(lost), c.want, c.lost)
			}
			if marks[0].Decision != "" {
				t.Error("the argument was changed")
			}
		})
	}
}

// What nobody looked at is not disclosed: neither by a proposal that was taken
// over before it changed, nor by a decision on words that also name a
// confidential source.
func TestDisclosedUnseen(t *testing.T) {
	staff := redact.Mark{ID: "m1", Person: "p1", Text: "Tom Reed", Proposal: redact.Disclose}
	private := redact.Mark{ID: "m2", Person: "p1", Text: "Tom Reed", Proposal: redact.Withhold}
	source := redact.Mark{ID: "m3", Person: "p1", Text: "Tom Reed", Proposal: redact.Withhold, Class: redact.ClassConfidential}
	marks := []redact.Mark{staff, private, source}
	for _, c := range []struct {
		name   string
		target string
		reason string
		want   string
	}{
		{"accepted person", "person:p1", redact.Accepted, "disclose open open"},
		{"accepted mark that is proposed otherwise now", "mark:m2", redact.Accepted, "open open open"},
		{"value", "value:v", "published", "disclose disclose open"},
		{"person", "person:p1", "has consented", "disclose disclose disclose"},
		{"mark", "mark:m3", "has consented", "open open disclose"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := redact.Decision{ID: 1, Target: c.target, Verdict: redact.Disclose, Reason: c.reason}
			if strings.HasPrefix(c.target, redact.TargetValue) {
				d.Value = redact.ValueOf("Tom Reed")
			}
			out, lost := redact.Decide(marks, []redact.Decision{d})
			var got []string
			for _, m := range out {
				got = append(got, string(m.Decision))
			}
			if strings.Join(got, " ") != c.want || len(lost) != 0 {
				t.Errorf("%v, lost %v; want %s", got, lost, c.want)
			}
		})
	}
}

// TestHumanDecisionsSurvive decides at random and holds it to one rule: a mark
// that a person decided keeps that decision whatever is accepted, or decided on
// its person or value, until they decide on it again.
func TestHumanDecisionsSurvive(t *testing.T) {
	marks := []redact.Mark{{ID: "m1", Person: "p1", Text: "Tom"}, {ID: "m2", Person: "p1", Text: "Tom"}, {ID: "m3", Person: "p2", Text: "Ann"}, {ID: "m4", Text: "01632 960123"}}
	targets := []string{"mark:m1", "mark:m2", "mark:m3", "mark:m4", "person:p1", "person:p2", "value:tom", "value:ann"}
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 7))
		var ds []redact.Decision
		human := map[string]redact.Verdict{}
		for id := range int64(30) {
			d := redact.Decision{ID: id + 1, Target: targets[r.IntN(len(targets))], Verdict: []redact.Verdict{redact.Disclose, redact.Withhold, redact.Open}[r.IntN(3)]}
			if value, ok := strings.CutPrefix(d.Target, redact.TargetValue); ok {
				d.Value = value
			}
			if r.IntN(2) == 0 && d.Verdict != redact.Open && d.Value == "" {
				d.Reason = redact.Accepted
			} else if d.Verdict == redact.Open {
				delete(human, d.Target)
			} else {
				human[d.Target] = d.Verdict
			}
			ds = append(ds, d)
		}
		out, _ := redact.Decide(marks, ds)
		for _, m := range out {
			for _, target := range []string{"mark:" + m.ID, "value:" + redact.ValueOf(m.Text), "person:" + m.Person} {
				if want, ok := human[target]; ok {
					if m.Decision != want {
						t.Fatalf("seed %d: %s is %s, a person said %s of %s", seed, m.ID, m.Decision, want, target)
					}
					break
				}
			}
		}
	}
}

func TestExceptions(t *testing.T) {
	mark := func(id, text string, d redact.Verdict) redact.Mark {
		return redact.Mark{ID: id, Text: text, Decision: d, Proposal: redact.Open}
	}
	got := redact.Exceptions([]redact.Mark{
		mark("1", "Tom Reed", redact.Withhold), mark("2", "TOM  REED", redact.Withhold), mark("3", "Tom Reed", redact.Disclose),
		mark("4", "Ann", redact.Disclose), mark("5", "Ann", redact.Disclose), mark("6", "01632 960123", redact.Open), mark("7", "01632-960 123", redact.Disclose), mark("8", "█", redact.Open),
	})
	if len(got) != 2 || got[0].Text != "Tom Reed" || len(got[0].Withheld) != 2 || got[0].Fewer()[0].ID != "3" || got[1].Fewer()[0].ID != "7" {
		t.Errorf("%+v", got)
	}
}

func TestCheckCode(t *testing.T) {
	for _, c := range []struct{ code, right, say string }{
		{"S2.16", redact.Access, ""},
		{"s2.16", redact.Access, ""},
		{"S2.16", redact.Portability, "20(4)"},
		{"S2.16", redact.Rectification, "scope"},
		{"S2.19", redact.Portability, "20(4)"},
		{"20(4)", redact.Access, "S2.16"},
		{"20(4)", redact.Portability, ""},
		{"S2.2", redact.Objection, ""},
		{"S2.4", redact.Portability, "does not restrict"},
		{"scope", redact.Erasure, ""},
		{"S9.9", redact.Access, "there is no code"},
	} {
		err := redact.CheckCode(c.code, c.right)
		if c.say == "" && err != nil || c.say != "" && (!errors.Is(err, redact.ErrCode) || !strings.Contains(err.Error(), c.say)) {
			t.Errorf("%s on %s: %v, want %q", c.code, c.right, err, c.say)
		}
	}
	for _, c := range redact.Codes() {
		if c.Provision == "" || c.Meaning == "" || len(c.Rights) == 0 {
			t.Errorf("%s is not complete", c.Code)
		}
	}
}
