package matches_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"sarsen/tui/screen"
	"sarsen/tui/screens/matches"
	"sarsen/tui/screentest"
)

var line = screen.RequestLine{ID: "2026-0001"}

func TestOpensWhatIsShown(t *testing.T) {
	for _, c := range []struct {
		name  string
		keys  []string
		items []string
		at    int
	}{
		{"the first", []string{"enter"}, []string{"i1", "i2", "i3", "i4"}, 0},
		{"the third", []string{"down", "down", "enter"}, []string{"i1", "i2", "i3", "i4"}, 2},
		{"under a filter", []string{"down", "1", "down", "enter"}, []string{"i1", "i2"}, 1},
		{"with the filter taken off", []string{"2", "0", "enter"}, []string{"i1", "i2", "i3", "i4"}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := screentest.Open(matches.New(screentest.Shared(t, screentest.New()), line))
			_, asked := screentest.Press(s, c.keys...)
			if len(asked) != 1 {
				t.Fatalf("asked for %v, want one message", asked)
			}
			if diff := cmp.Diff(screen.ShowItem{Case: line, Items: c.items, At: c.at}, asked[0]); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDecides(t *testing.T) {
	b := screentest.New()
	s := screentest.Open(matches.New(screentest.Shared(t, b), line))
	s, _ = screentest.Press(s, "o", "i", "u")
	want := []string{"decide item:i1 withhold", "decide item:i2 disclose", "undo"}
	if diff := cmp.Diff(want, b.Calls()); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(s.View(), "out ") {
		t.Errorf("the item that is kept out is not shown as such:\n%s", s.View())
	}
}

func TestNothingIsDecidedOnAnEmptyFilter(t *testing.T) {
	b := screentest.New()
	s := screentest.Open(matches.New(screentest.Shared(t, b), line))
	s, asked := screentest.Press(s, "3", "i", "o", "enter")
	if len(b.Calls()) != 0 || len(asked) != 0 {
		t.Errorf("did %v and asked for %v, want nothing", b.Calls(), asked)
	}
	if !strings.Contains(s.View(), "None of the matches is possible.") {
		t.Errorf("the empty filter is not explained:\n%s", s.View())
	}
}

func TestView(t *testing.T) {
	shared := screentest.Shared(t, screentest.New())
	screentest.Views(t, shared, "matches", func() screen.Screen { return screentest.Open(matches.New(shared, line)) })
	screentest.Views(t, shared, "last", func() screen.Screen {
		s, _ := screentest.Press(screentest.Open(matches.New(shared, line)), "end")
		return s
	})
	empty := screentest.Shared(t, &screentest.Backend{})
	screentest.Views(t, empty, "empty", func() screen.Screen { return screentest.Open(matches.New(empty, line)) })
}

// Where there is no room for all numbers, there is for the one that is shown.
func TestFiltersFit(t *testing.T) {
	shared := screentest.Shared(t, screentest.New())
	for _, c := range []struct {
		width int
		want  string
	}{
		{80, " [0 all (4)] 5 new (1) 1 certain (2) 2 likely (1) 3 possible (0) 4 unlikely (1)"},
		{62, " [0 all (4)] 5 new 1 certain 2 likely 3 possible 4 unlikely"},
	} {
		shared.Width = c.width
		s := screentest.Open(matches.New(shared, line))
		if first, _, _ := strings.Cut(ansi.Strip(s.View()), "\n"); first != c.want {
			t.Errorf("in %d columns: %q, want %q", c.width, first, c.want)
		}
	}
}

// Several items are decided as one act.
func TestChoosesSeveral(t *testing.T) {
	b := screentest.New()
	s := screentest.Open(matches.New(screentest.Shared(t, b), screen.RequestLine{ID: "2026-0001"}))
	s, _ = screentest.Press(s, "c", "c")
	if !strings.Contains(s.View(), "✓") {
		t.Errorf("what is chosen is not shown:\n%s", s.View())
	}
	s, _ = screentest.Press(s, "o")
	if diff := cmp.Diff([]string{"decide item:i1,item:i2 withhold"}, b.Calls()); diff != "" {
		t.Error(diff)
	}
	if strings.Contains(s.View(), "✓") {
		t.Error("they are still chosen")
	}
	_, asked := screentest.Press(s, "c", "e")
	if g, ok := asked[0].(screen.ShowGround); !ok || len(g.Targets) != 1 {
		t.Errorf("got %v", asked)
	}
}
