package tui

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"sarsen/tui/components"
	"sarsen/tui/screentest"
)

// session drives a root without a terminal.
type session struct {
	t    *testing.T
	m    tea.Model
	quit bool
}

func start(t *testing.T, b *screentest.Backend) *session {
	t.Helper()
	shared := screentest.Shared(t, b)
	shared.Height = 24 - components.Frame
	s := &session{t: t, m: newRoot(shared)}
	s.give(screentest.Run(s.m.Init())...)
	return s
}

// give gives messages to the root, and to it again what its commands bring.
func (s *session) give(msgs ...tea.Msg) {
	for len(msgs) > 0 {
		if _, ok := msgs[0].(tea.QuitMsg); ok {
			s.quit = true
			return
		}
		next, cmd := s.m.Update(msgs[0])
		s.m, msgs = next, append(msgs[1:], screentest.Run(cmd)...)
	}
}

func (s *session) press(keys ...string) *session {
	for _, k := range keys {
		s.give(screentest.Key(k))
	}
	return s
}

func (s *session) view() string { return ansi.Strip(s.m.View().Content) }

// see fails when one of the texts is not on screen.
func (s *session) see(texts ...string) *session {
	s.t.Helper()
	for _, text := range texts {
		if !strings.Contains(s.view(), text) {
			s.t.Fatalf("%q is not on screen:\n%s", text, s.view())
		}
	}
	return s
}

// TestJourney goes from the list of requests to a pack.
func TestJourney(t *testing.T) {
	b := screentest.New()
	s := start(t, b)
	s.see("Requests", "3 days overdue", "10 days left")
	s.press("down", "enter").see("Request · Dilys Marrowby", "2026-0001 · 10 days left", "7 decisions still to take")
	s.press("f").see("Looked again for request 2026-0001.")
	s.press("m").see("Matches · Dilys Marrowby", "all 6")
	s.press("enter").see("1 of 4 · certain", "[Seren Oakhanger?]", "Mark 1 of 6")
	s.press("d").see("Disclosed: this person.", "‹Seren Oakhanger›", "Mark 2 of 6")
	s.press("W").see("This person is withheld everywhere", "▐Rhodri Tasker▌")
	s.press("tab", "tab", "tab", "w").see("▐Gethin Marrowby▌", "Decision        withheld")
	s.press("u").see("Taken back: withhold.", "[&Gethin Marrowby?]")
	s.press("]", "]").see("3 of 4 · likely", "▐Rhodri Tasker▌")
	s.press("esc").see("Matches · Dilys Marrowby", "1 of 6", "done")
	s.press("esc", "a").see("Accept every proposal", "y yes")
	s.press("n").see("Nothing was done.")
	s.press("a", "y").see("Accepted 1 proposal.", "Everything is decided.")
	s.press("r", "y").see("Released.", "Nothing is missing.")
	s.press("x").see("Export · Dilys Marrowby", "A draft is for looking at")
	s.press("right", "enter", "enter", "enter", "enter", "enter").see("✓ The pack is ready and may leave the building.", "packs/pack-2026-0001")
	s.press("esc", "esc", "q")
	if !s.quit {
		t.Error("q did not quit")
	}
	want := []string{
		"find 2026-0001", "decide mark:m1 disclose", "decide person:p1 withhold S2.16", "decide mark:m5 withhold", "undo",
		"accept 2026-0001", "release 2026-0001", "export 2026-0001 packs/pack-2026-0001 release",
	}
	if diff := cmp.Diff(want, b.Calls()); diff != "" {
		t.Error(diff)
	}
}

func TestNewRequestOpensIt(t *testing.T) {
	s := start(t, screentest.New())
	s.press("n", "C", "a", "r", "y", "s", "space")
	for range 10 {
		s.press("enter")
	}
	s.see("Request · Carys", "2026-0004 · 30 days left", "Request 2026-0004 is recorded.")
	s.press("esc").see("Requests", "Carys")
}

func TestRouting(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []string
		see  string
		quit bool
	}{
		{"help opens", []string{"?"}, "close help", false},
		{"help closes", []string{"?", "esc"}, "Idris Pennant-Vaughan", false},
		{"q quits from help", []string{"?", "q"}, "", true},
		{"keys of the screen are dead under help", []string{"?", "n"}, "close help", false},
		{"q is a letter in a form", []string{"n", "q"}, "New request", false},
		{"? is a letter in a form, f1 helps", []string{"n", "?", "f1"}, "close help", false},
		{"ctrl+c quits from a form", []string{"n", "ctrl+c"}, "", true},
		{"esc leaves the search", []string{"/", "q", "esc"}, "Idris Pennant-Vaughan", false},
		{"esc on the first screen", []string{"esc"}, "This is the first screen.", false},
		{"a question waits for its answer", []string{"down", "enter", "a", "m", "q"}, "y yes", false},
		{"sources", []string{"s"}, "Seen 1204 = read 1150", false},
		{"people", []string{"down", "enter", "p"}, "Gethin Marrowby", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := start(t, screentest.New())
			s.press(c.keys...).see(c.see)
			if s.quit != c.quit {
				t.Errorf("quit is %v, want %v", s.quit, c.quit)
			}
		})
	}
}

// TestKeysMeanOneThing holds that no key has two meanings on a screen.
func TestKeysMeanOneThing(t *testing.T) {
	for name, keys := range map[string][]string{
		"requests": nil, "sources": {"s"}, "request": {"enter"}, "matches": {"enter", "m"}, "item": {"enter", "m", "enter"}, "people": {"enter", "p"},
	} {
		r := start(t, screentest.New()).press(keys...).m.(root)
		meaning := map[string]string{}
		for _, section := range append(r.top().Keys(), r.Keys.Everywhere()) {
			for _, b := range section.Keys {
				for _, k := range b.Keys() {
					if had, ok := meaning[k]; ok && had != b.Help().Key && b.Help().Key != "f1" && had != "f1" {
						t.Errorf("%s: %s is both %s and %s", name, k, had, b.Help().Key)
					}
					meaning[k] = b.Help().Key
				}
			}
		}
	}
}

func TestErrorsAreReported(t *testing.T) {
	b := screentest.New()
	s := start(t, b)
	s.press("down", "enter", "m")
	b.Err = errors.New("decide on item: the request is closed")
	s.press("i").see("That did not work: decide on item: the request is closed.", "Noise at 14 Quarry Lane")
}

func TestQuittingWaitsForActs(t *testing.T) {
	b := screentest.New()
	s := start(t, b)
	s.press("down", "enter", "m")
	next, cmd := s.m.Update(screentest.Key("o"))
	next, _ = next.Update(screentest.Key("q"))
	s.m = next
	s.see("Finishing: Recording the decision…")
	s.give(screentest.Run(cmd)...)
	if !s.quit || len(b.Calls()) != 1 {
		t.Errorf("quit is %v after %v, want true after one decision", s.quit, b.Calls())
	}
}

func TestQuittingAsksBeforeStoppingWork(t *testing.T) {
	s := start(t, screentest.New())
	s.press("down", "enter")
	next, _ := s.m.Update(screentest.Key("f"))
	s.m = next
	s.press("q").see("If you quit now")
	if s.press("n"); s.quit {
		t.Error("quit though the answer was no")
	}
	if s.press("q", "y"); !s.quit {
		t.Error("did not quit though the answer was yes")
	}
}

func TestSmallWindow(t *testing.T) {
	for _, c := range []struct {
		width, height int
		small         bool
	}{{80, 24, false}, {60, 16, false}, {59, 16, true}, {60, 15, true}, {1, 1, true}, {0, 0, true}, {400, 200, false}} {
		s := start(t, screentest.New())
		s.press("down", "enter", "m", "enter")
		s.give(tea.WindowSizeMsg{Width: c.width, Height: c.height})
		if got := strings.Contains(s.view(), "sarsen · Item"); got == c.small {
			t.Errorf("%dx%d: shows the item: %v, want %v", c.width, c.height, got, !c.small)
		}
		if lines := strings.Count(s.view(), "\n") + 1; !c.small && lines != c.height {
			t.Errorf("%dx%d: %d lines", c.width, c.height, lines)
		}
	}
}

func TestView(t *testing.T) {
	for _, c := range []struct {
		name string
		keys []string
	}{
		{"requests", nil},
		{"help", []string{"down", "enter", "m", "enter", "?"}},
		{"question", []string{"down", "enter", "a"}},
		{"item", []string{"down", "enter", "m", "enter", "d"}},
	} {
		for _, size := range []struct {
			name          string
			width, height int
		}{{"80x24", 80, 24}, {"120x40", 120, 40}} {
			t.Run(c.name+" "+size.name, func(t *testing.T) {
				s := start(t, screentest.New())
				s.give(tea.WindowSizeMsg{Width: size.width, Height: size.height})
				s.press(c.keys...)
				screentest.Golden(t, c.name+"-"+size.name, s.m.View().Content, size.width, size.height)
			})
		}
	}
}

// TestWithholdsAnArea goes from an item to its pages, names a line, gives a
// ground, and is back on the pages.
func TestWithholdsAnArea(t *testing.T) {
	b := screentest.New()
	s := start(t, b)
	s.press("down", "enter", "m", "down", "enter").see("2 of 4")
	s.press("v").see("Pages · Dilys Marrowby", "Page 1 of 2", "Application for a transfer")
	s.press("enter").see("An area of page 1")
	s.press("enter", "enter", "enter", "enter").see("Ground and reason", "an area of page 1, from 60,60 to 530,74", "S2.16")
	s.press("right", "enter", "enter", "o", "k", "enter").see("Pages · Dilys Marrowby", "withheld: an area, S2.19 ok", "Press u to take it back.")
	s.press("end", "x").see("Taken back: an area of page 1")
	s.press("esc").see("2 of 4")
}

// TestAddsByHand goes from a request to the form and back.
func TestAddsByHand(t *testing.T) {
	s := start(t, screentest.New())
	s.press("down", "enter", "+").see("Add by hand · Dilys Marrowby")
	s.press("right", "enter", "x", "enter", "enter", "enter", "enter", "enter", "enter").see("Request · Dilys Marrowby", "Added: x. It is among the matches.")
}
