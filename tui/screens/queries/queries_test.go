package queries_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/tui/screen"
	"sarsen/tui/screens/queries"
	"sarsen/tui/screentest"
)

var line = screen.RequestLine{ID: "2026-0001"}

func open(t *testing.T, b screen.Backend) screen.Screen {
	t.Helper()
	return screentest.Open(queries.New(screentest.Shared(t, b), line))
}

func TestActs(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []string
		want []string
	}{
		{"turn one off", []string{"enter"}, []string{"query 2026-0001 off 1"}},
		{"and on again", []string{"down", "enter"}, []string{"query 2026-0001 on 2"}},
		{"one added by hand is not turned off", []string{"end", "enter"}, nil},
		{"but removed", []string{"end", "x"}, []string{"query 2026-0001 remove 4"}},
		{"one of the profile is not removed", []string{"x"}, nil},
		{"find again", []string{"f"}, []string{"find 2026-0001"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := screentest.New()
			screentest.Press(open(t, b), c.keys...)
			if diff := cmp.Diff(c.want, b.Calls()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAdds(t *testing.T) {
	b := screentest.New()
	s, _ := screentest.Press(open(t, b), "+")
	if !s.Typing() {
		t.Fatal("letters are not text while a query is added")
	}
	s = screentest.Type(s, "(damp")
	s, _ = screentest.Press(s, "enter")
	if !s.Typing() || !strings.Contains(s.View(), "the ( is not closed") {
		t.Errorf("what is wrong is not shown:\n%s", s.View())
	}
	s = screentest.Type(s, ")")
	s, asked := screentest.Press(s, "enter")
	if s.Typing() || !strings.Contains(s.View(), "(damp)") {
		t.Errorf("the query is not in the list:\n%s", s.View())
	}
	if d, ok := asked[0].(screen.Done); !ok || d.Did != "Added: it finds 2 items now. Press f to find again." {
		t.Errorf("reported %v", asked)
	}
	if diff := cmp.Diff([]string{"query 2026-0001 add (damp", "query 2026-0001 add (damp)"}, b.Calls()); diff != "" {
		t.Error(diff)
	}
	s, _ = screentest.Press(s, "+", "esc")
	if s.Typing() {
		t.Error("esc does not leave the form")
	}
}

func TestView(t *testing.T) {
	shared := screentest.Shared(t, screentest.New())
	list := func() screen.Screen { return screentest.Open(queries.New(shared, line)) }
	screentest.Views(t, shared, "queries", list)
	screentest.Views(t, shared, "off", func() screen.Screen {
		s, _ := screentest.Press(list(), "down")
		return s
	})
	screentest.Views(t, shared, "adding", func() screen.Screen {
		s, _ := screentest.Press(list(), "+")
		return s
	})
	screentest.Views(t, shared, "trial", func() screen.Screen {
		s, _ := screentest.Press(list(), "+")
		s = screentest.Type(s, "grab rai")
		next, asked := s.Update(screentest.Key("l"))
		s, _ = screentest.Give(next, screentest.Run(asked)...)
		return s
	})
	empty := screentest.Shared(t, &screentest.Backend{})
	screentest.Views(t, empty, "empty", func() screen.Screen { return screentest.Open(queries.New(empty, line)) })
}
