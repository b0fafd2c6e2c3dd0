package ground_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sarsen/agent/request"
	"sarsen/redact"
	"sarsen/tui/screen"
	"sarsen/tui/screens/ground"
	"sarsen/tui/screentest"
)

var line = screen.RequestLine{ID: "2026-0001", Right: request.Access}

func TestDecides(t *testing.T) {
	marks := screen.ShowGround{Case: line, What: "this person", Targets: []string{"mark:m1", "mark:m2"}, Code: "S2.16"}
	areas := screen.ShowGround{Case: line, What: "the whole of page 2", Item: "i2", Areas: []redact.Area{{Item: "i2", Page: 2}}}
	for _, c := range []struct {
		name string
		what screen.ShowGround
		keys []string
		want string
	}{
		{"as proposed", marks, []string{"enter", "enter", "enter"}, "decide mark:m1,mark:m2 withhold S2.16"},
		{"the next ground, and why", marks, []string{"right", "enter", "enter", "s", "o", "enter"}, "decide mark:m1,mark:m2 withhold S2.19 so"},
		{"disclosed, which needs no ground", marks, []string{"enter", "right", "enter", "enter"}, "decide mark:m1,mark:m2 disclose"},
		{"a page, which can only be withheld", areas, []string{"enter", "right", "enter", "enter"}, "areas i2 2:{0 0 0 0} S2.16"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := screentest.New()
			_, asked := screentest.Press(ground.New(screentest.Shared(t, b), c.what), c.keys...)
			if diff := cmp.Diff([]string{c.want}, b.Calls()); diff != "" {
				t.Error(diff)
			}
			left := false
			for _, msg := range asked {
				_, back := msg.(screen.Back)
				left = left || back
			}
			if !left {
				t.Error("the screen was not left")
			}
		})
	}
}

// Only grounds that restrict the right that is asked for are offered.
func TestGroundsOfAnotherRight(t *testing.T) {
	b := screentest.New()
	moved := screen.RequestLine{ID: "2026-0001", Right: request.Portability}
	screentest.Press(ground.New(screentest.Shared(t, b), screen.ShowGround{Case: moved, Targets: []string{"mark:m1"}}), "enter", "enter", "enter")
	if diff := cmp.Diff([]string{"decide mark:m1 withhold 20(4)"}, b.Calls()); diff != "" {
		t.Error(diff)
	}
}

func TestView(t *testing.T) {
	shared := screentest.Shared(t, screentest.New())
	what := screen.ShowGround{Case: line, What: "this person “Rhodri Tasker”", Targets: []string{"mark:m1"}, Code: "S2.16"}
	for name, keys := range map[string][]string{"grounds": nil, "last": {"left", "left", "left", "left", "left", "left", "left", "left", "left", "left", "left"}, "reason": {"enter", "enter", "w", "h", "y"}} {
		screentest.Views(t, shared, name, func() screen.Screen {
			s, _ := screentest.Press(ground.New(shared, what), keys...)
			return s
		})
	}
}
