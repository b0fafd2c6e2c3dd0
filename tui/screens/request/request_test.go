package request_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/tui/screen"
	"sarsen/tui/screens/request"
	"sarsen/tui/screentest"
)

func open(t *testing.T, b screen.Backend) screen.Screen {
	t.Helper()
	return screentest.Open(request.New(screentest.Shared(t, b), screen.RequestLine{ID: "2026-0001"}))
}

func TestGoesOn(t *testing.T) {
	for _, c := range []struct{ key, want string }{
		{"m", "matches 2026-0001"}, {"enter", "matches 2026-0001"}, {"p", "people 2026-0001"}, {"x", "export 2026-0001"},
	} {
		t.Run(c.key, func(t *testing.T) {
			_, asked := screentest.Press(open(t, screentest.New()), c.key)
			got := ""
			for _, msg := range asked {
				switch msg := msg.(type) {
				case screen.ShowMatches:
					got = "matches " + msg.Case.ID
				case screen.ShowPeople:
					got = "people " + msg.Case.ID
				case screen.ShowExport:
					got = "export " + msg.Case.ID
				}
			}
			if got != c.want {
				t.Errorf("went to %q, want %q", got, c.want)
			}
		})
	}
}

func TestActs(t *testing.T) {
	for _, c := range []struct {
		name, key string
		asks      bool // first
		call, did string
	}{
		{"find", "f", false, "find 2026-0001", "Looked again for request 2026-0001."},
		{"accept", "a", true, "accept 2026-0001", "Accepted 7 proposals. Press u to take it back."},
		{"release", "r", true, "release 2026-0001", "Released. Press x to export the pack."},
		{"undo", "u", false, "undo", "There is nothing to take back."},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := screentest.New()
			_, asked := screentest.Press(open(t, b), c.key)
			if c.asks {
				q, ok := asked[0].(screen.Question)
				if !ok || len(b.Calls()) != 0 {
					t.Fatalf("did not ask first: %v, %v", asked, b.Calls())
				}
				asked = screentest.Run(q.Then())
			}
			if diff := cmp.Diff([]string{c.call}, b.Calls()); diff != "" {
				t.Error(diff)
			}
			if d, ok := asked[0].(screen.Done); !ok || d.Did != c.did {
				t.Errorf("got %v, want the report %q", asked[0], c.did)
			}
		})
	}
}

func TestScrolls(t *testing.T) {
	s := open(t, screentest.New())
	s, _ = screentest.Press(s, "end")
	if !strings.Contains(s.View(), "passport shown at the desk") {
		t.Errorf("the history is not in view after end:\n%s", s.View())
	}
	s, _ = screentest.Press(s, "home")
	if !strings.Contains(s.View(), "Clock") {
		t.Errorf("the clock is not in view after home:\n%s", s.View())
	}
}

// nothing is a backend whose requests have no matches, after find was run or not.
type nothing struct {
	*screentest.Backend
	queries []string
}

func (b nothing) Request(ctx context.Context, id string) (screen.RequestDetail, error) {
	d, err := b.Backend.Request(ctx, id)
	d.Matches, d.Queries = 0, b.queries
	return d, err
}

func TestNothingFound(t *testing.T) {
	for _, c := range []struct {
		name    string
		queries []string
		want    string
	}{
		{"not looked yet", nil, "Nothing yet. Press f to look."},
		{"looked in vain", []string{"marrowby"}, "Nothing, in all that was read."},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, nothing{screentest.New(), c.queries})
			if !strings.Contains(s.View(), c.want) {
				t.Errorf("%q is not shown:\n%s", c.want, s.View())
			}
		})
	}
}

func TestView(t *testing.T) {
	shared := screentest.Shared(t, screentest.New())
	screentest.Views(t, shared, "request", func() screen.Screen {
		return screentest.Open(request.New(shared, screen.RequestLine{ID: "2026-0001"}))
	})
	failed := screentest.Shared(t, &screentest.Backend{Err: errors.New("read request: disk is gone")})
	screentest.Views(t, failed, "failed", func() screen.Screen {
		return screentest.Open(request.New(failed, screen.RequestLine{ID: "2026-0001"}))
	})
}
