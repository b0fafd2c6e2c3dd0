package components_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"sarsen/agent/request"
	"sarsen/tui/components"
	"sarsen/tui/keymap"
	"sarsen/tui/screen"
	"sarsen/tui/screentest"
	"sarsen/tui/styles"
)

func TestCursor(t *testing.T) {
	for _, c := range []struct {
		name    string
		keys    string
		n, page int
		at, top int
	}{
		{"starts at the top", "", 10, 4, 0, 0},
		{"does not go above it", "up", 10, 4, 0, 0},
		{"scrolls at the bottom", "down down down down", 10, 4, 4, 1},
		{"pages", "pgdown pgdown", 10, 4, 6, 3},
		{"ends at the last", "end down", 10, 4, 9, 6},
		{"comes back", "end home", 10, 4, 0, 0},
		{"nothing to move in", "down pgdown end", 0, 4, 0, 0},
		{"no room", "down", 3, 0, 1, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			var cur components.Cursor
			for _, k := range strings.Fields(c.keys) {
				cur, _ = cur.Move(keymap.New(), screentest.Key(k), c.n, c.page)
			}
			if cur.At != c.at || cur.Top != c.top {
				t.Errorf("at %d, top %d; want %d, %d", cur.At, cur.Top, c.at, c.top)
			}
		})
	}
}

func TestTableAsksForRowsInViewOnly(t *testing.T) {
	asked := 0
	table := components.Table{
		Columns: []components.Column{{Title: "Name"}, {Title: "Count", Width: 5, Right: true}, {Title: "More", Width: 6, Wide: true}},
		Rows:    10_000,
		Row: func(i int) []components.Cell {
			asked++
			return []components.Cell{components.Text(fmt.Sprint("row ", i)), components.Text("7"), components.Text("x")}
		},
	}
	lines := table.View(styles.New(true), components.Cursor{At: 5000, Top: 4999}, 30, 4)
	want := []string{"   Name                  Count", "   row 4999                  7", " > row 5000                  7", "   row 5001                  7"}
	for i := range want {
		if got := ansi.Strip(lines[i]); got != want[i] {
			t.Errorf("line %d = %q, want %q", i, got, want[i])
		}
	}
	if asked != 3 {
		t.Errorf("asked for %d rows, want 3", asked)
	}
}

func TestLeft(t *testing.T) {
	due := time.Date(2026, 12, 2, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name string
		in   screen.RequestLine
		want string
		tone styles.Tone
	}{
		{"time enough", screen.RequestLine{State: request.Active, Due: due, Left: 10}, "10 days left", styles.Plain},
		{"soon", screen.RequestLine{State: request.Active, Due: due, Left: 1}, "1 day left", styles.Warn},
		{"today", screen.RequestLine{State: request.Active, Due: due}, "due today", styles.Bad},
		{"late", screen.RequestLine{State: request.Active, Due: due, Left: -1}, "1 day overdue", styles.Bad},
		{"late though paused", screen.RequestLine{State: request.Paused, Due: due, Left: -2}, "2 days overdue", styles.Bad},
		{"paused", screen.RequestLine{State: request.Paused, Due: due, Left: 9}, "clock stopped", styles.Warn},
		{"waiting", screen.RequestLine{State: request.Waiting}, "not started", styles.Warn},
		{"closed", screen.RequestLine{State: request.Closed, Due: due, Left: -40}, "closed", styles.Dim},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, tone := components.Left(c.in)
			if got != c.want || tone != c.tone {
				t.Errorf("got %q in tone %d, want %q in %d", got, tone, c.want, c.tone)
			}
		})
	}
}
