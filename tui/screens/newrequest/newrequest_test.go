package newrequest

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/agent/request"
	"sarsen/tui/screen"
	"sarsen/tui/screentest"
)

// fill types values into the fields and presses enter after each.
func fill(t *testing.T, b screen.Backend, values ...string) (screen.Screen, []any) {
	t.Helper()
	s := screen.Screen(New(screentest.Shared(t, b)))
	var all []any
	for at := fieldName; at <= fieldReceived; at++ {
		if at < len(values) && values[at] != "" {
			if at == fieldReceived {
				s, _ = screentest.Press(s, strings.Split(strings.Repeat("backspace ", 20), " ")[:20]...)
			}
			s = screentest.Type(s, values[at])
		}
		next, asked := screentest.Press(s, "enter")
		s = next
		for _, a := range asked {
			all = append(all, a)
		}
	}
	return s, all
}

func TestRecords(t *testing.T) {
	b := screentest.New()
	_, asked := fill(t, b, "Dilys  Marrowby; D Marrowby", "Dilys Pryce", "14/3/1968", "14 Quarry Lane, Ashcombe", "dilys@marrowby.example", "01632 960123", "qq 12 34 56 c", "HSG/2291", "", "2 Nov 2026")
	if diff := cmp.Diff([]string{"new access 2026-11-02 Dilys Marrowby;D Marrowby"}, b.Calls()); diff != "" {
		t.Error(diff)
	}
	want := screen.ShowRequest{Case: screen.RequestLine{ID: "2026-0004"}, Instead: true}
	if diff := cmp.Diff(any(want), asked[len(asked)-1]); diff != "" {
		t.Error(diff)
	}
}

func TestComplains(t *testing.T) {
	for _, c := range []struct {
		name   string
		values []string
		at     int
		want   string
	}{
		{"no name", []string{""}, fieldName, "A name is needed"},
		{"a birthday that is none", []string{"A B", "", "31/2/1968"}, fieldBirth, "Write the day as"},
		{"a birthday to come", []string{"A B", "", "1/1/2031"}, fieldBirth, "still to come"},
		{"a year with two digits", []string{"A B", "", "14/3/0068"}, fieldBirth, "four digits"},
		{"an e-mail address without a place", []string{"A B", "", "", "", "dilys@"}, fieldEmail, "looks like"},
		{"a short phone number", []string{"A B", "", "", "", "", "960123"}, fieldPhone, "10 or 11 digits"},
		{"an NI number with a letter too many", []string{"A B", "", "", "", "", "", "QQ123456CC"}, fieldNINO, "six digits"},
		{"received tomorrow", []string{"A B", "", "", "", "", "", "", "", "", "23 Nov 2026"}, fieldReceived, "still to come"},
		{"received on no day", []string{"A B", "", "", "", "", "", "", "", "", "last week"}, fieldReceived, "Write the day as"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := screentest.New()
			s, _ := fill(t, b, c.values...)
			m := s.(Model)
			if len(b.Calls()) != 0 {
				t.Errorf("recorded %v", b.Calls())
			}
			if m.form.At != c.at || !strings.Contains(m.form.Fields[c.at].Problem, c.want) {
				t.Errorf("cursor in field %d, problem %q; want field %d, %q", m.form.At, m.form.Fields[c.at].Problem, c.at, c.want)
			}
		})
	}
}

func TestProfile(t *testing.T) {
	form := New(screentest.Shared(t, screentest.New())).form
	for at, v := range map[int]string{fieldName: "Dilys Marrowby", fieldBirth: "14.3.1968", fieldNINO: "qq123456c", fieldPhone: "01632 960123;07700 900123"} {
		form = form.Focus(at)
		for _, r := range v {
			form, _, _ = form.Update(New(screentest.Shared(t, nil)).Shared.Keys, screentest.Key(string(r)))
		}
	}
	e, _, ok := check(form, screentest.Today())
	if !ok {
		t.Fatal("a sound form was refused")
	}
	want := request.Profile{
		Names: []string{"Dilys Marrowby"}, DateOfBirth: "1968-03-14", Phones: []string{"01632 960123", "07700 900123"},
		Identifiers: map[string]string{"nino": "QQ123456C"},
	}
	if diff := cmp.Diff(want, e.profile); diff != "" {
		t.Error(diff)
	}
}

func TestLeavingAsksFirst(t *testing.T) {
	s := screen.Screen(New(screentest.Shared(t, screentest.New())))
	if _, asked := screentest.Press(s, "esc"); len(asked) != 1 || asked[0] != (screen.Back{}) {
		t.Errorf("an empty form asked for %v, want to leave", asked)
	}
	_, asked := screentest.Press(screentest.Type(s, "D"), "esc")
	if _, ok := asked[0].(screen.Question); !ok {
		t.Errorf("a form with a name asked for %v, want a question", asked)
	}
}

func TestView(t *testing.T) {
	shared := screentest.Shared(t, screentest.New())
	screentest.Views(t, shared, "form", func() screen.Screen { return New(shared) })
	screentest.Views(t, shared, "wrong", func() screen.Screen {
		s := screentest.Type(New(shared), "\t")
		s, _ = screentest.Press(s, "shift+tab", "enter")
		return s
	})
	screentest.Views(t, shared, "choice", func() screen.Screen {
		s, _ := screentest.Press(New(shared), "shift+tab", "shift+tab", "right", "right")
		return s
	})
}
