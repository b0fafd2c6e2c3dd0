//go:build !linux

package systemtest

import "os/exec"

// become does nothing here: the tests that need it run on Linux only.
func become(*exec.Cmd, int) {}
