package pages_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/agent/request"
	"sarsen/redact"
	"sarsen/tui/screen"
	"sarsen/tui/screens/pages"
	"sarsen/tui/screentest"
)

var what = screen.ShowPages{Case: screen.RequestLine{ID: "2026-0001", Right: request.Access}, Item: "i2", Page: 1}

func open(t *testing.T, b *screentest.Backend) screen.Screen {
	t.Helper()
	return screentest.Open(pages.New(screentest.Shared(t, b), what))
}

func TestNamesPlaces(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []string
		want redact.Area
	}{
		{"the whole page", []string{"w"}, redact.Area{Item: "i2", Page: 1}},
		{"another page", []string{"]", "w"}, redact.Area{Item: "i2", Page: 2}},
		{"the line at the cursor", []string{"down", "enter", "enter", "enter", "enter", "enter"}, redact.Area{Item: "i2", Page: 1, Rect: redact.Rect{Left: 60, Top: 90, Right: 530, Bottom: 104}}},
		{"by numbers", []string{"a", "1", "enter", "2", "enter", "3", "enter", "4", ".", "5", "enter"}, redact.Area{Item: "i2", Page: 1, Rect: redact.Rect{Left: 1, Top: 2, Right: 3, Bottom: 4.5}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, asked := screentest.Press(open(t, screentest.New()), c.keys...)
			var got []redact.Area
			for _, msg := range asked {
				if g, ok := msg.(screen.ShowGround); ok {
					got = append(got, g.Areas...)
				}
			}
			if diff := cmp.Diff([]redact.Area{c.want}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRefusesWhatIsNoArea(t *testing.T) {
	for _, keys := range [][]string{{"a", "x", "enter", "enter", "enter", "enter"}, {"a", "5", "enter", "5", "enter", "1", "enter", "9", "enter"}, {"a", "enter", "enter", "enter", "enter"}} {
		s, asked := screentest.Press(open(t, screentest.New()), keys...)
		if len(asked) > 0 || !s.Typing() || !strings.Contains(s.View(), "! ") {
			t.Errorf("%v: went on with %v", keys, asked)
		}
		if s, _ = screentest.Press(s, "esc"); s.Typing() {
			t.Error("esc does not leave the prompt")
		}
	}
}

func TestTakesBack(t *testing.T) {
	b := screentest.New()
	area := redact.Area{Item: "i2", Page: 1}
	if err := b.WithholdAreas(t.Context(), "", "i2", []redact.Area{area}, "S2.16", ""); err != nil {
		t.Fatal(err)
	}
	s, asked := screentest.Press(open(t, b), "x")
	if len(asked) != 1 || len(b.Calls()) != 1 {
		t.Errorf("took something back from a line: %v", b.Calls())
	}
	screentest.Press(s, "end", "x")
	if diff := cmp.Diff("decide area:"+area.ID()+" open", b.Calls()[1]); diff != "" {
		t.Error(diff)
	}
}

func TestStaysOnItsPages(t *testing.T) {
	_, asked := screentest.Press(open(t, screentest.New()), "[", "]", "]")
	if len(asked) != 2 {
		t.Errorf("got %v, want two reports", asked)
	}
}

func TestView(t *testing.T) {
	b := screentest.New()
	areas := []redact.Area{{Item: "i2", Page: 2}, {Item: "i2", Page: 1, Rect: redact.Rect{Left: 60, Top: 90, Right: 300, Bottom: 140}}}
	if err := b.WithholdAreas(t.Context(), "", "i2", areas, "S2.16", "a signature"); err != nil {
		t.Fatal(err)
	}
	shared := screentest.Shared(t, b)
	for name, keys := range map[string][]string{"lines": {"down"}, "area": {"end"}, "prompt": {"enter"}, "wrong": {"a", "enter", "enter", "enter", "enter"}} {
		screentest.Views(t, shared, name, func() screen.Screen {
			s, _ := screentest.Press(screentest.Open(pages.New(shared, what)), keys...)
			return s
		})
	}
	empty := screentest.Shared(t, screentest.New())
	screentest.Views(t, empty, "empty", func() screen.Screen {
		s, _ := screentest.Press(screentest.Open(pages.New(empty, what)), "]")
		return s
	})
	failed := screentest.Shared(t, &screentest.Backend{Err: errors.New("read page: the original is not in the hold")})
	screentest.Views(t, failed, "failed", func() screen.Screen { return screentest.Open(pages.New(failed, what)) })
}
