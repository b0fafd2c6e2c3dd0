// Package tui is the terminal interface: requests with the days that are left,
// matches with their reasons, items with their marks, and the export.
//
// It promises to show what the backend says and to have done what the officer
// asked for, in the order asked; to work without colour, without a mouse and in
// a window of 80 by 24; and never to freeze: everything that may take long runs
// beside it and can be left. It refuses to keep anything that matters, to touch
// files, stores or sources, and to print anything from a document as it is.
package tui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"sarsen/tui/screen"
)

// Options say where the interface is shown.
type Options struct {
	// Input and Output are those of a session with the agent. Both are nil when
	// the interface runs in the process's own terminal.
	Input  io.Reader
	Output io.Writer
	// Width and Height are the first size of the session's window, in columns
	// and lines, 80 by 24 where it is not known; Resize brings later ones.
	// Unused without Output.
	Width, Height int
	Resize        <-chan [2]int
	// NoColor shows everything without colour, as NO_COLOR in Environ does.
	NoColor bool
	// Environ is the session's environment, as of [os.Environ]: TERM and the
	// variables on colour are used. Nil means the process's own.
	Environ []string
	// Today is the day proposed for new requests; a date, UTC midnight. The
	// zero value means the present day.
	Today time.Time
	// ExportDir is the folder in which packs are proposed to be put.
	ExportDir string
}

// Run shows the interface and returns when the officer quits, or with the
// context's error when ctx ends. At the end of the input of a session it ends
// as if the officer had quit. Acts that were asked for before quitting are
// finished; long work is stopped.
func Run(ctx context.Context, b screen.Backend, opts Options) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if opts.Today.IsZero() {
		now := time.Now()
		opts.Today = time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	}
	s := screen.NewShared(ctx, b, opts.Today)
	s.ExportDir = opts.ExportDir
	end := &ending{Reader: opts.Input}
	p := tea.NewProgram(newRoot(s), opts.program(ctx, end)...)
	end.fn = p.Quit
	if opts.Resize != nil {
		go resize(ctx, p, opts.Resize)
	}
	_, err := p.Run()
	switch {
	case err == nil, errors.Is(err, tea.ErrInterrupted):
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	}
	return fmt.Errorf("show terminal interface: %w", err)
}

func (o Options) program(ctx context.Context, in io.Reader) []tea.ProgramOption {
	if o.Environ == nil {
		o.Environ = os.Environ()
	}
	opts := []tea.ProgramOption{tea.WithContext(ctx), tea.WithEnvironment(o.Environ)}
	if o.Input != nil {
		opts = append(opts, tea.WithInput(in))
	}
	if o.Width <= 0 || o.Height <= 0 {
		o.Width, o.Height = 80, 24
	}
	if o.Output != nil {
		// The session's terminal cannot be asked what it can do.
		opts = append(opts, tea.WithOutput(o.Output), tea.WithWindowSize(o.Width, o.Height), tea.WithoutSignalHandler(),
			tea.WithColorProfile(colorprofile.Env(o.Environ)))
	}
	if o.NoColor || noColor(o.Environ) {
		opts = append(opts, tea.WithColorProfile(colorprofile.ASCII))
	}
	return opts
}

// noColor reports whether NO_COLOR is set, to whatever value.
func noColor(environ []string) bool {
	for _, v := range environ {
		if value, ok := strings.CutPrefix(v, "NO_COLOR="); ok {
			return value != ""
		}
	}
	return false
}

func resize(ctx context.Context, p *tea.Program, sizes <-chan [2]int) {
	for {
		select {
		case <-ctx.Done():
			return
		case size, ok := <-sizes:
			if !ok {
				return
			}
			p.Send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
		}
	}
}

// ending calls fn when the reader has ended.
type ending struct {
	io.Reader
	fn func()
}

func (e *ending) Read(b []byte) (int, error) {
	n, err := e.Reader.Read(b)
	if err != nil {
		e.fn()
	}
	return n, err
}
