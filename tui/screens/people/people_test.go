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
