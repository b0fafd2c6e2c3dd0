package service

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"sarsen/redact"
)

const (
	noise = "Dear Ann Example, date of birth 9 March 1961,\n\nMr Tom Thistlewood of 4 Quarry Row rang on 01632 960123 about you. Tom Thistlewood also wrote.\n"
	again = "To: Ann Example, date of birth 9 March 1961\n\nMr Tom Thistlewood rang again from 01632 960123. Mrs Jean Bracegirdle was with him.\n"
)

// effective is what becomes of every mark, by item and ID.
func effective(rev Review) map[string]redact.Verdict {
	out := map[string]redact.Verdict{}
	for _, i := range rev.Items {
		for _, m := range i.Marks {
			out[i.Item+" "+m.ID] = m.Decision
		}
	}
	return out
}

// TestBulkNeverTouchesAHumanDecision takes random acts, undoes some, and finds
// again: a mark that a person decided stays as they said until they decide on it
// again or take it back, and undo takes back one act exactly.
func TestBulkNeverTouchesAHumanDecision(t *testing.T) {
	s, id, _ := opened(t, map[string]string{"noise.txt": noise, "again.txt": again})
	rev := overview(t, s, id)
	var marks []redact.Mark
	for _, i := range rev.Items {
		marks = append(marks, i.Marks...)
	}
	all, _, err := s.People(t.Context(), id)
	if err != nil || len(all) < 2 || len(marks) < 5 {
		t.Fatalf("%d people, %d marks, %v", len(all), len(marks), err)
	}
	r := rand.New(rand.NewPCG(20, 26))
	type state struct {
		said map[string]redact.Verdict // what a person said of a mark, by ID
		was  map[string]redact.Verdict // what stood before the act
	}
	said := map[string]redact.Verdict{}
	var before []state
	for step := range 60 {
		now := effective(overview(t, s, id))
		keep := state{map[string]redact.Verdict{}, now}
		for k, v := range said {
			keep.said[k] = v
		}
		verdict := []redact.Verdict{redact.Disclose, redact.Withhold}[r.IntN(2)]
		what := ""
		switch r.IntN(6) {
		case 0, 1:
			m := marks[r.IntN(len(marks))]
			what = "mark"
			decide(t, s, id, "mark:"+m.ID, verdict, "looked")
			said[m.ID] = verdict
		case 2:
			what = "person"
			decide(t, s, id, "person:"+all[r.IntN(len(all))].ID, verdict, "")
		case 3:
			what = "value"
			decide(t, s, id, "value:"+marks[r.IntN(len(marks))].ID, verdict, "")
		case 4:
			what = "accept"
			done, err := s.Accept(t.Context(), "officer", id)
			if err != nil {
				t.Fatal(err)
			}
			if done.Decided == 0 {
				continue
			}
		case 5:
			if len(before) == 0 {
				continue
			}
			if _, err := s.Undo(t.Context(), "officer", id); err != nil {
				t.Fatal(err)
			}
			last := before[len(before)-1]
			before, said = before[:len(before)-1], last.said
			if got := effective(overview(t, s, id)); fmt.Sprint(got) != fmt.Sprint(last.was) {
				t.Fatalf("step %d: undo left\n%v, before the act stood\n%v", step, got, last.was)
			}
			continue
		}
		before = append(before, keep)
		if step%10 == 9 {
			if _, err := s.Find(t.Context(), "officer", id); err != nil {
				t.Fatal(err)
			}
		}
		for _, i := range overview(t, s, id).Items {
			for _, m := range i.Marks {
				if want, ok := said[m.ID]; ok && m.Decision != want {
					t.Fatalf("step %d, after %s: mark %q is %s, a person said %s", step, what, m.Text, m.Decision, want)
				}
			}
		}
	}
}

// TestDecideOnAValue: everywhere the same words stand, but where a mark was
// decided by itself; that is an exception, and listed.
func TestDecideOnAValue(t *testing.T) {
	s, id, _ := opened(t, map[string]string{"noise.txt": noise, "again.txt": again})
	rev := overview(t, s, id)
	var phones []redact.Mark
	for _, i := range rev.Items {
		for _, m := range i.Marks {
			if m.Kind == redact.Phone {
				phones = append(phones, m)
			}
		}
	}
	if len(phones) != 2 || len(rev.Exceptions()) != 0 {
		t.Fatalf("%d phones, exceptions %+v", len(phones), rev.Exceptions())
	}
	decide(t, s, id, "mark:"+phones[0].ID, redact.Withhold, "")
	done := decide(t, s, id, "value:"+phones[1].ID, redact.Disclose, "it is in the telephone book")
	if done.Left != 1 || strings.Contains(done.Decisions[0].Target, phones[1].ID) || strings.Contains(done.Decisions[0].Target, "960123") {
		t.Errorf("%+v", done)
	}
	rev = overview(t, s, id)
	got := rev.Exceptions()
	if len(got) != 1 || len(got[0].Disclosed) != 1 || len(got[0].Withheld) != 1 || got[0].Withheld[0].ID != phones[0].ID {
		t.Fatalf("exceptions %+v", got)
	}
	ids, err := s.ValueIDs(rev)
	if err != nil || "value:"+ids[phones[0].ID] != done.Decisions[0].Target {
		t.Errorf("%v, %v", ids, err)
	}
	decide(t, s, id, done.Decisions[0].Target, redact.Withhold, "") // by the value's own ID
	if got := overview(t, s, id).Exceptions(); len(got) != 0 {
		t.Errorf("exceptions %+v", got)
	}
	undone, err := s.Undo(t.Context(), "officer", id)
	if err != nil || undone.Names[0] != "“01632 960123” wherever it stands" {
		t.Errorf("%v, %v", undone.Names, err)
	}
}

// What stays out of the pack stays out, whatever is disclosed in it, and what is
// withheld wins over what is disclosed around it.
func TestExclusionsWin(t *testing.T) {
	s, id, _ := opened(t, map[string]string{"noise.txt": noise})
	rev := overview(t, s, id)
	decide(t, s, id, "item:"+rev.Items[0].Item, redact.Withhold, "")
	decide(t, s, id, "mark:"+rev.Items[0].Marks[0].ID, redact.Disclose, "")
	if _, err := s.Accept(t.Context(), "officer", id); err != nil {
		t.Fatal(err)
	}
	rev = overview(t, s, id)
	if rev.Items[0].Verdict != redact.Withhold || len(rev.Exceptions()) != 0 {
		t.Errorf("%s, %+v", rev.Items[0].Verdict, rev.Exceptions())
	}
	if _, err := s.DecideAll(t.Context(), "officer", id, []string{"mark:" + rev.Items[0].Marks[0].ID}, redact.Disclose, "", redact.Accepted); err == nil {
		t.Error("a decision by hand passed for a proposal that was accepted")
	}
}

// The count that is shown before is that of what is decided then.
func TestPreviewIsWhatAcceptDoes(t *testing.T) {
	s, id, _ := opened(t, map[string]string{"noise.txt": noise, "again.txt": again})
	want, err := s.Acceptable(t.Context(), id)
	if err != nil || want.Decided == 0 {
		t.Fatal(want, err)
	}
	got, err := s.Accept(t.Context(), "officer", id)
	if err != nil || got.Decided != want.Decided || got.People != want.People || got.Marks != want.Marks || got.Disclosed != want.Disclosed || got.Judgement != want.Judgement {
		t.Errorf("%+v, want %+v, %v", got, want, err)
	}
	if left, err := s.Acceptable(t.Context(), id); err != nil || left.Decided != 0 {
		t.Errorf("%+v left, %v", left, err)
	}
}

func TestContexts(t *testing.T) {
	s, id, _ := opened(t, map[string]string{"noise.txt": noise, "again.txt": again})
	all, err := s.Contexts(t.Context(), id, "", 3)
	if err != nil {
		t.Fatal(err)
	}
	people, _, err := s.People(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		list := all[p.ID]
		if len(list) == 0 || len(list) > 3 {
			t.Errorf("%s: %d contexts", p.Name, len(list))
		}
		for _, c := range list {
			if got := c.Snippet[c.Start:c.End]; !strings.Contains(p.Name, strings.TrimPrefix(got, "Mr ")) && !strings.Contains(got, "0") && !strings.Contains(got, "Quarry") {
				t.Errorf("%s: %q of %q", p.Name, got, c.Snippet)
			}
			if strings.Contains(c.Snippet, "\n") {
				t.Errorf("%q is not one line", c.Snippet)
			}
		}
	}
}

// Taking over proposals discloses nothing that tells of a confidential source, and
// nothing that was left for judgement; nor does it do so again after an undo.
func TestAcceptDisclosesNoSource(t *testing.T) {
	const told = "Dear Ann Example, date of birth 9 March 1961,\n\nMr Tom Thistlewood of 4 Quarry Row asked not to be named. He rang from 01632 960123.\n\nThe neighbour at number 12 was told. Mrs Jean Bracegirdle, housing officer, has the case.\n"
	s, id, _ := opened(t, map[string]string{"told.txt": told, "again.txt": again})
	for range 2 {
		if _, err := s.Accept(t.Context(), "officer", id); err != nil {
			t.Fatal(err)
		}
		sources, open, shown := 0, 0, 0
		for _, i := range overview(t, s, id).Items {
			for _, m := range i.Marks {
				switch {
				case m.Class == redact.ClassConfidential:
					sources++
				case m.Proposal == redact.Open:
					open++
				default:
					if m.Decision == redact.Disclose {
						shown++
					}
					continue
				}
				if m.Decision != redact.Withhold {
					t.Errorf("%q, %s, proposed %s: %s", m.Text, m.Class, m.Proposal, m.Decision)
				}
			}
		}
		if sources < 4 || open == 0 || shown == 0 {
			t.Errorf("%d marks of sources, %d open, %d disclosed", sources, open, shown)
		}
		if _, err := s.Undo(t.Context(), "officer", id); err != nil {
			t.Fatal(err)
		}
	}
}
