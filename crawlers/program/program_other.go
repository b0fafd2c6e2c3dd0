//go:build !linux

package program

import (
	"errors"
	"os/exec"
)

// prepare starts the program as it is.
func prepare(_ Command, job Job) (*exec.Cmd, error) {
	cmd := exec.Command(job.Program, job.Args...) //nolint:gosec // what the caller asked for
	cmd.Env = job.Env
	return cmd, nil
}

func isolate(*exec.Cmd) {}

func kill(cmd *exec.Cmd) { _ = cmd.Process.Kill() }

// Confined reports whether the system can keep a helper from files that are
// not its own.
func Confined() bool { return false }

// Main is for Linux only.
func Main() error { return errors.ErrUnsupported }
