package components_test

import (
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"
	"github.com/charmbracelet/x/ansi"

	"sarsen/tui/components"
	"sarsen/tui/keymap"
	"sarsen/tui/screen"
	"sarsen/tui/styles"
)

// However narrow the window, the footer has the key that shows all others.
func TestFooterKeepsHelp(t *testing.T) {
	k := keymap.New()
	keys := []key.Binding{k.Open, k.Include, k.KeepOut, k.Group, k.Undo, k.Help, k.Back}
	for _, c := range []struct {
		name  string
		width int
		want  string
	}{
		{"room for all", 100, "enter open  i include  o keep out  t all that belongs together  u undo  ? help  esc back"},
		{"one too long is passed over", 62, "enter open  i include  o keep out  u undo  ? help  esc back"},
		{"the last ones give way", 44, "enter open  i include  o keep out  ? help"},
		{"hardly any", 10, "? help"},
	} {
		t.Run(c.name, func(t *testing.T) {
			lines := components.Footer(styles.New(true), "", styles.Plain, keys, c.width)
			if got := strings.TrimSpace(ansi.Strip(lines[2])); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// However long the name of the subject, it stands apart from the request's ID.
func TestHeaderKeepsApart(t *testing.T) {
	lines := components.Header(styles.New(true), screen.Heading{
		Title: "People", Case: screen.RequestLine{ID: "2026-0001", Subject: "Christine Marie O'Riordan-Hargreaves of Thornmere"},
	}, 60)
	if got := ansi.Strip(lines[0]); !strings.Contains(got, "… 2026-0001") || ansi.StringWidth(got) > 60 {
		t.Errorf("got %q", got)
	}
}
