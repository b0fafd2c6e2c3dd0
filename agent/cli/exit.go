package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/pflag"

	"sarsen/agent/service"
)

// Exit codes, as in the README and in --help.
const (
	exitOK          = 0
	exitFailed      = 1
	exitUsage       = 2
	exitUnread      = 3
	exitCheck       = 4
	exitInterrupted = 130
)

const exitHelp = `Exit codes: 0 done; 1 failed; 2 wrong usage; 3 done, but some items are
unread; 4 a check failed and nothing was released; 130 interrupted.`

// errUsage marks an error in how a command was called.
type errUsage struct{ error }

func (e errUsage) Unwrap() error { return e.error }

func usage(format string, args ...any) error { return errUsage{fmt.Errorf(format, args...)} }

// flagError says what a flag takes where its parser would name its own insides.
func flagError(err error) error {
	var bad *pflag.InvalidValueError
	if !errors.As(err, &bad) {
		return err
	}
	switch flag := bad.GetFlag(); flag.Value.Type() {
	case "int":
		return fmt.Errorf("--%s takes a number, not %q", flag.Name, bad.GetValue())
	case "bool":
		return fmt.Errorf("--%s takes true or false, or nothing, not %q", flag.Name, bad.GetValue())
	}
	return err
}

// errExit ends a command with a code after it has said everything itself.
type errExit int

func (e errExit) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

// code is the one table from errors to exit codes.
func code(ctx context.Context, err error) int {
	var exit errExit
	var bad errUsage
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &exit):
		return int(exit)
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return exitInterrupted
	case errors.As(err, &bad):
		return exitUsage
	case errors.Is(err, service.ErrCheck):
		return exitCheck
	}
	return exitFailed
}

// report tells the user about an error, once.
func report(w io.Writer, err error, code int, asJSON bool, command string) {
	var exit errExit
	if err == nil || errors.As(err, &exit) {
		return
	}
	text := err.Error()
	if code == exitInterrupted {
		text = "interrupted; what was done is kept, and the same command goes on from there"
	}
	if asJSON {
		raw, marshalErr := json.Marshal(map[string]any{"error": text, "code": code})
		if marshalErr == nil {
			_, _ = fmt.Fprintln(w, string(raw))
			return
		}
	}
	_, _ = fmt.Fprintf(w, "sarsen: %s\n", printable(text)) // it may quote a file
	if code == exitUsage {
		_, _ = fmt.Fprintf(w, "See '%s --help'.\n", command)
	}
}
