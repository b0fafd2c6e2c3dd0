package people_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/tui/screen"
	"sarsen/tui/screens/people"
	"sarsen/tui/screentest"
)

var line = screen.RequestLine{ID: "2026-0001"}

func TestDecides(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []string
		want []string
	}{
		{"withhold, with the proposed ground", []string{"w"}, []string{"decide person:p1 withhold S2.16"}},
		{"disclose needs no ground", []string{"d"}, []string{"decide person:p1 disclose"}},
		{"goes on to the next", []string{"w", "d", "w"}, []string{"decide person:p1 withhold S2.16", "decide person:p2 disclose", "decide person:p3 withhold"}},
		{"undo", []string{"w", "u"}, []string{"decide person:p1 withhold S2.16", "undo"}},
		{"looking why decides nothing", []string{"enter", "down", "enter"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := screentest.New()
			screentest.Press(screentest.Open(people.New(screentest.Shared(t, b), line)), c.keys...)
			if diff := cmp.Diff(c.want, b.Calls()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestView(t *testing.T) {
	shared := screentest.Shared(t, screentest.New())
	screentest.Views(t, shared, "people", func() screen.Screen { return screentest.Open(people.New(shared, line)) })
	screentest.Views(t, shared, "why", func() screen.Screen {
		s, _ := screentest.Press(screentest.Open(people.New(shared, line)), "enter")
		return s
	})
	empty := screentest.Shared(t, &screentest.Backend{})
	screentest.Views(t, empty, "empty", func() screen.Screen { return screentest.Open(people.New(empty, line)) })
}

func TestFilters(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []string
		want []string
	}{
		{"confidential sources", []string{"5", "w"}, []string{"decide person:p1 withhold S2.16"}},
		{"staff", []string{"3", "d"}, []string{"decide person:p2 disclose"}},
		{"shared, taken back", []string{"4", "x"}, []string{"decide person:p3 open"}},
		{"to decide stays on the row that moves up", []string{"1", "d", "d"}, []string{"decide person:p1 disclose", "decide person:p2 disclose"}},
		{"all again", []string{"5", "0", "down", "d"}, []string{"decide person:p2 disclose"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := screentest.New()
			screentest.Press(screentest.Open(people.New(screentest.Shared(t, b), line)), c.keys...)
			if diff := cmp.Diff(c.want, b.Calls()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAcceptSaysWhatItDecides(t *testing.T) {
	b := screentest.New()
	_, asked := screentest.Press(screentest.Open(people.New(screentest.Shared(t, b), line)), "a")
	if len(asked) != 1 || len(b.Calls()) != 0 {
		t.Fatalf("asked %v, calls %v", asked, b.Calls())
	}
	q, ok := asked[0].(screen.Question)
	if want := "Accept 7 proposals, on 0 people and 7 marks? 1 disclose, 6 withhold (1 of them left to judgement)."; !ok || q.Text != want {
		t.Errorf("%q, want %q", q.Text, want)
	}
	screentest.Run(q.Then())
	if diff := cmp.Diff([]string{"accept 2026-0001"}, b.Calls()); diff != "" {
		t.Error(diff)
	}
}

func TestGround(t *testing.T) {
	_, asked := screentest.Press(screentest.Open(people.New(screentest.Shared(t, screentest.New()), line)), "e")
	if g, ok := asked[0].(screen.ShowGround); !ok || g.Targets[0] != "person:p1" || g.Code != "S2.16" {
		t.Errorf("%+v", asked)
	}
}
