package redact_test

import (
	"errors"
	"strings"
	"testing"

	"sarsen/redact"
)

func TestDecide(t *testing.T) {
	marks := []redact.Mark{
		{ID: "m1", Person: "p1", Proposal: redact.Withhold, Code: "S2.16"},
		{ID: "m2", Person: "p1", Proposal: redact.Withhold, Code: "S2.16"},
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
