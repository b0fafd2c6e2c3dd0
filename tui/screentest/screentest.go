package screentest

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"sarsen/tui/components"
	"sarsen/tui/screen"
)

var update = flag.Bool("update", false, "write the golden files again")

// Shared returns what screens share, in a window of 80 by 24.
func Shared(t *testing.T, b screen.Backend) *screen.Shared {
	t.Helper()
	s := screen.NewShared(t.Context(), b, Today())
	s.ExportDir = "packs"
	return s
}

// Key is the press of a key by its name: "enter", "shift+tab", "W".
func Key(name string) tea.KeyPressMsg {
	codes := map[string]rune{
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft,
		"right": tea.KeyRight, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "home": tea.KeyHome, "end": tea.KeyEnd, "f1": tea.KeyF1,
		"backspace": tea.KeyBackspace,
	}
	if rest, ok := strings.CutPrefix(name, "shift+"); ok {
		return tea.KeyPressMsg{Code: codes[rest], Mod: tea.ModShift}
	}
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: rune(rest[0]), Mod: tea.ModCtrl}
	}
	if code, ok := codes[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

// Run runs a command and what comes of a batch, and returns the messages.
func Run(cmd tea.Cmd) []tea.Msg {
	if cmd == nil {
		return nil
	}
	msg := cmd()
	batch, ok := msg.(tea.BatchMsg)
	if !ok {
		return []tea.Msg{msg}
	}
	var out []tea.Msg
	for _, c := range batch {
		out = append(out, Run(c)...)
	}
	return out
}

// Give gives messages to a screen, and to it again what its commands bring.
// It returns the screen and the messages that are for the root.
func Give(s screen.Screen, msgs ...tea.Msg) (screen.Screen, []tea.Msg) {
	var asked []tea.Msg
	for len(msgs) > 0 {
		next, cmd := s.Update(msgs[0])
		s, msgs = next, msgs[1:]
		for _, msg := range Run(cmd) {
			switch msg.(type) {
			case screen.Back, screen.Report, screen.Question, screen.ShowNewRequest, screen.ShowSearch, screen.ShowSources,
				screen.ShowRequest, screen.ShowMatches, screen.ShowPeople, screen.ShowExport, screen.ShowItem,
				screen.ShowAdd, screen.ShowPages, screen.ShowGround, screen.ShowGate, screen.ShowQueries, screen.ShowClues, screen.ShowWhy:
				asked = append(asked, msg)
			case screen.Done:
				asked = append(asked, msg)
				msgs = append(msgs, msg, screen.Refresh{})
			default:
				msgs = append(msgs, msg)
			}
		}
	}
	return s, asked
}

// Open starts a screen as the root does.
func Open(s screen.Screen) screen.Screen {
	s, _ = Give(s, Run(s.Init())...)
	return s
}

// Press presses keys one after the other.
func Press(s screen.Screen, keys ...string) (screen.Screen, []tea.Msg) {
	var asked []tea.Msg
	for _, k := range keys {
		var more []tea.Msg
		s, more = Give(s, Key(k))
		asked = append(asked, more...)
	}
	return s, asked
}

// Type types a text, letter by letter.
func Type(s screen.Screen, text string) screen.Screen {
	for _, r := range text {
		next, _ := s.Update(Key(string(r)))
		s = next
	}
	return s
}

// Views compares a screen at 80x24 and 120x40 with testdata/NAME-*.golden.
func Views(t *testing.T, shared *screen.Shared, name string, fresh func() screen.Screen) {
	t.Helper()
	for _, size := range []struct {
		name          string
		width, height int
	}{{"80x24", 80, 24}, {"120x40", 120, 40}} {
		t.Run(name+" "+size.name, func(t *testing.T) {
			shared.Width, shared.Height = size.width, size.height-components.Frame
			Golden(t, name+"-"+size.name, fresh().View(), shared.Width, shared.Height)
		})
	}
}

// Golden compares what is shown, without colour, with testdata/NAME.golden,
// and checks that it fits.
func Golden(t *testing.T, name, view string, width, height int) {
	t.Helper()
	lines := strings.Split(ansi.Strip(view), "\n")
	if len(lines) > height {
		t.Errorf("%d lines, want at most %d", len(lines), height)
	}
	for i, l := range lines {
		if w := ansi.StringWidth(l); w > width {
			t.Errorf("line %d is %d columns wide, want at most %d: %q", i+1, w, width, l)
		}
		lines[i] = strings.TrimRight(l, " ")
	}
	got := strings.TrimRight(strings.Join(lines, "\n"), "\n") + "\n"
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.MkdirAll("testdata", 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("view differs from %s (-want +got):\n%s", path, diff)
	}
}
