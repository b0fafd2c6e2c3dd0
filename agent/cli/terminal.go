package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"
)

// inTerminal runs fn, which may hand a full-screen program to a running agent.
// The agent cannot set up a terminal that is not its own, so it is done here:
// every key goes through, and new sizes are passed on.
func (a *app) inTerminal(fn func() error) (err error) {
	if !a.agentRuns() {
		return fn() // the program will set it up itself
	}
	fd := int(os.Stdin.Fd())
	state, err := term.MakeRaw(fd)
	if err != nil {
		return fmt.Errorf("set up terminal: %w", err)
	}
	defer func() { err = errors.Join(err, term.Restore(fd, state)) }()
	changed, stop := resized()
	defer stop()
	sizes := make(chan [2]int, 1)
	go func() {
		defer close(sizes)
		for range changed {
			if w, h, err := term.GetSize(fd); err == nil {
				sizes <- [2]int{w, h}
			}
		}
	}()
	a.TTY.Width, a.TTY.Height, err = term.GetSize(fd)
	if err != nil {
		return fmt.Errorf("read size of terminal: %w", err)
	}
	a.TTY.Resize = sizes
	a.Stdout, a.Stderr = rawOutput{a.Stdout}, rawOutput{a.Stderr}
	return fn()
}

// rawOutput writes to a terminal that takes every byte as it is: a new line
// then has to go back to the first column by itself.
type rawOutput struct{ w io.Writer }

func (r rawOutput) Write(p []byte) (int, error) {
	if _, err := r.w.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))); err != nil {
		return 0, err
	}
	return len(p), nil
}
