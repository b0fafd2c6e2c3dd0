package service

import (
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/redact"
)

// inPack says what becomes of each match, by file name; "!" after it where a
// person decided.
func inPack(t *testing.T, s *Service, id string) map[string]string {
	t.Helper()
	rev, err := s.Overview(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, i := range rev.Items {
		v := string(i.Verdict)
		if i.Decided {
			v += "!"
		}
		out[path.Base(i.Path)] = v
	}
	return out
}

func message(id, answers, body string) string {
	head := []string{"From: Tom Thistlewood <tom@council.example>", "To: Housing <housing@council.example>", "Subject: Ann Example", "Date: Mon, 3 Jun 2024 09:00:00 +0000", "Message-ID: <" + id + "@x.example>"}
	if answers != "" {
		head = append(head, "In-Reply-To: <"+answers+"@x.example>")
	}
	return strings.Join(head, "\r\n") + "\r\n\r\n" + body + "\r\n"
}

func TestDecideWithGroup(t *testing.T) {
	type act struct {
		item    string
		with    Group
		verdict redact.Verdict
	}
	copies := map[string]string{"a.txt": letter, "b.txt": letter, "c.txt": letter + "\n\n"}
	thread := map[string]string{
		"1.eml": message("1", "", "Ann Example, born 9 March 1961, rang."), "2.eml": message("2", "1", "Ann Example rang again."), "3.eml": message("3", "2", "Ann Example came in."),
	}
	in, out := "disclose", "withhold!"
	for _, c := range []struct {
		name  string
		files map[string]string
		acts  []act
		want  map[string]string
		left  int
	}{
		{"the first of the copies is for all", copies, []act{{"first", "", redact.Withhold}}, map[string]string{"a.txt": out, "b.txt": out, "c.txt": out}, 0},
		{"another copy is for itself", copies, []act{{"other", "", redact.Withhold}}, map[string]string{"a.txt": in, "b.txt": out, "c.txt": in}, 0},
		{"another copy with all", copies, []act{{"other", Duplicates, redact.Withhold}}, map[string]string{"a.txt": out, "b.txt": out, "c.txt": out}, 0},
		{
			"a copy that was decided before stays", copies,
			[]act{{"other", "", redact.Disclose}, {"first", Duplicates, redact.Withhold}},
			map[string]string{"a.txt": out, "b.txt": "disclose!", "c.txt": out},
			1,
		},
		{"a thread", thread, []act{{"first", Thread, redact.Withhold}}, map[string]string{"1.eml": out, "2.eml": out, "3.eml": out}, 0},
		{"a family of one", thread, []act{{"first", Family, redact.Withhold}}, map[string]string{"1.eml": out, "2.eml": in, "3.eml": in}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, id, found := opened(t, c.files)
			before := inPack(t, s, id)
			if len(before) != len(c.files) {
				t.Fatalf("found %v", before)
			}
			left := 0
			for _, a := range c.acts {
				item := found.List[0].Item
				if a.item == "other" {
					item = found.List[1].Item
				}
				done, err := s.DecideGroup(t.Context(), "officer", id, []string{redact.TargetItem + item}, a.with, a.verdict, "", "")
				if err != nil {
					t.Fatal(err)
				}
				left += done.Left
			}
			if diff := cmp.Diff(c.want, inPack(t, s, id)); diff != "" {
				t.Error(diff)
			}
			if left != c.left {
				t.Errorf("left %d as they are, want %d", left, c.left)
			}
			for range c.acts { // each is taken back as a whole
				if _, err := s.Undo(t.Context(), "officer", id); err != nil {
					t.Fatal(err)
				}
			}
			if after := inPack(t, s, id); !maps.Equal(before, after) {
				t.Errorf("after undo %v, want %v", after, before)
			}
		})
	}
}

func TestGroupsAreOfItems(t *testing.T) {
	s, id, found := opened(t, map[string]string{"a.txt": letter})
	for _, c := range []struct {
		name, target string
		with         Group
	}{{"no item", "person:x", Thread}, {"no group", redact.TargetItem + found.List[0].Item, "relatives"}} {
		if _, err := s.DecideGroup(t.Context(), "officer", id, []string{c.target}, c.with, redact.Withhold, "", ""); err == nil {
			t.Errorf("%s: decided", c.name)
		}
	}
}

// A mark that is decided in one copy is decided in all, but where a copy has a
// decision of its own.
func TestMarksOfCopies(t *testing.T) {
	s, id, found := opened(t, map[string]string{"a.txt": letter, "b.txt": letter + "\n"})
	marks := func(n int) []redact.Mark {
		rev, err := s.Overview(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(rev.Items, func(i Reviewed) bool { return i.Item == found.List[n].Item })
		return rev.Items[at].Marks
	}
	if len(marks(0)) < 2 || len(marks(0)) != len(marks(1)) {
		t.Fatalf("%d and %d marks", len(marks(0)), len(marks(1)))
	}
	decide := func(copyOf, mark int, v redact.Verdict) {
		if _, err := s.DecideAll(t.Context(), "officer", id, []string{redact.TargetMark + marks(copyOf)[mark].ID}, v, "", ""); err != nil {
			t.Fatal(err)
		}
	}
	decide(1, 0, redact.Withhold)
	if got := marks(0)[0].Decision; got != redact.Withhold {
		t.Errorf("the mark in the first copy is %s", got)
	}
	decide(0, 1, redact.Disclose)
	decide(1, 1, redact.Withhold)
	if a, b := marks(0)[1].Decision, marks(1)[1].Decision; a != redact.Disclose || b != redact.Withhold {
		t.Errorf("two decisions of their own: %s and %s", a, b)
	}
}
