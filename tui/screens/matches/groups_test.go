package matches_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/tui/screen"
	"sarsen/tui/screens/matches"
	"sarsen/tui/screentest"
)

// grouped is a backend whose first match has a copy, is nearly the same as the
// third and is in one thread with it, and is the family of the fourth.
type grouped struct {
	*screentest.Backend
	decided bool // the third
}

func (b grouped) Matches(ctx context.Context, id string) ([]screen.MatchLine, error) {
	l, err := b.Backend.Matches(ctx, id)
	if err != nil {
		return nil, err
	}
	l[1].DuplicateOf = "i1"
	for i := range l {
		l[i].Family = "own" + l[i].Item
	}
	l[0].Thread, l[2].Thread, l[2].NearOf = "t", "t", "i1"
	l[0].Family, l[3].Family = "f", "f"
	l[2].Decided = l[2].Decided || b.decided
	return l, nil
}

func TestGroups(t *testing.T) {
	for _, c := range []struct {
		name    string
		decided bool
		keys    []string
		asks    string // the question before it is done
		did     string
	}{
		{"copies", false, []string{"t", "o"}, "Each of the 2 chosen items (copies) stays out of the pack. Is that right?", "decide item:i1,item:i2 withhold"},
		{"the thread", false, []string{"t", "t", "i"}, "Each of the 2 chosen items (thread) goes into the pack. Is that right?", "decide item:i1,item:i3 disclose"},
		{"one of the thread was decided", true, []string{"t", "t", "o"}, "The item that was chosen (thread) stays out of the pack. Is that right?", "decide item:i1 withhold"},
		{"the family", false, []string{"t", "t", "t", "o"}, "Each of the 2 chosen items (family) stays out of the pack. Is that right?", "decide item:i1,item:i4 withhold"},
		{"nothing again", false, []string{"t", "t", "t", "t", "o"}, "", "decide item:i1 withhold"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := grouped{screentest.New(), c.decided}
			s := screentest.Open(matches.New(screentest.Shared(t, b), line))
			s, asked := screentest.Press(s, c.keys...)
			question := ""
			for _, msg := range asked {
				if q, ok := msg.(screen.Question); ok {
					question = q.Text
					if len(b.Calls()) > 0 {
						t.Error("decided before it was asked")
					}
					screentest.Give(s, screentest.Run(q.Then())...)
				}
			}
			if question != c.asks {
				t.Errorf("asked %q, want %q", question, c.asks)
			}
			if diff := cmp.Diff([]string{c.did}, b.Calls()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCopiesAreFolded(t *testing.T) {
	b := grouped{screentest.New(), false}
	shared := screentest.Shared(t, b)
	shared.Width, shared.Height = 160, 40
	s := screentest.Open(matches.New(shared, line))
	folded := s.View()
	for _, want := range []string{"2 copies, thread of 2", "thread of 2, near another", "HSG-2291.pdf", "family of 2"} {
		if !strings.Contains(folded, want) {
			t.Errorf("%q is not in view:\n%s", want, folded)
		}
	}
	if strings.Contains(folded, "a copy") {
		t.Errorf("the copy has a line of its own:\n%s", folded)
	}
	s, _ = screentest.Press(s, "z")
	if !strings.Contains(s.View(), "a copy") {
		t.Errorf("the copy has no line:\n%s", s.View())
	}
}

func TestGroupsView(t *testing.T) {
	shared := screentest.Shared(t, grouped{screentest.New(), false})
	screentest.Views(t, shared, "groups", func() screen.Screen { return screentest.Open(matches.New(shared, line)) })
}
