package redact

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// A Decision is what a named officer decided about a target. The list of
// decisions is append-only; taking one back sets Undone.
type Decision struct {
	ID int64 `json:"id"` // rises with every decision
	// Target is "item:ID", "person:ID", "mark:ID" or "area:ID".
	Target  string    `json:"target"`
	Verdict Verdict   `json:"verdict"`
	Code    string    `json:"code,omitempty"`
	Reason  string    `json:"reason,omitempty"`
	By      string    `json:"by"`
	At      time.Time `json:"at"`
	Undone  bool      `json:"undone,omitempty"`
}

// The prefixes of Decision.Target.
const (
	TargetItem   = "item:"
	TargetPerson = "person:"
	TargetMark   = "mark:"
	TargetArea   = "area:" // of an Area; only Withhold says anything of it
)

// Latest returns the decision in force for each target: the one with the
// highest ID that is not undone. One whose verdict is Open takes its target
// back to undecided and is left out.
func Latest(ds []Decision) map[string]Decision {
	latest := make(map[string]Decision, len(ds))
	for _, d := range ds {
		if had, ok := latest[d.Target]; !d.Undone && (!ok || d.ID >= had.ID) {
			latest[d.Target] = d
		}
	}
	for target, d := range latest {
		if d.Verdict == Open {
			delete(latest, target)
		}
	}
	return latest
}

// Decide overlays decisions on marks: a mark's own decision beats its
// person's. A mark that nobody decided has Decision Open and keeps its
// proposal. Decisions on items and areas do not touch marks.
//
// The second result holds, by ID, the decisions in force on marks and persons
// that no longer occur. They must be shown and settled, never dropped.
// Neither argument is changed.
func Decide(marks []Mark, ds []Decision) ([]Mark, []Decision) {
	latest := Latest(ds)
	out := slices.Clone(marks)
	met := make(map[string]bool)
	for i := range out {
		out[i].Decision, out[i].By = Open, ""
		for _, target := range []string{TargetPerson + out[i].Person, TargetMark + out[i].ID} {
			d, ok := latest[target]
			if !ok {
				continue
			}
			met[target] = true
			out[i].Decision, out[i].By = d.Verdict, d.By
			if d.Code != "" || d.Verdict == Disclose {
				out[i].Code = d.Code
			}
		}
	}
	var lost []Decision
	for target, d := range latest {
		if !met[target] && !strings.HasPrefix(target, TargetItem) && !strings.HasPrefix(target, TargetArea) {
			lost = append(lost, d)
		}
	}
	slices.SortFunc(lost, func(a, b Decision) int { return cmp.Compare(a.ID, b.ID) })
	return out, lost
}
