package tui_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"sarsen/tui"
	"sarsen/tui/screentest"
)

// terminal is the far end of a session: it types, and remembers what was
// written to it.
type terminal struct {
	io.Reader
	keys    *io.PipeWriter
	mu      sync.Mutex
	written strings.Builder
}

func newTerminal() *terminal {
	r, w := io.Pipe()
	return &terminal{Reader: r, keys: w}
}

func (t *terminal) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.written.Write(b)
}

func (t *terminal) raw() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.written.String()
}

// await waits until a text has been written.
func (t *terminal) await(tb testing.TB, text string) {
	tb.Helper()
	for range 500 {
		if strings.Contains(ansi.Strip(t.raw()), text) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	tb.Fatalf("%q was not shown within 5 s:\n%s", text, ansi.Strip(t.raw()))
}

func (t *terminal) run(ctx context.Context, opts tui.Options) <-chan error {
	opts.Input, opts.Output, opts.Today = t, t, screentest.Today()
	if opts.Width == 0 {
		opts.Width, opts.Height = 80, 24
	}
	over := make(chan error, 1)
	go func() { over <- tui.Run(ctx, screentest.New(), opts) }()
	return over
}

func (t *terminal) press(tb testing.TB, keys string) {
	tb.Helper()
	if _, err := io.WriteString(t.keys, keys); err != nil {
		tb.Fatal(err)
	}
}

func wait(tb testing.TB, over <-chan error) error {
	tb.Helper()
	select {
	case err := <-over:
		return err
	case <-time.After(10 * time.Second):
		tb.Fatal("Run did not return")
		return nil
	}
}

func TestRun(t *testing.T) {
	term := newTerminal()
	over := term.run(t.Context(), tui.Options{Environ: []string{"TERM=xterm-256color"}})
	term.await(t, "Idris Pennant-Vaughan")
	term.press(t, "?")
	term.await(t, "close help")
	term.press(t, "q")
	if err := wait(t, over); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(term.raw(), "\x1b[?1049h") || !strings.Contains(term.raw(), "\x1b[?1049l") {
		t.Error("the alternate screen was not entered and left")
	}
}

func TestRunResizes(t *testing.T) {
	term := newTerminal()
	sizes := make(chan [2]int)
	over := term.run(t.Context(), tui.Options{Environ: []string{"TERM=xterm-256color"}, Width: 40, Height: 10, Resize: sizes})
	term.await(t, "This window is too small.")
	sizes <- [2]int{100, 30}
	term.await(t, "Idris Pennant-Vaughan")
	close(sizes)
	term.press(t, "q")
	if err := wait(t, over); err != nil {
		t.Fatal(err)
	}
}

func TestRunWithoutColour(t *testing.T) {
	for _, c := range []struct {
		name   string
		opts   tui.Options
		colour bool
	}{
		{"colour", tui.Options{Environ: []string{"TERM=xterm-256color"}}, true},
		{"asked not to", tui.Options{Environ: []string{"TERM=xterm-256color"}, NoColor: true}, false},
		{"NO_COLOR", tui.Options{Environ: []string{"TERM=xterm-256color", "NO_COLOR=yes"}}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			term := newTerminal()
			over := term.run(t.Context(), c.opts)
			term.await(t, "Idris Pennant-Vaughan")
			term.press(t, "q")
			if err := wait(t, over); err != nil {
				t.Fatal(err)
			}
			if got := strings.Contains(term.raw(), "\x1b[38;5;"); got != c.colour {
				t.Errorf("colour is used: %v, want %v", got, c.colour)
			}
		})
	}
}

func TestRunEnds(t *testing.T) {
	t.Run("with its input", func(t *testing.T) {
		term := newTerminal()
		over := term.run(t.Context(), tui.Options{Environ: []string{"TERM=xterm"}})
		term.await(t, "Idris Pennant-Vaughan")
		if err := term.keys.Close(); err != nil {
			t.Fatal(err)
		}
		if err := wait(t, over); err != nil {
			t.Error(err)
		}
	})
	t.Run("with its context", func(t *testing.T) {
		term := newTerminal()
		ctx, cancel := context.WithCancel(t.Context())
		over := term.run(ctx, tui.Options{Environ: []string{"TERM=xterm"}})
		term.await(t, "Idris Pennant-Vaughan")
		cancel()
		if err := wait(t, over); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want %v", err, context.Canceled)
		}
	})
}

func ExampleRun() {
	// A session: the keys that somebody types, and a terminal of 80 by 24.
	err := tui.Run(context.Background(), screentest.New(), tui.Options{
		Input: strings.NewReader("?q"), Output: io.Discard, Width: 80, Height: 24,
		Environ: []string{"TERM=xterm-256color"}, NoColor: true,
	})
	fmt.Println(err)
	// Output: <nil>
}
