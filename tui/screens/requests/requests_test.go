package requests_test

import (
	"errors"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"

	"sarsen/tui/screen"
	"sarsen/tui/screens/requests"
	"sarsen/tui/screentest"
)

func TestKeys(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []string
		want tea.Msg
	}{
		{"n opens the form", []string{"n"}, screen.ShowNewRequest{}},
		{"/ opens the search", []string{"/"}, screen.ShowSearch{}},
		{"s opens the sources", []string{"s"}, screen.ShowSources{}},
		{"enter opens the request", []string{"down", "enter"}, "2026-0001"},
		{"the list ends at its last row", []string{"down", "down", "down", "down", "enter"}, "2026-0003"},
		{"home goes to the first", []string{"end", "home", "enter"}, "2026-0002"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := screentest.Open(requests.New(screentest.Shared(t, screentest.New())))
			_, asked := screentest.Press(s, c.keys...)
			if len(asked) != 1 {
				t.Fatalf("asked for %v, want one message", asked)
			}
			got := asked[0]
			if show, ok := got.(screen.ShowRequest); ok {
				got = show.Case.ID
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEnterOnNothing(t *testing.T) {
	s := screentest.Open(requests.New(screentest.Shared(t, &screentest.Backend{})))
	if _, asked := screentest.Press(s, "enter", "down"); len(asked) != 0 {
		t.Errorf("asked for %v, want nothing", asked)
	}
}

func TestLateAnswerIsDropped(t *testing.T) {
	b := screentest.New()
	shared := screentest.Shared(t, b)
	s, first := requests.New(shared).Update(screen.Refresh{})
	s, second := s.Update(screen.Refresh{})
	late := first()
	s, _ = s.Update(second())
	before := s.View()
	b.Err = errors.New("must not be shown")
	s, _ = s.Update(late)
	if s.View() != before {
		t.Errorf("a late answer changed the screen to:\n%s", s.View())
	}
}

func TestView(t *testing.T) {
	for _, c := range []struct {
		name    string
		backend *screentest.Backend
	}{
		{"list", screentest.New()},
		{"empty", &screentest.Backend{}},
		{"failed", &screentest.Backend{Err: errors.New("read register: disk is gone")}},
	} {
		shared := screentest.Shared(t, c.backend)
		screentest.Views(t, shared, c.name, func() screen.Screen { return screentest.Open(requests.New(shared)) })
	}
	shared := screentest.Shared(t, screentest.New())
	screentest.Views(t, shared, "loading", func() screen.Screen { return requests.New(shared) })
}
