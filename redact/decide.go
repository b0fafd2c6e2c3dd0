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
	// Target is one of the prefixes below and an ID.
	Target  string    `json:"target"`
	Verdict Verdict   `json:"verdict"`
	Code    string    `json:"code,omitempty"`
	Reason  string    `json:"reason,omitempty"`
	By      string    `json:"by"`
	At      time.Time `json:"at"`
	Undone  bool      `json:"undone,omitempty"`
	// Value is what ValueOf makes of the words that a decision on a value is
	// about, "" for every other.
	Value string `json:"-"`
}

// The prefixes of Decision.Target.
const (
	TargetItem   = "item:"
	TargetPerson = "person:"
	TargetMark   = "mark:"
	TargetValue  = "value:" // all marks of the same words, wherever they stand
	TargetArea   = "area:"  // of an Area; only Withhold says anything of it
	TargetGate   = "gate:"  // of a question of cue's; only Disclose says anything
)

// Accepted is the reason of a decision that took over a proposal unchanged, as
// one of many at once. No person looked at this one, so it gives way to every
// decision that one took, whichever came first.
const Accepted = "proposal accepted"

// Bulk reports whether the decision only took over a proposal.
func (d Decision) Bulk() bool { return d.Reason == Accepted }

// ValueOf is what words have in common with others that are the same value:
// their letters and digits in lower case.
func ValueOf(words string) string { return plain(words, -1) }

// Latest returns the decision in force for each target: the one with the
// highest ID that is not undone, but that no taken over proposal replaces what
// a person decided. One whose verdict is Open takes its target back to
// undecided and is left out.
func Latest(ds []Decision) map[string]Decision {
	sorted := slices.DeleteFunc(slices.Clone(ds), func(d Decision) bool { return d.Undone })
	slices.SortStableFunc(sorted, func(a, b Decision) int { return cmp.Compare(a.ID, b.ID) })
	latest := make(map[string]Decision, len(ds))
	for _, d := range sorted {
		had, ok := latest[d.Target]
		switch {
		case d.Verdict == Open:
			delete(latest, d.Target)
		case !ok || had.Bulk() || !d.Bulk():
			latest[d.Target] = d
		}
	}
	return latest
}

// Force is what is decided about marks. It is not changed after it was made.
type Force struct{ latest, values map[string]Decision }

// InForce gathers the decisions in force.
func InForce(ds []Decision) Force {
	f := Force{Latest(ds), make(map[string]Decision)}
	for target, d := range f.latest {
		if strings.HasPrefix(target, TargetValue) && d.Value != "" {
			f.values[d.Value] = d
		}
	}
	return f
}

// On returns the decision that holds for a mark: its own, else that of its
// value, else that of its person. What only took over a proposal comes after
// all of these.
//
// Nothing is disclosed that nobody looked at: a proposal that was taken over
// discloses only what is still proposed so, and a decision on a value leaves
// the marks of a confidential source to decisions on themselves or the person.
func (f Force) On(m Mark) (Decision, bool) {
	all := slices.DeleteFunc(f.about(m), func(d Decision) bool { return d.Verdict == Disclose && !d.mayDisclose(m) })
	for _, d := range all {
		if !d.Bulk() {
			return d, true
		}
	}
	if len(all) > 0 {
		return all[0], true
	}
	return Decision{}, false
}

// mayDisclose reports whether a decision to disclose reaches a mark.
func (d Decision) mayDisclose(m Mark) bool {
	if d.Bulk() {
		return m.Proposal == Disclose
	}
	return m.Class != ClassConfidential || !strings.HasPrefix(d.Target, TargetValue)
}

// about returns the decisions on a mark, its value and its person, in this
// order.
func (f Force) about(m Mark) []Decision {
	var out []Decision
	if d, ok := f.latest[TargetMark+m.ID]; ok {
		out = append(out, d)
	}
	if len(f.values) > 0 {
		if d, ok := f.values[ValueOf(m.Text)]; ok {
			out = append(out, d)
		}
	}
	if d, ok := f.latest[TargetPerson+m.Person]; ok && m.Person != "" {
		out = append(out, d)
	}
	return out
}

// Decide overlays decisions on marks, as Force.On has it. A mark that nobody
// decided has Decision Open and keeps its proposal. Decisions on items, areas
// and gates do not touch marks.
//
// The second result holds, by ID, the decisions in force on marks, values and
// persons that no longer occur. They must be shown and settled, never dropped.
// Neither argument is changed.
func Decide(marks []Mark, ds []Decision) ([]Mark, []Decision) {
	force := InForce(ds)
	out := slices.Clone(marks)
	met := make(map[string]bool)
	for i := range out {
		out[i].Decision, out[i].By = Open, ""
		for _, d := range force.about(out[i]) {
			met[d.Target] = true
		}
		d, ok := force.On(out[i])
		if !ok {
			continue
		}
		out[i].Decision, out[i].By = d.Verdict, d.By
		if d.Code != "" || d.Verdict == Disclose {
			out[i].Code = d.Code
		}
	}
	var lost []Decision
	for target, d := range force.latest {
		elsewhere := strings.HasPrefix(target, TargetItem) || strings.HasPrefix(target, TargetArea) || strings.HasPrefix(target, TargetGate)
		if !met[target] && !elsewhere {
			lost = append(lost, d)
		}
	}
	slices.SortFunc(lost, func(a, b Decision) int { return cmp.Compare(a.ID, b.ID) })
	return out, lost
}
