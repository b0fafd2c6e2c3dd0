package clues_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/tui/screen"
	"sarsen/tui/screens/clues"
	"sarsen/tui/screentest"
)

var line = screen.RequestLine{ID: "2026-0001"}

func TestActs(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []string
		want []string
	}{
		{"take", []string{"i"}, []string{"clue 2026-0001 1 taken"}},
		{"dismiss", []string{"down", "o"}, []string{"clue 2026-0001 2 dismissed"}},
		{"offer again", []string{"end", "x"}, []string{"clue 2026-0001 3"}},
		{"find again", []string{"f"}, []string{"find 2026-0001"}},
		{"looking does nothing", []string{"down", "up"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := screentest.New()
			screentest.Press(screentest.Open(clues.New(screentest.Shared(t, b), line)), c.keys...)
			if diff := cmp.Diff(c.want, b.Calls()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestShowsWhy(t *testing.T) {
	_, asked := screentest.Press(screentest.Open(clues.New(screentest.Shared(t, screentest.New()), line)), "y")
	if len(asked) != 1 {
		t.Fatalf("asked for %v", asked)
	}
	if w, ok := asked[0].(screen.ShowWhy); !ok || w.Item != "i1" {
		t.Errorf("asked for %v", asked[0])
	}
}

func TestView(t *testing.T) {
	shared := screentest.Shared(t, screentest.New())
	screentest.Views(t, shared, "clues", func() screen.Screen { return screentest.Open(clues.New(shared, line)) })
	screentest.Views(t, shared, "dismissed", func() screen.Screen {
		s, _ := screentest.Press(screentest.Open(clues.New(shared, line)), "end")
		return s
	})
	empty := screentest.Shared(t, &screentest.Backend{})
	screentest.Views(t, empty, "empty", func() screen.Screen { return screentest.Open(clues.New(empty, line)) })
}
