package item_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"sarsen/tui/screen"
	"sarsen/tui/screens/item"
	"sarsen/tui/screentest"
)

var items = []string{"i1", "i2", "i3", "i4"}

func open(t *testing.T, b screen.Backend, at int) screen.Screen {
	t.Helper()
	return screentest.Open(item.New(screentest.Shared(t, b), screen.RequestLine{ID: "2026-0001"}, items, at))
}

func TestDecisions(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []string
		want []string
	}{
		{"the first open mark is in hand", []string{"d"}, []string{"decide mark:m1 disclose"}},
		{"after a decision comes the next open mark", []string{"d", "w"}, []string{"decide mark:m1 disclose", "decide mark:m2 withhold S2.16"}},
		{"tab and shift+tab step", []string{"tab", "tab", "shift+tab", "w"}, []string{"decide mark:m2 withhold S2.16"}},
		{"n and p step around the ends", []string{"p", "w", "n"}, []string{"decide mark:m6 withhold S2.16"}},
		{"what is disclosed has no code", []string{"tab", "d"}, []string{"decide mark:m2 disclose"}},
		{"W decides the person", []string{"tab", "W"}, []string{"decide person:p1 withhold S2.16"}},
		{"D decides the person", []string{"D"}, []string{"decide person:p2 disclose"}},
		{"i and o decide the item", []string{"i", "o"}, []string{"decide item:i1 disclose", "decide item:i1 withhold"}},
		{"u takes back", []string{"w", "u"}, []string{"decide mark:m1 withhold", "undo"}},
		{"] goes to the next item", []string{"]", "]", "w"}, []string{"decide mark:m7 withhold S2.16"}},
		{"[ goes back", []string{"]", "[", "d"}, []string{"decide mark:m1 disclose"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := screentest.New()
			screentest.Press(open(t, b, 0), c.keys...)
			if diff := cmp.Diff(c.want, b.Calls()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNothingMarked(t *testing.T) {
	b := screentest.New()
	_, asked := screentest.Press(open(t, b, 1), "w", "D", "tab")
	if len(b.Calls()) != 0 {
		t.Errorf("did %v, want nothing", b.Calls())
	}
	if len(asked) != 2 {
		t.Errorf("asked for %v, want two reports", asked)
	}
}

func TestEndsOfTheList(t *testing.T) {
	for _, c := range []struct {
		key  string
		at   int
		want string
	}{{"[", 0, "This is the first item"}, {"]", 3, "This is the last item"}} {
		_, asked := screentest.Press(open(t, screentest.New(), c.at), c.key)
		if len(asked) != 1 || !strings.HasPrefix(asked[0].(screen.Report).Text, c.want) {
			t.Errorf("%s: asked for %v, want a report %q", c.key, asked, c.want)
		}
	}
}

func TestDecidedIsShown(t *testing.T) {
	s, _ := screentest.Press(open(t, screentest.New(), 0), "D", "tab", "W", "home")
	view := ansi.Strip(s.View())
	for _, want := range []string{"‹Seren Oakhanger›", "▐Rhodri Tasker▌", "▐16 Quarry Lane▌", "[&Gethin Marrowby?]"} {
		if !strings.Contains(view, want) {
			t.Errorf("%q is not in view:\n%s", want, view)
		}
	}
}

func TestFailedDecisionIsNotShownAsDone(t *testing.T) {
	b := screentest.New()
	s := open(t, b, 0)
	before := ansi.Strip(s.View())
	s, cmd := s.Update(screentest.Key("w"))
	b.Err = errNo{}
	msgs := screentest.Run(cmd)
	b.Err = nil
	s, _ = screentest.Give(s, append(msgs, screen.Refresh{})...)
	s, _ = screentest.Press(s, "shift+tab")
	if after := ansi.Strip(s.View()); after != before {
		t.Errorf("view changed though nothing was decided (-want +got):\n%s", cmp.Diff(before, after))
	}
}

type errNo struct{}

func (errNo) Error() string { return "record decision: disk is full" }

func TestView(t *testing.T) {
	for _, c := range []struct {
		name string
		at   int
		keys []string
	}{
		{"noise", 0, nil},
		{"decided", 0, []string{"D", "tab", "W"}},
		{"form", 1, nil},
		{"minutes", 2, nil},
		{"rota", 3, nil},
	} {
		shared := screentest.Shared(t, screentest.New())
		first := true // decisions stay in the backend
		screentest.Views(t, shared, c.name, func() screen.Screen {
			s := screentest.Open(item.New(shared, screen.RequestLine{ID: "2026-0001"}, items, c.at))
			if first {
				s, _ = screentest.Press(s, c.keys...)
				first = false
			}
			return s
		})
	}
}

// Several marks are decided as one act; the screen for ground and reason is
// asked for them, for a mark, or for the item.
func TestChoosesSeveral(t *testing.T) {
	shown := func(b *screentest.Backend, keys ...string) []screen.ShowGround {
		s := screentest.Open(item.New(screentest.Shared(t, b), screen.RequestLine{ID: "2026-0001"}, []string{"i1"}, 0))
		_, asked := screentest.Press(s, keys...)
		var out []screen.ShowGround
		for _, msg := range asked {
			if g, ok := msg.(screen.ShowGround); ok {
				out = append(out, g)
			}
		}
		return out
	}
	b := screentest.New()
	shown(b, "c", "c", "w")
	if diff := cmp.Diff([]string{"decide mark:m1,mark:m2 withhold"}, b.Calls()); diff != "" {
		t.Error(diff)
	}
	for _, c := range []struct {
		name    string
		keys    []string
		what    string
		targets []string
	}{
		{"the mark in hand", []string{"tab", "e"}, "this person “Rhodri Tasker”", []string{"mark:m2"}},
		{"those that were chosen", []string{"c", "c", "c", "shift+tab", "c", "e"}, "2 chosen marks", []string{"mark:m1", "mark:m2"}},
		{"the whole item", []string{"E"}, "the whole item “Noise at 14 Quarry Lane”", []string{"item:i1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := shown(screentest.New(), c.keys...)
			if len(got) != 1 || got[0].What != c.what {
				t.Fatalf("got %v, want %q", got, c.what)
			}
			if diff := cmp.Diff(c.targets, got[0].Targets); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestGoesToThePages(t *testing.T) {
	s := screentest.Open(item.New(screentest.Shared(t, screentest.New()), screen.RequestLine{ID: "2026-0001"}, []string{"i2"}, 0))
	_, asked := screentest.Press(s, "end", "v")
	if p, ok := asked[0].(screen.ShowPages); !ok || p.Item != "i2" || p.Page < 1 {
		t.Errorf("got %v", asked)
	}
}

func TestOpenMarksWordsAndGates(t *testing.T) {
	b := screentest.New()
	shared := screentest.Shared(t, b)
	s := screentest.Open(item.New(shared, screen.RequestLine{ID: "2026-0001"}, []string{"i1"}, 0))
	s, _ = screentest.Press(s, "w", ",") // decided m1; back around the start to the last that is open
	_, asked := screentest.Press(s, "=")
	if g, ok := asked[0].(screen.ShowGround); !ok || g.Targets[0] != "value:m6" {
		t.Errorf("%+v", asked)
	}
	_, asked = screentest.Press(s, ".", "=")
	if g, ok := asked[0].(screen.ShowGround); !ok || g.Targets[0] != "value:m2" {
		t.Errorf("%+v, want the first open mark", asked)
	}
	s, asked = screentest.Press(s, "L")
	if _, ok := asked[0].(screen.Report); !ok {
		t.Errorf("%+v, want a report that no gate is open", asked)
	}
	_, asked = screentest.Press(screentest.Open(item.New(shared, screen.RequestLine{ID: "2026-0001"}, []string{"i3"}, 0)), "L")
	if g, ok := asked[0].(screen.ShowGate); !ok || g.Gate.Name != "special-category" || g.Item != "i3" {
		t.Errorf("%+v", asked)
	}
	for range 6 {
		s, _ = screentest.Press(s, "w")
	}
	_, asked = screentest.Press(s, ".")
	if _, ok := asked[len(asked)-1].(screen.Report); !ok {
		t.Errorf("%+v, want a report that all is decided", asked)
	}
}
