package additem_test

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/google/go-cmp/cmp"

	"sarsen/tui/screen"
	"sarsen/tui/screens/additem"
	"sarsen/tui/screentest"
)

var line = screen.RequestLine{ID: "2026-0001"}

// fill types an answer into each field, in their order, and submits the form.
// "→" is the press of a key.
func fill(t *testing.T, shared *screen.Shared, answers ...string) (screen.Screen, []screen.Back) {
	t.Helper()
	s := screen.Screen(additem.New(shared, line))
	var left []screen.Back
	for _, a := range answers {
		for a != "" && strings.HasPrefix(a, "→") {
			s, _ = screentest.Press(s, "right")
			a = strings.TrimPrefix(a, "→")
		}
		s = screentest.Type(s, a)
		next, asked := screentest.Press(s, "enter")
		s = next
		for _, msg := range asked {
			if back, ok := msg.(screen.Back); ok {
				left = append(left, back)
			}
		}
	}
	return s, left
}

func TestAdds(t *testing.T) {
	for _, c := range []struct {
		name    string
		answers []string
		want    string
	}{
		{"a scan", []string{"→", "/tmp/scan.pdf", "", "Housing file", "2/4/1987", "", "basement"}, "add 2026-0001 scan /tmp/scan.pdf Housing file  0"},
		{"a form", []string{"→→", "", "Name=Ann; Why=damp", "", "", "", ""}, "add 2026-0001 form    2"},
		{"a copy", []string{"→→→→", "call.mp3", "", "", "", "i1", ""}, "add 2026-0001 copy call.mp3  i1 0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := screentest.New()
			_, left := fill(t, screentest.Shared(t, b), c.answers...)
			if diff := cmp.Diff([]string{c.want}, b.Calls()); diff != "" {
				t.Error(diff)
			}
			if len(left) != 1 {
				t.Error("the form was not left")
			}
		})
	}
}

func TestSaysWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		name    string
		answers []string
		want    string
	}{
		{"no file", []string{"", "", "", "", "", "", ""}, "Say where the file lies."},
		{"a form that is none", []string{"→→", "", "Name", "", "", "", ""}, "Write each field as Name=Value."},
		{"fields of a scan", []string{"→", "", "Name=Ann", "", "", "", ""}, "choose form above"},
		{"both", []string{"→→", "a.csv", "Name=Ann", "", "", "", ""}, "Either a file, or the fields"},
		{"a copy of nothing", []string{"→→→→", "call.mp3", "", "", "", "", ""}, "Of which item"},
		{"a scan of an item", []string{"→", "a.pdf", "", "", "", "i1", ""}, "Only a transcript or a copy"},
		{"a day that is none", []string{"→", "a.pdf", "", "", "soon", "", ""}, "Write the day as"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := screentest.New()
			s, _ := fill(t, screentest.Shared(t, b), c.answers...)
			if len(b.Calls()) > 0 || !strings.Contains(s.View(), c.want) {
				t.Errorf("%v; shown:\n%s", b.Calls(), s.View())
			}
		})
	}
}

func TestAsksBeforeLeaving(t *testing.T) {
	shared := screentest.Shared(t, screentest.New())
	_, asked := screentest.Press(additem.New(shared, line), "esc")
	if _, ok := asked[0].(screen.Back); !ok {
		t.Errorf("an empty form asks: %v", asked)
	}
	s := screentest.Type(func() screen.Screen { s, _ := screentest.Press(additem.New(shared, line), "enter"); return s }(), "x")
	_, asked = screentest.Press(s, "esc")
	if !slices.ContainsFunc(asked, func(m tea.Msg) bool { _, ok := m.(screen.Question); return ok }) {
		t.Errorf("what was typed is lost without a question: %v", asked)
	}
}

func TestView(t *testing.T) {
	shared := screentest.Shared(t, screentest.New())
	screentest.Views(t, shared, "form", func() screen.Screen { return additem.New(shared, line) })
	screentest.Views(t, shared, "wrong", func() screen.Screen {
		s, _ := fill(t, shared, "", "", "Name", "", "soon", "", "")
		return s
	})
	screentest.Views(t, shared, "reading", func() screen.Screen {
		s, _ := fill(t, shared, "", "x.pdf", "", "", "", "")
		s, _ = s.Update(screentest.Key("enter"))
		return s
	})
}
