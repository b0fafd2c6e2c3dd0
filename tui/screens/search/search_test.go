package search

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/tui/screen"
	"sarsen/tui/screentest"
)

func TestSearchesWhileTyping(t *testing.T) {
	b := screentest.New()
	s := screentest.Type(New(screentest.Shared(t, b)), "tasker")
	for _, c := range []struct {
		name  string
		pause string
		want  []string
	}{
		{"not for what was typed on since", "task", nil},
		{"for what is there after a pause", "tasker", []string{"search tasker"}},
		{"not twice for the same", "tasker", []string{"search tasker"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, _ = screentest.Give(s, pauseMsg{c.pause})
			if diff := cmp.Diff(c.want, b.Calls()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLateResultsAreDropped(t *testing.T) {
	b := screentest.New()
	s := screentest.Type(New(screentest.Shared(t, b)), "tasker")
	s, first := s.Update(pauseMsg{"tasker"})
	s = screentest.Type(s, "zz")
	s, second := s.Update(pauseMsg{"taskerzz"})
	s, _ = s.Update(second())
	s, _ = s.Update(first())
	if !strings.Contains(s.View(), "Nothing was found.") {
		t.Errorf("results of an older query are shown:\n%s", s.View())
	}
}

func TestKeys(t *testing.T) {
	b := screentest.New()
	s := screentest.Type(New(screentest.Shared(t, b)), "jkq?")
	if got := s.(Model).query(); got != "jkq?" {
		t.Errorf("typed %q, want jkq?", got)
	}
	_, asked := screentest.Press(s, "esc")
	if diff := cmp.Diff([]any{screen.Back{}}, []any{asked[0]}); diff != "" {
		t.Error(diff)
	}
	s, _ = screentest.Press(screentest.Type(New(screentest.Shared(t, b)), "tasker"), "enter", "down")
	if got := s.(Model).cursor.At; got != 1 {
		t.Errorf("the second result is not selected, but %d", got)
	}
}

func TestView(t *testing.T) {
	for _, c := range []struct {
		name, query string
		err         error
		keys        []string
	}{
		{"start", "", nil, nil},
		{"results", "tasker", nil, []string{"enter"}},
		{"path", "tasker", nil, []string{"enter", "down", "enter"}},
		{"nothing", "zebra", nil, []string{"enter"}},
		{"failed", "(tasker", errors.New("read query: a bracket is not closed"), []string{"enter"}},
	} {
		b := screentest.New()
		b.Err = c.err
		shared := screentest.Shared(t, b)
		screentest.Views(t, shared, c.name, func() screen.Screen {
			s, _ := screentest.Press(screentest.Type(New(shared), c.query), c.keys...)
			return s
		})
	}
}
